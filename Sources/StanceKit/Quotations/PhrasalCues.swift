/// Attributions whose cue is more than a verb, or a noun.
extension AttributionFinder {
    /// "According to X", "as X put it", "X is sure".
    func phrasal(_ index: Int, in sentence: Range<Int>, floor: Int) -> Attribution? {
        accordingTo(index, in: sentence) ?? putsIt(index, in: sentence, floor: floor) ?? isSure(index, floor: floor)
            ?? ownWords(index, in: sentence, floor: floor)
    }

    private func accordingTo(_ index: Int, in sentence: Range<Int>) -> Attribution? {
        guard index + 2 < sentence.upperBound, word(index, is: "according"), isTo(index + 1),
            let mention = reader.subject(from: index + 2, ceiling: sentence.upperBound)
        else { return nil }
        return Attribution(mention: mention, cue: index..<index + 2, isExplicit: true, isNaming: false)
    }

    private func putsIt(_ index: Int, in sentence: Range<Int>, floor: Int) -> Attribution? {
        guard index + 1 < sentence.upperBound, word(index, is: "put") || word(index, is: "puts"),
            word(index + 1, is: "it"), let mention = reader.subject(before: index, floor: floor)
        else { return nil }
        return Attribution(mention: mention, cue: index..<index + 1, isExplicit: true, isNaming: false)
    }

    private func isSure(_ index: Int, floor: Int) -> Attribution? {
        guard index > floor, frame.items[index].isA(.conviction), frame.items[index - 1].isA(.being),
            let mention = reader.subject(before: index, floor: floor)
        else { return nil }
        return Attribution(mention: mention, cue: index..<index + 1, isExplicit: true, isNaming: false)
    }

    /// "Was told", "was also told".
    func isPassive(_ cue: Int, floor: Int) -> Bool {
        guard !frame.items[cue].isA(.gerundCue) else { return false }
        var before = cue - 1
        while before > floor, frame.items[before].isA(.adverb), !frame.items[before].isNamePart { before -= 1 }
        return frame.items[before].isA(.being)
    }

    /// "It was reported by X", "he was told by X".
    func passive(_ cue: Int, in sentence: Range<Int>, floor: Int) -> Attribution? {
        guard cue + 2 < sentence.upperBound, word(cue + 1, is: "by"),
            let mention = reader.subject(from: cue + 2, ceiling: sentence.upperBound)
        else { return nil }
        return Attribution(
            mention: mention, cue: cue..<cue + 1, isExplicit: true, isNaming: false,
            addressee: reader.subject(before: cue, floor: floor)?.items.lowerBound)
    }

    /// The subject of "X was quoted by Y as saying".
    func quotedAs(_ cue: Int, floor: Int) -> Mention? {
        guard cue > floor, word(cue - 1, is: "as") else { return nil }
        var index = cue - 2
        while index >= floor, cue - index < 10 {
            if frame.items[index].isA(.being) { return reader.subject(before: index, floor: floor) }
            index -= 1
        }
        return nil
    }

    /// The subject of "with X saying".
    func withSubject(_ cue: Int, floor: Int) -> Mention? {
        guard let mention = reader.subject(before: cue, floor: floor), mention.items.lowerBound > floor,
            word(mention.items.lowerBound - 1, is: "with")
        else { return nil }
        return mention
    }

    /// "Her comment that", "Roe's warning:": a noun of saying with the speaker as its owner, and the words after it.
    private func ownWords(_ noun: Int, in sentence: Range<Int>, floor: Int) -> Attribution? {
        guard frame.items[noun].isA(.utterance), leadsToSpeech(noun, in: sentence) else { return nil }
        var owner = noun - 1
        while owner > floor, noun - owner < 4, frame.items[owner].isWord, !isOwner(owner) { owner -= 1 }
        guard owner >= floor, isOwner(owner) else { return nil }
        let mention = reader.owner(at: owner, floor: floor)
        return Attribution(mention: mention, cue: noun..<noun + 1, isExplicit: true, isNaming: false)
    }

    private func isOwner(_ index: Int) -> Bool {
        let item = frame.items[index]
        return item.isA(.possessivePronoun) || item.isA(.possessive) && item.isA(.capitalised)
    }

    private func leadsToSpeech(_ noun: Int, in sentence: Range<Int>) -> Bool {
        for index in noun + 1..<max(noun + 1, min(noun + 10, sentence.upperBound)) {
            let item = frame.items[index]
            if item.isSpan { return true }
            let isBeforeSpeech = index + 1 < sentence.upperBound && frame.items[index + 1].isSpan
            guard item.isWord ? !item.isA([.finiteCue, .auxiliary]) : isBeforeSpeech else { return false }
        }
        return false
    }

    func isTo(_ index: Int) -> Bool { word(index, is: "to") }

    private func word(_ index: Int, is word: StaticString) -> Bool {
        let item = frame.items[index]
        guard item.isWord, item.token.end - item.token.start == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { expected in
            zip(expected, frame.article.bytes[item.token.start..<item.token.end]).allSatisfy { $0 == $1 | 0x20 }
        }
    }
}
