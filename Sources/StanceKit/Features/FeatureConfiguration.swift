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
    /// Pairs of tokens with others between them, up to this many places apart, in the block of word n-grams; `nil` for none.
    public var skipGramDistance: Int?
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
        skipGramDistance: Int? = nil,
        characterNGrams: ClosedRange<Int>? = 2...5,
        bucketBits: Int = 20,
        hashSeed: UInt64 = 0,
        minimumDocumentFrequency: Int = 2
    ) {
        self.wordNGrams = wordNGrams.map(NGramRange.init)
        self.skipGramDistance = skipGramDistance
        self.characterNGrams = characterNGrams.map(NGramRange.init)
        self.bucketBits = bucketBits
        self.hashSeed = hashSeed
        self.minimumDocumentFrequency = minimumDocumentFrequency
    }

    /// The lengths that n-grams may have, the bits that buckets may have, and how far skip-grams may reach.
    static let permittedLengths = 1...8
    static let permittedBucketBits = 8...22
    package static let permittedSkipGramDistances = 2...8

    /// What is wrong with the configuration, `nil` if nothing is.
    package var fault: String? {
        for range in [wordNGrams, characterNGrams].compactMap(\.self) {
            guard range.minimum <= range.maximum, Self.permittedLengths.contains(range.minimum),
                Self.permittedLengths.contains(range.maximum)
            else { return "n-grams from \(range.minimum) to \(range.maximum); 1 to 8 are supported" }
        }
        if let skipGramDistance, wordNGrams == nil || !Self.permittedSkipGramDistances.contains(skipGramDistance) {
            return "skip-grams stand beside word n-grams and reach 2 to 8 places"
        }
        if wordNGrams == nil, characterNGrams == nil { return "neither word nor character n-grams" }
        if !Self.permittedBucketBits.contains(bucketBits) { return "\(bucketBits) bucket bits; 8 to 22 are supported" }
        if minimumDocumentFrequency < 1 { return "a document frequency below 1" }
        return nil
    }
}

extension FeatureConfiguration {
    /// Writes every member, `nil` as `null`: in a recipe, what is left out means the default.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(wordNGrams, forKey: .wordNGrams)
        try container.encode(skipGramDistance, forKey: .skipGramDistance)
        try container.encode(characterNGrams, forKey: .characterNGrams)
        try container.encode(bucketBits, forKey: .bucketBits)
        try container.encode(hashSeed, forKey: .hashSeed)
        try container.encode(minimumDocumentFrequency, forKey: .minimumDocumentFrequency)
    }
}
