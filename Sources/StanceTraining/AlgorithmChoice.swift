import LinearAlgebra
import StanceEvaluation
import StanceKit

/// The choice of an algorithm on held-out folds, where a recipe leaves it open, with the calibration that goes with it.
struct AlgorithmChoice {
    /// The recipe with its algorithm settled.
    let recipe: TrainingRecipe
    /// The logits of that algorithm's parts.
    let outOfFold: OutOfFold
    /// The calibration of that algorithm.
    let fit: FittedCalibration

    /// Chooses by the metric that the recipe's decision is to do best, on some of the examples.
    ///
    /// Of logistic regression, networks and both, the best one wins, unless the 95 % interval of its lead over logistic
    /// regression, from a paired bootstrap, holds 0: then the simpler and faster model does.
    /// - Parameter outOfFold: the logits of the recipe's parts, the linear part's first.
    init(
        _ recipe: TrainingRecipe, _ outOfFold: OutOfFold, _ data: TrainingData, rows: [Int]
    ) throws(StanceError) {
        let targets = data.targets(classWeights: .none)
        func fitted(_ recipe: TrainingRecipe, _ outOfFold: OutOfFold) throws(StanceError) -> FittedCalibration {
            try CalibrationFit(outOfFold: outOfFold, targets: targets, recipe: recipe)
                .fit(to: rows)
        }
        guard recipe.algorithm == .auto else {
            self.recipe = recipe
            self.outOfFold = outOfFold
            fit = try fitted(recipe, outOfFold)
            return
        }
        var candidates: [(recipe: TrainingRecipe, outOfFold: OutOfFold, fit: FittedCalibration, labels: [Int])] = []
        for (algorithm, parts) in [(TrainingRecipe.Algorithm.logistic, [0]), (.mlp, [1]), (.ensemble, [0, 1])] {
            var candidate = recipe
            candidate.algorithm = algorithm
            let logits = OutOfFold(parts: parts.map { outOfFold.parts[$0] }, isKnown: outOfFold.isKnown)
            let fit = try fitted(candidate, logits)
            let predictions = CalibrationFit(outOfFold: logits, targets: targets, recipe: candidate)
                .predictions(for: rows, by: fit.calibration)
            candidates.append((candidate, logits, fit, predictions.labels))
        }
        func metric(_ labels: [Int], _ places: [Int]) -> Double {
            let matrix = ConfusionMatrix(
                labelCount: data.labels.count,
                outcomes: places.lazy.map { (truth: data.targets[rows[$0]], prediction: labels[$0]) })
            return recipe.decision == .macroF1 ? matrix.macroF1 : matrix.accuracy
        }
        let all = Array(rows.indices)
        let values = candidates.map { metric($0.labels, all) }
        let best = values.indices.max { values[$0] < values[$1] }!
        var generator = SplitMix64(seed: recipe.seed)
        let leads = (0..<1000).map { _ in
            let drawn = all.map { _ in Int.random(in: all.indices, using: &generator) }
            return metric(candidates[best].labels, drawn) - metric(candidates[0].labels, drawn)
        }.sorted()
        let chosen = candidates[leads[25] > 0 ? best : 0]
        (self.recipe, self.outOfFold, fit) = (chosen.recipe, chosen.outOfFold, chosen.fit)
    }
}
