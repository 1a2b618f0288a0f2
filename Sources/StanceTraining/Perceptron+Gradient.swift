import DenseKernels
import Foundation
import LinearAlgebra
import StanceKit

/// The gradient of a network's loss on a few examples.
struct PerceptronGradient {
    /// The features that occur, rising: only their embeddings have a gradient.
    var features: [Int32]
    /// The gradient of each layer; the first has a row for each of `features`.
    var layers: [MultilayerPerceptron.Layer]

    /// Scales it down to the norm `limit` if it has a larger one; returns the norm that it had.
    @discardableResult
    mutating func clip(to limit: Float) -> Float {
        let squares = layers.reduce(0) {
            $0 + BLAS.dot($1.weights.values, $1.weights.values) + BLAS.dot($1.bias, $1.bias)
        }
        let norm = Float(squares.squareRoot())
        guard norm > limit else { return norm }
        for layer in layers.indices {
            BLAS.scal(limit / norm, &layers[layer].weights.values)
            BLAS.scal(limit / norm, &layers[layer].bias)
        }
        return norm
    }
}

/// Hidden units that are left out at a step, the others scaled up in turn (Srivastava et al. 2014).
struct Dropout {
    /// The share that is left out.
    var share: Float
    /// Where chance comes from.
    var generator: SplitMix64

    /// A factor for each of `count` units: 0, or 1 / (1 - share).
    mutating func mask(_ count: Int) -> [Float] {
        let kept = 1 / (1 - share)
        return (0..<count).map { _ in Float.random(in: 0..<1, using: &generator) < share ? 0 : kept }
    }
}

extension [MultilayerPerceptron.Layer] {
    /// The logits of examples.
    ///
    /// - Parameter examples: examples × features.
    /// - Complexity: O(entries · width + examples · weights behind the first layer).
    func logits(
        of examples: SparseMatrix, activation: Activation, parallelism: Parallelism = .serial
    ) -> Matrix {
        var values = examples.times(self[0].weights, parallelism: parallelism)
        values.addToRows(self[0].bias)
        for layer in dropFirst() {
            for index in values.values.indices { values.values[index] = activation.value(values.values[index]) }
            values = BLAS.gemm(values, layer.weights, parallelism: parallelism)
            values.addToRows(layer.bias)
        }
        return values
    }

    /// The mean loss of examples and its gradient, by back-propagation.
    ///
    /// - Parameters:
    ///   - examples: examples × features.
    ///   - dropout: leaves hidden units out; `nil` for none.
    /// - Complexity: O(entries · (width + log entries) + examples · weights behind the first layer).
    func gradient(
        of examples: SparseMatrix, targets: Targets, activation: Activation, smoothing: Float,
        dropout: inout Dropout?
    ) -> (loss: Double, gradient: PerceptronGradient) {
        // Forward: what goes into each layer's activation, and what comes out of it.
        var sums = [examples.times(self[0].weights)]
        sums[0].addToRows(self[0].bias)
        var outputs: [Matrix] = []
        var masks: [[Float]] = []
        for layer in dropFirst() {
            let sum = sums[sums.count - 1]
            var output = sum
            for index in output.values.indices { output.values[index] = activation.value(sum.values[index]) }
            let mask = dropout?.mask(output.values.count) ?? []
            for (index, factor) in mask.enumerated() { output.values[index] *= factor }
            var next = BLAS.gemm(output, layer.weights)
            next.addToRows(layer.bias)
            outputs.append(output)
            masks.append(mask)
            sums.append(next)
        }
        // Backward: the gradient of each layer's sums, the last one's first.
        var residual = sums[sums.count - 1]
        let loss = residual.replaceByResiduals(of: targets, smoothing: smoothing)
        BLAS.scal(1 / Float(examples.rows), &residual.values)
        var layers: [MultilayerPerceptron.Layer] = []
        for depth in indices.dropFirst().reversed() {
            layers.append(
                MultilayerPerceptron.Layer(
                    weights: BLAS.gemm(outputs[depth - 1], transposed: true, residual), bias: residual.columnSums()))
            var previous = BLAS.gemm(residual, transposed: false, self[depth].weights, transposed: true)
            let sum = sums[depth - 1]
            for index in previous.values.indices {
                previous.values[index] *= activation.derivative(sum.values[index])
            }
            for (index, factor) in masks[depth - 1].enumerated() { previous.values[index] *= factor }
            residual = previous
        }
        let transposed = examples.transposedWithoutEmptyRows()
        layers.append(
            MultilayerPerceptron.Layer(weights: transposed.matrix.times(residual), bias: residual.columnSums()))
        return (
            loss / Double(examples.rows), PerceptronGradient(features: transposed.columns, layers: layers.reversed())
        )
    }
}

extension Matrix {
    mutating func addToRows(_ bias: [Float]) {
        for row in 0..<rows { for column in 0..<columns { values[row * columns + column] += bias[column] } }
    }

    func columnSums() -> [Float] {
        var sums = [Float](repeating: 0, count: columns)
        for row in 0..<rows { for column in 0..<columns { sums[column] += values[row * columns + column] } }
        return sums
    }

    /// Replaces each row of logits by the gradient of its loss, and returns the sum of the losses.
    mutating func replaceByResiduals(of targets: Targets, smoothing: Float) -> Double {
        let (rows, columns) = (rows, columns)
        return values.withUnsafeMutableBufferPointer { values in
            (0..<rows).reduce(0) {
                $0
                    + targets.replaceByResidual(
                        values.baseAddress! + $1 * columns, ofExample: $1, smoothing: smoothing)
            }
        }
    }
}
