/// Paragraphs that their layout quotes, without marks: the turns of an interview, a press release's statement under
/// "From Chairwoman Roe:", and block quotes.
struct LaidOutSpeech {
    private enum Block {
        case led
        case indented(Int)
    }

    private let article: Article
    private let turns: SpeakerTurns
    private var block: (paragraph: Int, kind: Block)?

    private static let longestHeading = 12
    /// The verb that announces a block quote is looked for within so many tokens before the colon.
    private static let announcementReach = 40
    private static let fewestBlockTokens = 4
    private static let leastIndentation = 2

    init(_ article: Article) {
        self.article = article
        turns = SpeakerTurns(article)
    }

    /// The span that a paragraph's layout makes of it, nil for an ordinary one. Paragraphs must come in order.
    mutating func span(inParagraph index: Int) -> Span? {
        let paragraph = article.paragraphs[index]
        if let words = turns.words(inParagraph: index) ?? statement(index) { return span(words, words) }
        if turns.continues(inParagraph: index) { return span(paragraph, paragraph, continues: true) }
        guard let kind = blockKind(index) else { return nil }
        let continues = block?.paragraph == index - 1
        block = (index, kind)
        var first = paragraph.lowerBound
        while first < paragraph.upperBound, isAngle(first) { first += 1 }
        return span(paragraph, first..<paragraph.upperBound, continues: continues)
    }

    private func span(_ tokens: Range<Int>, _ words: Range<Int>, continues: Bool = false) -> Span? {
        guard !words.isEmpty else { return nil }
        let bytes = article.tokens[words.lowerBound].start..<article.tokens[words.upperBound - 1].end
        return Span(tokens: tokens, content: article.trimmed(bytes), origin: .laidOut, continuesPrevious: continues)
    }

    // MARK: Statements

    private func statement(_ index: Int) -> Range<Int>? {
        let paragraph = article.paragraphs[index]
        if let colon = headingEnd(index) {
            let words = colon + 1..<paragraph.upperBound
            return article.hasStatement(words) ? words : nil
        }
        guard index > 0, let colon = headingEnd(index - 1), colon + 1 == article.paragraphs[index - 1].upperBound,
            article.tokens[paragraph.lowerBound].kind == .word, article.hasStatement(paragraph)
        else { return nil }
        return paragraph
    }

    /// The colon of "From Chairwoman Roe:".
    private func headingEnd(_ index: Int) -> Int? {
        let paragraph = article.paragraphs[index]
        let first = article.tokens[paragraph.lowerBound]
        guard article.bytes[first.start..<first.end].elementsEqual("From".utf8),
            let colon = paragraph.prefix(Self.longestHeading).first(where: { article.tokens[$0].kind == .colon }),
            article.tokens[colon - 1].isNamePart, !article.tokens[colon - 1].isA([.title, .role, .body]),
            article.tokens[paragraph.lowerBound + 1..<colon].contains(where: { $0.isA([.title, .role]) })
        else { return nil }
        return colon
    }

    // MARK: Block quotes

    private func blockKind(_ index: Int) -> Block? {
        let paragraph = article.paragraphs[index]
        let indentation = indentation(index)
        if let block, block.paragraph == index - 1 {
            switch block.kind {
            case .led: return isAngle(paragraph.lowerBound) ? .led : nil
            case .indented(let least): return indentation >= least ? block.kind : nil
            }
        }
        guard index > 0, announces(index - 1) else { return nil }
        if isAngle(paragraph.lowerBound) { return .led }
        let first = article.tokens[paragraph.lowerBound]
        guard first.kind == .word, first.isA(.capitalised), paragraph.count >= Self.fewestBlockTokens else {
            return nil
        }
        let least = max(Self.leastIndentation, self.indentation(index - 1) + 1)
        return indentation >= least ? .indented(indentation) : nil
    }

    /// A line with a verb of saying that ends in a colon.
    private func announces(_ index: Int) -> Bool {
        let paragraph = article.paragraphs[index]
        guard article.tokens[paragraph.upperBound - 1].kind == .colon else { return false }
        return paragraph.suffix(Self.announcementReach).contains { article.tokens[$0].isA(.cue) }
    }

    private func isAngle(_ token: Int) -> Bool {
        article.bytes[article.tokens[token].start] == UInt8(ascii: ">")
    }

    /// In bytes of white space.
    private func indentation(_ index: Int) -> Int {
        let first = article.paragraphs[index].lowerBound
        return article.tokens[first].start - (first > 0 ? article.tokens[first - 1].end : 0)
    }
}
