/// The known n-grams of a text, each with the tokens that it lies on.
struct FeatureOccurrences {
    /// One n-gram at one place.
    struct Occurrence {
        /// The feature that it is.
        var feature = -1
        /// Its first token; the others follow it, each `step` tokens behind the one before.
        var first: Int
        var count = 1
        var step = 1
    }

    private(set) var all: [Occurrence] = []
    private let space: FeatureSpace

    /// - Parameter tokens: where the tokens stand in `text`.
    /// - Complexity: O(bytes · longest n-gram).
    init(of text: UnsafeBufferPointer<UInt8>, tokens: [Range<Int>], in space: FeatureSpace) {
        self.space = space
        addRuns(of: text, tokenCount: tokens.count)
        for (token, range) in tokens.enumerated() {
            forEachBucket(of: UnsafeBufferPointer(rebasing: text[range])) { bucket, isOfCharacters in
                if isOfCharacters { add(bucket, Occurrence(first: token)) }
            }
        }
    }

    /// Runs of tokens and skip-grams: `NGramHasher` gives those that end at each token, the shorter first.
    private mutating func addRuns(of text: UnsafeBufferPointer<UInt8>, tokenCount: Int) {
        var buckets: [Int] = []
        forEachBucket(of: text) { bucket, isOfCharacters in
            if !isOfCharacters { buckets.append(bucket) }
        }
        guard let lengths = space.configuration.wordNGrams else { return }
        var next = buckets.makeIterator()
        for token in 0..<tokenCount {
            for length in stride(from: lengths.minimum, through: min(lengths.maximum, token + 1), by: 1) {
                add(next.next(), Occurrence(first: token - length + 1, count: length))
            }
            for distance in stride(from: 2, through: min(space.configuration.skipGramDistance ?? 0, token), by: 1) {
                add(next.next(), Occurrence(first: token - distance, count: 2, step: distance))
            }
        }
    }

    private func forEachBucket(
        of text: UnsafeBufferPointer<UInt8>, _ body: (_ bucket: Int, _ isOfCharacters: Bool) -> Void
    ) {
        var buffer = TokenBuffer()
        space.hasher.forEachBucket(of: text, using: &buffer) { bucket, _ in
            body(bucket, space.hasher.isCharacterBucket(bucket))
        }
    }

    private mutating func add(_ bucket: Int?, _ occurrence: Occurrence) {
        guard let bucket else { preconditionFailure("the hasher gives one bucket for each run of tokens") }
        var occurrence = occurrence
        occurrence.feature = space.index.feature(of: bucket)
        if occurrence.feature >= 0 { all.append(occurrence) }
    }

    /// The norms of the two blocks.
    ///
    /// - Parameter square: what one occurrence of a feature adds to its block's squared norm.
    func norms(square: (_ feature: Int) -> Double) -> (words: Double, characters: Double) {
        var squares = (words: 0.0, characters: 0.0)
        for occurrence in all {
            if occurrence.feature < space.wordFeatureCount {
                squares.words += square(occurrence.feature)
            } else {
                squares.characters += square(occurrence.feature)
            }
        }
        return (squares.words.squareRoot(), squares.characters.squareRoot())
    }
}
