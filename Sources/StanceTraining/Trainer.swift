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
    /// How to train.
    public var recipe: TrainingRecipe
    /// The threads to use; the result does not depend on them.
    public var parallelism: Parallelism

    /// The fewest examples on which a calibration is fitted.
    public static let fewestCalibrationItems = 100

    /// Makes a trainer.
    public init(recipe: TrainingRecipe, parallelism: Parallelism = .allCores) {
        self.recipe = recipe
        self.parallelism = parallelism
    }

    /// Trains on all of `data`.
    ///
    /// First the model's parts are fitted without each fold in turn, and the calibration to what they say of that fold; then
    /// the parts are fitted to all examples.
    /// - Throws: `StanceError.Cause.invalidConfiguration` for a recipe that makes no sense, or asks for what cannot be had of so
    ///   few examples, `interrupted` if the monitor
    ///   ends the work, or an error of the monitor's checkpoint.
    public func train(
        on data: TrainingData, monitor: TrainingMonitor = TrainingMonitor()
    ) throws(StanceError) -> TrainedModel {
        if let fault = recipe.fault(with: data) { throw StanceError(.invalidConfiguration(reason: fault)) }
        if data.primaryCount < Self.fewestCalibrationItems, let use = recipe.useOfFolds {
            let limit = "which take \(Self.fewestCalibrationItems) examples or more; there are \(data.primaryCount)"
            throw StanceError(.invalidConfiguration(reason: "\(use), \(limit)"))
        }
        let counts = try TextCounts(
            texts: data.texts, configuration: recipe.features, vectors: recipe.hasConvolution ? data.vectors : nil,
            parallelism: parallelism)
        let features = try TrainingMatrix(counts, rows: Array(data.texts.indices))
        try checkMemory(labels: data.labels.count, features: features.space.count)
        let (chosen, fit) = try calibrated(data, counts, monitor)

        let targets = data.targets(classWeights: recipe.classWeights)
        let fitter = PartFitter(recipe: chosen, stage: "model", monitor: monitor)
        let linear =
            chosen.hasLinearPart
            ? try fitter.linear(features.matrix, targets, parallelism: parallelism) : nil
        let networks = try fitter.networks(
            chosen.networkInput(features.matrix, of: features.space), targets, parallelism: parallelism)
        let convolution =
            chosen.hasConvolution
            ? try counts.sequences.map { sequences throws(StanceError) in
                try fitter.convolution(sequences, rows: Array(data.texts.indices), targets)
            } : nil
        return TrainedModel(
            model: try ClassifierModel(
                labels: data.labels, space: features.space, linear: linear?.model, networks: networks,
                convolution: convolution,
                calibration: fit?.calibration ?? uncalibrated(data, chosen), predictionSets: fit?.sets),
            record: TrainingRecord(
                files: data.files,
                labelCounts: Dictionary(uniqueKeysWithValues: zip(data.labels, data.labelCounts)),
                recipe: recipe, wordVectors: recipe.hasConvolution ? data.vectors?.file : nil,
                iterations: linear?.iterations, objective: linear?.objective),
            hasConverged: linear?.hasConverged ?? true)
    }

    /// The recipe with its algorithm chosen, and the calibration by cross-validation; none if the recipe asks for none,
    /// or there are too few examples. What the recipe needs folds for is refused before.
    private func calibrated(
        _ data: TrainingData, _ counts: TextCounts, _ monitor: TrainingMonitor
    ) throws(StanceError) -> (recipe: TrainingRecipe, fit: FittedCalibration?) {
        guard recipe.calibrationFolds > 0, data.primaryCount >= Self.fewestCalibrationItems else {
            return (recipe, nil)
        }
        try data.checkFolds(recipe.calibrationFolds)
        let outOfFold = try OutOfFold(
            recipe, counts, data.targets(classWeights: recipe.classWeights),
            data.folds(recipe.calibrationFolds, seed: recipe.seed), monitor: monitor, parallelism: parallelism)
        let choice = try AlgorithmChoice(
            recipe, outOfFold, data, rows: Array(data.primaryRows))
        return (choice.recipe, choice.fit)
    }

    /// The calibration that changes nothing.
    private func uncalibrated(_ data: TrainingData, _ recipe: TrainingRecipe) -> Calibration {
        var masses = [Float](repeating: 1, count: data.labels.count)
        if recipe.classWeights == .none { masses = data.targets(classWeights: .none).labelMasses }
        let total = masses.reduce(0, +)
        return .identity(
            parts: recipe.algorithm == .ensemble ? 2 : 1, prevalence: masses.map { max($0 / total, 1e-6) })
    }

    /// Refuses a model whose training would not fit into the machine's memory.
    private func checkMemory(labels: Int, features: Int) throws(StanceError) {
        let fits = recipe.calibrationFolds > 0 ? parallelism.threads : 1
        let bytes = labels * (features + 1) * MemoryLayout<Float>.size * LBFGS.vectorsHeld * fits
        guard recipe.hasLinearPart, bytes > ProcessInfo.processInfo.physicalMemory else { return }
        throw StanceError(.tooManyParameters(labels: labels, features: features, gigabytes: bytes >> 30))
    }
}
