/// The features that a model knows: which buckets, and how much each weighs.
///
/// A text's vector has for each known n-gram its number of occurrences times its inverse document frequency. The block
/// of word n-grams and the block of character n-grams are each divided by √(Σ idf²) over their occurrences: a sum over
/// the text's tokens, so that each token adds a fixed contribution whatever surrounds it. For a text in which no n-gram
/// repeats this is the Euclidean norm.
public struct FeatureSpace: Sendable {
    /// How text becomes n-grams and buckets.
    public let configuration: FeatureConfiguration
    /// The inverse document frequency of each feature: ln((1 + n) / (1 + df)) + 1, for n training texts.
    public let inverseDocumentFrequencies: [Float]

    let hasher: NGramHasher
    /// The feature of each bucket.
    let index: BucketIndex

    /// The number of features.
    public var count: Int { index.count }
    /// The known buckets, rising. Feature i is bucket `buckets[i]`.
    ///
    /// - Complexity: O(buckets).
    public var buckets: [UInt32] { index.buckets }
    /// The number of features that are word n-grams; they stand before those of characters.
    public let wordFeatureCount: Int

    /// Makes a space of known buckets.
    ///
    /// - Throws: `StanceError.Cause.malformedModel` if the parts do not fit together.
    public init(
        configuration: FeatureConfiguration, buckets: [UInt32], inverseDocumentFrequencies: [Float]
    ) throws(StanceError) {
        if let fault = configuration.fault { throw StanceError(.malformedModel(reason: fault)) }
        guard buckets.count == inverseDocumentFrequencies.count else {
            throw StanceError(.malformedModel(reason: "there is not one inverse document frequency for each bucket"))
        }
        let hasher = NGramHasher(configuration)
        guard zip(buckets, buckets.dropFirst()).allSatisfy({ $0 < $1 }),
            buckets.last.map({ Int($0) < hasher.bucketCount }) ?? true
        else { throw StanceError(.malformedModel(reason: "the buckets do not rise within their range")) }
        try self.init(
            configuration, hasher, BucketIndex(buckets, bucketCount: hasher.bucketCount), inverseDocumentFrequencies)
    }

    /// Makes a space of known buckets, a bit each.
    ///
    /// - Throws: as above.
    init(
        configuration: FeatureConfiguration, known: [UInt64], inverseDocumentFrequencies: [Float]
    ) throws(StanceError) {
        if let fault = configuration.fault { throw StanceError(.malformedModel(reason: fault)) }
        let hasher = NGramHasher(configuration)
        let index = BucketIndex(bits: known)
        guard known.count == (hasher.bucketCount + 63) / 64,
            index.rank(of: hasher.bucketCount) == index.count, index.count == inverseDocumentFrequencies.count
        else { throw StanceError(.malformedModel(reason: "there is not one row for each known bucket")) }
        try self.init(configuration, hasher, index, inverseDocumentFrequencies)
    }

    private init(
        _ configuration: FeatureConfiguration, _ hasher: NGramHasher, _ index: BucketIndex, _ frequencies: [Float]
    ) throws(StanceError) {
        guard frequencies.allSatisfy({ $0 > 1e-3 && $0 < 1000 }) else {
            throw StanceError(.malformedModel(reason: "an inverse document frequency is out of range"))
        }
        self.configuration = configuration
        self.hasher = hasher
        self.index = index
        inverseDocumentFrequencies = frequencies
        wordFeatureCount = index.rank(of: hasher.bucketCount / 2)
    }
}
