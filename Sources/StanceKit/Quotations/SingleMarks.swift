/// Single marks that are clearly quotations and not apostrophes.
struct SingleMarks {
    private(set) var pairs: [MarkPairing.Pair] = []
    /// An opening mark without a closing one.
    private(set) var unclosed: Int?

    /// - Parameter isContinued: whether the next paragraph starts with such a mark, as one of the same speech does.
    init(_ marks: [Int], _ article: Article, isContinued: Bool) {
        var open: Int?
        // A mark after an s may be a plural possessive; it closes only if no better one comes.
        var possessive: Int?
        func close(at mark: Int?) {
            if let start = open, let mark { pairs.append(.init(open: start, close: mark)) }
            open = nil
            possessive = nil
        }
        for mark in marks where article.tokens[mark].glyph.family == .single {
            let token = article.tokens[mark]
            switch MarkSurroundings.of(token.start..<token.end, in: article.bytes) {
            case .opening:
                guard Self.opens(mark, article) else { continue }
                close(at: possessive)
                open = mark
            case .closing:
                guard let start = open, Self.closes(token.glyph, article.tokens[start].glyph) else { continue }
                if Self.isPossessive(mark, article) {
                    if !isContinued || !Self.precedesNoun(mark, article) { possessive = mark }
                } else if !Self.isElided(mark, article) {
                    close(at: mark)
                }
            case .unclear: continue
            }
        }
        if possessive == nil { unclosed = open }
        close(at: possessive)
    }

    /// Whether a mark that stands as an opening one is no apostrophe.
    static func opens(_ mark: Int, _ article: Article) -> Bool {
        article.tokens[mark].glyph != .singleClose && !isElision(after: mark, article)
    }

    /// Whether a noun can follow, as it does after a plural's apostrophe: "the farmers' fear".
    private static func precedesNoun(_ mark: Int, _ article: Article) -> Bool {
        guard mark + 1 < article.tokens.count else { return false }
        return article.tokens[mark + 1].isCommonWord || article.tokens[mark + 1].isNamePart
    }

    /// Whether a mark after an s may be a plural's: no sign follows it.
    private static func isPossessive(_ mark: Int, _ article: Article) -> Bool {
        let token = article.tokens[mark]
        guard token.glyph != .singleOpen, token.start > 0,
            article.bytes[token.start - 1] | 0x20 == UInt8(ascii: "s")
        else { return false }
        guard mark + 1 < article.tokens.count, article.tokens[mark + 1].start == token.end else { return true }
        return article.tokens[mark + 1].kind != .stop && article.tokens[mark + 1].kind != .comma
    }

    /// The second mark of "'n'".
    private static func isElided(_ mark: Int, _ article: Article) -> Bool {
        guard mark > 1, article.tokens[mark - 1].end - article.tokens[mark - 1].start == 1 else { return false }
        return article.tokens[mark - 2].kind == .mark && isElision(after: mark - 2, article)
    }

    /// A low mark closes with the sign that opens elsewhere too.
    private static func closes(_ glyph: MarkGlyph, _ opening: MarkGlyph) -> Bool {
        glyph != .singleLow && (glyph != .singleOpen || opening == .singleLow)
    }

    /// "'em", "'90s": letters or the century left out.
    private static func isElision(after mark: Int, _ article: Article) -> Bool {
        guard mark + 1 < article.tokens.count else { return true }
        let next = article.tokens[mark + 1]
        if next.kind == .number { return true }
        if next.kind == .word, let first = article.bytes[next.start..<next.end].first, first >= 0x30, first <= 0x39 {
            return true
        }
        return next.end - next.start <= 5
            && elisions.contains(article.hash(of: next))
    }

    private static let elisions = WordSet("em til till tis twas cause n bout round cos cuz im er")
}
