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
    let model: LogisticRegression

    init(labels: [String] = ["neutral", "reassurance", "warning"], seed: UInt64 = 5) throws {
        let configuration = FeatureConfiguration(bucketBits: 12)
        let extractor = try FeatureExtractor(configuration)
        let buckets = Set(Self.texts.flatMap { extractor.bucketCounts(of: Array($0.utf8)[...]).buckets }).sorted()
        var generator = SplitMix64(seed: seed)
        self.labels = labels
        space = try FeatureSpace(
            configuration: configuration, buckets: buckets,
            inverseDocumentFrequencies: buckets.map { _ in Float.random(in: 1...5, using: &generator) })
        model = try LogisticRegression(
            weights: Matrix(
                rows: buckets.count, columns: labels.count,
                values: (0..<buckets.count * labels.count).map { _ in Float.random(in: -2...2, using: &generator) }),
            bias: labels.map { _ in Float.random(in: -1...1, using: &generator) })
    }

    var classifier: Classifier {
        get throws { try Classifier(labels: labels, space: space, model: model) }
    }

    func write(to directory: String) throws {
        let record = TrainingRecord(
            files: [.init(name: "a.tsv", sha256: "00", records: 4)], labelCounts: ["neutral": 4], l2: 0.1,
            classWeights: "none", seed: 0, gradientTolerance: 1e-4, iterations: 3, objective: 1.5)
        try ModelDirectory.write(
            model, space: space,
            configuration: ModelConfiguration(labels: labels, features: space.configuration, training: record),
            card: "# Card\n", to: directory)
    }
}
