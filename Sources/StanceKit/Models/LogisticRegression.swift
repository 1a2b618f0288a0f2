public import LinearAlgebra

/// Multinomial logistic regression: the probabilities of a feature vector x are softmax(Wᵀx + b).
public struct LogisticRegression: Sendable, Equatable {
    /// The weights W, features × labels.
    public let weights: Matrix
    /// The bias b of each label.
    public let bias: [Float]

    /// Makes a model of its parameters.
    ///
    /// - Throws: `StanceError.Cause.malformedModel` if the shapes differ or a number is not finite.
    public init(weights: Matrix, bias: [Float]) throws(StanceError) {
        guard weights.columns == bias.count else {
            throw StanceError(.malformedModel(reason: "weights and bias are not for one number of labels"))
        }
        guard weights.values.areSensible, bias.areSensible else {
            throw StanceError(.malformedModel(reason: "a weight is not a finite number of sensible size"))
        }
        self.weights = weights
        self.bias = bias
    }
}
