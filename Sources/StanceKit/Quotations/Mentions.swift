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
    private var items: [Frame.Item] { frame.items }

    private static let descriptionStarts: WordClass = [
        .determiner, .relative, .role, .title, .body, .preposition, .adverb, .time,
    ]
    private static let longestPhrase = 9
    private static let longestDescription = 45
    private static let longestScareQuote = 40
    private static let longestClause = 10

    init(_ frame: Frame) {
        self.frame = frame
    }

    /// Whether an item is quoted speech, which no subject reaches across; a scare quote is not.
    func bounds(_ index: Int) -> Bool {
        guard let span = frame.items[index].span.map({ frame.spans[$0] }) else { return false }
        if span.content.count > Self.longestScareQuote { return true }
        switch ScalarClass.of(UTF8Bytes.scalar(in: frame.article.bytes, before: span.content.upperBound)) {
        case .stop, .comma: return true
        default: return false
        }
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
        mention.antecedent = mention.range
        mention.range = items[pronoun].token.start..<items[pronoun].token.end
        mention.items = mention.items.lowerBound..<pronoun + 1
        return mention
    }

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
            if !items[index].isWord || items[index].isA(.cue) { return nil }
            if items[index].isA(.relative) {
                let verb = items[index + 1]
                let hasVerb = verb.isWord && (verb.token.isCommonWord || verb.isA(.auxiliary))
                guard hasVerb, index + 1 < object.items.lowerBound else { return nil }
                let found = phrase(endingAt: index - 1, floor: floor)
                return found?.kind == .phrase ? found : nil
            }
            if items[index].isA(.conjunction) { return nil }
            index -= 1
        }
        return nil
    }

    /// Passes auxiliaries, adverbs and times: "X has also on Tuesday said".
    private func skipVerbalGroup(from start: Int, floor: Int) -> Int {
        var end = start
        while end >= floor {
            if items[end].isA(.pronoun) || items[end].isNamePart { break }
            if items[end].isA([.auxiliary, .adverb]) {
                end -= 1
            } else if items[end].isA(.time) {
                end -= 1
                while end >= floor, items[end].isA([.preposition, .determiner]) || items[end].isKind(.number) {
                    end -= 1
                }
            } else {
                break
            }
        }
        return end
    }

    /// Passes "in a statement": the item before it.
    private func skipOccasion(endingAt end: Int, floor: Int) -> Int? {
        guard items[end].isA(.message), !items[end].isA(.capitalised) else { return nil }
        var start = end - 1
        while start > floor, end - start <= 4, items[start].isWord, !items[start].isA(.preposition) { start -= 1 }
        return start > floor && items[start].isA(.preposition) ? start - 1 : nil
    }

    /// The name before a description between commas: "X, a senior researcher at Y, Z and W, said".
    private func described(endingAt last: Int, floor: Int) -> Mention? {
        var found: Mention?
        var comma = last - 1
        let limit = max(floor, last - Self.longestDescription)
        while comma > limit {
            if bounds(comma) || items[comma].isKind(.stop) || items[comma].isKind(.semicolon) { break }
            if items[comma].isKind(.comma), startsDescription(comma + 1),
                let mention = phrase(endingAt: comma - 1, floor: floor), mention.kind != .pronoun,
                isClauseStart(mention.items.lowerBound, floor: floor)
            {
                found = mention
            }
            comma -= 1
        }
        // "The minister's spokesman, Jane Roe, said": the name is the description.
        if let found, found.kind == .phrase, let name = phrase(endingAt: last - 1, floor: floor), name.kind == .name,
            items[name.items.lowerBound - 1].isKind(.comma),
            name.items.count > 1 || !items[found.items.upperBound - 1].isNamePart
        {
            return name
        }
        return found
    }

    private func startsDescription(_ index: Int) -> Bool {
        let item = items[index]
        if item.isKind(.number) || item.isA(Self.descriptionStarts) { return true }
        if item.isNamePart || item.isA(.possessive) && item.isA(.capitalised) { return true }
        return item.isWord && item.token.isCommonWord
    }

    /// Whether a subject can start here: not as the object of a preposition or a verb.
    private func isClauseStart(_ index: Int, floor: Int) -> Bool {
        guard index > floor else { return true }
        let before = items[index - 1]
        if before.isSpan { return true }
        switch before.token.kind {
        case .word:
            if before.isA([.preposition, .pronoun, .auxiliary, .cue]) { return before.isA(.conjunction) }
            return before.isA([.conjunction, .determiner, .role, .title, .adverb, .time, .body, .possessive])
        default: return true
        }
    }

    /// The noun phrase whose last word is at `end`.
    func phrase(endingAt last: Int, floor: Int) -> Mention? {
        guard last >= floor, let end = skipBracket(endingAt: last, floor: floor) else { return nil }
        let item = items[end]
        if item.isA(.pronoun) {
            return Mention(range: item.token.start..<item.token.end, kind: .pronoun, items: end..<end + 1)
        }
        if item.isNamePart { return name(endingAt: end, floor: floor) }
        // "12 of them said", "the two said"
        guard item.isWord || item.isKind(.number), item.token.isCommonWord || item.isA([.role, .body]) else {
            return nil
        }
        return commonPhrase(endingAt: end, floor: floor)
    }

    /// Passes one bracket after a name: "(R-Texas)", "(pictured)".
    private func skipBracket(endingAt last: Int, floor: Int) -> Int? {
        guard items[last].isKind(.closeBracket) else { return last }
        var open = last
        while open > floor, last - open < 14, !items[open].isKind(.openBracket) { open -= 1 }
        return items[open].isKind(.openBracket) && open > floor ? open - 1 : nil
    }

    private func name(endingAt end: Int, floor: Int) -> Mention {
        var start = end
        while start > floor, end - start < Self.longestPhrase {
            if items[start - 1].isNamePart {
                start -= 1
            } else if start - 2 >= floor, items[start - 1].isA(.particle) || isNickname(start - 1),
                items[start - 2].isNamePart
            {
                start -= 2
            } else if start - 3 >= floor, items[start - 1].isA(.particle), items[start - 2].isA(.particle),
                items[start - 3].isNamePart
            {
                start -= 3
            } else {
                break
            }
        }
        if start > floor, items[start - 1].isA(.particle), !items[start - 1].isA(.capitalised) { start -= 1 }
        if let whole = extended(from: start, end: end, floor: floor) ?? pair(start, end, floor: floor) { return whole }
        return NameRun(items, start..<end + 1).mention(withDeterminerAfter: floor)
    }

    /// "Roe and Doe said", where nothing stands before the two.
    private func pair(_ start: Int, _ end: Int, floor: Int) -> Mention? {
        guard start - 2 >= floor, items[start - 1].isA(.conjunction), items[start - 2].isNamePart,
            frame.article.bytes[items[start - 1].token.start..<items[start - 1].token.end].elementsEqual("and".utf8)
        else { return nil }
        var first = start - 2
        while first > floor, start - first < Self.longestPhrase, items[first - 1].isNamePart { first -= 1 }
        return first == floor ? whole(first..<end + 1) : nil
    }

    private func isNickname(_ index: Int) -> Bool {
        guard let span = items[index].span else { return false }
        let content = frame.spans[span].content
        return content.count <= 24 && items[index].token.end - content.upperBound <= 3
    }

    /// "The former head of the agency": from the last word back to a determiner, a capital or the clause's start.
    private func commonPhrase(endingAt end: Int, floor: Int) -> Mention? {
        var start = end
        var isAnchored = items[end].isA(.role) || items[end].isA(.body) && items[end].isA(.possessive)
        while start > floor, end - start < Self.longestPhrase {
            let before = items[start - 1]
            if before.isA(.determiner) || before.isKind(.number) {
                start -= 1
                isAnchored = true
                if start > floor, items[start - 1].isA(.determiner) { start -= 1 }
                break
            }
            if before.isA(.possessive) || before.isNamePart {
                isAnchored = true
            } else if !(before.isWord && before.token.isCommonWord) {
                break
            }
            start -= 1
        }
        if let whole = extended(from: start, end: end, floor: floor) { return whole }
        let startsSentence = start == floor && items[start].isA(.capitalised)
        guard isAnchored || startsSentence || isRole(end) && isClauseStart(start, floor: floor) else { return nil }
        return message(start..<end + 1)
            ?? Mention(range: bytes(start..<end + 1), kind: .phrase, items: start..<end + 1)
    }

    /// The owner in "X's statement", "her statement", at its possessive word.
    func owner(at last: Int, floor: Int) -> Mention {
        let token = items[last].token
        if items[last].isA(.possessivePronoun) {
            return Mention(range: token.start..<token.end, kind: .pronoun, items: last..<last + 1)
        }
        var start = last
        while start > floor, last - start < Self.longestPhrase, items[start - 1].isNamePart { start -= 1 }
        var mention = NameRun(items, start..<last + 1).mention(withDeterminerAfter: floor)
        let end = NameRun.endWithoutPossessive(token, in: frame.article.bytes)
        mention.range = mention.range.lowerBound..<max(mention.range.lowerBound, end)
        return mention
    }

    /// "X's statement said": the name is X.
    private func message(_ range: Range<Int>) -> Mention? {
        guard items[range.upperBound - 1].isA(.message) else { return nil }
        guard
            let owner = range.last(where: { items[$0].isA(.possessive) && items[$0].isA(.capitalised) })
        else { return nil }
        return self.owner(at: owner, floor: range.lowerBound)
    }

    /// Joins "a spokesman for", "officials at" and the like to the phrase at `start..<=end`.
    private func extended(from start: Int, end: Int, floor: Int) -> Mention? {
        guard let whole = joined(from: start, end: end, floor: floor) else { return nil }
        guard whole.kind == .phrase else { return whole }
        return joined(from: whole.items.lowerBound, end: end, floor: floor) ?? whole
    }

    /// - Parameter links: how many prepositions more may stand before the phrase: "the union of farmers in Eastport".
    private func joined(from start: Int, end: Int, floor: Int, links: Int = 1) -> Mention? {
        guard start - 2 >= floor, items[start - 1].isA(.preposition), isJoiningPreposition(start - 1) else {
            return nil
        }
        var first = start - 2
        let head = items[first]
        // "One of the farmers".
        if head.isA(.determiner) || head.isKind(.number) { return whole(first..<end + 1) }
        // "The man accused of the theft", "a note posted on the door".
        let isParticiple = head.isA(.finiteCue) && head.isA([.naming, .besideSpeech]) && first > floor
        guard head.isWord, !head.isA(.time),
            head.isNamePart || head.token.isCommonWord || head.isA(.role)
                || isParticiple && !items[first - 1].isNamePart
        else { return nil }
        if head.isA(.title), head.isA(.capitalised), items[end].isNamePart, end - start >= 2 {
            // "Ambassador to Tokyo Jane Roe": the place goes with the title.
            return NameRun(items, start + 1..<end + 1).mention(withDeterminerAfter: start + 1)
        }
        while first > floor, start - first < Self.longestPhrase {
            let before = items[first - 1]
            if before.isA(.determiner) || before.isKind(.number) { return whole(first - 1..<end + 1) }
            guard before.isNamePart || before.isWord && before.token.isCommonWord || before.isA(.possessive) else {
                break
            }
            first -= 1
        }
        // Without a determiner a capital or an office must lead it.
        let isLed = items[first].isA([.capitalised, .role]) && isClauseStart(first, floor: floor)
        if isLed { return whole(first..<end + 1) }
        return links > 0 ? joined(from: first, end: end, floor: floor, links: links - 1) : nil
    }

    private func whole(_ range: Range<Int>) -> Mention {
        Mention(range: bytes(range), kind: .phrase, items: range)
    }

    private func isJoiningPreposition(_ index: Int) -> Bool {
        let token = items[index].token
        return token.end - token.start <= 4 && !items[index].isA(.conjunction)
    }

    /// A word for somebody's part that can stand without an article: "officials", "police".
    private func isRole(_ index: Int) -> Bool {
        guard let last = items[index].isWord ? items[index].token : nil else { return false }
        return last.end - last.start > 3 && items[index].isA(.role)
    }
}
