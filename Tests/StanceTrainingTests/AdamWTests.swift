import Foundation
import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct AdamWTests {
    /// One parameter by the definition (Loshchilov & Hutter 2019, algorithm 2), in double precision.
    private struct Reference {
        var value: Double
        var decay: Double
        var first = 0.0
        var second = 0.0
        var steps = 0

        mutating func step(_ slope: Double, _ learningRate: Double) {
            steps += 1
            first = 0.9 * first + 0.1 * slope
            second = 0.999 * second + 0.001 * slope * slope
            let change =
                first / (1 - pow(0.9, Double(steps)))
                / ((second / (1 - pow(0.999, Double(steps)))).squareRoot() + 1e-8)
            value -= learningRate * (change + decay * value)
        }
    }

    private static func layer(_ rows: Int, _ columns: Int, _ generator: inout SplitMix64) -> MultilayerPerceptron.Layer
    {
        MultilayerPerceptron.Layer(
            weights: Matrix(
                rows: rows, columns: columns,
                values: (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &generator) }),
            bias: (0..<columns).map { _ in Float.random(in: -1...1, using: &generator) })
    }

    @Test("steps are those of the definition, an embedding's counted by its own", arguments: [0, 0.1])
    func definition(decay: Double) {
        var generator = SplitMix64(seed: 2)
        var layers = [Self.layer(6, 3, &generator), Self.layer(3, 2, &generator)]
        var optimizer = AdamW(layers: layers, weightDecay: Float(decay))
        var references = layers.map { layer in
            (
                weights: layer.weights.values.map { Reference(value: Double($0), decay: decay) },
                bias: layer.bias.map { Reference(value: Double($0), decay: 0) }
            )
        }
        for step in 0..<300 {
            let rate = 0.01 + 0.02 * Double(step % 5)
            // Feature 5 never occurs, feature 0 always does.
            let features = [0] + (1..<5).filter { _ in Bool.random(using: &generator) }
            let gradient = PerceptronGradient(
                features: features.map(Int32.init),
                layers: [Self.layer(features.count, 3, &generator), Self.layer(3, 2, &generator)])
            optimizer.step(&layers, gradient, learningRate: Float(rate))
            for (row, feature) in features.enumerated() {
                for unit in 0..<3 {
                    references[0].weights[feature * 3 + unit].step(Double(gradient.layers[0].weights[row, unit]), rate)
                }
            }
            for index in 0..<6 {
                references[1].weights[index].step(Double(gradient.layers[1].weights.values[index]), rate)
            }
            for (depth, layer) in gradient.layers.enumerated() {
                for (index, slope) in layer.bias.enumerated() {
                    references[depth].bias[index].step(Double(slope), rate)
                }
            }
        }
        for (layer, reference) in zip(layers, references) {
            for (found, expected) in zip(layer.weights.values + layer.bias, reference.weights + reference.bias) {
                // Three hundred steps of up to 0.09, each rounded in single precision.
                #expect(abs(Double(found) - expected.value) <= 2e-4)
            }
        }
    }

    @Test("embeddings of features that do not occur stay to the bit, and so do their moments")
    func untouched() {
        var generator = SplitMix64(seed: 3)
        let start = [Self.layer(6, 3, &generator), Self.layer(3, 2, &generator)]
        var layers = start
        var optimizer = AdamW(layers: layers, weightDecay: 0.1)
        for _ in 0..<5 {
            let gradient = PerceptronGradient(
                features: [1, 4], layers: [Self.layer(2, 3, &generator), Self.layer(3, 2, &generator)])
            optimizer.step(&layers, gradient, learningRate: 0.1)
        }
        for feature in 0..<6 {
            let isSame = layers[0].weights[row: feature] == start[0].weights[row: feature]
            #expect(isSame == ![1, 4].contains(feature))
            let moments = optimizer.weights[0].second[feature * 3..<feature * 3 + 3]
            #expect(moments.allSatisfy { $0 == 0 } == ![1, 4].contains(feature))
        }
        #expect(optimizer.featureSteps == [0, 5, 0, 0, 5, 0])
    }
}
