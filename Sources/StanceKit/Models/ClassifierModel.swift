import LinearAlgebra

/// A trained model in parts that fit together: all that classification needs.
///
/// The logits of a text are Σ scale · part + bias, where a part is the linear model, or the networks: a convolutional one, or the mean
/// of multilayer perceptrons.
public struct ClassifierModel: Sendable {
    /// The labels, in the order of every part's outputs.
    public let labels: [String]
    /// The features that it knows.
    public let space: FeatureSpace
    /// The linear part, over all features; `nil` where there is none, or `integers` are all that is known of it.
    public let linear: LogisticRegression?
    /// The linear part in integers, by which a model is scored that has no other part and at most three labels.
    let integers: IntegerRegression?
    /// The networks, all of one shape, over all features or over those of words.
    public let networks: [MultilayerPerceptron]
    /// The convolutional network; a model has this, or perceptrons, or neither.
    public let convolution: ConvolutionalNetwork?
    /// How logits become probabilities and labels.
    public let calibration: Calibration
    /// The prediction sets, if it was calibrated for them.
    public let predictionSets: PredictionSets?
    /// The checksum of the directory that it was read from, if it was; see docs/ModelFormat.md.
    public internal(set) var checksum: String?

    /// The kinds of models, by the parts that they have.
    public enum Algorithm: String, Sendable, Codable, CaseIterable {
        /// The linear part alone.
        case logistic
        /// Networks alone.
        case mlp
        /// Both.
        case ensemble
    }

    /// What kind of model this is.
    public var algorithm: Algorithm {
        hasNetworks ? (linearBias == nil ? .mlp : .ensemble) : .logistic
    }

    /// Whether it has networks of one kind or the other.
    var hasNetworks: Bool { convolution != nil || !networks.isEmpty }

    /// Makes a model.
    ///
    /// - Parameter calibration: `nil` for none: the parts' mean, all labels alike.
    /// - Throws: `StanceError.Cause.malformedModel` if the parts do not fit together.
    public init(
        labels: [String], space: FeatureSpace, linear: LogisticRegression?, networks: [MultilayerPerceptron] = [],
        convolution: ConvolutionalNetwork? = nil, calibration: Calibration? = nil, predictionSets: PredictionSets? = nil
    ) throws(StanceError) {
        func malformed(_ reason: String) -> StanceError { StanceError(.malformedModel(reason: reason)) }
        let outputs =
            networks.map(\.labelCount) + [linear?.bias.count, convolution?.labelCount].compactMap { $0 }
        guard labels.count >= 2, Set(labels).count == labels.count, !outputs.isEmpty,
            outputs.allSatisfy({ $0 == labels.count })
        else { throw malformed("the labels do not fit the weights") }
        if let linear, linear.weights.rows != space.count {
            throw malformed("there is not one row of weights for each feature")
        }
        if let first = networks.first {
            guard first.inputCount == space.count || first.inputCount == space.wordFeatureCount,
                networks.allSatisfy({
                    $0.inputCount == first.inputCount && $0.embeddingWidth == first.embeddingWidth
                        && $0.activation == first.activation
                })
            else { throw malformed("the networks do not fit the features or each other") }
        }
        guard convolution == nil || networks.isEmpty else { throw malformed("it has networks of two kinds") }
        let parts = (linear == nil ? 0 : 1) + (convolution == nil && networks.isEmpty ? 0 : 1)
        self.calibration = calibration ?? .uniform(parts: parts, labels: labels.count)
        if let fault = self.calibration.fault(parts: parts, labels: labels.count) { throw malformed(fault) }
        self.labels = labels
        self.space = space
        self.linear = linear
        let isNarrow = networks.isEmpty && labels.count <= IntegerRegression.largestLabelCount
        integers = isNarrow ? linear.map { IntegerRegression($0, space) } : nil
        self.networks = networks
        self.convolution = convolution
        self.predictionSets = predictionSets
    }

    /// Makes a model that is an integer regression.
    ///
    /// - Throws: as above.
    init(
        labels: [String], space: FeatureSpace, integers: IntegerRegression, convolution: ConvolutionalNetwork?,
        calibration: Calibration?, predictionSets: PredictionSets?
    ) throws(StanceError) {
        func malformed(_ reason: String) -> StanceError { StanceError(.malformedModel(reason: reason)) }
        guard Set(labels).count == labels.count, labels.count == integers.bias.count,
            convolution.map({ $0.labelCount == labels.count }) ?? true
        else {
            throw malformed("the labels do not fit the weights")
        }
        guard integers.words.rows.count == space.wordFeatureCount,
            integers.characters.rows.count == space.count - space.wordFeatureCount
        else { throw malformed("there is not one row of weights for each feature") }
        let parts = convolution == nil ? 1 : 2
        self.calibration = calibration ?? .uniform(parts: parts, labels: labels.count)
        if let fault = self.calibration.fault(parts: parts, labels: labels.count) { throw malformed(fault) }
        self.labels = labels
        self.space = space
        linear = nil
        self.integers = integers
        networks = []
        self.convolution = convolution
        self.predictionSets = predictionSets
    }

    /// The bias of the linear part, `nil` where there is none.
    var linearBias: [Float]? { integers?.bias ?? linear?.bias }
}
