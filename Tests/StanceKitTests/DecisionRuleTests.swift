import Foundation
import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct DecisionRuleTests {
    private static let texts = SmallModel.texts + ["", "the river falls", "no danger on Tuesday", "break!", "qqq"]
    private static let prevalence: [Float] = [0.5, 0.3, 0.2]

    /// A model whose predictions are not too sure, with prediction sets.
    private static func model(offsets: [Float] = [0, 0, 0], hasSets: Bool = true) throws -> ClassifierModel {
        var model = try SmallModel()
        model.calibration = Calibration(
            scales: [0.3], bias: [0.2, -0.1, 0], prevalence: prevalence, offsets: offsets, items: 200)
        if hasSets { model.predictionSets = PredictionSets(calibrationScores: (0..<200).map { Float($0) / 200 }) }
        return try model.model
    }

    private static func predictions(
        _ change: (inout DecisionRule) -> Void = { _ in }, offsets: [Float] = [0, 0, 0]
    ) throws -> [Prediction] {
        var rule = DecisionRule()
        change(&rule)
        return texts.map(try Classifier(model(offsets: offsets), rule: rule).classify)
    }

    /// p · prior / prevalence, brought to the sum 1.
    private static func corrected(_ probabilities: [Float], _ prior: [Double]) -> [Double] {
        let products = probabilities.indices.map { Double(probabilities[$0]) * prior[$0] / Double(prevalence[$0]) }
        return products.map { $0 / products.reduce(0, +) }
    }

    @Test(
        "A prior multiplies probabilities by prior / prevalence; labels not named share the rest by prevalence",
        arguments: [
            (["neutral": 0.2, "reassurance": 0.1, "warning": 0.7], [0.2, 0.1, 0.7]),
            // 0.5 : 0.3 of what is left of 0.6.
            (["warning": 0.4], [0.375, 0.225, 0.4]),
            // All that is left.
            (["warning": 0.4, "neutral": 0.1], [0.1, 0.5, 0.4]),
            (["neutral": 0.5, "reassurance": 0.3, "warning": 0.2], [0.5, 0.3, 0.2]),
            // Rounded shares count as what they come to.
            (["neutral": 0.333, "reassurance": 0.333, "warning": 0.333], [1.0 / 3, 1.0 / 3, 1.0 / 3]),
        ] as [([String: Double], [Double])])
    func prior(named: [String: Double], complete: [Double]) throws {
        for (plain, given) in zip(try Self.predictions(), try Self.predictions { $0.prior = named }) {
            for (found, expected) in zip(given.probabilities, Self.corrected(plain.probabilities, complete)) {
                #expect(abs(Double(found) - expected) <= 1e-5)
            }
        }
    }

    @Test(
        "Shares that make no sense are refused",
        arguments: [
            ["neutral": 0.5, "reassurance": 0.3, "warning": 0.5], ["neutral": 0.5, "reassurance": 0.1, "warning": 0.1],
            ["warning": 1], ["warning": 0], ["warning": -0.1], ["warning": .nan], ["warning": 0.6, "neutral": 0.4],
        ] as [[String: Double]])
    func badPrior(prior: [String: Double]) throws {
        let error = #expect(throws: StanceError.self) { _ = try Self.predictions { $0.prior = prior } }
        #expect(error?.code == .usage)
    }

    @Test("A label that the model does not have is refused")
    func unknownLabel() throws {
        let known = ["neutral", "reassurance", "warning"]
        let error = StanceError(
            .invalidConfiguration(reason: "\(StanceError.Cause.unknownLabel("rain", known: known))"))
        #expect(throws: error) { try Self.predictions { $0.prior = ["rain": 0.5, "warning": 0.1] } }
        #expect(throws: error) { try Self.predictions { $0.cost = ["rain": 5, "warning": 2] } }
    }

    @Test("The label chosen under costs is the one whose expected cost is least; offsets do not count then")
    func cost() throws {
        let costs = ["warning": 5, "neutral": 0.5]
        let each = [0.5, 1, 5]
        let plain = try Self.predictions()
        let chosen = try Self.predictions({ $0.cost = costs }, offsets: [9, 0, -9])
        for prediction in chosen {
            let expected = (0..<3).map { label in
                (0..<3).reduce(0) { $0 + ($1 == label ? 0 : each[$1] * Double(prediction.probabilities[$1])) }
            }
            #expect(try expected[#require(prediction.labelIndex)] == expected.min())
        }
        #expect(chosen.map(\.probabilities) == plain.map(\.probabilities))
        #expect(chosen.map(\.labelIndex) != plain.map(\.labelIndex))
    }

    @Test("A cost is a number above 0", arguments: [0, -1, 1e7, .nan, .infinity])
    func badCost(cost: Double) {
        let error = #expect(throws: StanceError.self) { _ = try Self.predictions { $0.cost = ["warning": cost] } }
        #expect(error?.code == .usage)
    }

    @Test("Offsets act on the label and on nothing else")
    func offsets() throws {
        let offsets: [Float] = [-1, 0, 0.7]
        let (plain, moved) = (try Self.predictions(), try Self.predictions(offsets: offsets))
        #expect(moved.map(\.probabilities) == plain.map(\.probabilities))
        for prediction in moved {
            let scores = zip(prediction.probabilities, offsets).map { log($0) + $1 }
            #expect(try scores[#require(prediction.labelIndex)] == scores.max())
        }
        #expect(moved.map(\.labelIndex) != plain.map(\.labelIndex))
    }

    @Test("There is no label exactly where the largest probability is below the one asked for")
    func abstention() throws {
        let plain = try Self.predictions()
        let largest = plain.map { $0.probabilities.max()! }
        for limit in largest + [0, 0.5, 1] {
            let limited = try Self.predictions { $0.abstention = Double(limit) }
            for (index, prediction) in limited.enumerated() {
                #expect(prediction.labelIndex == (largest[index] < limit ? nil : plain[index].labelIndex))
                #expect(prediction.probabilities == plain[index].probabilities)
            }
        }
        for wrong in [-0.1, 1.1, .nan] {
            #expect(throws: StanceError.self) { _ = try Self.predictions { $0.abstention = wrong } }
        }
    }

    @Test("A set holds the labels whose score is at most the threshold, and the most probable one")
    func sets() throws {
        var sizes: Set<Int> = []
        for coverage in [0.001, 0.3, 0.5, 0.75, 0.9, 0.999] {
            let largest = try #require(Self.model().predictionSets).largestScore(coverage: coverage)
            for prediction in try Self.predictions({ $0.coverage = coverage }) {
                let most = prediction.probabilities.firstIndex(of: prediction.probabilities.max()!)
                let expected = (0..<3).filter { 1 - prediction.probabilities[$0] <= largest || $0 == most }
                #expect(prediction.set == expected)
                sizes.insert(expected.count)
            }
        }
        #expect(sizes == [1, 2, 3])
        #expect(try Self.predictions().allSatisfy { $0.set == nil })
    }

    @Test("A prediction that is used again has nothing of the one before")
    func usedAgain() throws {
        var prediction = Prediction(labelIndex: 1, probabilities: [])
        prediction.set = [0, 1]
        let classifier = try Classifier(Self.model())
        var workspace = classifier.makeWorkspace()
        classifier.classify(Array("the river falls".utf8)[...], using: &workspace, into: &prediction)
        #expect(prediction == classifier.classify("the river falls"))
    }

    @Test("Sets need a model that was calibrated, its own prevalence, and a coverage between 0 and 1")
    func refusedSets() throws {
        var rule = DecisionRule()
        rule.coverage = 0.9
        #expect(try Classifier(Self.model(), rule: rule).givesSets)
        let uncalibrated = try Self.model(hasSets: false)
        for error in [
            #expect(throws: StanceError.self) { _ = try Classifier(uncalibrated, rule: rule) },
            #expect(throws: StanceError.self) {
                rule.prior = ["warning": 0.1]
                _ = try Classifier(Self.model(), rule: rule)
            },
        ] { #expect(error?.code == .usage) }
        for wrong in [0, 1, -0.5, 1.5, .nan] {
            let error = #expect(throws: StanceError.self) { _ = try Self.predictions { $0.coverage = wrong } }
            #expect(error?.code == .usage)
        }
    }
}
