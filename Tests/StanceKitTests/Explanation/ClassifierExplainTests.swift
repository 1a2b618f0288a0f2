import Foundation
import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct ClassifierExplainTests {
    private static let texts =
        SmallModel.texts + [
            "", " \n", "?", "unheard-of qqq", "the the the river, the RIVER!", "Don't — the levee’s water may break…",
            "the\u{AD} riv\u{AD}er\u{200B} \u{301}falls", "nobody 🙂 cafe\u{301} 東京 water", "the water".decorated(),
        ]

    struct Kind: Sendable, CustomTestStringConvertible {
        var algorithm: ClassifierModel.Algorithm
        var words = false
        var activation = Activation.gelu

        var testDescription: String { "\(algorithm), \(words ? "words" : "all features"), \(activation)" }

        static let all =
            [Kind(algorithm: .logistic)]
            + [.mlp, .ensemble].flatMap { algorithm in
                [false, true].flatMap { words in
                    Activation.allCases.map { Kind(algorithm: algorithm, words: words, activation: $0) }
                }
            }
    }

    @Test("Base and weights sum to the logit of every label, for every kind of model", arguments: Kind.all)
    func completeness(kind: Kind) throws {
        let model = try SmallModel(kind.algorithm, words: kind.words, activation: kind.activation).model
        var rule = DecisionRule()
        rule.prior = ["warning": 0.4]
        for classifier in [try Classifier(model), try Classifier(model, rule: rule)] {
            for text in Self.texts {
                let prediction = classifier.classify(text)
                let logits = classifier.labels.indices.map { label in
                    let explanation = classifier.explain(text, label: label)
                    #expect(abs(explanation.base + weight(explanation) - explanation.logit) < 1e-4, "\(text)")
                    #expect(abs(explanation.base - classifier.explain("", label: label).logit) < 1e-5)
                    return explanation.logit
                }
                #expect(classifier.explain(text).labelIndex == prediction.labelIndex)
                // The probabilities are the logits' softmax.
                let sum = logits.reduce(0) { $0 + exp($1) }
                for (logit, probability) in zip(logits, prediction.probabilities) {
                    #expect(abs(exp(logit) / sum - Double(probability)) < 1e-5)
                }
            }
        }
    }

    private func weight(_ explanation: Explanation) -> Double { explanation.spans.reduce(0) { $0 + $1.weight } }

    @Test(
        "Every form of features is laid on the words",
        arguments: [
            FeatureConfiguration(wordNGrams: 1...3, skipGramDistance: 5, characterNGrams: 2...5, bucketBits: 8),
            FeatureConfiguration(wordNGrams: 2...4, characterNGrams: nil, bucketBits: 8),
            FeatureConfiguration(wordNGrams: 3...3, skipGramDistance: 2, characterNGrams: nil, bucketBits: 9),
            FeatureConfiguration(wordNGrams: nil, characterNGrams: 1...3, bucketBits: 8),
        ])
    func configurations(configuration: FeatureConfiguration) throws {
        var generator = SplitMix64(seed: 3)
        // A third of the buckets are unknown.
        let buckets = (0..<UInt32(2 << configuration.bucketBits)).filter { $0 % 3 > 0 }
        let space = try FeatureSpace(
            configuration: configuration, buckets: buckets,
            inverseDocumentFrequencies: buckets.map { _ in Float.random(in: 1...5, using: &generator) })
        let weights = Matrix(
            rows: buckets.count, columns: 2,
            values: (0..<2 * buckets.count).map { _ in Float.random(in: -2...2, using: &generator) })
        let classifier = try Classifier(
            ClassifierModel(
                labels: ["a", "b"], space: space, linear: LogisticRegression(weights: weights, bias: [0.25, -0.5])))
        for text in Self.texts + ["one two three four five six seven eight nine ten eleven twelve"] {
            for label in 0..<2 {
                let explanation = classifier.explain(text, label: label)
                #expect(abs(explanation.base + weight(explanation) - explanation.logit) < 1e-4, "\(text)")
            }
        }
    }

    @Test("Large weights make explanations no less exact than logits are", arguments: [1e2, 1e5] as [Float])
    func largeWeights(factor: Float) throws {
        for activation in Activation.allCases {
            var small = try SmallModel(.mlp, activation: activation)
            small.networks = try small.networks.map { network in
                var layers = network.layers
                for depth in layers.indices {
                    for index in layers[depth].weights.values.indices { layers[depth].weights.values[index] *= factor }
                }
                return try MultilayerPerceptron(activation: activation, layers: layers)
            }
            let classifier = try small.classifier
            for text in SmallModel.texts {
                for label in 0..<3 {
                    let explanation = classifier.explain(text, label: label)
                    let error = abs(explanation.base + weight(explanation) - explanation.logit)
                    #expect(error < 1e-4 * max(abs(explanation.base), abs(explanation.logit)), "\(text)")
                }
            }
        }
    }

    @Test("A text of several portions of tokens")
    func longText() throws {
        let classifier = try SmallModel().classifier
        let text = String(repeating: "the levee may break before the council meets; ", count: 1100)
        let explanation = classifier.explain(text)
        #expect(explanation.spans.count == 9900)
        #expect(abs(explanation.base + weight(explanation) - explanation.logit) < 1e-4)
    }

    @Test("N-grams count in equal shares for their tokens, characters for their word, unknown words for nothing")
    func shares() throws {
        let configuration = FeatureConfiguration(
            wordNGrams: 1...2, skipGramDistance: 2, characterNGrams: 8...8, bucketBits: 16)
        let extractor = try FeatureExtractor(configuration)
        func buckets(_ text: String) -> [UInt32] { extractor.bucketCounts(of: Array(text.utf8)[...]).buckets }
        // The pair "will not", the skip-gram "dam … not", and the characters of " levees ".
        let alone = buckets("will") + buckets("not")
        let pair = try #require(buckets("will not").first { !alone.contains($0) })
        let others = buckets("dam will") + buckets("will not")
        let skip = try #require(buckets("dam will not").first { !others.contains($0) })
        let characters = try #require(buckets("levees").max())
        let known = [(pair, Float(2)), (skip, -4), (characters, 8)].sorted { $0.0 < $1.0 }
        let space = try FeatureSpace(
            configuration: configuration, buckets: known.map(\.0), inverseDocumentFrequencies: [1, 1, 1])
        let weights = Matrix(rows: 3, columns: 2, values: known.flatMap { [$0.1, 0] })
        let classifier = try Classifier(
            ClassifierModel(
                labels: ["a", "b"], space: space, linear: LogisticRegression(weights: weights, bias: [0.5, 0])))
        let explanation = classifier.explain("Levees, dam will not!", label: 0)
        #expect(explanation.base == 0.5)
        #expect(explanation.spans.map(\.text) == ["Levees", ",", "dam", "will", "not", "!"])
        // Two n-grams of tokens: their block is divided by √2.
        let expected = [8, 0, -2, 1, -2 + 1, 0].enumerated().map {
            $0 == 0 ? Double($1) : Double($1) / 2.0.squareRoot()
        }
        for (span, weight) in zip(explanation.spans, expected) { #expect(abs(span.weight - weight) < 1e-6) }
    }

    @Test("Spans are places of the text, counted in code points")
    func places() throws {
        let classifier = try SmallModel().classifier
        for text in Self.texts {
            let scalars = Array(text.unicodeScalars)
            var end = 0
            for span in classifier.explain(text).spans {
                #expect(span.range.lowerBound >= end && !span.range.isEmpty)
                end = span.range.upperBound
                var slice = String.UnicodeScalarView()
                slice.append(contentsOf: scalars[span.range])
                #expect(Array(String(slice).utf8) == Array(span.text.utf8))
            }
        }
        let spans = classifier.explain("“東京’s  water—gone”").spans
        #expect(spans.map(\.text) == ["“", "東京’s", "water", "—", "gone", "”"])
        #expect(spans.map(\.range) == [0..<1, 1..<5, 7..<12, 12..<13, 13..<17, 17..<18])
    }

    @Test("A quotation's explanation is of its statement, and its places are those of its text")
    func quotations() throws {
        let classifier = try SmallModel().classifier
        func explain(_ text: String) -> Explanation? {
            classifier.explain(Quotation(segments: [0..<1], kind: .direct, text: text))
        }
        #expect(explain("the river will rise") == nil)
        let explanation = try #require(explain("the river will rise again,"))
        #expect(explanation.logit == classifier.explain("the river will rise again.").logit)
        #expect(explanation.spans.last?.text == ",")
    }
}

extension String {
    /// Every character with more combining marks than the tokenizer keeps.
    fileprivate func decorated() -> String {
        map { "\($0)" + String(repeating: "\u{301}", count: 40) }.joined()
    }
}
