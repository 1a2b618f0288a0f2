/// A place where the article names somebody.
struct Mention: Equatable {
    enum Kind { case name, pronoun, phrase }

    /// The name itself in bytes, without titles before and descriptions after it.
    var range: Range<Int>
    var kind: Kind
    /// The items of the whole noun phrase.
    var items: Range<Int>
    /// The noun phrase that a "who" or "that" stands for, in bytes.
    var antecedent: Range<Int>?
}

/// Reads the noun phrase that is the subject of a verb of saying.
///
/// The words' classes and capitals decide; there is no grammar behind it. Every search is bounded, so that one long
/// sentence cannot make reading an article quadratic.
struct MentionReader {
    let frame: Frame
    var items: [Frame.Item] { frame.items }

    private static let descriptionStarts: WordClass = [
        .determiner, .relative, .role, .title, .body, .preposition, .adverb, .time,
    ]
    private static let longestDescription = 45
    private static let longestScareQuote = 40
    private static let longestClause = 10

    init(_ frame: Frame) {
        self.frame = frame
    }

    /// Whether an item is quoted speech, which no subject reaches across; a scare quote is not.
    func bounds(_ index: Int) -> Bool {
        guard let span = frame.items[index].span.map({ frame.spans[$0] }) else { return false }
        return span.content.count > Self.longestScareQuote || span.endsClause(in: frame.article)
    }

    // MARK: Before the verb

    /// The subject left of the verb at `cue`, not reaching before `floor`.
    func subject(before cue: Int, floor: Int) -> Mention? {
        var end = cue - 1
        end = skipVerbalGroup(from: end, floor: floor)
        guard end >= floor else { return nil }
        if let before = skipOccasion(endingAt: end, floor: floor) { end = skipVerbalGroup(from: before, floor: floor) }
        guard end >= floor else { return nil }
        if items[end].isKind(.comma) { return described(endingAt: end, floor: floor) }
        if items[end].isKind(.dash) { return described(betweenDashesTo: end, floor: floor) }
        if items[end].isA(.relative), end > floor {
            return relative(end, floor: floor)
        }
        guard let found = phrase(endingAt: end, floor: floor) else { return antecedent(before: end, floor: floor) }
        return found.kind == .pronoun ? found : antecedent(of: found, floor: floor) ?? found
    }

    /// "Roe, who said": the mention is "who", the name its antecedent's.
    private func relative(_ pronoun: Int, floor: Int) -> Mention? {
        let before = items[pronoun - 1].isKind(.comma) || items[pronoun - 1].isKind(.dash) ? pronoun - 2 : pronoun - 1
        guard before >= floor, var mention = phrase(endingAt: before, floor: floor) else { return nil }
        mention.antecedent = author(of: mention)?.range ?? mention.range
        mention.range = items[pronoun].token.start..<items[pronoun].token.end
        mention.items = mention.items.lowerBound..<pronoun + 1
        return mention
    }

    /// Roe in "a sharp rebuke from Ada Roe".
    private func author(of phrase: Mention) -> Mention? {
        guard phrase.kind == .phrase, let from = phrase.items.last(where: { items[$0].isA(.preposition) }),
            frame.article.hash(of: items[from].token) == Self.from, from + 1 < phrase.items.upperBound,
            items[phrase.items.lowerBound..<from].contains(where: { $0.isA([.utterance, .message]) })
        else { return nil }
        let name = NameRun(items, from + 1..<phrase.items.upperBound).mention(withDeterminerAfter: from + 1)
        return name.kind == .name && name.items.allSatisfy { items[$0].isNamePart } ? name : nil
    }

    private static let from = WordHash.of("from".utf8)

    /// "An official who spoke on condition of anonymity said".
    private func antecedent(before end: Int, floor: Int) -> Mention? {
        var index = end
        while index > floor, end - index < 14 {
            if items[index].isSpan || items[index].isKind(.comma) || items[index].isA(.conjunction) { return nil }
            if items[index].isA(.relative) { return phrase(endingAt: index - 1, floor: floor) }
            index -= 1
        }
        return nil
    }

    /// "A farmer who lost his barn said": the one whose clause the object ends.
    private func antecedent(of object: Mention, floor: Int) -> Mention? {
        var index = object.items.lowerBound - 1
        while index > floor, object.items.lowerBound - index < Self.longestClause {
            if let accused = accused(at: index, of: object, floor: floor) { return accused }
            // "A woman who answered the door said".
            let isClauseVerb = items[index - 1].isA(.relative)
            if !items[index].isWord || items[index].isA(.cue) && !isClauseVerb { return nil }
            if items[index].isA(.relative) {
                let verb = items[index + 1]
                // Not "a phrase that columnist Roe called".
                let hasVerb =
                    verb.isWord && (verb.token.isCommonWord || verb.isA([.auxiliary, .cue]))
                    && !verb.isA([.role, .title])
                guard hasVerb, index + 1 < object.items.lowerBound else { return nil }
                let found = phrase(endingAt: index - 1, floor: floor)
                return found?.kind == .phrase ? found : nil
            }
            if items[index].isA(.conjunction) { return nil }
            index -= 1
        }
        return nil
    }

    /// "A man accused of robbing his neighbour", "the union representing the workers": the one whose participle the object ends.
    private func accused(at participle: Int, of object: Mention, floor: Int) -> Mention? {
        guard participle > floor, items[participle].isWord,
            endsWith(items[participle].token, "ed") && participle + 1 < object.items.lowerBound
                && items[participle + 1].isA(.preposition)
                || Self.callings.contains(frame.article.hash(of: items[participle].token)),
            items[participle - 1].isA([.role, .body]), let found = phrase(endingAt: participle - 1, floor: floor),
            found.kind == .phrase, items[found.items.lowerBound].isA(.determiner)
        else { return nil }
        let whole = found.items.lowerBound..<object.items.upperBound
        return Mention(range: bytes(whole), kind: .phrase, items: whole)
    }

    /// What somebody does for another; not "the council meeting".
    private static let callings = WordSet(
        "representing leading running overseeing investigating prosecuting defending answering handling studying advising"
            + " heading owning managing operating covering backing supporting opposing treating chairing sponsoring")

    /// Passes auxiliaries, adverbs and times: "X has also on Tuesday said".
    private func skipVerbalGroup(from start: Int, floor: Int) -> Int {
        var end = start
        while end >= floor {
            if items[end].isA(.pronoun) || items[end].isNamePart { break }
            if items[end].isA([.auxiliary, .adverb]) {
                end -= 1
            } else if items[end].isA(.time) {
                end -= 1
                while end >= floor,
                    items[end].isA([.preposition, .determiner]) || items[end].isKind(.number) || isFew(end)
                {
                    end -= 1
                }
            } else {
                break
            }
        }
        return end
    }

    /// "A few days earlier".
    private func isFew(_ index: Int) -> Bool {
        items[index].isWord && Self.few.contains(frame.article.hash(of: items[index].token))
    }

    private static let few = WordSet("few couple several")

    /// Passes "in a statement": the item before it.
    private func skipOccasion(endingAt end: Int, floor: Int) -> Int? {
        guard items[end].isA(.message), !items[end].isA(.capitalised) else { return nil }
        var start = end - 1
        while start > floor, end - start <= 4, items[start].isWord, !items[start].isA(.preposition) { start -= 1 }
        return start > floor && items[start].isA(.preposition) ? start - 1 : nil
    }

    /// The name in "X — who seeks a third term — said".
    private func described(betweenDashesTo last: Int, floor: Int) -> Mention? {
        let limit = max(floor + 1, last - Self.longestDescription)
        var dash = last - 1
        while dash >= limit, items[dash].isWord || items[dash].isKind(.comma) || items[dash].isKind(.number) {
            dash -= 1
        }
        guard dash >= limit, items[dash].isKind(.dash), let found = phrase(endingAt: dash - 1, floor: floor),
            found.kind == .name, isClauseStart(found.items.lowerBound, floor: floor)
        else { return nil }
        return found
    }

    /// The name before a description between commas: "X, a senior researcher at Y, Z and W, said".
    private func described(endingAt last: Int, floor: Int) -> Mention? {
        var found: Mention?
        var comma = last - 1
        let limit = max(floor, last - Self.longestDescription)
        while comma > limit {
            if bounds(comma) || items[comma].isKind(.stop) || items[comma].isKind(.semicolon) { break }
            // "The Herald, whose editor, Roe, said".
            if items[comma].isA(.relative), let owned = owned(by: comma, before: last) { return owned }
            if items[comma].isKind(.comma), startsDescription(comma + 1),
                let mention = phrase(endingAt: comma - 1, floor: floor), mention.kind != .pronoun,
                isClauseStart(mention.items.lowerBound, floor: floor), !isParticipial(mention)
            {
                found = mention
            }
            comma -= 1
        }
        return found.map { named($0, before: last) ?? $0 }
    }

    /// "Whose editor, Roe, said", "one of whom, Roe, said".
    private func owned(by relative: Int, before last: Int) -> Mention? {
        let word = frame.article.hash(of: items[relative].token)
        let start = word == Self.whom && items[relative + 1].isKind(.comma) ? relative + 2 : relative + 1
        guard [Self.whom, Self.whose].contains(word), let found = subject(from: start, ceiling: last),
            let name = found.kind == .name && word == Self.whom ? found : named(found, before: last),
            name.items.upperBound == last
        else { return nil }
        return name
    }

    private static let (whose, whom) = (WordHash.of("whose".utf8), WordHash.of("whom".utf8))

    /// "Responding to Doe, the mayor, Roe, said", "Asked about it, the mayor, Roe, said".
    private func isParticipial(_ mention: Mention) -> Bool {
        let first = mention.items.lowerBound
        guard items[first].isA(.capitalised), first == 0 || !items[first - 1].isWord else { return false }
        if mention.kind == .name { return mention.items.count == 1 && items[first].isA(.gerundCue) }
        if isGerund(items[first]) { return first + 1 == mention.items.upperBound || !items[first + 1].isNamePart }
        return isPastParticiple(first)
    }

    /// "The minister's spokesman, Jane Roe, said": the name is the description.
    private func named(_ phrase: Mention, before last: Int) -> Mention? {
        let comma = phrase.items.upperBound
        guard phrase.kind == .phrase, comma < last, items[comma].isKind(.comma),
            let name = subject(from: comma + 1, ceiling: last + 1), name.kind == .name,
            name.items.upperBound <= last, items[name.items.upperBound].isKind(.comma),
            name.items.count > 1 || !items[comma - 1].isNamePart
        else { return nil }
        return name
    }

    private func startsDescription(_ index: Int) -> Bool {
        let item = items[index]
        if item.isKind(.number) || item.isA(Self.descriptionStarts) { return true }
        if item.isNamePart || item.isA(.possessive) && item.isA(.capitalised) { return true }
        return item.isWord && item.token.isCommonWord
    }

    /// Whether a subject can start here: not as the object of a preposition or a verb.
    func isClauseStart(_ index: Int, floor: Int) -> Bool {
        guard index > floor else { return true }
        var index = index
        // "In 2018 the potter Roe".
        if index - 2 > floor, items[index - 1].isWord, items[index - 1].token.isCommonWord,
            items[index - 2].isA(.determiner)
        {
            index -= 2
        }
        let before = items[index - 1]
        if before.isSpan { return true }
        switch before.token.kind {
        case .word:
            if before.isA([.preposition, .pronoun, .auxiliary, .cue]) { return before.isA(.conjunction) }
            return before.isA([.conjunction, .determiner, .role, .title, .adverb, .time, .body, .possessive])
        default: return true
        }
    }
}
