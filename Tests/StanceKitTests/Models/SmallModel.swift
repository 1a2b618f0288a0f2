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

    private static func matrix(_ rows: Int, _ columns: Int, _ generator: inout SplitMix64) -> Matrix {
        Matrix(
            rows: rows, columns: columns,
            values: (0..<rows * columns).map { _ in Float.random(in: -2...2, using: &generator) })
    }

    var model: ClassifierModel {
        get throws {
            try ClassifierModel(
                labels: labels, space: space, linear: linear, networks: networks, calibration: calibration,
                predictionSets: predictionSets)
        }
    }

    var classifier: Classifier {
        get throws { try Classifier(model) }
    }

    func write(to directory: String) throws {
        try ModelDirectory.write(model, training: ["files": ["a.tsv"]], card: "# Card\n", to: directory)
    }
}
