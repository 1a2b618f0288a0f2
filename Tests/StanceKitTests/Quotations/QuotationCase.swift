import StanceKit
import Testing

/// An article, and the quotations it must give.
struct QuotationCase: Sendable, CustomTestStringConvertible {
    struct Expected: Sendable, Equatable {
        var text: String
        var kind: Quotation.Kind
        var speaker: String?
    }

    var name: String
    var article: String
    var expected: [Expected]

    init(_ name: String, _ article: String, _ expected: (String, Quotation.Kind, String?)...) {
        self.name = name
        self.article = article
        self.expected = expected.map { Expected(text: $0.0, kind: $0.1, speaker: $0.2) }
    }

    var testDescription: String { name }

    /// What an extractor finds in the article.
    func found(by extractor: QuotationExtractor = QuotationExtractor()) -> [Expected] {
        extractor.quotations(in: article).map { Expected(text: $0.text, kind: $0.kind, speaker: $0.speaker) }
    }
}
