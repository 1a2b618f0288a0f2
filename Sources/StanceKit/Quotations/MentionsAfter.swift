/// The noun phrase after a verb of saying or "according to", or at the start of a sentence.
extension MentionReader {
    /// The subject right of the verb, which ends before `ceiling`: "said a spokesman for the ministry".
    ///
    /// - Parameter acceptsAnyNoun: whether what stands there must be a subject, even without article or office.
    func subject(from start: Int, ceiling: Int, acceptsAnyNoun: Bool = false) -> Mention? {
        let ceiling = min(ceiling, start + 40)
        var index = start
        while index < ceiling, frame.items[index].isA(.adverb), !frame.items[index].isNamePart { index += 1 }
        guard index < ceiling else { return nil }
        let items = frame.items
        if items[index].isA(.pronoun), !items[index].isA(.determiner) {
            return Mention(range: bytes(index..<index + 1), kind: .pronoun, items: index..<index + 1)
        }
        let phraseStart = index
        var hasDeterminer = false
        while index < ceiling, items[index].isA(.determiner) || items[index].isKind(.number) {
            hasDeterminer = true
            index += 1
            // "One of the farmers".
            if index + 1 < ceiling, items[index].isA(.preposition), items[index + 1].isA(.determiner),
                continues(items[index].token)
            {
                index += 1
            }
        }
        // "A visibly shaken mayor".
        if hasDeterminer, index + 1 < ceiling, items[index].isA(.adverb), !items[index].isNamePart { index += 1 }
        guard var end = wordsEnd(from: index, ceiling: ceiling), end > index else { return nil }
        if let office = secondOffice(after: phraseStart..<end, ceiling: ceiling) {
            (index, end) = (office.lowerBound, office.upperBound)
        }
        // The last run of capitals is the name, whatever trade stands before it.
        if items[end - 1].isNamePart {
            var first = end - 1
            while first > index, isInName(first - 1, of: index..<end) { first -= 1 }
            let run = NameRun(items, first..<end).mention(withDeterminerAfter: phraseStart)
            return run.kind == .name ? run : continued(phraseStart..<end, ceiling: ceiling)
        }
        guard
            hasDeterminer || acceptsAnyNoun || items[end - 1].isA([.role, .body])
                || items[index].isA([.possessive, .capitalised])
        else {
            return nil
        }
        return continued(phraseStart..<end, ceiling: ceiling)
    }

    /// The other office and its holder's name in "founder and managing director Ada Roe".
    private func secondOffice(after phrase: Range<Int>, ceiling: Int) -> Range<Int>? {
        let items = frame.items
        let start = phrase.upperBound + 1
        guard start < ceiling, frame.article.hash(of: items[start - 1].token) == Self.and,
            let end = wordsEnd(from: start, ceiling: ceiling), items[end - 1].isNamePart,
            !items[end - 1].isA([.title, .role, .body])
        else { return nil }
        var first = end - 1
        while first > start, isInName(first - 1, of: start..<end) { first -= 1 }
        // "Eastport and Norland striker Joe Roe", "Eastport and Norland Mayor Joe Roe", but not "Roe and Mayor Doe".
        let isOffice = items[phrase.upperBound - 1].isA([.title, .role])
        let hasOffice = first > start || items[first + 1..<end].contains { $0.isA(.title) }
        let isSecond = hasOffice && (isOffice || phrase.count == 1) || isOffice && items[start].isA(.title)
        return isSecond && end - first > 1 ? start..<end : nil
    }

    static let and = WordHash.of("and".utf8)

    /// Nouns, adjectives and names in a row.
    private func wordsEnd(from start: Int, ceiling: Int) -> Int? {
        let items = frame.items
        var index = start
        while index < ceiling, index - start < 12 {
            let item = items[index]
            if item.isSpan {
                guard index > start, index + 1 < ceiling, items[index - 1].isNamePart, items[index + 1].isNamePart
                else {
                    break
                }
            } else if goesOn(at: index, from: start, ceiling: ceiling) {
                index += 1
                continue
            } else if !item.isNamePart,
                !(item.isWord && item.token.isCommonWord) || index > start && isIrregularVerb(item.token)
            {
                break
            } else if index > start, items[index - 1].isNamePart, !item.isNamePart, !item.isA([.role, .body, .title]) {
                // "Roe campaign manager" goes on with a noun, "Roe last" does not; "a longtime Roe ally, Doe," does.
                guard index + 1 < ceiling, !isLikeVerb(item.token),
                    items[index + 1].isNamePart || isOfficial(index, ceiling: ceiling)
                        || isApposition(index, from: start, ceiling: ceiling)
                else { break }
            }
            index += 1
        }
        return index > start ? index : nil
    }

    /// "Norland presidential hopeful Jane Roe".
    private func isOfficial(_ index: Int, ceiling: Int) -> Bool {
        index + 2 < ceiling && endsWith(items[index].token, "al") && items[index + 1].isWord
            && items[index + 1].token.isCommonWord && !isLikeVerb(items[index + 1].token) && items[index + 2].isNamePart
    }

    /// "Ally" in "a longtime Roe ally, Doe".
    private func isApposition(_ index: Int, from start: Int, ceiling: Int) -> Bool {
        index + 2 < ceiling && start > 0 && items[start - 1].isA(.determiner) && items[index + 1].isKind(.comma)
            && items[index + 2].isNamePart
    }

    /// "Roe welcomed Doe", "Roe wants Doe": more often verbs than parts of an office.
    private func isLikeVerb(_ token: Token) -> Bool {
        let bytes = frame.article.bytes[token.start..<token.end]
        return bytes.last == UInt8(ascii: "s") && !bytes.suffix(2).elementsEqual("ss".utf8)
            || bytes.suffix(2).elementsEqual("ed".utf8)
    }

    /// "The mayor met Roe".
    private func isIrregularVerb(_ token: Token) -> Bool { Self.irregularVerbs.contains(frame.article.hash(of: token)) }

    /// Verbs in the past that look like nouns to the tables, without those that are nouns or adjectives as well.
    private static let irregularVerbs = WordSet(
        "met beat held led made took saw gave got sent knew won ran paid sold bought brought taught fought sought"
            + " kept chose drove flew threw wore grew drew blew hid rode rang rose sang sat stood struck wept spoke"
            + " overtook withdrew woke forgave forgot fell fled clung hung slid slept tore")

    /// Whether the item joins what stands around it: a plural possessive's apostrophe, "de", "'s".
    private func goesOn(at index: Int, from start: Int, ceiling: Int) -> Bool {
        let item = frame.items[index]
        return item.isKind(.mark) || item.isA(.possessive) && item.isWord
            || item.isA(.particle) && index + 1 < ceiling && joinsName(index + 1, ceiling: ceiling)
    }

    private func joinsName(_ index: Int, ceiling: Int) -> Bool {
        if frame.items[index].isNamePart { return true }
        return frame.items[index].isA(.particle) && index + 1 < ceiling && frame.items[index + 1].isNamePart
    }

    private func isInName(_ index: Int, of phrase: Range<Int>) -> Bool {
        let item = frame.items[index]
        if item.isNamePart || item.isSpan { return true }
        guard item.isA(.particle) else { return false }
        return index == phrase.lowerBound || frame.items[index - 1].isNamePart || frame.items[index - 1].isA(.particle)
    }

    /// Adds "of the agency", "in Russia", "for the ministry" to a phrase that is no person's name.
    private func continued(_ phrase: Range<Int>, ceiling: Int) -> Mention {
        let items = frame.items
        var end = phrase.upperBound
        for _ in 0..<2 {
            guard end + 1 < ceiling, items[end].isA(.preposition), continues(items[end].token) else { break }
            var next = end + 1
            while next < ceiling, items[next].isA(.determiner) { next += 1 }
            guard next < ceiling, !items[next].isA(.time), let more = wordsEnd(from: next, ceiling: ceiling) else {
                break
            }
            let isOffice = items[end - 1].isA(.title) && items[end - 1].isA(.capitalised)
            if let name = trailingName(of: next..<more, isOffice: isOffice) { return name }
            end = more
        }
        let whole = phrase.lowerBound..<end
        return Mention(range: bytes(whole), kind: .phrase, items: whole)
    }

    /// "The secretary of state Jane Roe": the full name that ends a phrase of common nouns.
    private func trailingName(of words: Range<Int>, isOffice: Bool) -> Mention? {
        var first = words.upperBound
        while first > words.lowerBound, isInName(first - 1, of: words) { first -= 1 }
        // "Speaker of the House Jane Roe": the place goes with the title.
        if first == words.lowerBound, words.count > 2, isOffice { first += 1 }
        guard words.upperBound - first >= 2, first > words.lowerBound else { return nil }
        let mention = NameRun(frame.items, first..<words.upperBound).mention(withDeterminerAfter: first)
        return mention.kind == .name ? mention : nil
    }

    private func continues(_ preposition: Token) -> Bool {
        Self.joining.contains(frame.article.hash(of: preposition))
    }

    private static let joining = WordSet("of for in at from with")

    func bytes(_ range: Range<Int>) -> Range<Int> {
        frame.items[range.lowerBound].token.start..<frame.items[range.upperBound - 1].token.end
    }
}
