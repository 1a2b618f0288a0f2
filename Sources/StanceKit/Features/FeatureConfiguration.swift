/// How text becomes features. It travels inside the model: nothing of it is assumed when a model is read.
public struct FeatureConfiguration: Sendable, Equatable, Codable {
    /// The shortest and the longest n-gram.
    public struct NGramRange: Sendable, Equatable, Codable {
        /// The length of the shortest n-gram.
        public var minimum: Int
        /// The length of the longest one.
        public var maximum: Int

        /// Makes a range of lengths.
        public init(_ range: ClosedRange<Int>) {
            minimum = range.lowerBound
            maximum = range.upperBound
        }
    }

    /// Runs of tokens; `nil` for none.
    public var wordNGrams: NGramRange?
    /// Runs of characters inside a word with a space at either end; `nil` for none.
    public var characterNGrams: NGramRange?
    /// The n-grams of each of the two blocks are hashed to 2^`bucketBits` buckets.
    public var bucketBits: Int
    /// The hash's seed.
    public var hashSeed: UInt64
    /// Buckets that occur in fewer training texts are left out.
    public var minimumDocumentFrequency: Int

    /// Makes a configuration; the defaults were chosen by cross-validation on training files.
    public init(
        wordNGrams: ClosedRange<Int>? = 1...3,
        characterNGrams: ClosedRange<Int>? = 2...5,
        bucketBits: Int = 20,
        hashSeed: UInt64 = 0,
        minimumDocumentFrequency: Int = 2
    ) {
        self.wordNGrams = wordNGrams.map(NGramRange.init)
        self.characterNGrams = characterNGrams.map(NGramRange.init)
        self.bucketBits = bucketBits
        self.hashSeed = hashSeed
        self.minimumDocumentFrequency = minimumDocumentFrequency
    }

    /// The lengths that n-grams may have, and the bits that buckets may have.
    static let permittedLengths = 1...8
    static let permittedBucketBits = 8...22

    /// What is wrong with the configuration, `nil` if nothing is.
    var fault: String? {
        for range in [wordNGrams, characterNGrams].compactMap(\.self) {
            guard range.minimum <= range.maximum, Self.permittedLengths.contains(range.minimum),
                Self.permittedLengths.contains(range.maximum)
            else { return "n-grams from \(range.minimum) to \(range.maximum); 1 to 8 are supported" }
        }
        if wordNGrams == nil, characterNGrams == nil { return "neither word nor character n-grams" }
        if !Self.permittedBucketBits.contains(bucketBits) { return "\(bucketBits) bucket bits; 8 to 22 are supported" }
        if minimumDocumentFrequency < 1 { return "a document frequency below 1" }
        return nil
    }
}
