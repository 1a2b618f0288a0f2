/// A model's `config.json`, but for the record of its training: all that inference needs besides the tensors.
struct ModelConfiguration: Sendable, Equatable, Codable {
    /// The version of the model directory's format.
    var formatVersion = ModelConfiguration.newestFormatVersion
    /// The version of Stance that wrote the model.
    var stanceVersion = StanceKit.stanceVersion
    /// The kind of model.
    var algorithm: ClassifierModel.Algorithm
    /// The labels, in the order of the weights' columns.
    var labels: [String]
    /// How text becomes features.
    var features: FeatureConfiguration
    /// The perceptrons' activation; `nil` without perceptrons.
    var activation: Activation?
    /// How logits become probabilities and labels; `nil` in version 1.
    var calibration: Calibration?
    /// A hash of both files, in hexadecimal; see docs/ModelFormat.md.
    var checksum = ModelChecksum.placeholder

    /// The newest format that this build reads and the one it writes.
    static let newestFormatVersion = 4

    /// Makes the configuration of a new model.
    init(_ model: ClassifierModel) {
        algorithm = model.algorithm
        labels = model.labels
        features = model.space.configuration
        activation = model.networks.first?.activation
        calibration = model.calibration
    }
}

/// What version 1 says of the training that a prevalence correction needs.
struct VersionOneTraining: Decodable {
    private struct Training: Decodable {
        var labelCounts: [String: Int]
        var classWeights: String
    }

    private var training: Training

    /// The calibration that version 1 means: none, at the prevalence that training supposed.
    func calibration(labels: [String]) -> Calibration {
        let counts = labels.map { training.classWeights == "none" ? Float(training.labelCounts[$0] ?? 1) : 1 }
        let total = counts.reduce(0, +)
        return .identity(parts: 1, prevalence: counts.map { $0 / total })
    }
}
