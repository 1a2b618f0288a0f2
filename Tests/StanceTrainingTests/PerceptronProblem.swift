import Foundation
import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

/// A small network over random examples, and its loss in plain double precision.
struct PerceptronProblem: Sendable, CustomTestStringConvertible {
    var widths: [Int]
    var activation: Activation
    var isSoft = false
    var smoothing: Float = 0
    var dropoutShare: Float = 0
    private(set) var examples: SparseMatrix
    private(set) var targets: Targets
    private(set) var layers: [MultilayerPerceptron.Layer]

    var testDescription: String {
        "\(activation) \(widths)\(isSoft ? ", soft" : ""), smoothing \(smoothing), dropout \(dropoutShare)"
    }

    /// 13 examples of up to 3 of 9 features, some without any, with weights from 0 to 3; 4 labels.
    init(
        _ widths: [Int], _ activation: Activation, isSoft: Bool = false, smoothing: Float = 0, dropout: Float = 0
    ) {
        let base = LogisticProblem(rows: 13, features: 9, labels: 4, l2: 0, isWeighted: true)
        self.widths = widths
        self.activation = activation
        self.isSoft = isSoft
        self.smoothing = smoothing
        dropoutShare = dropout
        examples = base.matrix
        targets = Targets(labels: base.targets, weights: base.weights, masses: nil, labelCount: 4)
        var generator = SplitMix64(seed: 8)
        if isSoft {
            var masses = Matrix(rows: 13, columns: 4)
            for row in 0..<13 {
                let shares = (0..<4).map { _ in Float.random(in: 0...1, using: &generator) }
                for label in 0..<4 { masses[row, label] = base.weights[row] * shares[label] / shares.reduce(0, +) }
            }
            targets.masses = masses
        }
        let sizes = [9] + widths + [4]
        layers = zip(sizes, sizes.dropFirst()).map { rows, columns in
            MultilayerPerceptron.Layer(
                weights: Matrix(
                    rows: rows, columns: columns,
                    values: (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &generator) }),
                bias: (0..<columns).map { _ in Float.random(in: -1...1, using: &generator) })
        }
    }

    /// The units left out, always the same.
    var dropout: Dropout? {
        dropoutShare > 0 ? Dropout(share: dropoutShare, generator: SplitMix64(seed: 4)) : nil
    }

    /// The factors of each hidden layer's units, examples × units.
    private var masks: [[Float]] {
        var dropout = self.dropout
        return widths.map { width in
            dropout?.mask(13 * width) ?? [Float](repeating: 1, count: 13 * width)
        }
    }

    /// Loss and gradient as the trainer computes them.
    func gradient() -> (loss: Double, gradient: PerceptronGradient) {
        var dropout = self.dropout
        return layers.gradient(
            of: examples, targets: targets, activation: activation, smoothing: smoothing, dropout: &dropout)
    }

    /// The layers as one vector: each one's weights, then its bias.
    static func flat(_ layers: [MultilayerPerceptron.Layer]) -> [Double] {
        layers.flatMap { ($0.weights.values + $0.bias).map(Double.init) }
    }

    /// Σ massₖ · (logSumExp(z) - zₖ) / examples, the masses smoothed, from the definition.
    func loss(at parameters: [Double]) -> Double {
        let masks = masks
        var total = 0.0
        for row in 0..<13 {
            var values: [Double] = []
            var start = 0
            for (depth, layer) in layers.enumerated() {
                let (inputs, outputs) = (layer.weights.rows, layer.weights.columns)
                var sums = Array(parameters[start + inputs * outputs..<start + (inputs + 1) * outputs])
                func add(_ value: Double, times input: Int) {
                    for output in 0..<outputs { sums[output] += value * parameters[start + input * outputs + output] }
                }
                if depth == 0 {
                    for entry in examples.rowOffsets[row]..<examples.rowOffsets[row + 1] {
                        add(Double(examples.values[entry]), times: Int(examples.columnIndices[entry]))
                    }
                } else {
                    for input in 0..<inputs {
                        add(active(values[input]) * Double(masks[depth - 1][row * inputs + input]), times: input)
                    }
                }
                values = sums
                start += (inputs + 1) * outputs
            }
            let normaliser = log(values.reduce(0) { $0 + exp($1) })
            for label in 0..<4 { total += mass(label, ofExample: row) * (normaliser - values[label]) }
        }
        return total / 13
    }

    private func mass(_ label: Int, ofExample row: Int) -> Double {
        let weight = Double(targets.weights[row])
        let mass = targets.masses.map { Double($0[row, label]) } ?? (targets.labels[row] == label ? weight : 0)
        return (1 - Double(smoothing)) * mass + Double(smoothing) * weight / 4
    }

    private func active(_ x: Double) -> Double {
        activation == .relu ? max(0, x) : x * 0.5 * erfc(-x / 2.0.squareRoot())
    }
}
