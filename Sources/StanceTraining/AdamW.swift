import LinearAlgebra
import StanceKit

/// Adam with decoupled weight decay (Kingma & Ba 2015; Loshchilov & Hutter 2019) for a network whose first layer has
/// sparse gradients.
///
/// An embedding's moments, decay and step count change only at steps in which its feature occurs.
struct AdamW {
    /// Running means of some parameters' gradients and of their squares.
    struct Moments: Equatable {
        var first: [Float]
        var second: [Float]

        /// Makes moments of zeros.
        init(count: Int) {
            first = [Float](repeating: 0, count: count)
            second = first
        }
    }

    private static let (beta1, beta2, epsilon) = (Float(0.9), Float(0.999), Float(1e-8))

    /// The decay of weights at a step, as a part of the step size; biases do not decay.
    let weightDecay: Float
    /// The moments of each layer's weights.
    var weights: [Moments]
    /// The moments of each layer's biases.
    var biases: [Moments]
    /// How many steps were taken.
    var steps = 0
    /// How many steps each embedding took part in.
    var featureSteps: [Int32]

    /// Starts for a network.
    init(layers: [MultilayerPerceptron.Layer], weightDecay: Float) {
        self.weightDecay = weightDecay
        weights = layers.map { Moments(count: $0.weights.values.count) }
        biases = layers.map { Moments(count: $0.bias.count) }
        featureSteps = [Int32](repeating: 0, count: layers[0].weights.rows)
    }

    /// Takes one step.
    ///
    /// - Complexity: O(parameters with a gradient).
    mutating func step(
        _ layers: inout [MultilayerPerceptron.Layer], _ gradient: PerceptronGradient, learningRate: Float
    ) {
        steps += 1
        let width = layers[0].weights.columns
        for (row, feature) in gradient.features.enumerated() {
            let start = Int(feature) * width
            featureSteps[Int(feature)] += 1
            Self.update(
                &layers[0].weights.values, start, gradient.layers[0].weights.values, row * width, count: width,
                &weights[0],
                step: Int(featureSteps[Int(feature)]), learningRate, decay: weightDecay)
        }
        for depth in layers.indices {
            Self.update(
                &layers[depth].bias, 0, gradient.layers[depth].bias, 0, count: layers[depth].bias.count,
                &biases[depth], step: steps, learningRate, decay: 0)
            guard depth > 0 else { continue }
            Self.update(
                &layers[depth].weights.values, 0, gradient.layers[depth].weights.values, 0,
                count: layers[depth].weights.values.count, &weights[depth], step: steps, learningRate,
                decay: weightDecay)
        }
    }

    /// Updates `count` parameters from `start` on by the gradients from `gradientStart` on.
    static func update(
        _ parameters: inout [Float], _ start: Int, _ gradients: [Float], _ gradientStart: Int, count: Int,
        _ moments: inout Moments, step: Int, _ learningRate: Float, decay: Float
    ) {
        let firstCorrection = 1 - power(beta1, step)
        let secondCorrection = 1 - power(beta2, step)
        let shrink = 1 - learningRate * decay
        var (firsts, seconds): ([Float], [Float]) = ([], [])
        swap(&firsts, &moments.first)
        swap(&seconds, &moments.second)
        parameters.withUnsafeMutableBufferPointer { parameters in
            firsts.withUnsafeMutableBufferPointer { first in
                seconds.withUnsafeMutableBufferPointer { second in
                    gradients.withUnsafeBufferPointer { gradients in
                        for offset in 0..<count {
                            let index = start + offset
                            let slope = gradients[gradientStart + offset]
                            first[index] = beta1 * first[index] + (1 - beta1) * slope
                            second[index] = beta2 * second[index] + (1 - beta2) * slope * slope
                            let change =
                                first[index] / firstCorrection
                                / ((second[index] / secondCorrection).squareRoot() + epsilon)
                            parameters[index] = parameters[index] * shrink - learningRate * change
                        }
                    }
                }
            }
        }
        swap(&firsts, &moments.first)
        swap(&seconds, &moments.second)
    }

    /// `base` to a whole power, by repeated squaring: the same bits on every machine.
    private static func power(_ base: Float, _ exponent: Int) -> Float {
        var (result, square, rest) = (Float(1), base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return result
    }
}
