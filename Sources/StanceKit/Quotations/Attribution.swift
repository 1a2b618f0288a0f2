/// A verb of saying in the reporter's words, with its subject.
struct Attribution {
    var mention: Mention
    /// The cue's items.
    var cue: Range<Int>
    /// Whether the subject stands with the verb, or is only that of the whole sentence.
    var isExplicit: Bool
    /// "He called it" quotes a name; "he said" quotes speech.
    var isNaming: Bool
    /// The first item of the one told, in "Roe was told by Doe".
    var addressee: Int?
    /// The "by" of `called "…" by Roe`, where the words stand between verb and subject.
    var agent: Int?

    /// The items of subject and verb together.
    var items: Range<Int> {
        if let agent { return agent..<mention.items.upperBound }
        let first = min(mention.items.lowerBound, addressee ?? cue.lowerBound)
        return first..<max(mention.items.upperBound, cue.upperBound)
    }
}

/// Finds the attributions of a frame's sentences.
struct AttributionFinder {
    let frame: Frame
    let reader: MentionReader

    init(_ frame: Frame) {
        self.frame = frame
        reader = MentionReader(frame)
    }

    /// The attributions of one sentence in the order of their verbs.
    func attributions(in sentence: Range<Int>) -> [Attribution] {
        var found: [Attribution] = []
        var floor = frame.datelineEnd(of: sentence)
        for index in sentence {
            let item = frame.items[index]
            if item.isSpan {
                if reader.bounds(index) { floor = index + 1 }
                continue
            }
            if item.isA(.cue), let attribution = attribution(at: index, in: sentence, floor: floor, after: found.last) {
                found.append(attribution)
            } else if let attribution = phrasal(index, in: sentence, floor: floor, after: found.last) {
                found.append(attribution)
            }
        }
        return found
    }

    private func attribution(
        at cue: Int, in sentence: Range<Int>, floor: Int, after previous: Attribution?
    ) -> Attribution? {
        let items = frame.items
        let item = items[cue]
        if item.isA(.capitalised), cue > sentence.lowerBound, !items[cue - 1].isSpan { return nil }
        if cue > floor {
            let before = items[cue - 1]
            if before.isA([.determiner, .possessive]), !before.isA(.pronoun) { return nil }
            if let named = passive(cue, in: sentence, floor: floor) { return named }
            if isPassive(cue, floor: floor) { return nil }
            if before.isA(.preposition), !before.isA(.conjunction), !item.isA(.gerundCue) {
                guard item.isA(.baseCue), isTo(cue - 1) else { return nil }
            }
        }
        if item.isA(.besideSpeech), !isBesideSpeech(cue, sentence) { return nil }
        let isBase = item.isA(.baseCue) && !item.isA(.finiteCue)
        let isInvertedBase =
            isBase && item.isA(.invertible) && !item.isA(.nounLike) && precedesPlural(cue, in: sentence)
        if isBase, !isInvertedBase, !takesBaseForm(cue, floor: floor) { return nil }
        if item.isA(.nounLike), cue + 1 < sentence.upperBound, items[cue + 1].isKind(.word), cue > floor {
            // "Roe claims that", but not "the tax claims of".
            if items[cue + 1].isA(.preposition), !items[cue - 1].isA(.pronoun), !items[cue - 1].isNamePart {
                return nil
            }
        }
        if item.isA(.nounLike), isNoun(cue, floor: floor, sentence: sentence) || isNounAfterThat(cue, floor: floor) {
            return nil
        }
        func make(_ mention: Mention, isExplicit: Bool) -> Attribution {
            Attribution(mention: mention, cue: cue..<cue + 1, isExplicit: isExplicit, isNaming: item.isA(.naming))
        }
        let isInverted = isInvertedBase || isInverted(cue, floor: floor, sentence: sentence)
        if isInverted, let mention = invertedSubject(cue, in: sentence) { return make(mention, isExplicit: true) }
        let followsSubject = cue > floor && (items[cue - 1].isA([.auxiliary, .pronoun]) || items[cue - 1].isNamePart)
        if item.isA([.finiteCue, .baseCue]) || followsSubject {
            if let mention = reader.subject(before: cue, floor: floor) { return make(mention, isExplicit: true) }
        }
        if item.isA(.gerundCue),
            let mention = quotedAs(cue, floor: floor) ?? withSubject(cue, floor: floor) ?? blamed(cue, floor: floor)
        {
            return make(mention, isExplicit: true)
        }
        // "Roe took the stage and said", "…, adding", "… went on to say": the sentence's subject speaks.
        guard !item.isA(.nounLike) || item.isA(.gerundCue), cue > sentence.lowerBound else { return nil }
        let leading = reader.leadingSubject(of: sentence).flatMap { $0.items.upperBound <= cue ? $0 : nil }
        // `Roe, answering Doe's claim that "…," said`: the sentence's subject goes on after the words.
        if let leading, items[cue - 1].isSpan, items[leading.items.upperBound].isKind(.comma) {
            return make(leading, isExplicit: true)
        }
        if let previous, previous.mention.items.lowerBound < cue { return make(previous.mention, isExplicit: false) }
        return leading.map { make($0, isExplicit: false) }
    }

    /// The subject after its verb: "said a dam keeper", but not "said his manager was", where a verb of its own follows.
    private func invertedSubject(_ cue: Int, in sentence: Range<Int>) -> Mention? {
        let followsSpeech = cue > sentence.lowerBound && frame.items[cue - 1].isSpan
        if followsSpeech, let one = oneOfThem(cue + 1, in: sentence) { return one }
        guard
            let mention = reader.subject(from: cue + 1, ceiling: sentence.upperBound, acceptsAnyNoun: followsSpeech)
        else { return nil }
        let end = mention.items.upperBound
        // "Said Roe May 5" goes on with a date.
        if end < sentence.upperBound, frame.items[end].isA(.auxiliary), !frame.items[end].isA(.capitalised) {
            return nil
        }
        return named(mention, in: sentence) ?? mention
    }

    /// The name in `"…," said one, Ada Roe, 44`, `"…," said one of them, Ada Roe`, and "one" in `"…," said one.`,
    /// `"…," said one who left`.
    private func oneOfThem(_ one: Int, in sentence: Range<Int>) -> Mention? {
        guard one < sentence.upperBound, Self.ofThem.contains(frame.article.hash(of: frame.items[one].token)) else {
            return nil
        }
        let end = isOfThem(one + 1, in: sentence) ? one + 3 : one + 1
        if end + 1 < sentence.upperBound, frame.items[end].isKind(.comma),
            let name = reader.subject(from: end + 1, ceiling: sentence.upperBound), name.kind == .name
        {
            return name
        }
        if end < sentence.upperBound {
            let next = frame.items[end]
            guard !next.isWord || next.isA(.relative), !next.isSpan, !next.isKind(.number) else { return nil }
        }
        return Mention(range: reader.bytes(one..<one + 1), kind: .phrase, items: one..<one + 1)
    }

    private func isOfThem(_ index: Int, in sentence: Range<Int>) -> Bool {
        index + 1 < sentence.upperBound && frame.article.hash(of: frame.items[index].token) == Self.of
            && frame.article.hash(of: frame.items[index + 1].token) == Self.them
    }

    private static let (of, them) = (WordHash.of("of".utf8), WordHash.of("them".utf8))
    private static let ofThem = WordSet("one another")

    /// The name in "said his wife, Ada Roe".
    func named(_ mention: Mention, in sentence: Range<Int>) -> Mention? {
        let comma = mention.items.upperBound
        guard mention.kind == .phrase, comma + 1 < sentence.upperBound, frame.items[comma].isKind(.comma),
            !frame.items[comma - 1].isNamePart,
            var name = reader.subject(from: comma + 1, ceiling: sentence.upperBound), name.kind == .name,
            name.items.count > 1
                || frame.items[mention.items].contains(where: { $0.isA([.possessivePronoun, .possessive]) })
        else { return nil }
        let end = name.items.upperBound
        guard end == sentence.upperBound || frame.items[end].isKind(.comma) || frame.items[end].isKind(.stop) else {
            return nil
        }
        name.items = mention.items.lowerBound..<end
        return name
    }

    /// A verb right after quoted words or a comma, with its subject after it.
    private func isInverted(_ cue: Int, floor: Int, sentence: Range<Int>) -> Bool {
        let items = frame.items
        guard items[cue].isA(.invertible), items[cue].isA(.finiteCue), cue + 1 < sentence.upperBound else {
            return false
        }
        var before = cue - 1
        while before >= floor, items[before].isA(.adverb), !items[before].isNamePart { before -= 1 }
        if before < floor { return true }
        guard items[before].isKind(.comma) || items[before].isKind(.dash) else { return false }
        // "Roe, a farmer, said": a description before the verb has the subject before it.
        return before == floor || reader.subject(before: cue, floor: floor) == nil
    }
}
