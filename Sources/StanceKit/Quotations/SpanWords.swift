/// The words of a span, as far as telling speech from titles needs.
struct SpanWords {
    private(set) var count = 0
    private(set) var startsWithCapital = false
    /// Whether a full stop, comma or dash ends them.
    private(set) var endsWithStop = false
    /// Whether a full stop, question or exclamation mark ends them.
    private(set) var endsSentence = false
    private(set) var hasPronoun = false
    private(set) var hasAuxiliary = false
    /// Every longer word is capitalised and nothing ends it: a title of a work.
    var areTitle: Bool { areCapitalised && startsWithCapital && (!endsWithStop || endsWithComma) && count > 1 }
    var areCapitalised: Bool { !hasLowercase }
    /// One to three capitalised words.
    var areNameLike: Bool { !hasLowercase && startsWithCapital && count > 1 && !endsWithStop }

    /// What titles leave without a capital.
    private static let smallWords: WordClass = [
        .pronoun, .relative, .determiner, .preposition, .conjunction, .auxiliary,
    ]

    /// Whether a word may stand in a title as it is written.
    static func isCapital(_ token: Token) -> Bool {
        token.classes.contains(.capitalised) || token.kind == .number || token.end - token.start <= 3
            || token.isA(smallWords)
    }

    private var hasLowercase = false
    private var endsWithComma = false

    init(_ span: Span, in article: Article) {
        var last: Token?
        for index in span.tokens {
            let token = article.tokens[index]
            guard token.start >= span.content.lowerBound, token.end <= span.content.upperBound else { continue }
            if token.kind == .word || token.kind == .number {
                let isCapital = token.classes.contains(.capitalised) || token.kind == .number
                if count == 0 { startsWithCapital = isCapital }
                if !Self.isCapital(token) { hasLowercase = true }
                count += 1
                if token.isA(.pronoun) { hasPronoun = true }
                if token.isA(.auxiliary) { hasAuxiliary = true }
            }
            // A nested mark may stand after the full stop.
            if token.kind != .mark { last = token }
        }
        endsWithStop =
            switch last?.kind {
            case .stop, .comma, .dash: true
            default: false
            }
        endsWithComma = last?.kind == .comma
        endsSentence = last?.kind == .stop
        // A word that keeps its period ends a sentence as well.
        if let last, last.kind == .word, article.bytes[last.end - 1] == UInt8(ascii: ".") { endsWithStop = true }
    }
}
