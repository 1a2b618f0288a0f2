/// Finds where a reported clause without "that" starts: "Roe said on Monday the dam would hold".
///
/// A clause has a verb of its own, told by an auxiliary, by its form or by a pronoun that is a subject. Every search is
/// bounded.
struct BareClause {
    let frame: Frame
    let reader: MentionReader

    private static let longestSubject = 14
    private static let longestOccasion = 8
    private static let mostOccasions = 3

    private static let telling = WordSet(
        "tell tells told telling assure assures assured inform informs informed remind reminds reminded")
    private static let subjects = WordSet("i he she we they")
    /// Common verbs whose past does not end in "-ed".
    private static let pasts = WordSet(
        "fell rose went came took made got gave left lost won grew broke began knew saw met paid ran sent sold spent stood"
            + " held kept led built bought caught drew drove fought hit shot stole struck threw wrote spoke became felt"
    )

    /// Whether the one addressed follows a verb.
    static func isTelling(_ cue: Frame.Item, in article: Article) -> Bool {
        telling.contains(article.hash(of: cue.token))
    }

    /// The clause's first item, nil where something else follows the attribution.
    func start(after attribution: Attribution, end: Int) -> Int? {
        guard attribution.cue.upperBound == attribution.items.upperBound, attribution.mention.antecedent == nil,
            attribution.cue.count == 1
        else { return nil }
        let cue = frame.items[attribution.cue.lowerBound]
        var start = attribution.cue.upperBound
        if Self.isTelling(cue, in: frame.article) {
            guard let told = reader.subject(from: start, ceiling: end, acceptsAnyNoun: true) else { return nil }
            start = told.items.upperBound
        }
        for _ in 0..<Self.mostOccasions { start = occasionEnd(from: start, end) }
        return isClause(from: start, end, isPlain: cue.isA(.plain)) ? start : nil
    }

    /// Past "on Monday", "last week", "in a statement", "repeatedly".
    private func occasionEnd(from start: Int, _ end: Int) -> Int {
        guard start + 1 < end else { return start }
        let first = frame.items[start]
        if first.isA(.adverb), !frame.items[start + 1].isA(.auxiliary) { return start + 1 }
        let isTime = first.isA(.time) || first.token.isCommonWord && frame.items[start + 1].isA(.time)
        guard isTime || first.isA(.preposition) && !first.isA(.conjunction) else { return start }
        let reach = start..<min(start + Self.longestOccasion, end)
        for index in reach {
            let item = frame.items[index]
            guard item.isWord || item.isKind(.number), !item.isA([.auxiliary, .cue]) else { return start }
            if item.isA(.time) {
                return index + 1 < end && frame.items[index + 1].isKind(.number) ? index + 2 : index + 1
            }
            if item.isA(.message) { return index + 1 }
        }
        return start
    }

    private func isClause(from start: Int, _ end: Int, isPlain: Bool) -> Bool {
        guard start < end else { return false }
        let first = frame.items[start]
        guard first.isSpan || first.isWord || first.isKind(.number) || first.isKind(.symbol) else { return false }
        if first.isWord, Self.subjects.contains(frame.article.hash(of: first.token)) { return true }
        if first.isA([.preposition, .conjunction, .auxiliary]) { return false }
        for index in start + 1..<max(start + 1, min(start + Self.longestSubject, end)) {
            let item = frame.items[index]
            guard item.isSpan || item.isWord || item.isKind(.number) || item.isKind(.symbol), !item.isA(.relative)
            else { return false }
            if item.isA(.auxiliary) { return true }
            if isPlain, isVerb(index) { return true }
        }
        return false
    }

    private func isVerb(_ index: Int) -> Bool {
        let item = frame.items[index]
        guard item.isWord, !item.isA([.capitalised, .preposition, .conjunction]) else { return false }
        let before = frame.items[index - 1]
        if before.isA(.determiner), !before.isA(.pronoun) { return false }
        if before.isA(.pronoun), !before.isA(.determiner) { return true }
        let isPast = item.token.end - item.token.start > 3 && reader.endsWith(item.token, "ed")
        return isPast || Self.pasts.contains(frame.article.hash(of: item.token))
    }
}
