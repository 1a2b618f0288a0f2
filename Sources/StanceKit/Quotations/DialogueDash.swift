/// Speech that a dash leads instead of a mark, as Russian papers print it and translation machines leave it.
struct DialogueDash {
    private let article: Article
    private let paragraph: Range<Int>
    private let startsWithDash: Bool
    /// "—Words —said X—. More words.": each dash stands at the words it leads.
    private let isTight: Bool
    private let continuesDialogue: Bool

    /// An attribution after a dash is looked for within so many tokens.
    private static let attributionReach = 30

    init(_ article: Article, paragraph: Range<Int>, continuesDialogue: Bool) {
        self.article = article
        self.paragraph = paragraph
        self.continuesDialogue = continuesDialogue
        let dash = article.tokens[paragraph.lowerBound]
        let leads = dash.kind == .dash && paragraph.count > 2
        let isTight =
            leads && dash.end - dash.start > 1 && article.tokens[paragraph.lowerBound + 1].kind == .word
            && !article.hasSpace(before: paragraph.lowerBound + 1)
        startsWithDash = leads && (isTight || article.hasSpace(before: paragraph.lowerBound + 1))
        self.isTight = isTight
    }

    /// Whether the next paragraph, if it starts with a dash too, goes on with this talk, in which `spans` were found.
    func isDialogue(_ spans: [Span]) -> Bool {
        startsWithDash && (continuesDialogue || !spans.isEmpty)
    }

    /// The spans that no pair of marks accounts for.
    func spans(_ pairing: MarkPairing) -> [Span] {
        var spans: [Span] = []
        let doublePair = pairing.pairs.first { article.tokens[$0.open].glyph.family != .single }
        let firstPair = doublePair?.open ?? paragraph.upperBound
        let firstCloser = pairing.strayClosers.first ?? paragraph.upperBound
        var resumeAfter: Int?
        if firstCloser < firstPair, hasAttribution(after: firstCloser) {
            let start = paragraph.lowerBound + (startsWithDash ? 1 : 0)
            spans.append(span(start..<firstCloser, closer: firstCloser, origin: startsWithDash ? .dash : .unopened))
            resumeAfter = firstCloser
        } else if startsWithDash, doublePair == nil, pairing.strayClosers.isEmpty, pairing.unclosed == nil {
            spans += unmarked()
        }
        if let last = pairing.pairs.last { resumeAfter = max(last.close, resumeAfter ?? 0) }
        if let resumeAfter, let resumed = resumed(after: resumeAfter, pairing) { spans.append(resumed) }
        return spans
    }

    /// "- Words, - said X. - More words." without any mark.
    private func unmarked() -> [Span] {
        var cuts: [Int] = []
        for token in paragraph.dropFirst() where isTight ? isTightDash(token) : isCuttingDash(token) {
            cuts.append(token)
        }
        guard let first = cuts.first(where: { startsAttribution($0 + 1) }) else {
            guard continuesDialogue, article.tokens[paragraph.upperBound - 1].kind == .stop else { return [] }
            return [span(paragraph.dropFirst().startIndex..<paragraph.upperBound, closer: nil, origin: .dash)]
        }
        var spans = [span(paragraph.lowerBound + 1..<withoutComma(before: first), closer: nil, origin: .dash)]
        if let next = cuts.first(where: { $0 > first }) {
            let start = isTight ? pastSigns(next + 1) : next + 1
            if start < paragraph.upperBound {
                spans.append(span(start..<paragraph.upperBound, closer: nil, origin: .resumed))
            }
        }
        return spans
    }

    /// A dash that opens an attribution after a space, or closes one before a sign or a space.
    private func isTightDash(_ token: Int) -> Bool {
        guard article.tokens[token].kind == .dash else { return false }
        if article.hasSpace(before: token) { return startsAttribution(token + 1) }
        guard token + 1 < paragraph.upperBound else { return false }
        return article.tokens[token + 1].kind != .word || article.hasSpace(before: token + 1)
    }

    /// The full stop or comma of the words may stand after the attribution's dash.
    private func pastSigns(_ start: Int) -> Int {
        var token = start
        while token < paragraph.upperBound, [.stop, .comma, .semicolon].contains(article.tokens[token].kind) {
            token += 1
        }
        return token
    }

    /// `"A," the office said. - B b b. C c c".`: words after an attribution, a full stop and a dash.
    private func resumed(after mark: Int, _ pairing: MarkPairing) -> Span? {
        let closer = pairing.strayClosers.first { $0 > mark }
        let end = closer ?? pairing.unclosed ?? paragraph.upperBound
        guard mark + 1 < end else { return nil }
        var hasCue = false
        for token in mark + 1..<end {
            if article.tokens[token].isA(.cue) { hasCue = true }
            guard isCuttingDash(token), hasCue, token + 2 < end else { continue }
            let next = article.tokens[token + 1]
            guard closer != nil || article.tokens[token - 1].kind == .stop && next.isA(.capitalised) else { return nil }
            return span(token + 1..<end, closer: closer, origin: .resumed)
        }
        return nil
    }

    private func isCuttingDash(_ token: Int) -> Bool {
        guard article.tokens[token].kind == .dash, token > paragraph.lowerBound, token + 1 < paragraph.upperBound,
            article.hasSpace(before: token + 1)
        else { return false }
        switch article.tokens[token - 1].kind {
        case .comma, .stop: return true
        case .word: return article.hasSpace(before: token) && startsAttribution(token + 1)
        default: return false
        }
    }

    /// A verb of saying with at most a name before it.
    private func startsAttribution(_ start: Int) -> Bool {
        for token in start..<min(start + 8, paragraph.upperBound) {
            let word = article.tokens[token]
            if word.isA([.finiteCue]) { return true }
            guard word.kind == .word, word.isNamePart || word.isA([.pronoun, .determiner, .role, .body]) else {
                return false
            }
        }
        return false
    }

    private func hasAttribution(after mark: Int) -> Bool {
        for token in mark + 1..<max(mark + 1, min(mark + Self.attributionReach, paragraph.upperBound)) {
            if article.tokens[token].isA(.finiteCue) { return true }
            if article.tokens[token].kind == .stop || article.tokens[token].kind == .mark { return false }
        }
        return false
    }

    private func withoutComma(before token: Int) -> Int {
        token - 1 > paragraph.lowerBound + 1 && article.tokens[token - 1].kind == .comma ? token - 1 : token
    }

    private func span(_ tokens: Range<Int>, closer: Int?, origin: Span.Origin) -> Span {
        guard !tokens.isEmpty else { return Span(tokens: tokens, content: 0..<0, origin: origin) }
        let bytes = article.tokens[tokens.lowerBound].start..<article.tokens[tokens.upperBound - 1].end
        let covered = tokens.lowerBound..<(closer.map { $0 + 1 } ?? tokens.upperBound)
        return Span(tokens: covered, content: article.trimmed(bytes), origin: origin)
    }
}
