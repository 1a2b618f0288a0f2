import Foundation
import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct AlgorithmChoiceTests {
    private static func recipe(_ decision: TrainingRecipe.Decision = .accuracy) -> TrainingRecipe {
        var recipe = TrainingRecipe()
        recipe.algorithm = .auto
        recipe.decision = decision
        return recipe
    }

    /// Logits that name the right label in a share of the cases, another one else.
    private static func logits(_ data: TrainingData, right: Double, seed: UInt64) -> Matrix {
        var generator = SplitMix64(seed: seed)
        var matrix = Matrix(rows: data.targets.count, columns: data.labels.count)
        for (row, target) in data.targets.enumerated() {
            let isRight = Double.random(in: 0..<1, using: &generator) < right
            matrix[row, isRight ? target : (target + 1) % data.labels.count] = 2
        }
        return matrix
    }

    private static func choice(
        linear: Double, networks: Double, same: Bool = false, _ recipe: TrainingRecipe = recipe()
    ) throws -> AlgorithmChoice {
        let data = try Corpus.data(Corpus.lines(200))
        let first = logits(data, right: linear, seed: 1)
        let second = same ? first : logits(data, right: networks, seed: 2)
        return try AlgorithmChoice(
            recipe, OutOfFold(parts: [first, second], isKnown: data.targets.map { _ in true }), data,
            rows: Array(0..<200))
    }

    @Test(
        "where nothing is better beyond chance it is logistic regression",
        arguments: [TrainingRecipe.Decision.accuracy, .macroF1])
    func chance(decision: TrainingRecipe.Decision) throws {
        let recipe = Self.recipe(decision)
        #expect(try Self.choice(linear: 0.8, networks: 0.8, same: true, recipe).recipe.algorithm == .logistic)
        #expect(try Self.choice(linear: 0.9, networks: 0.4, recipe).recipe.algorithm == .logistic)
    }

    @Test(
        "networks that are right far more often win, alone or with the linear part",
        arguments: [TrainingRecipe.Decision.accuracy, .macroF1])
    func better(decision: TrainingRecipe.Decision) throws {
        let choice = try Self.choice(linear: 0.4, networks: 0.95, Self.recipe(decision))
        #expect(choice.recipe.algorithm != .logistic && choice.recipe.algorithm != .auto)
        #expect(choice.outOfFold.parts.count == choice.fit.calibration.scales.count)
        #expect(choice.fit.calibration.items == 200)
    }

    @Test("a recipe that names its algorithm keeps it, however bad it is")
    func named() throws {
        var recipe = Self.recipe()
        recipe.algorithm = .ensemble
        let choice = try Self.choice(linear: 0.9, networks: 0.1, recipe)
        #expect(choice.recipe == recipe && choice.fit.calibration.scales.count == 2)
    }
}
