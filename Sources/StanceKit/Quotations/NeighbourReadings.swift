/// The readings of who said a span, from the sentences and paragraphs around it.
extension ReadingFinder {
    /// - Parameters:
    ///   - assigned: the speakers of the paragraph's spans as far as they are known.
    ///   - running: the reading by the speech right before this paragraph, or by whose turn it is.
    func nearby(_ span: Int, _ assigned: [Assignment], running: () -> Reading?) -> [Reading] {
        // `"…," was Roe's reply`: whoever that is, the sentence tells.
        if hasOwnClause(after: span) { return [] }
        var readings: [Reading] = []
        if let speech = fromBefore(span, assigned) { readings.append(Reading(.previous, speech)) }
        if let speech = fromAfter(span, assigned) { readings.append(Reading(.next, speech)) }
        if startsParagraph(span), frame.spans[span].origin != .dash, let reading = running() {
            readings.append(reading)
        }
        if let subject = sentenceSubject(span) { readings.append(Reading(.subject, subject)) }
        return readings
    }

    func startsParagraph(_ span: Int) -> Bool {
        guard frame.positions[span] <= 1 else { return frame.spans[span].continuesPrevious }
        return frame.items[..<frame.positions[span]].allSatisfy { $0.isKind(.dash) }
    }

    func startsSentence(_ span: Int) -> Bool {
        let position = frame.positions[span]
        let start = frame.sentences[frame.sentence(of: position)].lowerBound
        guard position - start <= 3 else { return false }
        return frame.items[start..<position].allSatisfy {
            $0.isKind(.dash) || $0.isKind(.comma) || $0.isKind(.openBracket) || $0.isA(.adverb)
        }
    }

    /// Whether a sentence starts with words that end in a comma, and goes on with a clause: `"…," his wife chimed in`.
    private func hasOwnClause(after span: Int) -> Bool {
        let next = frame.positions[span] + 1
        guard startsSentence(span), frame.spans[span].endsWithComma(in: frame.article), next < frame.items.count,
            frame.items[next].isWord, !frame.items[next].isA([.conjunction, .preposition, .relative])
        else { return false }
        // Not `"…," his voice breaking`.
        let end = frame.sentences[frame.sentence(of: next)].upperBound
        return frame.items[next..<min(end, next + Self.longestSubject)].allSatisfy { !reader.isGerund($0) }
    }

    private static var longestSubject: Int { 6 }

    /// Words inside a sentence without a verb of saying are mostly its subject's: "Roe welcomed "…"".
    private func sentenceSubject(_ span: Int) -> Speech? {
        let position = frame.positions[span]
        let sentence = frame.sentences[frame.sentence(of: position)]
        guard let subject = reader.leadingSubject(of: sentence.lowerBound..<position),
            subject.items.upperBound < position,
            subject.kind != .phrase || frame.items[subject.items.upperBound - 1].isA([.body, .role, .message])
        else { return nil }
        let verb = subject.items.upperBound
        let next = frame.items[verb]
        // "Eastport was hit by": what happens to somebody is not said.
        if next.isA(.being), verb + 1 < position, !frame.items[verb + 1].isA([.conviction, .adverb]) { return nil }
        let isVerb = next.isWord && (next.token.isCommonWord || next.isA([.auxiliary, .adverb, .cue]))
        return isVerb || next.isKind(.comma) && subject.items.count > 1 ? Speech(subject) : nil
    }

    private func fromBefore(_ span: Int, _ assigned: [Assignment]) -> Speech? {
        guard startsSentence(span) else { return nil }
        var sentence = frame.sentence(of: frame.positions[span])
        // "She owns a farm." goes on about whoever has spoken before it.
        if sentence > 1, span > 0, frame.sentence(of: frame.positions[span - 1]) == sentence - 2,
            !attributions[sentence - 1].contains(where: \.isExplicit),
            reader.leadingSubject(of: frame.sentences[sentence - 1])?.kind == .pronoun
        {
            sentence -= 1
        }
        guard sentence > 0 else { return nil }
        if span > 0, frame.sentence(of: frame.positions[span - 1]) == sentence - 1 { return assigned[span - 1].speech }
        if let explicit = attributions[sentence - 1].first(where: \.isExplicit) { return Speech(explicit, in: frame) }
        // `Roe shook her head. "…"`.
        let before = frame.sentences[sentence - 1]
        guard let subject = reader.leadingSubject(of: before), reader.genderMoving(subject, in: before) != nil,
            subject.kind == .name || frame.items[subject.items.upperBound - 1].isA(.role)
        else { return nil }
        return Speech(subject)
    }

    private func fromAfter(_ span: Int, _ assigned: [Assignment]) -> Speech? {
        guard startsSentence(span), span + 1 < assigned.count else { return nil }
        let sentence = frame.sentence(of: frame.positions[span])
        guard frame.sentence(of: frame.positions[span + 1]) == sentence + 1, startsSentence(span + 1),
            assigned[span + 1].ground == .adjacent
        else { return nil }
        return assigned[span + 1].speech
    }
}
