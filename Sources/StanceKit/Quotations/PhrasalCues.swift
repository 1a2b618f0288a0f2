/// Attributions whose cue is more than a verb, or a noun.
extension AttributionFinder {
    /// "According to X", "as X put it", "X is sure".
    ///
    /// - Parameter previous: the attribution before this word in its sentence.
    func phrasal(_ index: Int, in sentence: Range<Int>, floor: Int, after previous: Attribution?) -> Attribution? {
        guard frame.items[index].isA(.phrasalCue) else { return nil }
        return accordingTo(index, in: sentence) ?? per(index, in: sentence) ?? putsIt(index, in: sentence, floor: floor)
            ?? isSure(index, floor: floor) ?? ownWords(index, in: sentence, floor: floor, after: previous)
            ?? wordsFrom(index, in: sentence, after: previous) ?? wordsOf(index, in: sentence)
            ?? inView(index, floor: floor)
    }

    private func accordingTo(_ index: Int, in sentence: Range<Int>) -> Attribution? {
        guard index + 2 < sentence.upperBound, word(index, is: "according"), isTo(index + 1),
            let mention = him(index + 2, in: sentence)
                ?? reader.subject(from: index + 2, ceiling: sentence.upperBound, acceptsAnyNoun: true)
        else { return nil }
        return Attribution(
            mention: named(mention, in: sentence) ?? mention, cue: index..<index + 2, isExplicit: true, isNaming: false)
    }

    /// "In the words of X".
    private func wordsOf(_ index: Int, in sentence: Range<Int>) -> Attribution? {
        guard index >= sentence.lowerBound + 2, index + 2 < sentence.upperBound, word(index, is: "words"),
            word(index - 2, is: "in"), word(index - 1, is: "the"), word(index + 1, is: "of"),
            let mention = reader.subject(from: index + 2, ceiling: sentence.upperBound)
        else { return nil }
        return Attribution(mention: mention, cue: index..<index + 2, isExplicit: true, isNaming: false)
    }

    /// "…, per X".
    private func per(_ index: Int, in sentence: Range<Int>) -> Attribution? {
        guard index + 1 < sentence.upperBound, word(index, is: "per"),
            // Not the name: "the officer, Per Roe".
            index == sentence.lowerBound
                || (frame.items[index - 1].isKind(.comma) || frame.items[index - 1].isSpan)
                    && !frame.items[index].isA(.capitalised),
            let mention = reader.subject(from: index + 1, ceiling: sentence.upperBound)
        else { return nil }
        return Attribution(mention: mention, cue: index..<index + 1, isExplicit: true, isNaming: false)
    }

    private func putsIt(_ index: Int, in sentence: Range<Int>, floor: Int) -> Attribution? {
        guard index + 1 < sentence.upperBound, word(index, is: "put") || word(index, is: "puts"),
            word(index + 1, is: "it"), let mention = reader.subject(before: index, floor: floor)
        else { return nil }
        return Attribution(mention: mention, cue: index..<index + 1, isExplicit: true, isNaming: false)
    }

    private func isSure(_ index: Int, floor: Int) -> Attribution? {
        // "Roe's answer was blunt" tells of words that are hers.
        guard index > floor, frame.items[index].isA(.conviction), frame.items[index - 1].isA(.being),
            let mention = reader.subject(before: index, floor: floor),
            !frame.items[mention.items.upperBound - 1].isA([.utterance, .message])
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

    /// "It was reported by X", "a plan praised by X", `called "…" by X`.
    func passive(_ cue: Int, in sentence: Range<Int>, floor: Int) -> Attribution? {
        guard frame.items[cue].isA(.naming) || isPassive(cue, floor: floor), let by = agent(of: cue, in: sentence),
            let mention = reader.subject(from: by + 1, ceiling: sentence.upperBound)
        else { return nil }
        let isBeside = by == cue + 1
        return Attribution(
            mention: named(mention, in: sentence) ?? mention, cue: cue..<cue + 1, isExplicit: true,
            isNaming: frame.items[cue].isA(.naming),
            addressee: isBeside ? reader.subject(before: cue, floor: floor)?.items.lowerBound : nil,
            agent: isBeside ? nil : by)
    }

    /// The "by" after a verb, or after the words it names something with.
    private func agent(of cue: Int, in sentence: Range<Int>) -> Int? {
        var index = cue + 1
        if frame.items[cue].isA(.naming) {
            while index < min(cue + 3, sentence.upperBound),
                word(index, is: "as") || frame.items[index].isA(.determiner)
            {
                index += 1
            }
            if index < sentence.upperBound, frame.items[index].isSpan { index += 1 } else { index = cue + 1 }
        }
        return index + 1 < sentence.upperBound && word(index, is: "by") ? index : nil
    }

    private static let quotes = WordSet("quoted quotes quote quoting cited cites")

    /// The subject of "X was quoted by Y as saying", the object of "Y quoted X as saying".
    func quotedAs(_ cue: Int, floor: Int) -> Mention? {
        guard cue > floor, word(cue - 1, is: "as") else { return nil }
        var index = cue - 2
        while index >= floor, cue - index < 10 {
            if Self.quotes.contains(frame.article.hash(of: frame.items[index].token)),
                index == floor || !frame.items[index - 1].isA(.being)
            {
                return reader.subject(from: index + 1, ceiling: cue - 1) ?? him(index + 1)
            }
            if frame.items[index].isA(.being) { return reader.subject(before: index, floor: floor) }
            index -= 1
        }
        return nil
    }

    /// "According to him", but not "according to her lawyer".
    private func him(_ index: Int, in sentence: Range<Int>) -> Mention? {
        guard index + 1 == sentence.upperBound || !frame.items[index + 1].isWord else { return nil }
        return him(index)
    }

    private func him(_ index: Int) -> Mention? {
        let word = frame.items[index].token
        guard Gender(pronoun: frame.article.hash(of: word)) != nil else { return nil }
        return Mention(range: word.start..<word.end, kind: .pronoun, items: index..<index + 1)
    }

    /// The subject of "with X saying".
    func withSubject(_ cue: Int, floor: Int) -> Mention? {
        guard let mention = reader.subject(before: cue, floor: floor), mention.items.lowerBound > floor,
            word(mention.items.lowerBound - 1, is: "with")
        else { return nil }
        return mention
    }

    /// The object of "accused X of saying", "mocked X for saying".
    func blamed(_ cue: Int, floor: Int) -> Mention? {
        guard cue - 2 > floor, word(cue - 1, is: "of") || word(cue - 1, is: "for"),
            let mention = reader.phrase(endingAt: cue - 2, floor: floor), mention.items.lowerBound > floor,
            frame.items[mention.items.lowerBound - 1].isA(.naming)
        else { return nil }
        return mention
    }

    /// "Her comment that", "Roe's warning:": a noun of saying with the speaker as its owner, and the words after it.
    private func ownWords(
        _ noun: Int, in sentence: Range<Int>, floor: Int, after previous: Attribution?
    ) -> Attribution? {
        guard frame.items[noun].isA(.utterance) else { return nil }
        var owner = noun - 1
        while owner > floor, noun - owner < 4, frame.items[owner].isWord, !isOwner(owner),
            !frame.items[owner].isA([.determiner, .cue])
        {
            owner -= 1
        }
        guard owner >= floor, isOwner(owner) else { return nil }
        let isClauseAllowed = previous == nil && !frame.items[owner].isA(.possessivePronoun)
        guard leadsToSpeech(noun, in: sentence, isClauseAllowed: isClauseAllowed) else { return nil }
        let mention = reader.owner(at: owner, floor: floor)
        // "Roe said after Doe's speech:" leads up to Roe's words.
        if let previous, previous.isExplicit, previous.items.upperBound <= mention.items.lowerBound,
            previous.items.lowerBound >= floor, isOccasion(mention, noun: noun, in: sentence)
        {
            return nil
        }
        return Attribution(mention: mention, cue: noun..<noun + 1, isExplicit: true, isNaming: false)
    }

    /// `A reply from Doe: "…"`.
    private func wordsFrom(_ noun: Int, in sentence: Range<Int>, after previous: Attribution?) -> Attribution? {
        guard frame.items[noun].isA([.utterance, .message]), noun + 2 < sentence.upperBound,
            word(noun + 1, is: "from") || word(noun + 1, is: "by"),
            let mention = reader.subject(from: noun + 2, ceiling: sentence.upperBound)
        else { return nil }
        let end = mention.items.upperBound
        guard end + 1 < frame.items.count else { return nil }
        // "Denied claims by Doe that", but not "said claims by Doe that … were"; or before a colon.
        let isTold =
            frame.items[noun].isA(.utterance) && frame.items[end].isWord
            && frame.article.hash(of: frame.items[end].token) == WordHash.that
            && previous.map { Self.denials.contains(frame.article.hash(of: frame.items[$0.cue.lowerBound].token)) }
                ?? true
        guard isTold || frame.items[end].isKind(.colon) && frame.items[end + 1].isSpan else { return nil }
        return Attribution(mention: mention, cue: noun..<noun + 1, isExplicit: true, isNaming: false)
    }

    private static let denials = WordSet("denied denies deny denying dismissed dismisses dismissing")

    /// "In Roe's view".
    private func inView(_ noun: Int, floor: Int) -> Attribution? {
        guard noun - 2 >= floor, isOwner(noun - 1), Self.views.contains(where: { word(noun, is: $0) }),
            !["my", "our", "your"].contains(where: { word(noun - 1, is: $0) })
        else { return nil }
        let mention = reader.owner(at: noun - 1, floor: floor)
        guard mention.items.lowerBound > floor, word(mention.items.lowerBound - 1, is: "in") else { return nil }
        return Attribution(mention: mention, cue: noun..<noun + 1, isExplicit: true, isNaming: false)
    }

    private static let views: [StaticString] = ["view", "words", "opinion", "telling", "eyes"]

    /// Whether a noun of saying only tells when: after a preposition, with a colon or comma before the words.
    private func isOccasion(_ owner: Mention, noun: Int, in sentence: Range<Int>) -> Bool {
        let first = owner.items.lowerBound
        guard first > sentence.lowerBound, frame.items[first - 1].isA(.preposition),
            let words = frame.items[noun..<sentence.upperBound].firstIndex(where: \.isSpan)
        else { return false }
        return !frame.items[words - 1].isWord
    }

    private func isOwner(_ index: Int) -> Bool {
        let item = frame.items[index]
        return item.isA(.possessivePronoun) || item.isA(.possessive) && item.isA([.capitalised, .body, .role])
    }

    private func leadsToSpeech(_ noun: Int, in sentence: Range<Int>, isClauseAllowed: Bool) -> Bool {
        // "Rejected Doe's claim that the plan was": up to the words a clause of any verb, unless Roe said that the claim was.
        let isClause =
            isClauseAllowed && noun + 1 < sentence.upperBound
            && frame.article.hash(of: frame.items[noun + 1].token) == WordHash.that
        for index in noun + 1..<max(noun + 1, min(noun + 10, sentence.upperBound)) {
            let item = frame.items[index]
            if item.isSpan { return true }
            let isBeforeSpeech = index + 1 < sentence.upperBound && frame.items[index + 1].isSpan
            // "Roe's answer was blunt:".
            let isVerb =
                !isClause && item.isA([.finiteCue, .auxiliary])
                && !(item.isA(.being) && endsWithColon(from: index, in: sentence))
            guard item.isWord ? !isVerb : isBeforeSpeech else { return false }
        }
        return false
    }

    /// Whether a few words and a colon lead up to quoted words.
    private func endsWithColon(from start: Int, in sentence: Range<Int>) -> Bool {
        let reach = frame.items[start..<min(start + 8, sentence.upperBound)]
        guard let sign = reach.firstIndex(where: { !$0.isWord }), sign + 1 < frame.items.count else { return false }
        return frame.items[sign].isKind(.colon) && frame.items[sign + 1].isSpan
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
