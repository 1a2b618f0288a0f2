/// A few words in the reporter's sentence: quoted where a verb of saying governs them, else a scare quote or a name.
extension Selection {
    private static let nearby = 3
    private static let longestIntroduction = 12
    private static let leadingUp = WordClass([.role, .body, .message]).union(.neverInNames)

    /// Whether a verb of saying governs a few words: they stand right beside it, or in the clause it opens.
    func isGoverned(_ words: SpanWords, _ index: Int) -> Bool {
        let position = frame.positions[index]
        let assignment = assignments[index]
        guard endsClause(position) || words.count > 1 && (words.endsWithStop || startsPredicate(words, position)) else {
            return false
        }
        guard let left = assignment.introducedFrom else { return assignment.ground == .adjacent }
        let between = left..<position
        if between.count <= Self.nearby { return true }
        guard between.count <= Self.longestIntroduction else { return false }
        if words.count > 1 || isPredicate(words, of: between) { return isOneClause(between) }
        // "Told reporters that she was" leads up to the word, "said he would ban" to something else.
        return frame.items[between].allSatisfy { item in
            if item.isSpan || item.isA(.cue) { return false }
            return assignment.isNaming ? item.isWord : item.isA(Self.leadingUp) || item.isNamePart
        }
    }

    /// `Roe told reporters the move was "reckless"`, but not `the word was "synergy"`, `his name was "Bear"`.
    private func isPredicate(_ words: SpanWords, of clause: Range<Int>) -> Bool {
        frame.items[clause.upperBound - 1].isA(.being) && !words.startsWithCapital
            && !frame.items[clause].contains { item in
                item.isWord && Self.called.contains(frame.article.hash(of: item.token))
            }
    }

    private static let called = WordSet(
        "name nickname word words term title code password film model brand sign message answer ingredient")

    /// Whether no sign parts the items, but for a comma after "According to Roe" or after other words in marks.
    private func isOneClause(_ items: Range<Int>) -> Bool {
        items.allSatisfy { index in
            let item = frame.items[index]
            if item.isKind(.comma) { return index == items.lowerBound || frame.items[index - 1].isSpan }
            return item.isSpan || item.isWord || item.isKind(.number) || item.isKind(.symbol)
        }
    }

    private func endsClause(_ position: Int) -> Bool {
        guard position + 1 < frame.items.count else { return true }
        let next = frame.items[position + 1]
        // "The X of Y" goes on with the words as its noun, "it was an X of Y" says what it was.
        let isPredicate =
            position > 1 && frame.items[position - 2].isA(.being)
            && NameRegistry.indefinite.contains(frame.article.hash(of: frame.items[position - 1].token))
        if isPredicate { return true }
        if next.isWord, frame.article.bytes[next.token.start..<next.token.end].elementsEqual("of".utf8) { return false }
        if next.isSpan || next.isA([.conjunction, .preposition, .adverb, .time, .finiteCue]) { return true }
        // At its sentence's start the attribution follows: `"Never," Roe said`.
        if position == frame.sentences[frame.sentence(of: position)].lowerBound { return true }
        return !next.isWord && !next.isKind(.number)
    }

    /// `It "strongly condemns" the attack`: words with a verb, after their subject or the verb's auxiliary.
    private func startsPredicate(_ words: SpanWords, _ position: Int) -> Bool {
        guard position > 0 else { return false }
        let before = frame.items[position - 1]
        return before.isA(.auxiliary) || before.isA(.pronoun) && !before.isA(.determiner)
            || words.startsWithAdverb && before.isWord && !before.isA(.determiner)
    }
}

/// Words in marks that nobody said.
extension Selection {
    /// `In a study titled "…"`, `The book, "…," sold well`: the title of a work.
    func isWork(_ words: SpanWords, _ index: Int) -> Bool {
        let position = frame.positions[index]
        guard position > 0, words.startsWithCapital else { return false }
        let before = frame.items[position - 1]
        if before.isA(.titling) { return true }
        guard position > 1 else { return false }
        let noun = frame.items[position - 2]
        if before.isKind(.comma) { return words.areCapitalised && noun.isA(.titling) }
        // "A study called".
        return before.isA(.naming) && noun.isA([.titling, .message])
    }

    /// `He was convicted of "…"`: words of the law.
    func isOffence(_ index: Int) -> Bool {
        let position = frame.positions[index]
        guard position > 1, frame.items[position - 1].isA(.preposition), frame.items[position - 2].isWord else {
            return false
        }
        return Self.charges.contains(frame.article.hash(of: frame.items[position - 2].token))
    }

    private static let charges = WordSet("convicted charged guilty acquitted cleared suspected indicted")
}
