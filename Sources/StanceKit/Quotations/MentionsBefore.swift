/// The noun phrase that ends at a word, read from right to left.
extension MentionReader {
    private static let longestPhrase = 9

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
        if items[end].isA(.body), let first = firstPlace(before: start, floor: floor) { start = first }
        let name = NameRun(items, start..<end + 1).mention(withDeterminerAfter: floor)
        // "A spokesman for the Herald", but not "a speech to the Herald Mr Roe".
        let first = name.kind == .phrase ? name.items.lowerBound : start
        return extended(from: first, end: end, floor: floor) ?? enumeration(start, end, floor: floor) ?? name
    }

    /// "Devon" in "the Devon and Cornwall Police".
    private func firstPlace(before start: Int, floor: Int) -> Int? {
        guard start - 3 >= floor, frame.article.hash(of: items[start - 1].token) == Self.and,
            items[start - 2].isNamePart, items[start - 3].isA([.determiner, .preposition]),
            !items[start - 3].isA(.conjunction), frame.article.hash(of: items[start - 3].token) != Self.between
        else { return nil }
        return start - 2
    }

    private static let between = WordHash.of("between".utf8)

    /// "Roe and Doe said", "Roe, Doe, and Poe said", where nothing stands before them; before three or more an opening may: "In a
    /// letter, Roe, Doe and Poe said", where of two the first might end it.
    private func enumeration(_ start: Int, _ end: Int, floor: Int) -> Mention? {
        var start = start
        // "Roe and her husband Peter said".
        if start - 2 > floor, items[start - 1].isA(.role), items[start - 2].isA(.possessivePronoun) { start -= 2 }
        guard start - 2 >= floor, frame.article.hash(of: items[start - 1].token) == Self.and,
            case let hasComma = items[start - 2].isKind(.comma),
            var first = nameStart(endingAt: hasComma ? start - 3 : start - 2, floor: floor)
        else { return nil }
        var others = 1
        while others < Self.mostNames, first - 2 >= floor, items[first - 1].isKind(.comma),
            let next = nameStart(endingAt: first - 2, floor: floor)
        {
            first = next
            others += 1
        }
        if hasComma, others == 1 { return nil }
        let isOpened = others > 1 && first - 2 > floor && items[first - 1].isKind(.comma) && items[first - 2].isWord
        return first == floor || isOpened ? whole(first..<end + 1) : nil
    }

    private static let mostNames = 12

    /// Where a name starts that ends at a word, or in a bracket: "Sen. Ada Roe (R-Ohio)".
    private func nameStart(endingAt last: Int, floor: Int) -> Int? {
        guard last >= floor, let end = skipBracket(endingAt: last, floor: floor), items[end].isNamePart else {
            return nil
        }
        return runStart(endingAt: end, floor: floor)
    }

    /// Where the capitals start that stand right before a word.
    private func runStart(endingAt end: Int, floor: Int) -> Int {
        var start = end
        while start > floor, end - start < Self.longestPhrase, items[start - 1].isNamePart { start -= 1 }
        return start
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
            if items[start].isNamePart, let first = firstPlace(before: start, floor: floor) {
                start = first
                continue
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
        let start = runStart(endingAt: last, floor: floor)
        var mention = NameRun(items, start..<last + 1).mention(withDeterminerAfter: floor)
        let end = NameRun.endWithoutPossessive(token, in: frame.article.bytes)
        mention.range = mention.range.lowerBound..<max(mention.range.lowerBound, end)
        return mention
    }

    /// "X's statement said": the name is X.
    private func message(_ range: Range<Int>) -> Mention? {
        guard items[range.upperBound - 1].isA(.message) else { return nil }
        guard
            let owner = range.last(where: { items[$0].isA(.possessive) && items[$0].isA([.capitalised, .body]) })
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
        if let holder = holder(of: first, place: start, end: end) { return holder }
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
        // "Senior author Roe of the institute".
        if !isLed, let office = (first..<start - 1).first(where: { items[$0].isA(.role) }), office > first,
            items[office + 1].isNamePart, isClauseStart(office - 1, floor: floor),
            let person = person(office + 1..<start - 1, in: office - 1..<end + 1)
        {
            return person
        }
        if isLed { return person(first..<start - 1, in: first..<end + 1) ?? whole(first..<end + 1) }
        return links > 0 ? joined(from: first, end: end, floor: floor, links: links - 1) : nil
    }

    /// "Ambassador to Tokyo Jane Roe", "Speaker of the House Jane Roe": the place goes with the title.
    private func holder(of title: Int, place: Int, end: Int) -> Mention? {
        let place = items[place].isA(.determiner) ? place + 1 : place
        guard items[title].isA(.title), items[title].isA(.capitalised), items[end].isNamePart, end - place >= 2 else {
            return nil
        }
        let name = NameRun(items, place + 1..<end + 1).mention(withDeterminerAfter: place + 1)
        return name.kind == .name ? name : nil
    }

    /// The name in "Ada Roe of the Herald".
    private func person(_ head: Range<Int>, in phrase: Range<Int>) -> Mention? {
        guard head.count > 1, head.allSatisfy({ items[$0].isNamePart }) else { return nil }
        var name = NameRun(items, head).mention(withDeterminerAfter: head.lowerBound)
        guard name.kind == .name else { return nil }
        name.items = phrase
        return name
    }

    private func whole(_ range: Range<Int>) -> Mention {
        Mention(range: bytes(range), kind: .phrase, items: range)
    }

    private func isJoiningPreposition(_ index: Int) -> Bool {
        let token = items[index].token
        return token.end - token.start <= 4 && !items[index].isA(.conjunction)
            || Self.places.contains(frame.article.hash(of: token))
    }

    /// "A sign outside the hall".
    private static let places = WordSet("outside inside")

    /// A word for somebody's part that can stand without an article: "officials", "police".
    private func isRole(_ index: Int) -> Bool {
        guard let last = items[index].isWord ? items[index].token : nil else { return false }
        return last.end - last.start > 3 && items[index].isA(.role)
    }
}
