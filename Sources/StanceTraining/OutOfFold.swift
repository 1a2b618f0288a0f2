import DenseKernels
import LinearAlgebra
import StanceKit

/// The logits that each part of a recipe's model gives examples it was not trained on.
struct OutOfFold: Sendable {
    /// Examples × labels, for the linear part and for the mean of the networks, as far as there are any.
    var parts: [Matrix]
    /// Whether each example's label occurs among those that its model was trained on.
    var isKnown: [Bool]

    /// Takes logits that were computed before.
    init(parts: [Matrix], isKnown: [Bool]) {
        self.parts = parts
        self.isKnown = isKnown
    }

    /// Fits the recipe's parts without each fold in turn, and scores that fold.
    ///
    /// Each fold has a feature space of its own. The linear parts stop at a rough optimum.
    /// - Complexity: `folds.count` trainings, on as many threads as there are.
    init(
        _ recipe: TrainingRecipe, _ counts: TextCounts, _ targets: Targets, _ folds: Folds,
        monitor: TrainingMonitor, parallelism: Parallelism
    ) throws(StanceError) {
        let results = parallelism.map(count: folds.count) { fold in
            Result { () throws(StanceError) in
                try Self.scores(recipe, counts, targets, folds, fold: fold, monitor: monitor)
            }
        }
        let partCount = (recipe.hasLinearPart ? 1 : 0) + (recipe.hasNetworks ? 1 : 0)
        parts = [Matrix](repeating: Matrix(rows: targets.count, columns: targets.labelCount), count: partCount)
        isKnown = [Bool](repeating: true, count: targets.count)
        let width = targets.labelCount
        for (fold, result) in results.enumerated() {
            let scored = try result.get()
            let rows = folds.heldRows(of: fold)
            for (place, row) in rows.enumerated() {
                for part in scored.indices {
                    parts[part].values.replaceSubrange(
                        row * width..<(row + 1) * width, with: scored[part][row: place])
                }
            }
            let trained = Set(folds.trainRows(without: fold).map { targets.labels[$0] })
            for row in rows { isKnown[row] = trained.contains(targets.labels[row]) }
        }
    }

    private static func scores(
        _ recipe: TrainingRecipe, _ counts: TextCounts, _ targets: Targets, _ folds: Folds, fold: Int,
        monitor: TrainingMonitor
    ) throws(StanceError) -> [Matrix] {
        let trainRows = folds.trainRows(without: fold)
        let training = try TrainingMatrix(counts, rows: trainRows)
        let held = counts.matrix(of: folds.heldRows(of: fold), in: training.space)
        let trainTargets = targets.selecting(trainRows)
        let fitter = PartFitter(recipe: recipe, stage: "fold \(fold + 1) of \(folds.count)", monitor: monitor)
        var parts: [Matrix] = []
        if recipe.hasLinearPart {
            let model = try fitter.linear(
                training.matrix, trainTargets, isRough: true, parallelism: .serial
            ).model
            var logits = held.times(model.weights)
            for row in 0..<logits.rows { for label in model.bias.indices { logits[row, label] += model.bias[label] } }
            parts.append(logits)
        }
        if recipe.hasConvolution, let sequences = counts.sequences {
            let network = try fitter.convolution(sequences, rows: trainRows, trainTargets)
            parts.append(
                Matrix(
                    rows: held.rows, columns: targets.labelCount,
                    values: folds.heldRows(of: fold).flatMap { network.logits(ofRows: sequences.texts[$0]) }))
        }
        if recipe.networkCount > 0 {
            let (input, heldInput) = (
                recipe.networkInput(training.matrix, of: training.space), recipe.networkInput(held, of: training.space)
            )
            var sum = Matrix(rows: held.rows, columns: targets.labelCount)
            for number in 0..<recipe.networkCount {
                let network = try fitter.network(number, input, trainTargets)
                let logits = network.layers.logits(of: heldInput, activation: network.activation)
                BLAS.axpy(1 / Float(recipe.networkCount), logits.values, to: &sum.values)
            }
            parts.append(sum)
        }
        return parts
    }
}
