/// The turns of an interview or a transcript: paragraphs that start with their speaker and a colon.
///
/// "Note: ..." looks the same, so a label counts only where something else in the article shows that it is a speaker: a
/// question and an answer, the name in the text, a title before it, or turns that alternate.
struct SpeakerTurns {
    private struct Candidate {
        var paragraph: Int
        /// The tokens of the name, without what describes it.
        var label: Range<Int>
        /// The first token of the words.
        var start: Int
        var key: UInt64
        var asks: Bool
    }

    /// The first token of the words, by paragraph.
    private var starts: [Int: Int] = [:]
    /// The paragraphs without a label that go on with the turn before them.
    private var continued: Set<Int> = []
    private let article: Article

    private static let fewestTurns = 2
    /// So many turns make a transcript, in which a paragraph without a label is more likely speech than a report.
    private static let fewestOfTranscript = 4

    init(_ article: Article) {
        self.article = article
        let candidates = article.paragraphs.indices.compactMap(candidate)
        guard candidates.count >= Self.fewestTurns else { return }
        let speakers = speakers(candidates)
        let turns = candidates.filter { speakers.contains($0.key) }
        guard turns.count >= Self.fewestTurns else { return }
        for turn in turns { starts[turn.paragraph] = turn.start }
        if turns.count >= Self.fewestOfTranscript { findContinued(turns) }
    }

    /// Whether a paragraph goes on with the turn before it.
    func continues(inParagraph index: Int) -> Bool { continued.contains(index) }

    /// Between two turns, what has no marks and speaks of "I" or "you" is the first one's.
    private mutating func findContinued(_ turns: [Candidate]) {
        for (turn, next) in zip(turns, turns.dropFirst()) {
            for index in turn.paragraph + 1..<next.paragraph {
                guard isSpoken(article.paragraphs[index]) else { break }
                continued.insert(index)
            }
        }
    }

    private func isSpoken(_ paragraph: Range<Int>) -> Bool {
        guard article.hasStatement(paragraph) else { return false }
        let tokens = article.tokens
        return !paragraph.contains { tokens[$0].kind == .mark && tokens[$0].glyph.family != .single }
            && paragraph.contains { Self.speakers.contains(article.hash($0..<$0 + 1)) }
    }

    /// The tokens of the words that a turn's speaker says.
    func words(inParagraph index: Int) -> Range<Int>? {
        starts[index].map { $0..<article.paragraphs[index].upperBound }
    }

    private func candidate(_ index: Int) -> Candidate? {
        let paragraph = article.paragraphs[index]
        guard let label = TurnLabels(article).label(of: paragraph),
            article.hasStatement(label.start..<paragraph.upperBound)
        else { return nil }
        let last = article.tokens[paragraph.upperBound - 1]
        return Candidate(
            paragraph: index, label: label.name, start: label.start, key: article.hash(label.name),
            asks: article.bytes[last.start] == UInt8(ascii: "?"))
    }

    // MARK: Speakers

    private func speakers(_ candidates: [Candidate]) -> Set<UInt64> {
        var speakers = named(candidates)
        let keys = Set(candidates.map(\.key))
        for (question, answer) in Self.questionsAndAnswers {
            // "Q. Brook" is a name; without a colon something must be asked.
            let isAsked = candidates.contains {
                $0.key == question && ($0.asks || article.tokens[$0.start - 1].kind == .colon)
            }
            if isAsked, keys.contains(answer) { speakers.formUnion([question, answer]) }
        }
        var lastTurn: [UInt64: Int] = [:]
        for (index, turn) in candidates.enumerated() where !TurnLabels.parts.contains(turn.key) {
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
        for turn in candidates where !TurnLabels.parts.contains(turn.key) {
            let last = article.hash(turn.label.upperBound - 1..<turn.label.upperBound)
            keys[last, default: []].insert(turn.key)
        }
        var found: Set<UInt64> = []
        for index in article.tokens.indices where article.tokens[index].isNamePart {
            guard let candidates = keys[article.hash(index..<index + 1)], isPerson(endingAt: index) else { continue }
            found.formUnion(candidates)
        }
        return found
    }

    private func isPerson(endingAt end: Int) -> Bool {
        let tokens = article.tokens
        var start = end
        while start > 0, end - start < TurnLabels.longestName, tokens[start - 1].isNamePart, !tokens[start].isA(.title)
        {
            start -= 1
        }
        if tokens[start].isA(.title), start < end { return end + 1 >= tokens.count || tokens[end + 1].kind != .colon }
        guard end > start else { return false }
        if start > 0, tokens[start - 1].isA(.role) || Self.companions.contains(article.hash(start - 1..<start)) {
            return true
        }
        guard end + 2 < tokens.count else { return false }
        if tokens[end + 1].kind == .comma { return tokens[end + 2].isA([.determiner, .role, .relative]) }
        return tokens[end + 1].isA([.finiteCue, .relative])
    }

    private static let questionsAndAnswers = [("q", "a"), ("question", "answer")].map {
        (WordHash.of($0.0.utf8), WordHash.of($0.1.utf8))
    }
    /// Who speaks or is spoken to.
    private static let speakers = WordSet("i me my we us our you your i'm i've we're we've you're")
    private static let companions = WordSet("with by")
}
