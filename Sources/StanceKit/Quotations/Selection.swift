/// Decides which spans are somebody's words, and how they stand in the text.
struct Selection {
    let frame: Frame
    let assignments: [Assignment]
    /// Whether this is the article's first paragraph in title case, which repeats words that the article quotes.
    private let isHeadline: Bool

    /// Shorter spans are scare quotes and titles, unless a verb of saying governs them.
    private static let fewestWords = 4

    init(_ frame: Frame, _ assignments: [Assignment]) {
        self.frame = frame
        self.assignments = assignments
        isHeadline = Self.isHeadline(frame)
    }

    private static func isHeadline(_ frame: Frame) -> Bool {
        let article = frame.article
        guard article.paragraphs.count > 1, let first = frame.items.first,
            first.token.start == article.tokens[article.paragraphs[0].lowerBound].start
        else { return false }
        // A paragraph that is nothing but quoted words is none.
        let words = frame.items.filter(\.isWord)
        return words.contains { $0.isA(.capitalised) } && words.allSatisfy { SpanWords.isCapital($0.token) }
    }

    /// The kind of a span that is a quotation, nil for one that is not.
    func kind(of index: Int) -> Quotation.Kind? {
        let span = frame.spans[index]
        if span.isSpeechByForm { return .direct }
        let words = SpanWords(span, in: frame.article)
        guard words.count > 0, !isWork(words, index), !isOffence(index) else { return nil }
        let assignment = assignments[index]
        if words.count < Self.fewestWords { return kindOfFew(words, index) }
        if words.areCapitalised, isHeadline { return nil }
        if words.areTitle, assignment.ground != .adjacent || !isIntroduced(index) { return nil }
        if standsAsSpeech(index, words) { return .direct }
        if words.areCapitalised, assignment.ground == .none { return nil }
        return assignment.ground != .none || words.count > Self.fewestWords ? .mixed : nil
    }

    /// The kind of words too few to be speech by their number.
    private func kindOfFew(_ words: SpanWords, _ index: Int) -> Quotation.Kind? {
        if isSentence(words, index) || isResumed(index) { return .direct }
        if index + 1 < frame.spans.count, isResumed(index + 1) { return .direct }
        if isAnnounced(words, index) { return .direct }
        guard isGoverned(words, index), !isName(words, index) else { return nil }
        return standsAsSpeech(index, words) ? .direct : .mixed
    }

    /// `Roe said in a statement: "We are sorry."`
    private func isAnnounced(_ words: SpanWords, _ index: Int) -> Bool {
        let position = frame.positions[index]
        return words.endsSentence && words.startsWithCapital && words.count > 1 && position > 0
            && frame.items[position - 1].isKind(.colon) && assignments[index].ground != .none
    }

    /// Words in capitals that neither stand apart nor are shouted: a name or a title.
    private func isName(_ words: SpanWords, _ index: Int) -> Bool {
        words.areNameLike && !isShouted(index) || words.areInCapitals && !isIntroduced(index)
    }

    /// Whether the words are a whole sentence of the article, its end mark inside the marks or behind them.
    private func isSentence(_ words: SpanWords, _ index: Int) -> Bool {
        let position = frame.positions[index]
        switch frame.sentences[frame.sentence(of: position)].count {
        case 1: return words.endsSentence
        case 2:
            return words.startsWithCapital && position + 1 < frame.items.count
                && frame.items[position + 1].isKind(.stop)
        default: return false
        }
    }

    /// Words that a comma or colon introduces, or that start their sentence: no object of a verb, as titles are.
    private func isIntroduced(_ index: Int) -> Bool {
        let position = frame.positions[index]
        guard position > frame.sentences[frame.sentence(of: position)].lowerBound else { return true }
        return frame.items[position - 1].isKind(.comma) || frame.items[position - 1].isKind(.colon) || isShouted(index)
    }

    /// `Chanting "Lock the Gate"`: in capitals, but no title.
    func isShouted(_ index: Int) -> Bool {
        let position = frame.positions[index]
        return position > 0 && frame.items[position - 1].isA(.voiced)
    }

    /// A sentence or clause between marks that needs nothing of the reporter's sentence around it.
    func standsAsSpeech(_ index: Int, _ words: SpanWords) -> Bool {
        let position = frame.positions[index]
        guard words.endsWithStop || isFollowedByStop(position) else { return false }
        guard position > frame.sentences[frame.sentence(of: position)].lowerBound else { return true }
        let before = frame.items[position - 1]
        if before.isKind(.colon) || before.isKind(.dash) { return true }
        if isResumed(index) { return true }
        return words.startsWithCapital && (before.isKind(.comma) || before.isA(.cue))
    }

    /// The second half of a sentence that its attribution interrupts.
    func isResumed(_ index: Int) -> Bool {
        guard index > 0, frame.items[frame.positions[index] - 1].isKind(.comma) else { return false }
        let previous = frame.positions[index - 1]
        let sentence = frame.sentence(of: frame.positions[index])
        guard frame.sentence(of: previous) == sentence else { return false }
        let before = assignments[index - 1]
        // The first half may go on from the reporter's words: `The dam "is old," Roe said, "and leaks."`
        let leadsOn = before.introducedFrom == nil && endsWithComma(index - 1)
        return (previous == frame.sentences[sentence].lowerBound || leadsOn) && before.ground == .adjacent
            && assignments[index].speech?.mention == before.speech?.mention
    }

    /// Whether a comma ends the words, inside or outside the mark.
    private func endsWithComma(_ index: Int) -> Bool {
        let next = frame.positions[index] + 1
        if next < frame.items.count, frame.items[next].isKind(.comma) { return true }
        return frame.spans[index].endsWithComma(in: frame.article)
    }

    private func isFollowedByStop(_ position: Int) -> Bool {
        guard position + 1 < frame.items.count else { return false }
        let next = frame.items[position + 1]
        return next.isKind(.stop) || next.isKind(.comma) || next.isKind(.dash)
    }
}
