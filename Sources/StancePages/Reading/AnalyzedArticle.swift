public import StanceKit

/// An article with its quotations, their labels and why they have them: what a reading page shows.
public struct AnalyzedArticle: Sendable {
    /// A quotation and what is said of it.
    public struct Statement: Sendable {
        /// The quotation.
        public var quotation: Quotation
        /// Its label and probabilities; `nil` if it has too few words.
        public var prediction: Prediction?
        /// What its words add to the label; `nil` if it has too few words.
        public var explanation: Explanation?

        /// Makes a statement.
        public init(quotation: Quotation, prediction: Prediction?, explanation: Explanation?) {
            self.quotation = quotation
            self.prediction = prediction
            self.explanation = explanation
        }
    }

    /// Where the article is from: a path, or a path and a line.
    public var origin: String
    /// The article as it was read.
    public var text: String
    /// Its quotations, in order.
    public var statements: [Statement]

    /// Makes an article of its parts.
    ///
    /// - Parameter statements: with offsets in Unicode scalars of `text`.
    public init(origin: String, text: String, statements: [Statement]) {
        self.origin = origin
        self.text = text
        self.statements = statements
    }

    /// Reads an article: finds its quotations, labels and explains them.
    public init(origin: String, text: String, _ extractor: QuotationExtractor, _ classifier: Classifier) {
        var workspace = classifier.makeWorkspace()
        self.init(
            origin: origin, text: text,
            statements: extractor.quotations(in: text).map { quotation in
                Statement(
                    quotation: quotation, prediction: classifier.classify(quotation, using: &workspace),
                    explanation: classifier.explain(quotation))
            })
    }
}
