/// Counts the hashed n-grams of texts.
public struct FeatureExtractor: Sendable {
    /// How often each bucket occurs in a text.
    public struct BucketCounts: Sendable, Equatable {
        /// The buckets that occur, rising.
        public var buckets: [UInt32] = []
        /// How often each of them does.
        public var counts: [Float] = []
    }

    /// How text becomes n-grams and buckets.
    public let configuration: FeatureConfiguration
    private let hasher: NGramHasher

    /// The buckets of word n-grams and character n-grams together.
    public var bucketCount: Int { hasher.bucketCount }

    /// Makes an extractor.
    ///
    /// - Throws: `StanceError.Cause.invalidConfiguration` for n-grams or buckets that are not supported.
    public init(_ configuration: FeatureConfiguration) throws(StanceError) {
        if let fault = configuration.fault { throw StanceError(.invalidConfiguration(reason: fault)) }
        self.configuration = configuration
        hasher = NGramHasher(configuration)
    }

    /// The hashes of a text's tokens, in their order.
    ///
    /// - Complexity: O(bytes).
    package func tokenHashes(of text: ArraySlice<UInt8>) -> [UInt64] {
        text.withUnsafeBufferPointer { TextTokens(of: $0, hasher).hashes }
    }

    /// The bucket counts of a text in UTF-8.
    ///
    /// - Complexity: O(n log n) in the number of n-grams.
    public func bucketCounts(of text: ArraySlice<UInt8>) -> BucketCounts {
        var tokens = TokenBuffer()
        var occurrences: [UInt32] = []
        text.withUnsafeBufferPointer { text in
            hasher.forEachBucket(of: text, using: &tokens) { bucket, _ in occurrences.append(UInt32(bucket)) }
        }
        occurrences.sort()
        var result = BucketCounts()
        for bucket in occurrences {
            if result.buckets.last == bucket {
                result.counts[result.counts.count - 1] += 1
            } else {
                result.buckets.append(bucket)
                result.counts.append(1)
            }
        }
        return result
    }
}

extension FeatureSpace {
    /// Appends the vector of a text with these bucket counts to the entries of a sparse matrix.
    ///
    /// - Complexity: O(distinct n-grams).
    public func appendVector(
        of text: FeatureExtractor.BucketCounts, columns: inout [Int32], values: inout [Float]
    ) {
        let start = columns.count
        var squares = (words: Float(0), characters: Float(0))
        for (bucket, count) in zip(text.buckets, text.counts) {
            let feature = index.feature(of: Int(bucket))
            guard feature >= 0 else { continue }
            let frequency = inverseDocumentFrequencies[feature]
            columns.append(Int32(feature))
            values.append(count * frequency)
            if hasher.isCharacterBucket(Int(bucket)) {
                squares.characters += count * frequency * frequency
            } else {
                squares.words += count * frequency * frequency
            }
        }
        for entry in start..<columns.count {
            let isCharacter = Int(columns[entry]) >= wordFeatureCount
            values[entry] /= (isCharacter ? squares.characters : squares.words).squareRoot()
        }
    }
}
