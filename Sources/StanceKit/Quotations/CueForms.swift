/// Whether a word that can be a verb of saying is one where it stands.
extension AttributionFinder {
    /// "The latest claims, …": a noun phrase that a sign ends, unless it stands apart from the sentence itself.
    func isNoun(_ word: Int, floor: Int, sentence: Range<Int>) -> Bool {
        guard word - 2 > floor, endsNoun(word + 1, sentence), frame.items[word - 1].token.isCommonWord,
            !frame.items[word - 1].isA([.role, .body, .message]), frame.items[word - 2].isA(.determiner)
        else { return false }
        return frame.items[word - 3].isWord
    }

    private func endsNoun(_ index: Int, _ sentence: Range<Int>) -> Bool {
        guard index < sentence.upperBound else { return true }
        let item = frame.items[index]
        if item.isKind(.comma) || item.isKind(.stop) { return true }
        return item.isA([.preposition, .conjunction]) && !item.isA(.relative)
    }

    func isBesideSpeech(_ cue: Int, _ sentence: Range<Int>) -> Bool {
        func ends(_ index: Int) -> Bool {
            guard sentence.contains(index) else { return true }
            let item = frame.items[index]
            return item.isSpan || item.isA(.conjunction) || item.isKind(.comma) || item.isKind(.colon)
                || item.isKind(.stop)
        }
        return ends(cue + 1) || cue > sentence.lowerBound && ends(cue - 1)
    }

    /// `"…," say voters`: a base form right after the words, with people after it.
    func precedesPlural(_ cue: Int, in sentence: Range<Int>) -> Bool {
        guard cue > sentence.lowerBound, cue + 1 < sentence.upperBound,
            frame.items[cue - 1].isSpan
                || frame.items[cue - 1].isKind(.comma) && cue - 2 >= sentence.lowerBound
                    && frame.items[cue - 2].isSpan
        else { return false }
        let next = frame.items[cue + 1]
        return next.isWord && (next.isA([.role, .determiner]) || isPlural(next.token))
    }

    private func isPlural(_ token: Token) -> Bool {
        frame.article.bytes[token.end - 1] == UInt8(ascii: "s") && !token.isA(.possessive)
    }

    /// Whether "say", "claim" and the like can be a verb here: "officials say", "would say", "to say", "they say".
    func takesBaseForm(_ cue: Int, floor: Int) -> Bool {
        var before = cue - 1
        while before >= floor, frame.items[before].isA(.adverb), !frame.items[before].isNamePart { before -= 1 }
        guard before >= floor else { return false }
        let item = frame.items[before]
        if item.isA(.determiner), frame.items[cue].isA(.nounLike) { return false }
        if isNounAfterThat(cue, floor: floor) { return false }
        if item.isA([.auxiliary, .pronoun, .relative]) { return true }
        guard item.isWord else { return false }
        if isTo(before) { return true }
        let isPlural = isPlural(item.token)
        guard item.isNamePart else { return (isPlural || item.isA(.role)) && !item.isA(.determiner) }
        // "Farmers say", "Supporters of Roe say"; what "critics call" something is a name for it.
        guard !frame.items[cue].isA(.naming) else { return false }
        return isPlural && (item.isA(.role) || !frame.items[cue].isA(.nounLike))
            || isPluralPhrase(reader.subject(before: cue, floor: floor))
    }

    /// "That demand was softer", "that claims of abuse", "that state officials".
    func isNounAfterThat(_ word: Int, floor: Int) -> Bool {
        guard word > floor, word + 1 < frame.items.count, frame.items[word].isA(.nounLike) else { return false }
        return frame.article.hash(of: frame.items[word - 1].token) == WordHash.that
            && frame.items[word + 1].isA([.auxiliary, .preposition, .role, .body])
            && !frame.items[word + 1].isA(.conjunction)
    }

    /// "Supporters of Roe".
    private func isPluralPhrase(_ mention: Mention?) -> Bool {
        guard let mention, mention.kind == .phrase,
            let preposition = mention.items.dropFirst().first(where: { frame.items[$0].isA(.preposition) })
        else { return false }
        let head = frame.items[preposition - 1]
        return head.isA(.role) || isPlural(head.token)
    }
}
