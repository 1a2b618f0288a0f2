/// Which marks of a paragraph belong together, by token index.
struct MarkPairing {
    struct Pair {
        var open: Int
        var close: Int
    }

    private(set) var pairs: [Pair] = []
    /// Closing marks without an opening one before them.
    private(set) var strayClosers: [Int] = []
    /// An opening double mark without a closing one, after which no pair follows.
    private(set) var unclosed: Int?
    /// A single one that leads the paragraph, or words after a comma or colon.
    private(set) var unclosedSingle: Int?

    /// Pairs the double marks, then the single ones outside them.
    ///
    /// - Parameter continuation: the mark that the next paragraph starts with, as one of the same speech does.
    init(_ article: Article, paragraph: Range<Int>, continuation: MarkGlyph.Family?) {
        let marks = paragraph.filter { article.tokens[$0].kind == .mark }
        guard !marks.isEmpty else { return }
        let isContinued = continuation != nil && continuation != .single
        pairDoubles(marks, article, nesting: true)
        if let first = unclosed, !isContinued || first > paragraph.lowerBound {
            // The count does not come out even: an opening mark within a quotation starts afresh instead of nesting.
            pairDoubles(marks, article, nesting: false)
        }
        let singles = SingleMarks(marks, article, isContinued: continuation == .single)
        pairs = Self.outermost(pairs, singles.pairs)
        if let mark = singles.unclosed, mark == paragraph.lowerBound || Self.isIntroduced(mark, article),
            !pairs.contains(where: { $0.open < mark && mark < $0.close })
        {
            unclosedSingle = mark
        }
    }

    /// Whether a comma or colon stands before a mark.
    static func isIntroduced(_ mark: Int, _ article: Article) -> Bool {
        mark > 0 && [.comma, .colon].contains(article.tokens[mark - 1].kind)
    }

    private mutating func pairDoubles(_ marks: [Int], _ article: Article, nesting: Bool) {
        pairs = []
        strayClosers = []
        var open: Int?
        var depth = 0
        let doubles = marks.filter { article.tokens[$0].glyph.family != .single }
        let isUneven = doubles.count % 2 == 1
        for mark in doubles {
            let glyph = article.tokens[mark].glyph
            guard let current = open else {
                if Self.opens(mark, article, isInside: false) { open = mark } else { strayClosers.append(mark) }
                continue
            }
            guard article.tokens[current].glyph.family == glyph.family else { continue }
            if Self.opens(mark, article, isInside: true) {
                if isUneven, depth == 0, let comma = Self.missingClose(before: mark, after: current, article) {
                    pairs.append(Pair(open: current, close: comma))
                    open = mark
                } else if nesting {
                    depth += 1
                } else if !Self.isMisprint(mark, after: current, article) {
                    open = mark
                }
            } else if depth > 0 {
                depth -= 1
            } else {
                pairs.append(Pair(open: current, close: mark))
                open = nil
            }
        }
        unclosed = open
    }

    /// The comma of `"A, X said. "B."`, where the mark that closes the first words is missing.
    private static func missingClose(before mark: Int, after open: Int, _ article: Article) -> Int? {
        let attribution = article.tokens[max(open + 1, mark - longestAttribution)..<mark]
        guard let stop = attribution.last, stop.kind == .stop,
            let comma = attribution.lastIndex(where: { $0.kind == .comma }), comma > open + 1,
            attribution[comma...].contains(where: { $0.isA(.finiteCue) }),
            attribution[comma...].count(where: { $0.kind == .stop }) == 1
        else { return nil }
        return comma
    }

    private static let longestAttribution = 8

    /// Whether a second opening mark stands in the middle of a quoted sentence, where nothing can begin.
    private static func isMisprint(_ mark: Int, after open: Int, _ article: Article) -> Bool {
        guard article.tokens[mark - 1].kind == .word, mark - open < longestMisprint else { return false }
        return !article.tokens[open..<mark].contains { $0.isA(.finiteCue) }
    }

    private static let longestMisprint = 200

    private static func opens(_ mark: Int, _ article: Article, isInside: Bool) -> Bool {
        let token = article.tokens[mark]
        let surroundings = MarkSurroundings.of(token.start..<token.end, in: article.bytes)
        switch (token.glyph.direction, surroundings) {
        case (.either, .opening): return true
        case (.either, .closing): return false
        case (.either, .unclear): return !isInside
        // Low-high pairs close with the sign that opens elsewhere, reversed angles likewise.
        case (.opening, .closing): return token.glyph == .low
        case (.opening, _): return true
        case (.closing, .opening): return !isInside
        case (.closing, .unclear): return !isInside && (mark == 0 || article.tokens[mark - 1].kind == .newline)
        case (.closing, _): return false
        }
    }

    /// Double pairs win over single ones inside them, single ones over doubles inside them.
    private static func outermost(_ doubles: [Pair], _ singles: [Pair]) -> [Pair] {
        guard !singles.isEmpty else { return doubles }
        var merged: [Pair] = []
        var lastClose = -1
        for pair in (doubles + singles).sorted(by: { $0.open < $1.open }) where pair.open > lastClose {
            merged.append(pair)
            lastClose = pair.close
        }
        return merged
    }
}
