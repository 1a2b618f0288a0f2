/// The readings of who said a span, from its own sentence.
struct ReadingFinder {
    let frame: Frame
    let reader: MentionReader
    let attributions: [[Attribution]]
    private let signature: Speech?

    /// - Parameter signature: who signs on the line below the paragraph.
    init(_ frame: Frame, signature: Speech?) {
        self.frame = frame
        self.signature = signature
        reader = MentionReader(frame)
        let finder = AttributionFinder(frame)
        attributions = frame.sentences.map { finder.attributions(in: $0) }
    }

    /// The readings in the order in which rules alone would take them.
    func own(_ span: Int) -> [Reading] {
        let position = frame.positions[span]
        let sentence = frame.sentence(of: position)
        let items = frame.sentences[sentence]
        let found = attributions[sentence]
        let next = firstIndex(in: found, after: position)
        let left = next > 0 && found[next - 1].items.upperBound <= position ? found[next - 1] : nil
        let right = found[next...].prefix(2).first { $0.items.lowerBound > position }
        let leadsOn = leadsOn(span)
        var readings: [Reading] = []
        func add(_ kind: Reading.Kind, _ attribution: Attribution) {
            readings.append(Reading(kind, attribution, at: position, in: frame))
        }
        if next > 0, found[next - 1].agent == position + 1 { add(.after, found[next - 1]) }
        var waiting: Attribution?
        if let right, isAdjacent(right, after: position, leadsOn: leadsOn) {
            let isIntroduced = next > 0 && isIntroduced(position, by: found[next - 1], span)
            if next == 0 || leadsOn && !isIntroduced || position == items.lowerBound {
                add(.after, right)
            } else {
                waiting = right
            }
        }
        if leadsOn, let speech = anyVerb(after: position, in: items) { readings.append(Reading(.verbAfter, speech)) }
        if let left {
            let outer = outer(of: next - 1, in: found)
            if let outer, isThatClause(left) { add(.outer, outer) }
            add(.before, left)
            if let outer, !isThatClause(left) { add(.outer, outer) }
        }
        if let speech = colonSpeaker(position, in: items) { readings.append(Reading(.colon, speech)) }
        if let speech = signature(position, in: items) { readings.append(Reading(.signature, speech)) }
        if let waiting {
            add(.after, waiting)
        } else if let right, right.isExplicit, isTrailing(right), readings.first?.kind != .after {
            add(.trailing, right)
        }
        return readings
    }

    /// `Roe said that she believed in "…"`: the one whose speech the pronoun's verb belongs to.
    private func outer(of inner: Int, in found: [Attribution]) -> Attribution? {
        guard inner > 0, found[inner].mention.kind == .pronoun || !found[inner].isExplicit else { return nil }
        let outer = found[inner - 1]
        guard outer.isExplicit, outer.mention != found[inner].mention,
            outer.items.upperBound <= found[inner].items.lowerBound,
            !frame.items[outer.items.upperBound..<found[inner].items.lowerBound].contains(where: \.isSpan)
        else { return nil }
        return outer
    }

    /// "(Roe said) that she believes".
    private func isThatClause(_ inner: Attribution) -> Bool {
        let first = inner.mention.items.lowerBound
        return first > 0 && inner.mention.kind == .pronoun
            && frame.article.hash(of: frame.items[first - 1].token) == WordHash.that
    }

    private func firstIndex(in found: [Attribution], after position: Int) -> Int {
        found.partitioningIndex { $0.cue.lowerBound >= position }
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
    private func isIntroduced(_ position: Int, by left: Attribution, _ span: Int) -> Bool {
        // `After Roe called it "a bad joke," Doe said`: the words are in the first one's clause.
        if left.isNaming, left.items.upperBound <= position, position - left.items.upperBound <= 2,
            frame.items[left.items.upperBound..<position].allSatisfy(\.isWord)
        {
            return true
        }
        guard position > 0, !frame.spans[span].endsWithComma(in: frame.article) else { return false }
        return frame.items[position - 1].isKind(.comma) || frame.items[position - 1].isKind(.colon)
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
    func leadsOn(_ span: Int) -> Bool {
        let last = frame.spans[span].last(in: frame.article)
        switch ScalarClass.of(last) {
        case .comma: return true
        case .stop where last != 0x2E: return true
        default: break
        }
        let next = frame.positions[span] + 1
        return next < frame.items.count && frame.items[next].isKind(.comma)
    }

    /// `"…," Roe pressed`, `"…," pressed Roe`: right after words that lead on, any verb is one of saying.
    private func anyVerb(after position: Int, in sentence: Range<Int>) -> Speech? {
        guard position == sentence.lowerBound, position + 2 < sentence.upperBound else { return nil }
        if let speech = invertedVerb(at: position + 1, in: sentence) { return speech }
        guard let subject = reader.subject(from: position + 1, ceiling: sentence.upperBound), subject.kind != .phrase,
            subject.items.upperBound < sentence.upperBound
        else { return nil }
        var verb = subject.items.upperBound
        while verb < sentence.upperBound, frame.items[verb].isA(.adverb) { verb += 1 }
        guard verb < sentence.upperBound, frame.items[verb].isWord,
            frame.items[verb].token.isCommonWord || frame.items[verb].isA(.finiteCue)
                || leadsToSaying(verb, in: sentence)
        else { return nil }
        return speech(of: subject, verb)
    }

    /// "Was heard to say", but not "was told".
    private func leadsToSaying(_ verb: Int, in sentence: Range<Int>) -> Bool {
        let reach = frame.items[verb..<min(verb + Self.longestVerb, sentence.upperBound)]
        return frame.items[verb].isA(.auxiliary)
            && reach.contains { $0.isA([.baseCue, .gerundCue]) && !$0.isA([.finiteCue, .nounLike]) }
    }

    private static let longestVerb = 6

    /// `"…," pressed Roe.`: a word, a name and no other verb.
    private func invertedVerb(at verb: Int, in sentence: Range<Int>) -> Speech? {
        guard frame.items[verb].isWord, frame.items[verb].token.isCommonWord, !frame.items[verb].isA([.role, .title]),
            let subject = reader.subject(from: verb + 1, ceiling: sentence.upperBound), subject.kind == .name,
            subject.items.lowerBound == verb + 1
        else { return nil }
        let end = subject.items.upperBound
        guard end == sentence.upperBound || !frame.items[end].isWord || frame.items[end].isA(.relative) else {
            return nil
        }
        return speech(of: subject, verb)
    }

    private func speech(of subject: Mention, _ verb: Int) -> Speech {
        var speech = Speech(subject)
        speech.cue = frame.items[verb].token.start..<frame.items[verb].token.end
        return speech
    }

    /// `Name: "…"`, `Name went further: "…"`.
    private func colonSpeaker(_ position: Int, in sentence: Range<Int>) -> Speech? {
        guard position > sentence.lowerBound, frame.items[position - 1].isKind(.colon),
            let subject = reader.leadingSubject(of: sentence.lowerBound..<position - 1),
            !TurnLabels.parts.contains(WordHash.of(frame.article.bytes[subject.range]))
        else { return nil }
        return Speech(subject)
    }

    /// `"…" - Name.`
    private func signature(_ position: Int, in sentence: Range<Int>) -> Speech? {
        guard position == sentence.lowerBound else { return nil }
        return position + 1 == frame.items.count ? signature : signer(from: position + 1)
    }
}
