/// A stretch of one paragraph that stands as quoted, before it is known whether anybody said it.
struct Span {
    enum Origin {
        case paired
        /// The mark stays open to the end of the paragraph.
        case unclosed
        /// From the start of the paragraph to a closing mark that nothing opened.
        case unopened
        /// After a dialogue dash.
        case dash
        /// Taken up again after an attribution and a dash.
        case resumed
        /// Quoted by the paragraph's layout alone.
        case laidOut
    }

    /// The tokens covered, marks included.
    var tokens: Range<Int>
    /// The bytes of the words, marks and surrounding space left out.
    var content: Range<Int>
    var origin: Origin
    /// The same speech as the span before, which stayed open at its paragraph's end.
    var continuesPrevious = false

    /// Speech by its form alone, which no scare quote or title shares.
    var isSpeechByForm: Bool { origin != .paired || continuesPrevious }
}

extension Span {
    /// The last scalar of the words.
    func last(in article: Article) -> UInt32 { UTF8Bytes.scalar(in: article.bytes, before: content.upperBound) }

    /// Whether a comma ends the words.
    func endsWithComma(in article: Article) -> Bool {
        if case .comma = ScalarClass.of(last(in: article)) { return true }
        return false
    }

    /// Whether a comma, full stop, question or exclamation mark ends the words.
    func endsClause(in article: Article) -> Bool {
        if case .stop = ScalarClass.of(last(in: article)) { return true }
        return endsWithComma(in: article)
    }
}

/// Finds the spans of an article paragraph by paragraph.
struct SpanFinder {
    private let article: Article
    private var laidOut: LaidOutSpeech
    /// The mark that stays open at the end of the paragraph before.
    private var openMark: MarkGlyph.Family?
    private var wasDialogue = false

    init(_ article: Article) {
        self.article = article
        laidOut = LaidOutSpeech(article)
    }

    /// The spans of the paragraph with this index. Paragraphs must come in order.
    mutating func spans(inParagraph index: Int) -> [Span] {
        let paragraph = article.paragraphs[index]
        if let span = laidOut.span(inParagraph: index) {
            openMark = nil
            wasDialogue = false
            return span.content.isEmpty ? [] : [span]
        }
        let continues = openMark.map { Self.goesOn(leadingMark(index), after: $0) } ?? false
        openMark = nil
        let next = leadingMark(index + 1)
        let pairing = MarkPairing(article, paragraph: paragraph, continuation: next)
        var spans = pairing.pairs.map { pair in
            Span(tokens: pair.open..<pair.close + 1, content: content(pair.open + 1..<pair.close), origin: .paired)
        }
        let dialogue = DialogueDash(article, paragraph: paragraph, continuesDialogue: wasDialogue)
        let spoken = dialogue.spans(pairing)
        wasDialogue = dialogue.isDialogue(spoken)
        spans += spoken
        if let mark = pairing.unclosed ?? pairing.unclosedSingle, !spans.contains(where: { $0.tokens.contains(mark) }) {
            let family = article.tokens[mark].glyph.family
            if Self.goesOn(next, after: family) || continues || looksLikeSpeech(from: mark, in: paragraph) {
                let range = mark..<paragraph.upperBound
                spans.append(Span(tokens: range, content: content(mark + 1..<range.upperBound), origin: .unclosed))
                openMark = family
            }
        }
        spans = Self.disjoint(spans)
        if continues, let first = spans.first, first.tokens.lowerBound == paragraph.lowerBound {
            spans[0].continuesPrevious = true
        }
        return spans
    }

    /// In order, without empty ones and without those inside another.
    private static func disjoint(_ spans: [Span]) -> [Span] {
        var result: [Span] = []
        for span in spans.sorted(by: { $0.tokens.lowerBound < $1.tokens.lowerBound }) where !span.content.isEmpty {
            if let last = result.last, span.tokens.lowerBound < last.tokens.upperBound { continue }
            result.append(span)
        }
        return result
    }

    private func content(_ tokens: Range<Int>) -> Range<Int> {
        guard !tokens.isEmpty else { return 0..<0 }
        return article.trimmed(article.tokens[tokens.lowerBound].start..<article.tokens[tokens.upperBound - 1].end)
    }

    /// The mark that a paragraph starts with, if it opens words.
    private func leadingMark(_ index: Int) -> MarkGlyph.Family? {
        guard index < article.paragraphs.count else { return nil }
        let first = article.paragraphs[index].lowerBound
        let token = article.tokens[first]
        guard token.kind == .mark, token.glyph.direction != .closing else { return nil }
        return token.glyph.family != .single || SingleMarks.opens(first, article) ? token.glyph.family : nil
    }

    /// Whether a paragraph's leading mark goes on with the words of the one before, which an open mark leads.
    private static func goesOn(_ leading: MarkGlyph.Family?, after open: MarkGlyph.Family) -> Bool {
        leading.map { ($0 == .single) == (open == .single) } ?? false
    }

    /// Single marks are apostrophes too, so that they need another paragraph for it.
    private func looksLikeSpeech(from mark: Int, in paragraph: Range<Int>) -> Bool {
        guard paragraph.upperBound - mark > 4, article.tokens[mark].glyph.family != .single else { return false }
        return mark == paragraph.lowerBound || MarkPairing.isIntroduced(mark, article)
    }
}
