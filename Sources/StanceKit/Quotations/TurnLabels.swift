/// The labels that paragraphs of an interview or a transcript start with: "BROOK:", "Ada Brook, an engineer:", "Q."
struct TurnLabels {
    private let article: Article

    /// Words and colon of a name, in tokens.
    static let longestName = 7
    /// With what describes the speaker.
    private static let longestLabel = 14

    init(_ article: Article) {
        self.article = article
    }

    /// The tokens of the label's name, without what describes it, and the first token of the words after the label.
    func label(of paragraph: Range<Int>) -> (name: Range<Int>, start: Int)? {
        lettered(paragraph) ?? withColon(paragraph)
    }

    /// "Q." and "A.", which keep their period as initials do.
    private func lettered(_ paragraph: Range<Int>) -> (name: Range<Int>, start: Int)? {
        let first = paragraph.lowerBound
        guard paragraph.count > 1, article.bytes[article.tokens[first].end - 1] == UInt8(ascii: "."),
            Self.parts.contains(article.hash(first..<first + 1))
        else { return nil }
        return (first..<first + 1, first + 1)
    }

    private func withColon(_ paragraph: Range<Int>) -> (name: Range<Int>, start: Int)? {
        guard let colon = paragraph.prefix(Self.longestLabel).first(where: { article.tokens[$0].kind == .colon }) else {
            return nil
        }
        let label = paragraph.lowerBound..<colon
        let sign = label.first { article.tokens[$0].kind == .comma || article.tokens[$0].kind == .openBracket }
        let name = label.lowerBound..<(sign ?? colon)
        guard !name.isEmpty, name.count < Self.longestName, sign.map({ describes($0..<colon) }) ?? true else {
            return nil
        }
        let words = name.count > 1 && article.tokens[name.lowerBound].isA(.determiner) ? name.dropFirst() : name
        return Self.parts.contains(article.hash(name)) || isName(words) ? (name, colon + 1) : nil
    }

    /// Whether what stands between a name and its colon says who that is: ", the mayor", "(on the phone)".
    private func describes(_ range: Range<Int>) -> Bool {
        let tokens = article.tokens[range]
        guard tokens.count > 1, !tokens.contains(where: { $0.isA([.finiteCue, .gerundCue, .conjunction]) }) else {
            return false
        }
        if article.tokens[range.lowerBound].kind == .openBracket {
            return article.tokens[range.upperBound - 1].kind == .closeBracket
        }
        return tokens.dropFirst().allSatisfy { $0.kind == .word } && tokens.contains { $0.isA([.role, .title, .body]) }
    }

    /// Titles stand first; in a headline, "Eastport Mayor Roe: ...", they do not.
    private func isName(_ words: Range<Int>) -> Bool {
        words.allSatisfy(isNameLike)
            && !words.drop { article.tokens[$0].isA(.title) }.contains { article.tokens[$0].isA(.title) }
    }

    private func isNameLike(_ index: Int) -> Bool {
        let token = article.tokens[index]
        return (token.isNamePart || token.isA(.particle)) && !Self.headings.contains(article.hash(index..<index + 1))
    }

    /// Labels that name nobody.
    static let parts = WordSet("q a question answer")
    /// What heads a paragraph and is nobody.
    private static let headings = WordSet(
        "note notes tip tips update updates correction clarification summary background context example location venue"
            + " date time where when what who why how contact contacts media photo photos image picture caption video"
            + " source sources credit tags topics related read more website phone email address price cost rating verdict"
            + " score result results winner loser pro pros con cons myth myths fact facts claim truth problem solution"
            + " challenge goal goals step steps day part chapter section item point points key takeaway takeaways warning"
            + " ingredients method directions answer question editor disclaimer conclusion introduction overview details"
            + " breaking live watch listen subscribe exclusive opinion analysis review interview quote quotes information"
    )
}

extension Article {
    /// Whether the tokens can be somebody's words without marks: words that end as a sentence does.
    func hasStatement(_ range: Range<Int>) -> Bool {
        guard let first = range.first, hasSpace(before: first), tokens[first].kind != .mark,
            range.prefix(Self.statementReach).contains(where: { tokens[$0].kind == .word })
        else { return false }
        let last = range.suffix(2).last { tokens[$0].kind != .mark && tokens[$0].kind != .closeBracket }
        return last.map { tokens[$0].kind == .stop || tokens[$0].kind == .dash } ?? false
    }

    private static let statementReach = 20

    /// The hash of the words in lower case, without periods, one space between them.
    func hash(_ tokens: Range<Int>) -> UInt64 {
        var hash = WordHash()
        for index in tokens {
            if index > tokens.lowerBound { hash.add(0x20) }
            add(self.tokens[index], to: &hash)
        }
        return hash.value
    }

    /// The hash of a word in lower case, without periods.
    func hash(of token: Token) -> UInt64 {
        var hash = WordHash()
        add(token, to: &hash)
        return hash.value
    }

    private func add(_ token: Token, to hash: inout WordHash) {
        for byte in bytes[token.start..<token.end] where byte != 0x2E { hash.add(byte) }
    }
}
