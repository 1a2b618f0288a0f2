import DenseKernels
import Foundation
import LinearAlgebra
import StanceKit

/// A calibration with the prediction sets that go with it.
struct FittedCalibration {
    var calibration: Calibration
    var sets: PredictionSets
}

/// Fits a calibration to logits of examples that the predicting models were not trained on.
struct CalibrationFit {
    /// Logits of examples, and what is true of them.
    let outOfFold: OutOfFold
    /// Labels and sample weights, without class weights.
    let targets: Targets
    /// How the models were trained, and what the decision is to do best.
    let recipe: TrainingRecipe

    /// Fits a calibration to some of the examples.
    ///
    /// The scales of the parts and the bias are those of the least log loss: temperature scaling (Guo et al. 2017) with a
    /// bias for each label (Alexandari, Kundaje & Shrikumar 2020), since a penalty pulls rare labels' probabilities down and
    /// class weights push them up. A Gaussian prior of variance 1 on the bias keeps it from labels with hardly any items.
    /// The labels that class weights choose are kept: the decision offsets take the bias back, unless offsets for macro-F1
    /// are fitted.
    /// - Complexity: O(examples · labels · parts) a step of the optimiser.
    func fit(to rows: [Int]) throws(StanceError) -> FittedCalibration {
        let rows = rows.filter { outOfFold.isKnown[$0] && targets.weights[$0] > 0 }
        let known = targets.selecting(rows)
        let parts = outOfFold.parts.map { $0.selectingRows(rows) }
        let (labels, partCount) = (targets.labelCount, parts.count)
        let start =
            [Float](repeating: 1 / Float(partCount), count: partCount) + [Float](repeating: 0, count: labels)
        let fitted = try LBFGS(gradientTolerance: 1e-5, parallelism: .serial).minimize(from: start) { point, gradient in
            Self.loss(point, &gradient, parts, known)
        }.point
        let scales = fitted.prefix(partCount).map { max($0, 0) }
        let bias = Array(fitted.suffix(labels))

        var probabilities = Self.logits(scales + bias, parts)
        Softmax.apply(toRowsOf: &probabilities)
        let total = known.weights.reduce(0, +)
        var shares = [Float](repeating: 0, count: labels)
        for (label, weight) in zip(known.labels, known.weights) { shares[label] += weight / total }
        let offsets =
            switch (recipe.decision, recipe.classWeights) {
            case (.accuracy, .none): [Float](repeating: 0, count: labels)
            case (.accuracy, .balanced): bias.map { -$0 }
            case (.macroF1, _):
                DecisionOffsets.fit(probabilities, truths: known.labels, weights: known.weights)
            }
        return FittedCalibration(
            calibration: Calibration(
                scales: scales, bias: bias, prevalence: shares.map { max($0, 1e-6) }, offsets: offsets,
                items: rows.count),
            sets: PredictionSets(
                calibrationScores: rows.indices.map { 1 - probabilities[$0, known.labels[$0]] }))
    }

    /// The probabilities and the labels that a calibration gives examples.
    func predictions(
        for rows: [Int], by calibration: Calibration
    ) -> (probabilities: Matrix, labels: [Int]) {
        var probabilities = Self.logits(
            calibration.scales + calibration.bias, outOfFold.parts.map { $0.selectingRows(rows) })
        let labels = (0..<rows.count).map { row in
            let scores = zip(probabilities[row: row], calibration.offsets).map { $0 + $1 }
            return scores.indices.max { scores[$0] < scores[$1] }!
        }
        Softmax.apply(toRowsOf: &probabilities)
        return (probabilities, labels)
    }

    /// Σ scale · part + bias.
    private static func logits(_ parameters: [Float], _ parts: [Matrix]) -> Matrix {
        var sum = Matrix(rows: parts[0].rows, columns: parts[0].columns)
        for (scale, part) in zip(parameters, parts) { BLAS.axpy(scale, part.values, to: &sum.values) }
        for row in 0..<sum.rows {
            for label in 0..<sum.columns { sum[row, label] += parameters[parts.count + label] }
        }
        return sum
    }

    /// The mean log loss, with the bias's prior, and its gradient.
    private static func loss(
        _ parameters: [Float], _ gradient: inout [Float], _ parts: [Matrix], _ targets: Targets
    ) -> Double {
        var residual = logits(parameters, parts)
        let labels = targets.labelCount
        var loss = 0.0
        residual.values.withUnsafeMutableBufferPointer { values in
            for row in 0..<targets.count {
                loss += targets.replaceByResidual(values.baseAddress! + row * labels, ofExample: row)
            }
        }
        let total = Double(targets.weights.reduce(0, +))
        for (index, part) in parts.enumerated() {
            gradient[index] = Float(BLAS.dot(residual.values, part.values) / total)
        }
        for label in 0..<labels {
            let bias = Double(parameters[parts.count + label])
            var sum = bias
            for row in 0..<targets.count { sum += Double(residual[row, label]) }
            gradient[parts.count + label] = Float(sum / total)
            loss += bias * bias / 2
        }
        return loss / total
    }
}

extension Matrix {
    /// The rows at `indices`, in that order.
    func selectingRows(_ indices: [Int]) -> Matrix {
        Matrix(rows: indices.count, columns: columns, values: indices.flatMap { self[row: $0] })
    }
}
