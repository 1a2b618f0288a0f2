/// Who said a span, and by which verb, in bytes.
struct Speech: Equatable {
    var mention: Range<Int>
    var kind: Mention.Kind
    var cue: Range<Int>?

    var length: Int { mention.count + (cue?.count ?? 0) }

    init(_ attribution: Attribution, in frame: Frame) {
        mention = attribution.mention.range
        kind = attribution.mention.kind
        let first = frame.items[attribution.cue.lowerBound].token.start
        cue = first..<frame.items[attribution.cue.upperBound - 1].token.end
    }

    init(_ subject: Mention) {
        mention = subject.range
        kind = subject.kind
    }
}

/// How a span came by its speaker.
struct Assignment {
    enum Ground {
        /// Verb and subject right beside the words.
        case adjacent
        /// In the same sentence.
        case sentence
        /// In a sentence or paragraph nearby.
        case neighbour
        case none
    }

    var speech: Speech?
    var ground: Ground
    /// The verb gives a name or judgement instead of introducing speech.
    var isNaming = false
    /// The item after the attribution, when it stands before the words in their sentence.
    var introducedFrom: Int?

    static let none = Assignment(speech: nil, ground: .none)
}

/// Gives the spans of one paragraph their speakers, from the sentence, its neighbours, or the speech before.
struct SpeakerAssignment {
    private let frame: Frame
    private let reader: MentionReader
    private let attributions: [[Attribution]]

    init(_ frame: Frame) {
        self.frame = frame
        reader = MentionReader(frame)
        let finder = AttributionFinder(frame)
        attributions = frame.sentences.map { finder.attributions(in: $0) }
    }

    /// - Parameter running: the speech right before this paragraph, for words that start it without a verb.
    func assignments(running: () -> Speech?) -> [Assignment] {
        var result = frame.spans.indices.map { own($0) }
        for index in result.indices where result[index].speech == nil {
            if let speech = fromBefore(index, result) ?? fromAfter(index, result) {
                result[index] = Assignment(speech: speech, ground: .neighbour)
            } else if startsParagraph(index), frame.spans[index].origin != .dash, let speech = running() {
                result[index] = Assignment(speech: speech, ground: .neighbour)
            } else if let subject = sentenceSubject(index) {
                result[index] = Assignment(speech: subject, ground: .none)
            }
        }
        // Nothing that long is a name; it would be copied for every quotation that has it.
        for index in result.indices where (result[index].speech?.length ?? 0) > Self.longestSpeech {
            result[index].speech = nil
        }
        return result
    }

    private static let longestSpeech = 400

    /// What a quotation at the start of the next paragraph goes on with: whoever is reported last here.
    func closingSpeech() -> Speech? {
        guard let sentence = frame.sentences.last else { return nil }
        let announces = endsWithColon || frame.items[sentence].contains { $0.isA(.message) }
        if let first = attributions[frame.sentences.count - 1].first(where: { $0.isExplicit }),
            announces || first.mention.kind != .phrase
        {
            return Speech(first, in: frame)
        }
        return announces ? reader.leadingSubject(of: sentence).map { Speech($0) } : nil
    }

    /// Whether the paragraph announces the words of the next one.
    var endsWithColon: Bool { frame.items.last?.isKind(.colon) ?? false }

    // MARK: The same sentence

    private func own(_ span: Int) -> Assignment {
        let position = frame.positions[span]
        let sentence = frame.sentence(of: position)
        let found = attributions[sentence]
        let next = firstIndex(in: found, after: position)
        let left = next > 0 ? found[next - 1] : nil
        let right = found[next...].prefix(2).first { $0.items.lowerBound > position }
        if let right, isAdjacent(right, after: position, leadsOn: leadsOn(span)) {
            let isOwn =
                left == nil || leadsOn(span) && !isIntroduced(position, by: left, span)
                || position == frame.sentences[sentence].lowerBound
            if isOwn {
                return Assignment(speech: Speech(right, in: frame), ground: .adjacent, isNaming: right.isNaming)
            }
        }
        if leadsOn(span), let speech = anyVerb(after: position, in: frame.sentences[sentence]) {
            return Assignment(speech: speech, ground: .adjacent)
        }
        if let left, left.items.upperBound <= position {
            let isNear = position - left.items.upperBound <= 3
            return Assignment(
                speech: Speech(left, in: frame), ground: isNear ? .adjacent : .sentence, isNaming: left.isNaming,
                introducedFrom: left.items.upperBound)
        }
        if let speech = colonSpeaker(position, in: frame.sentences[sentence]) {
            return Assignment(speech: speech, ground: .adjacent)
        }
        if let speech = signature(position, in: frame.sentences[sentence]) {
            return Assignment(speech: speech, ground: .adjacent)
        }
        if let right, right.isExplicit, isTrailing(right) {
            return Assignment(speech: Speech(right, in: frame), ground: .sentence, isNaming: right.isNaming)
        }
        return .none
    }

    private func firstIndex(in found: [Attribution], after position: Int) -> Int {
        var low = 0
        var high = found.count
        while low < high {
            let middle = (low + high) / 2
            if found[middle].cue.lowerBound < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func isAdjacent(_ attribution: Attribution, after position: Int, leadsOn: Bool) -> Bool {
        guard attribution.isExplicit, attribution.items.lowerBound - position <= 8 else { return false }
        // Between may stand the description before a name: `"…," former champion Jane Roe said`.
        return frame.items[(position + 1)..<attribution.items.lowerBound].allSatisfy { item in
            if item.isSpan || item.isA([.pronoun, .relative, .auxiliary, .finiteCue, .gerundCue]) { return false }
            if item.isA([.conjunction, .preposition]) { return leadsOn && !item.isA(.conjunction) }
            return !item.isKind(.stop) && !item.isKind(.semicolon)
        }
    }

    /// `Roe asks, "Why?" Doe said`: the question is the first one's.
    private func isIntroduced(_ position: Int, by left: Attribution?, _ span: Int) -> Bool {
        guard left != nil, position > 0, !endsWithComma(span) else { return false }
        return frame.items[position - 1].isKind(.comma) || frame.items[position - 1].isKind(.colon)
    }

    private func endsWithComma(_ span: Int) -> Bool {
        let last = UTF8Bytes.scalar(in: frame.article.bytes, before: frame.spans[span].content.upperBound)
        if case .comma = ScalarClass.of(last) { return true }
        return false
    }

    /// "…, he said", after all that stands between.
    private func isTrailing(_ attribution: Attribution) -> Bool {
        var start = attribution.items.lowerBound
        // A trade may stand before the name: "…, dam keeper Jane Roe said".
        while start > 1, attribution.items.lowerBound - start < 6, frame.items[start - 1].isWord,
            !frame.items[start - 1].isA(.clauseBreaking)
        {
            start -= 1
        }
        let before = frame.items[start - 1]
        return before.isSpan || before.isKind(.comma) || before.isKind(.dash)
    }

    /// Words that end in a comma, "?" or "!", so that their sentence goes on.
    private func leadsOn(_ span: Int) -> Bool {
        let last = UTF8Bytes.scalar(in: frame.article.bytes, before: frame.spans[span].content.upperBound)
        switch ScalarClass.of(last) {
        case .comma: return true
        case .stop where last != 0x2E: return true
        default: break
        }
        let next = frame.positions[span] + 1
        return next < frame.items.count && frame.items[next].isKind(.comma)
    }

    /// `"…," Roe pressed`: right after words that lead on, any verb is one of saying.
    private func anyVerb(after position: Int, in sentence: Range<Int>) -> Speech? {
        guard position == sentence.lowerBound, position + 1 < sentence.upperBound,
            let subject = reader.subject(from: position + 1, ceiling: sentence.upperBound), subject.kind != .phrase,
            subject.items.upperBound < sentence.upperBound
        else { return nil }
        var verb = subject.items.upperBound
        while verb < sentence.upperBound, frame.items[verb].isA(.adverb) { verb += 1 }
        guard verb < sentence.upperBound, frame.items[verb].isWord,
            frame.items[verb].token.isCommonWord || frame.items[verb].isA(.finiteCue)
        else { return nil }
        var speech = Speech(subject)
        speech.cue = frame.items[verb].token.start..<frame.items[verb].token.end
        return speech
    }

    /// `Name: "…"`, `Name went further: "…"`.
    private func colonSpeaker(_ position: Int, in sentence: Range<Int>) -> Speech? {
        guard position > sentence.lowerBound, frame.items[position - 1].isKind(.colon),
            let subject = reader.leadingSubject(of: sentence.lowerBound..<position - 1)
        else { return nil }
        return Speech(subject)
    }

    /// `"…" - Name.`
    private func signature(_ position: Int, in sentence: Range<Int>) -> Speech? {
        guard position == sentence.lowerBound, position + 2 < sentence.upperBound,
            frame.items[position + 1].isKind(.dash),
            let subject = reader.subject(from: position + 2, ceiling: sentence.upperBound), subject.kind == .name
        else { return nil }
        let end = subject.items.upperBound
        guard end < sentence.upperBound else { return Speech(subject) }
        return frame.items[end].isKind(.comma) || frame.items[end].isKind(.stop) ? Speech(subject) : nil
    }

    // MARK: Nearby

    private func startsParagraph(_ span: Int) -> Bool {
        guard frame.positions[span] <= 1 else { return frame.spans[span].continuesPrevious }
        return frame.items[..<frame.positions[span]].allSatisfy { $0.isKind(.dash) }
    }

    private func startsSentence(_ span: Int) -> Bool {
        let position = frame.positions[span]
        let start = frame.sentences[frame.sentence(of: position)].lowerBound
        guard position - start <= 3 else { return false }
        return frame.items[start..<position].allSatisfy {
            $0.isKind(.dash) || $0.isKind(.comma) || $0.isKind(.openBracket) || $0.isA(.adverb)
        }
    }

    /// Words inside a sentence without a verb of saying are mostly its subject's: "Roe welcomed "…"".
    private func sentenceSubject(_ span: Int) -> Speech? {
        let position = frame.positions[span]
        let sentence = frame.sentences[frame.sentence(of: position)]
        guard let subject = reader.leadingSubject(of: sentence.lowerBound..<position), subject.kind != .phrase,
            subject.items.upperBound < position
        else { return nil }
        let next = frame.items[subject.items.upperBound]
        let isVerb = next.isWord && (next.token.isCommonWord || next.isA([.auxiliary, .adverb, .cue]))
        return isVerb || next.isKind(.comma) && subject.items.count > 1 ? Speech(subject) : nil
    }

    private func fromBefore(_ span: Int, _ result: [Assignment]) -> Speech? {
        guard startsSentence(span) else { return nil }
        let sentence = frame.sentence(of: frame.positions[span])
        guard sentence > 0 else { return nil }
        if span > 0, frame.sentence(of: frame.positions[span - 1]) == sentence - 1 { return result[span - 1].speech }
        return attributions[sentence - 1].first { $0.isExplicit }.map { Speech($0, in: frame) }
    }

    private func fromAfter(_ span: Int, _ result: [Assignment]) -> Speech? {
        guard startsSentence(span), span + 1 < result.count else { return nil }
        let sentence = frame.sentence(of: frame.positions[span])
        guard frame.sentence(of: frame.positions[span + 1]) == sentence + 1, startsSentence(span + 1),
            result[span + 1].ground == .adjacent
        else { return nil }
        return result[span + 1].speech
    }
}
