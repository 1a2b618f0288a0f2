/// The words of a span, as far as telling speech from titles needs.
struct SpanWords {
    private(set) var count = 0
    private(set) var startsWithCapital = false
    /// Whether a full stop, comma or dash ends them.
    private(set) var endsWithStop = false
    /// Whether a full stop, question or exclamation mark ends them.
    private(set) var endsSentence = false
    private(set) var startsWithAdverb = false
    /// Every longer word is capitalised and nothing ends it: a title of a work.
    var areTitle: Bool { areCapitalised && startsWithCapital && (!endsWithStop || endsWithComma) && count > 1 }
    var areCapitalised: Bool { !hasLowercase }
    /// Several words that can be a name or a title, whatever ends them.
    var areInCapitals: Bool { areCapitalised && startsWithCapital && count > 1 && !hasPronoun }
    var areNameLike: Bool { areInCapitals && !endsWithStop }

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
    private var hasPronoun = false
    private var endsWithComma = false

    init(_ span: Span, in article: Article) {
        var last: Token?
        for index in span.tokens {
            let token = article.tokens[index]
            guard token.start >= span.content.lowerBound, token.end <= span.content.upperBound else { continue }
            if token.kind == .word || token.kind == .number {
                let isCapital = token.classes.contains(.capitalised) || token.kind == .number
                if count == 0 {
                    startsWithCapital = isCapital
                    startsWithAdverb = token.isA(.adverb)
                }
                if !Self.isCapital(token) { hasLowercase = true }
                count += 1
                if token.isA(.pronoun) { hasPronoun = true }
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
