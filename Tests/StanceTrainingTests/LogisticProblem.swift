import Foundation
import LinearAlgebra
import Testing

@testable import StanceTraining

/// A small logistic problem of random numbers, and its objective in plain double precision.
struct LogisticProblem: Sendable, CustomTestStringConvertible {
    var rows: Int
    var features: Int
    var labels: Int
    var l2: Double
    var isWeighted: Bool
    var matrix: SparseMatrix
    var targets: [Int]
    var weights: [Float]

    var testDescription: String {
        "\(rows) × \(features), \(labels) labels, l2 \(l2)\(isWeighted ? ", weighted" : "")"
    }

    var parameterCount: Int { (features + 1) * labels }

    /// Every fourth row is empty; weights, where they are not 1, go from 0 to 3.
    init(rows: Int, features: Int, labels: Int, l2: Double, isWeighted: Bool, seed: UInt64 = 1) {
        var generator = SplitMix64(seed: seed)
        var offsets = [0]
        var indices: [Int32] = []
        for row in 0..<rows {
            for _ in 0..<(row % 4 == 3 ? 0 : 3) {
                indices.append(Int32.random(in: 0..<Int32(features), using: &generator))
            }
            offsets.append(indices.count)
        }
        self.rows = rows
        self.features = features
        self.labels = labels
        self.l2 = l2
        self.isWeighted = isWeighted
        matrix = SparseMatrix(
            columns: features, rowOffsets: offsets, columnIndices: indices,
            values: indices.map { _ in Float.random(in: -1...1, using: &generator) })
        targets = (0..<rows).map { _ in Int.random(in: 0..<labels, using: &generator) }
        weights = (0..<rows).map { row in isWeighted ? (row == 0 ? 0 : Float.random(in: 0...3, using: &generator)) : 1 }
    }

    func objective(parallelism: Parallelism = .serial) -> LogisticObjective {
        LogisticObjective(
            features: matrix,
            targets: Targets(labels: targets, weights: weights, masses: nil, labelCount: labels),
            penalties: [Float](repeating: Float(l2), count: features), intercept: 1,
            parallelism: parallelism)
    }

    /// Parameters away from 0, so that the penalty and every softmax count.
    func parameters(seed: UInt64) -> [Float] {
        var generator = SplitMix64(seed: seed)
        return (0..<parameterCount).map { _ in Float.random(in: -1...1, using: &generator) }
    }

    /// Σ wᵢ · (logSumExp(zᵢ) - zᵢ[yᵢ]) + (l2 / 2) · ‖W‖², from the definition.
    func value(at parameters: [Double]) -> Double {
        var value = 0.0
        for row in 0..<rows {
            var logits = Array(parameters.suffix(labels))
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                let first = Int(matrix.columnIndices[entry]) * labels
                for label in 0..<labels { logits[label] += Double(matrix.values[entry]) * parameters[first + label] }
            }
            let normaliser = log(logits.reduce(0) { $0 + exp($1) })
            value += Double(weights[row]) * (normaliser - logits[targets[row]])
        }
        return value + l2 / 2 * parameters.dropLast(labels).reduce(0) { $0 + $1 * $1 }
    }
}
