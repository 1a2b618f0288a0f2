import DenseKernels
import Foundation
import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

/// What is trained is what classifies: two ways to the same probabilities.
@Suite struct ClassifierAgreementTests {
    @Test(
        "the classifier's probabilities are those of the training matrix through the model's parts",
        arguments: [TrainingRecipe.Algorithm.logistic, .mlp, .ensemble], [TrainingRecipe.Network.Input.words, .all])
    func probabilities(algorithm: TrainingRecipe.Algorithm, input: TrainingRecipe.Network.Input) throws {
        for (labelCount, widths) in [(2, [1]), (3, [5]), (4, [7, 3]), (5, [8])] {
            var recipe = Corpus.recipe()
            recipe.algorithm = algorithm
            recipe.calibrationFolds = 2
            recipe.network.input = input
            recipe.network.widths = widths
            recipe.network.epochs = 2
            recipe.network.activation = labelCount == 4 ? .relu : .gelu
            let data = try Corpus.data(Corpus.lines(110, labelCount: labelCount))
            let model = try Trainer(recipe: recipe, parallelism: .serial).train(on: data).model
            #expect(model.calibration.items == 110)

            let matrix = try TrainingMatrix(
                texts: data.texts, configuration: recipe.features, parallelism: .serial
            ).matrix
            var logits = Matrix(rows: 110, columns: labelCount)
            var scales = model.calibration.scales[...]
            if let linear = model.linear {
                BLAS.axpy(scales.removeFirst(), matrix.times(linear.weights).values, to: &logits.values)
                for row in 0..<110 {
                    for label in 0..<labelCount {
                        logits[row, label] += model.calibration.scales[0] * linear.bias[label]
                    }
                }
            }
            let seen = recipe.networkInput(matrix, of: model.space)
            if algorithm != .logistic {
                #expect(seen.columns == (input == .all ? model.space.count : model.space.wordFeatureCount))
            }
            for network in model.networks {
                let part = network.layers.logits(of: seen, activation: network.activation)
                BLAS.axpy((scales.first ?? 0) / Float(model.networks.count), part.values, to: &logits.values)
            }
            for row in 0..<110 {
                for label in 0..<labelCount { logits[row, label] += model.calibration.bias[label] }
            }
            Softmax.apply(toRowsOf: &logits)
            let predictions = try Classifier(model).classify(data.texts, parallelism: .serial)
            for (row, prediction) in predictions.enumerated() {
                // Sums of about forty terms in another order, then a few more layers.
                for label in 0..<labelCount {
                    #expect(abs(prediction.probabilities[label] - logits[row, label]) <= 2e-5)
                }
            }
        }
    }

    @Test("weights that are rounded to integers change at most one label in a thousand")
    func rounding() throws {
        let project = URL(fileURLWithPath: #filePath).pathComponents.dropLast(3).joined(separator: "/")
        let data = try TrainingData(paths: ["\(project)/Data/authored/train.jsonl"])
        var recipe = TrainingRecipe()
        recipe.features = FeatureConfiguration(wordNGrams: 1...2, characterNGrams: nil)
        recipe.logistic.gradientTolerance = 1e-2
        recipe.calibrationFolds = 0
        let model = try Trainer(recipe: recipe, parallelism: .allCores).train(on: data).model
        let linear = try #require(model.linear)

        let matrix = try TrainingMatrix(
            texts: data.texts, configuration: recipe.features, parallelism: .allCores
        ).matrix
        let logits = matrix.times(linear.weights, parallelism: .allCores)
        let predictions = try Classifier(model).classify(data.texts, parallelism: .allCores)
        let changed = predictions.enumerated().filter { row, prediction in
            let scores = linear.bias.indices.map { logits[row, $0] + linear.bias[$0] }
            return prediction.labelIndex != scores.indices.max { scores[$0] < scores[$1] }
        }
        #expect(predictions.count == data.texts.count && changed.count <= predictions.count / 1000)
    }
}
