import Foundation
public import LinearAlgebra
public import StanceKit

/// Trains models: labelled texts in, a model out.
///
/// ```swift
/// let data = try TrainingData(paths: ["train.jsonl"])
/// let trained = try Trainer(recipe: TrainingRecipe()).train(on: data)
/// try trained.write(to: "my-model")
/// ```
public struct Trainer: Sendable {
    /// What the trainer has come to.
    public enum Progress: Sendable {
        /// It counts n-grams.
        case extractingFeatures
        /// It has taken this many steps; the gradient's norm has come down to `relativeGradient` of the first one.
        case optimizing(iteration: Int, relativeGradient: Double)
    }

    /// How to train.
    public var recipe: TrainingRecipe
    /// The threads to use; the result does not depend on them.
    public var parallelism: Parallelism

    /// Makes a trainer.
    public init(recipe: TrainingRecipe, parallelism: Parallelism = .allCores) {
        self.recipe = recipe
        self.parallelism = parallelism
    }

    /// Trains on all of `data`.
    ///
    /// - Parameter report: is called as the work goes on.
    /// - Throws: `StanceError.Cause.invalidConfiguration` for a recipe that makes no sense.
    public func train(
        on data: TrainingData, report: (Progress) -> Void = { _ in }
    ) throws(StanceError) -> TrainedModel {
        guard recipe.l2 >= 0, Float(recipe.l2).isFinite else {
            throw StanceError(.invalidConfiguration(reason: "the penalty's weight must be a number from 0 up"))
        }
        report(.extractingFeatures)
        let features = try TrainingMatrix(
            texts: data.texts, configuration: recipe.features, parallelism: parallelism)
        try checkMemory(labels: data.labels.count, features: features.space.count)
        let objective = LogisticObjective(
            features: features.matrix, targets: data.targets, weights: exampleWeights(data),
            labelCount: data.labels.count, l2: recipe.l2, parallelism: parallelism)
        let optimizer = LBFGS(gradientTolerance: recipe.gradientTolerance, parallelism: parallelism)
        let result = optimizer.minimize(
            from: [Float](repeating: 0, count: objective.parameterCount),
            evaluate: { objective.evaluate($0, gradient: &$1) },
            report: { report(.optimizing(iteration: $0, relativeGradient: $1)) })

        let labelCount = data.labels.count
        let model = try LogisticRegression(
            weights: Matrix(
                rows: features.space.count, columns: labelCount, values: Array(result.point.dropLast(labelCount))),
            bias: result.point.suffix(labelCount))
        return TrainedModel(
            labels: data.labels, space: features.space, model: model,
            record: TrainingRecord(
                files: data.files,
                labelCounts: Dictionary(uniqueKeysWithValues: zip(data.labels, data.labelCounts)),
                l2: recipe.l2, classWeights: recipe.classWeights.rawValue, seed: recipe.seed,
                gradientTolerance: recipe.gradientTolerance, iterations: result.iterations,
                objective: result.value),
            hasConverged: result.hasConverged)
    }

    /// Refuses a model whose training would not fit into the machine's memory.
    private func checkMemory(labels: Int, features: Int) throws(StanceError) {
        let bytes = labels * (features + 1) * MemoryLayout<Float>.size * LBFGS.vectorsHeld
        guard bytes > ProcessInfo.processInfo.physicalMemory else { return }
        throw StanceError(.tooManyParameters(labels: labels, features: features, gigabytes: bytes >> 30))
    }

    private func exampleWeights(_ data: TrainingData) -> [Float] {
        switch recipe.classWeights {
        case .none: return [Float](repeating: 1, count: data.targets.count)
        case .balanced:
            let share = Float(data.targets.count) / Float(data.labels.count)
            let weights = data.labelCounts.map { share / Float($0) }
            return data.targets.map { weights[$0] }
        }
    }
}
