public import LinearAlgebra
public import StanceKit

/// Cross-validation: what a recipe makes of examples that its models have not seen.
public struct CrossValidation: Sendable {
    /// What was predicted of each example, auxiliary ones left out, by the model that was trained without it, in the order
    /// of the data.
    public struct Predictions: Sendable {
        /// The fold of each example.
        public var folds: [Int]
        /// The probabilities, examples × labels.
        public var probabilities: Matrix
        /// The labels chosen.
        public var labels: [Int]
    }

    /// The recipe; its calibration and decision are fitted on the other folds' predictions.
    public var recipe: TrainingRecipe
    /// The number of folds.
    public var folds: Int
    /// The threads to use; the result does not depend on them.
    public var parallelism: Parallelism

    /// Makes a cross-validation.
    public init(recipe: TrainingRecipe, folds: Int = 5, parallelism: Parallelism = .allCores) {
        self.recipe = recipe
        self.folds = folds
        self.parallelism = parallelism
    }

    /// Trains on all folds but one and predicts that one, for each fold.
    ///
    /// Folds are stratified by label, and keep equal texts and groups together. The calibration and the decision offsets for
    /// a fold are fitted to the predictions of the other folds, so that nothing of a fold helps to predict it. Where the
    /// algorithm is left open, it is chosen there too.
    /// - Parameter seed: the seed of the folds.
    /// - Throws: `StanceError.Cause.invalidConfiguration` for a recipe or folds that make no sense, `interrupted` if the
    ///   monitor ends the work.
    /// - Complexity: as many trainings as folds.
    public func predictions(
        on data: TrainingData, seed: UInt64, monitor: TrainingMonitor = TrainingMonitor()
    ) throws(StanceError) -> Predictions {
        if let fault = recipe.fault(with: data) { throw StanceError(.invalidConfiguration(reason: fault)) }
        try data.checkFolds(folds)
        let counts = try TextCounts(
            texts: data.texts, configuration: recipe.features, vectors: recipe.hasConvolution ? data.vectors : nil,
            parallelism: parallelism)
        return try predictions(on: data, counts, seed: seed, monitor: monitor)
    }

    /// The same, with the n-grams counted before; of a sample, whose groups may be fewer than the folds.
    func predictions(
        on data: TrainingData, _ counts: TextCounts, seed: UInt64, monitor: TrainingMonitor
    ) throws(StanceError) -> Predictions {
        if let fault = recipe.fault { throw StanceError(.invalidConfiguration(reason: fault)) }
        let cut = data.folds(folds, seed: seed)
        let outOfFold = try OutOfFold(
            recipe, counts, data.targets(classWeights: recipe.classWeights), cut, monitor: monitor,
            parallelism: parallelism)
        return try predictions(outOfFold, cut, data)
    }

    /// What the folds' logits come to, the calibration for each fold fitted to the others.
    func predictions(
        _ outOfFold: OutOfFold, _ cut: Folds, _ data: TrainingData
    ) throws(StanceError) -> Predictions {
        var result = Predictions(
            folds: [Int](repeating: 0, count: data.primaryCount),
            probabilities: Matrix(rows: data.primaryCount, columns: data.labels.count),
            labels: [Int](repeating: 0, count: data.primaryCount))
        for fold in 0..<cut.count {
            let rows = cut.heldRows(of: fold)
            let choice = try AlgorithmChoice(
                recipe, outOfFold, data, rows: cut.otherHeldRows(than: fold))
            let (probabilities, labels) = CalibrationFit(
                outOfFold: choice.outOfFold, targets: data.targets(classWeights: .none), recipe: choice.recipe
            ).predictions(for: rows, by: choice.fit.calibration)
            for (place, row) in rows.enumerated() {
                result.folds[row] = fold
                result.labels[row] = labels[place]
                for label in data.labels.indices { result.probabilities[row, label] = probabilities[place, label] }
            }
        }
        return result
    }
}
