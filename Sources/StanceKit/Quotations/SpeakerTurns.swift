/// The turns of an interview or a transcript: paragraphs that start with their speaker and a colon.
///
/// "Note: ..." looks the same, so a label counts only where something else in the article shows that it is a speaker: a
/// question and an answer, the name in the text, a title before it, or turns that alternate.
struct SpeakerTurns {
    private struct Candidate {
        var paragraph: Int
        var label: Range<Int>
        var key: UInt64
        var asks: Bool
    }

    /// The colon after the speaker, by paragraph.
    private var colons: [Int: Int] = [:]
    private let article: Article

    /// Words and colon of a label, in tokens.
    private static let longestLabel = 7
    private static let fewestTurns = 2

    init(_ article: Article) {
        self.article = article
        let candidates = article.paragraphs.indices.compactMap(candidate)
        guard candidates.count >= Self.fewestTurns else { return }
        let speakers = speakers(candidates)
        let turns = candidates.filter { speakers.contains($0.key) }
        guard turns.count >= Self.fewestTurns else { return }
        for turn in turns { colons[turn.paragraph] = turn.label.upperBound }
    }

    /// The tokens of the words that a turn's speaker says.
    func words(inParagraph index: Int) -> Range<Int>? {
        colons[index].map { $0 + 1..<article.paragraphs[index].upperBound }
    }

    // MARK: Labels

    private func candidate(_ index: Int) -> Candidate? {
        let paragraph = article.paragraphs[index]
        let head = paragraph.prefix(Self.longestLabel)
        guard let colon = head.first(where: { article.tokens[$0].kind == .colon }), colon > paragraph.lowerBound,
            article.hasStatement(colon + 1..<paragraph.upperBound)
        else { return nil }
        let label = paragraph.lowerBound..<colon
        let key = hash(label)
        let name = label.count > 1 && article.tokens[label.lowerBound].isA(.determiner) ? label.dropFirst() : label
        guard Self.parts.contains(key) || isName(name) else { return nil }
        let last = article.tokens[paragraph.upperBound - 1]
        return Candidate(
            paragraph: index, label: label, key: key, asks: article.bytes[last.start] == UInt8(ascii: "?"))
    }

    /// Titles stand first; in a headline, "Eastport Mayor Roe: ...", they do not.
    private func isName(_ label: Range<Int>) -> Bool {
        label.allSatisfy(isNameLike)
            && !label.drop { article.tokens[$0].isA(.title) }.contains { article.tokens[$0].isA(.title) }
    }

    private func isNameLike(_ index: Int) -> Bool {
        let token = article.tokens[index]
        return (token.isNamePart || token.isA(.particle)) && !Self.headings.contains(hash(index..<index + 1))
    }

    /// Of the words in lower case, one space between them.
    private func hash(_ tokens: Range<Int>) -> UInt64 {
        var hash = WordHash()
        for index in tokens {
            if index > tokens.lowerBound { hash.add(0x20) }
            for byte in article.bytes[article.tokens[index].start..<article.tokens[index].end] where byte != 0x2E {
                hash.add(byte)
            }
        }
        return hash.value
    }

    // MARK: Speakers

    private func speakers(_ candidates: [Candidate]) -> Set<UInt64> {
        var speakers = named(candidates)
        let keys = Set(candidates.map(\.key))
        for (question, answer) in Self.questionsAndAnswers {
            if keys.contains(question), keys.contains(answer) { speakers.formUnion([question, answer]) }
        }
        var lastTurn: [UInt64: Int] = [:]
        for (index, turn) in candidates.enumerated() where !Self.parts.contains(turn.key) {
            if hasTitle(turn.label) { speakers.insert(turn.key) }
            // A question, and somebody else's turn right after it.
            if index > 0, candidates[index - 1].asks, candidates[index - 1].key != turn.key,
                candidates[index - 1].paragraph == turn.paragraph - 1
            {
                speakers.formUnion([candidates[index - 1].key, turn.key])
            }
            // A turn, others, and a turn again.
            if let last = lastTurn[turn.key], last < index - 1 { speakers.insert(turn.key) }
            lastTurn[turn.key] = index
        }
        return speakers
    }

    private func hasTitle(_ label: Range<Int>) -> Bool {
        label.count > 1 && article.tokens[label.lowerBound].isA(.title)
            && !article.tokens[label.upperBound - 1].isA([.title, .role, .body])
    }

    /// The labels that stand in the text as somebody who speaks, is described or is spoken with.
    private func named(_ candidates: [Candidate]) -> Set<UInt64> {
        var keys: [UInt64: Set<UInt64>] = [:]
        for turn in candidates where !Self.parts.contains(turn.key) {
            let last = hash(turn.label.upperBound - 1..<turn.label.upperBound)
            keys[last, default: []].insert(turn.key)
        }
        var found: Set<UInt64> = []
        for index in article.tokens.indices where article.tokens[index].isNamePart {
            guard let candidates = keys[hash(index..<index + 1)], isPerson(endingAt: index) else { continue }
            found.formUnion(candidates)
        }
        return found
    }

    private func isPerson(endingAt end: Int) -> Bool {
        let tokens = article.tokens
        var start = end
        while start > 0, end - start < Self.longestLabel, tokens[start - 1].isNamePart, !tokens[start].isA(.title) {
            start -= 1
        }
        if tokens[start].isA(.title), start < end { return end + 1 >= tokens.count || tokens[end + 1].kind != .colon }
        guard end > start else { return false }
        if start > 0, tokens[start - 1].isA(.role) || Self.companions.contains(hash(start - 1..<start)) { return true }
        guard end + 2 < tokens.count else { return false }
        if tokens[end + 1].kind == .comma { return tokens[end + 2].isA([.determiner, .role, .relative]) }
        return tokens[end + 1].isA([.finiteCue, .relative])
    }

    private static func hashes(_ words: String) -> Set<UInt64> {
        Set(words.split(separator: " ").map { WordHash.of($0.utf8) })
    }

    private static let questionsAndAnswers = [("q", "a"), ("question", "answer")].map {
        (WordHash.of($0.0.utf8), WordHash.of($0.1.utf8))
    }
    /// Labels that name nobody.
    static let parts = hashes("q a question answer")
    private static let companions = hashes("with by")
    /// What heads a paragraph and is nobody.
    private static let headings = hashes(
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
}
