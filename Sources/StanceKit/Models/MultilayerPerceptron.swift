public import LinearAlgebra

/// A multilayer perceptron: z₁ = W₁ᵀx + b₁, zᵢ₊₁ = Wᵢ₊₁ᵀ · activation(zᵢ) + bᵢ₊₁; the last z are the logits.
///
/// The input x is a sparse feature vector, so that the first layer is a weighted sum of embeddings, one row of W₁ for
/// each feature.
public struct MultilayerPerceptron: Sendable, Equatable {
    /// An affine map.
    public struct Layer: Sendable, Equatable {
        /// The weights, inputs × outputs.
        public var weights: Matrix
        /// The bias of each output.
        public var bias: [Float]

        /// Makes a layer.
        ///
        /// - Precondition: there is a bias for each column of the weights.
        public init(weights: Matrix, bias: [Float]) {
            precondition(weights.columns == bias.count, "one bias an output")
            self.weights = weights
            self.bias = bias
        }
    }

    /// The function between two layers.
    public let activation: Activation
    /// The layers, the embeddings first; at least two.
    public let layers: [Layer]

    /// The number of features.
    public var inputCount: Int { layers[0].weights.rows }
    /// The number of units of the first hidden layer.
    public var embeddingWidth: Int { layers[0].bias.count }
    /// The number of labels.
    public var labelCount: Int { layers[layers.count - 1].bias.count }

    /// Makes a network of its parameters.
    ///
    /// - Throws: `StanceError.Cause.malformedModel` if the shapes do not follow from each other, a number is not finite, or
    ///   logits may not be.
    public init(activation: Activation, layers: [Layer]) throws(StanceError) {
        guard layers.count >= 2, zip(layers, layers.dropFirst()).allSatisfy({ $0.bias.count == $1.weights.rows }),
            layers.allSatisfy({ !$0.bias.isEmpty })
        else { throw StanceError(.malformedModel(reason: "the network's layers do not fit together")) }
        guard layers.allSatisfy({ $0.weights.values.areSensible && $0.bias.areSensible }) else {
            throw StanceError(.malformedModel(reason: "a weight is not a finite number of sensible size"))
        }
        self.activation = activation
        self.layers = layers
        // The n-grams of a block sum to no more than the root of their number (Cauchy-Schwarz): with two blocks less than 2²¹.
        let largestEmbedding = 0x1p21 * layers[0].weights.values.largestSize + layers[0].bias.largestSize
        guard largestLogit(ofEmbeddingsUpTo: largestEmbedding) < 1e25 else {
            throw StanceError(.malformedModel(reason: "the network's weights multiply to numbers beyond all measure"))
        }
    }

    /// A bound on the size of logits, where no number of z₁ is larger than `size`: layer after layer, the largest input times
    /// the largest sum of weights that meet in a unit.
    ///
    /// - Complexity: O(weights behind the first layer).
    private func largestLogit(ofEmbeddingsUpTo size: Float) -> Float {
        layers.dropFirst().reduce(size) { input, layer in
            var sums = [Float](repeating: 0, count: layer.bias.count)
            for row in 0..<layer.weights.rows {
                for (column, weight) in layer.weights[row: row].enumerated() { sums[column] += abs(weight) }
            }
            return input * sums.largestSize + layer.bias.largestSize
        }
    }

    /// Adds `scale` times the logits to `logits`, given what the first layer sums to.
    ///
    /// - Parameters:
    ///   - embedding: z₁, `embeddingWidth` numbers.
    ///   - units: memory for the units of one layer and the next; grown as needed.
    /// - Complexity: O(weights behind the first layer).
    func addLogits(
        ofEmbedding embedding: ArraySlice<Float>, scale: Float, to logits: inout [Float],
        using units: inout (current: [Float], next: [Float])
    ) {
        units.current.removeAll(keepingCapacity: true)
        units.current.append(contentsOf: embedding)
        for layer in layers.dropFirst() {
            units.next.removeAll(keepingCapacity: true)
            units.next.append(contentsOf: layer.bias)
            let width = layer.bias.count
            layer.weights.values.withUnsafeBufferPointer { weights in
                units.next.withUnsafeMutableBufferPointer { outputs in
                    for (input, value) in units.current.enumerated() {
                        let active = activation.value(value)
                        for output in 0..<width { outputs[output] += active * weights[input * width + output] }
                    }
                }
            }
            swap(&units.current, &units.next)
        }
        for (label, logit) in units.current.enumerated() { logits[label] += scale * logit }
    }
}

extension [Float] {
    /// Whether every number is finite and small enough that sums over any text stay finite.
    var areSensible: Bool { allSatisfy { abs($0) < 1e12 } }

    /// The size of the number that is farthest from 0.
    var largestSize: Float { reduce(0) { Swift.max($0, abs($1)) } }
}
