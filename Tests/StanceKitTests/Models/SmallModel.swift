import LinearAlgebra

@testable import StanceKit

/// A model over the n-grams of a few sentences, with seeded random weights.
struct SmallModel {
    static let texts = [
        "The levee may break before the night is over.", "There is no danger; the water is falling.",
        "The council meets on Tuesday!", "Nobody knows what the river does next, do they?",
    ]

    let labels: [String]
    let space: FeatureSpace
    var linear: LogisticRegression?
    var networks: [MultilayerPerceptron] = []
    var convolution: ConvolutionalNetwork?
    var calibration: Calibration?
    var predictionSets: PredictionSets?

    init(labels: [String] = ["neutral", "reassurance", "warning"], seed: UInt64 = 5) throws {
        let configuration = FeatureConfiguration(bucketBits: 12)
        let extractor = try FeatureExtractor(configuration)
        let buckets = Set(Self.texts.flatMap { extractor.bucketCounts(of: Array($0.utf8)[...]).buckets }).sorted()
        var generator = SplitMix64(seed: seed)
        self.labels = labels
        space = try FeatureSpace(
            configuration: configuration, buckets: buckets,
            inverseDocumentFrequencies: buckets.map { _ in Float.random(in: 1...5, using: &generator) })
        linear = try LogisticRegression(
            weights: Self.matrix(buckets.count, labels.count, &generator),
            bias: labels.map { _ in Float.random(in: -1...1, using: &generator) })
    }

    /// A model of any kind, with a calibration and sets.
    ///
    /// - Parameter words: whether networks see word n-grams alone.
    init(_ algorithm: ClassifierModel.Algorithm, words: Bool = false, activation: Activation = .gelu) throws {
        try self.init()
        var generator = SplitMix64(seed: 12)
        if algorithm == .mlp { linear = nil }
        if algorithm != .logistic {
            let inputs = words ? space.wordFeatureCount : space.count
            networks = try (0..<2).map { _ in
                let layers = zip([inputs, 5, 4], [5, 4, 3]).map { rows, columns in
                    MultilayerPerceptron.Layer(
                        weights: Matrix(
                            rows: rows, columns: columns,
                            values: (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &generator) }),
                        bias: (0..<columns).map { _ in Float.random(in: -1...1, using: &generator) })
                }
                return try MultilayerPerceptron(activation: activation, layers: layers)
            }
        }
        calibration = Calibration(
            scales: algorithm == .ensemble ? [0.5, 1.5] : [0.7], bias: [0.1, -0.3, 0.2],
            prevalence: [0.7, 0.2, 0.1], offsets: [0, 0.5, -0.25], items: 321)
        predictionSets = PredictionSets(calibrationScores: (0..<99).map { Float($0) / 100 })
    }

    /// A convolutional network over most words of the sentences, with seeded random numbers.
    func randomConvolution() throws -> ConvolutionalNetwork {
        var generator = SplitMix64(seed: 77)
        let extractor = try FeatureExtractor(space.configuration)
        let hashes = Set(Self.texts.flatMap { extractor.tokenHashes(of: Array($0.utf8)[...]) }).sorted().dropFirst(5)
        let length = ConvolutionalNetwork.rowLength(widths: [1, 3], filterCount: 16)
        let known = Self.matrix(hashes.count, length, &generator).values
        return try ConvolutionalNetwork(
            widths: [1, 3], filterCount: 16, index: WordIndex(hashes: Array(hashes)),
            rows: Matrix(
                rows: hashes.count + 1, columns: length, values: known + [Float](repeating: 0, count: length)),
            bias: (0..<32).map { _ in Float.random(in: -2...0.5, using: &generator) },
            weights: Self.matrix(32, labels.count, &generator),
            logitBias: labels.map { _ in Float.random(in: -1...1, using: &generator) })
    }

    private static func matrix(_ rows: Int, _ columns: Int, _ generator: inout SplitMix64) -> Matrix {
        Matrix(
            rows: rows, columns: columns,
            values: (0..<rows * columns).map { _ in Float.random(in: -2...2, using: &generator) })
    }

    var model: ClassifierModel {
        get throws {
            try ClassifierModel(
                labels: labels, space: space, linear: linear, networks: networks, convolution: convolution,
                calibration: calibration, predictionSets: predictionSets)
        }
    }

    var classifier: Classifier {
        get throws { try Classifier(model) }
    }

    func write(to directory: String) throws {
        try ModelDirectory.write(model, training: ["files": ["a.tsv"]], card: "# Card\n", to: directory)
    }
}
