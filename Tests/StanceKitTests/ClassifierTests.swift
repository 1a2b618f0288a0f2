import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct ClassifierTests {
    @Test("Probabilities are positive, sum to 1, and the label is the most probable one")
    func probabilities() throws {
        let classifier = try SmallModel().classifier
        for text in SmallModel.texts + ["", "?", "東京"] {
            let prediction = classifier.classify(text)
            #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-5)
            #expect(prediction.probabilities.allSatisfy { $0 > 0 })
            #expect(prediction.probability == prediction.probabilities.max())
        }
    }

    @Test("Many texts on several threads get what each gets alone, in order")
    func batches() throws {
        let classifier = try SmallModel().classifier
        let texts = (0..<700).map { "\(SmallModel.texts[$0 % 4]) \($0)" }
        let alone = texts.map(classifier.classify)
        let batch = classifier.classify(texts.map { Array($0.utf8)[...] }, parallelism: Parallelism(threads: 3))
        #expect(batch == alone)
        #expect(classifier.classify([], parallelism: .serial).isEmpty)
    }

    @Test("A quotation needs five words")
    func shortQuotations() throws {
        let classifier = try SmallModel().classifier
        var workspace = classifier.makeWorkspace()
        func label(_ text: String) -> Prediction? {
            classifier.classify(Quotation(segments: [0..<1], kind: .direct, text: text), using: &workspace)
        }
        #expect(label("the river will rise") == nil)
        #expect(label("the  river\nwill\u{A0}rise again") != nil)
        #expect(label("the river will rise again,") == classifier.classify("the river will rise again."))
    }

    @Test("Labels must be different and as many as the weights have")
    func labels() throws {
        let model = try SmallModel()
        #expect(throws: StanceError.self) {
            try ClassifierModel(labels: ["a", "b"], space: model.space, linear: model.linear)
        }
        #expect(throws: StanceError.self) {
            try ClassifierModel(labels: ["a", "a", "b"], space: model.space, linear: model.linear)
        }
    }

    @Test(
        "Words are what white space sets apart, however much of it",
        arguments: [
            ("The dam will hold.", false), ("The  dam\u{A0}\u{2003} will hold.", false),
            ("The dam will certainly hold.", true),
            ("The dam will - hold.", true), ("東京 大阪 京都 奈良 神戸", true),
        ])
    func fewestWords(words: String, isJudged: Bool) throws {
        let classifier = try SmallModel().classifier
        var workspace = classifier.makeWorkspace()
        let quotation = try #require(
            QuotationExtractor().quotations(in: "“\(words)” said Ada Brook.").first)
        #expect((classifier.classify(quotation, using: &workspace) != nil) == isJudged)
    }
}
