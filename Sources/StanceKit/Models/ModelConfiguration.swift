/// A model's `config.json`: all that inference needs besides the weights, and how the model came to be.
public struct ModelConfiguration: Sendable, Equatable, Codable {
    /// The version of the model directory's format.
    public var formatVersion: Int
    /// The version of Stance that wrote the model.
    public var stanceVersion: String
    /// The kind of model: "logistic".
    public var algorithm: String
    /// The labels, in the order of the weights' columns.
    public var labels: [String]
    /// How text becomes features.
    public var features: FeatureConfiguration
    /// How the model was trained.
    public var training: TrainingRecord
    /// FNV-1a of both files, in hexadecimal; see docs/ModelFormat.md.
    public var checksum: String

    /// The newest format that this build reads and the one it writes.
    public static let newestFormatVersion = 1

    /// Makes the configuration of a new model.
    public init(labels: [String], features: FeatureConfiguration, training: TrainingRecord) {
        formatVersion = Self.newestFormatVersion
        stanceVersion = StanceKit.stanceVersion
        algorithm = "logistic"
        self.labels = labels
        self.features = features
        self.training = training
        checksum = ModelChecksum.placeholder
    }
}

/// How a model was trained: what it takes to do it again.
public struct TrainingRecord: Sendable, Equatable, Codable {
    /// A file of training data.
    public struct DataFile: Sendable, Equatable, Codable {
        /// The file's name, without its folder.
        public var name: String
        /// The SHA-256 digest of its bytes, in hexadecimal.
        public var sha256: String
        /// How many of its records were used.
        public var records: Int

        /// Makes the description of a file.
        public init(name: String, sha256: String, records: Int) {
            self.name = name
            self.sha256 = sha256
            self.records = records
        }
    }

    /// The training files, in the order read.
    public var files: [DataFile]
    /// How many examples there were of each label.
    public var labelCounts: [String: Int]
    /// The weight of the penalty.
    public var l2: Double
    /// How labels were weighted: "none" or "balanced".
    public var classWeights: String
    /// The seed of everything random.
    public var seed: UInt64
    /// The optimiser stopped when the gradient's norm was at most this part of its first one.
    public var gradientTolerance: Double
    /// How many steps the optimiser took.
    public var iterations: Int
    /// The objective at the end.
    public var objective: Double

    /// Makes a record.
    public init(
        files: [DataFile], labelCounts: [String: Int], l2: Double, classWeights: String, seed: UInt64,
        gradientTolerance: Double, iterations: Int, objective: Double
    ) {
        self.files = files
        self.labelCounts = labelCounts
        self.l2 = l2
        self.classWeights = classWeights
        self.seed = seed
        self.gradientTolerance = gradientTolerance
        self.iterations = iterations
        self.objective = objective
    }
}
