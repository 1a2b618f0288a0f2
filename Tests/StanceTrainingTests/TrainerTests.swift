import DenseKernels
import Foundation
import LinearAlgebra
import StanceKit
import Synchronization
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct TrainerTests {
    private static func train(
        _ lines: String, _ recipe: TrainingRecipe, threads: Int = 1, monitor: TrainingMonitor = TrainingMonitor()
    ) throws -> TrainedModel {
        try Trainer(recipe: recipe, parallelism: Parallelism(threads: threads))
            .train(on: Corpus.data(lines), monitor: monitor)
    }

    private static func probabilities(_ trained: TrainedModel, of texts: [String]) throws -> [[Float]] {
        let classifier = try Classifier(trained.model)
        return texts.map { classifier.classify($0).probabilities }
    }

    @Test("it learns which words go with which label", arguments: [2, 3, 5])
    func learns(labelCount: Int) throws {
        let trained = try Self.train(Corpus.lines(60, labelCount: labelCount), Corpus.recipe())
        #expect(trained.hasConverged)
        let unseen = try Corpus.data(Corpus.lines(40, labelCount: labelCount, seed: 2))
        let predictions = try Classifier(trained.model).classify(unseen.texts, parallelism: .serial)
        let right = zip(predictions, unseen.targets).count { $0.labelIndex == $1 }
        #expect(right >= 36)
    }

    @Test("the classifier's probabilities are softmax(Wᵀx + b) of the training matrix's rows")
    func classifierAgreesWithTheMatrix() throws {
        let lines = Corpus.lines(45)
        let recipe = Corpus.recipe()
        let trained = try Self.train(lines, recipe)
        let data = try Corpus.data(lines)
        let rows = try TrainingMatrix(texts: data.texts, configuration: recipe.features, parallelism: .serial).matrix
        let linear = try #require(trained.model.linear)
        var expected = rows.times(linear.weights)
        for row in 0..<rows.rows { for label in 0..<3 { expected[row, label] += linear.bias[label] } }
        Softmax.apply(toRowsOf: &expected)
        let predictions = try Classifier(trained.model).classify(data.texts, parallelism: .serial)
        for (row, prediction) in predictions.enumerated() {
            // Sums of about forty terms in another order.
            let pairs = zip(prediction.probabilities, expected[row: row])
            #expect(pairs.allSatisfy { abs($0 - $1) <= 1e-5 }, "text \(row)")
        }
    }

    @Test("balanced weights are what examples repeated to balance would be")
    func balanced() throws {
        // One word a text: its vector is 1 however rare it is, so that repeating examples changes nothing else.
        var recipe = TrainingRecipe()
        recipe.features = FeatureConfiguration(
            wordNGrams: 1...1, characterNGrams: nil, bucketBits: 12, minimumDocumentFrequency: 1)
        // Nor may the scale of a feature depend on how often an example stands there.
        recipe.logCountRatioPower = 0
        let billing = "late late invoice card".split(separator: " ").map { "__label__billing \($0)\n" }.joined()
        let shipping = "late parcel".split(separator: " ").map { "__label__shipping \($0)\n" }.joined()
        let texts = ["late", "invoice", "parcel", "nothing known"]
        let unbalanced = try Self.probabilities(Self.train(billing + shipping, recipe), of: texts)
        // An example of billing counts 6 / (2 · 4) = 0.75, one of shipping 1.5: with the penalty scaled alike, as many
        // of each at weight 1 have the same minimum.
        recipe.logistic.l2 = 0.1 / 0.75
        let repeated = try Self.probabilities(Self.train(billing + shipping + shipping, recipe), of: texts)
        recipe.logistic.l2 = 0.1
        recipe.classWeights = .balanced
        let trained = try Self.train(billing + shipping, recipe)
        let balanced = try Self.probabilities(trained, of: texts)
        for (text, (found, expected)) in zip(texts, zip(balanced, repeated)) {
            // Both stop where a step brings less than a millionth of the objective.
            #expect(abs(found[0] - expected[0]) <= 1e-2, "\(text)")
        }
        #expect(abs(unbalanced[0][0] - balanced[0][0]) > 0.05)
        #expect(trained.record.recipe.classWeights == .balanced)
    }

    @Test("balanced weights change nothing where labels are balanced")
    func balancedAlready() throws {
        var recipe = Corpus.recipe()
        let plain = try Self.train(Corpus.lines(30), recipe)
        recipe.classWeights = .balanced
        #expect(try Self.train(Corpus.lines(30), recipe).model.linear == plain.model.linear)
    }

    @Test("the files written are the same for 1, 2 and 3 threads and for two runs", arguments: [3, 5])
    func sameBytes(labelCount: Int) throws {
        // More than the 256 examples that one task takes.
        let lines = Corpus.lines(270, labelCount: labelCount)
        let directory = try TemporaryDirectory()
        let contents = try [1, 1, 2, 3].enumerated().map { run, threads in
            let target = "\(directory.path)/\(run)"
            try Self.train(lines, Corpus.recipe(), threads: threads).write(to: target)
            return try TemporaryDirectory.contents(of: target)
        }
        #expect(Set(contents[0].keys) == ["model.safetensors", "config.json", "README.md"])
        for other in contents[1...] { #expect(other == contents[0]) }
    }

    @Test("the record says how the model came to be")
    func record() throws {
        var recipe = Corpus.recipe()
        recipe.logistic.l2 = 0.25
        recipe.seed = 42
        let trained = try Self.train(Corpus.lines(31), recipe)
        #expect(trained.model.labels == ["account", "billing", "praise"])
        #expect(trained.record.labelCounts == ["account": 11, "billing": 10, "praise": 10])
        #expect(trained.record.files.map(\.records) == [31])
        #expect(trained.record.recipe == recipe)
        // Below the objective of knowing nothing, n · ln(labels), where the optimiser starts.
        let objective = try #require(trained.record.objective)
        #expect(objective < 31 * log(3) && objective > 0)
    }

    @Test("it reports each step, coming down to the tolerance")
    func progress() throws {
        let events = Mutex<[TrainingEvent]>([])
        let monitor = TrainingMonitor(report: { event in events.withLock { $0.append(event) } })
        let trained = try Self.train(Corpus.lines(30), Corpus.recipe(), monitor: monitor)
        let reported = events.withLock(\.self)
        #expect(reported.map(\.step) == Array(1...(try #require(trained.record.iterations))))
        #expect(reported.allSatisfy { $0.stage == "model" && $0.part == "logistic" })
        #expect(try #require(reported.last?.relativeGradient) <= 1e-3)
        #expect(reported.last?.loss == trained.record.objective)
    }

    @Test("a heavier penalty makes smaller weights")
    func penalty() throws {
        let norms = try [0, 0.01, 1, 100].map { l2 in
            var recipe = Corpus.recipe()
            recipe.logistic.l2 = l2
            return BLAS.nrm2(try #require(Self.train(Corpus.lines(30), recipe).model.linear).weights.values)
        }
        #expect(norms == norms.sorted(by: >))
        #expect(Set(norms).count == 4)
    }

    @Test("a penalty that is no finite number from 0 up is refused", arguments: [-0.1, .nan, .infinity, 1e39])
    func invalidPenalty(l2: Double) {
        var recipe = Corpus.recipe()
        recipe.logistic.l2 = l2
        let error = #expect(throws: StanceError.self) { _ = try Self.train(Corpus.lines(9), recipe) }
        #expect(error?.code == .usage)
    }
}
