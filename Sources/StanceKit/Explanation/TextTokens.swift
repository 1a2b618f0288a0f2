/// The tokens of a text, where each stands in it, and the buckets of their n-grams.
struct TextTokens {
    /// The bytes of each token in the text, without the white space and the invisible characters before it.
    private(set) var ranges: [Range<Int>] = []
    /// The hash of each.
    private(set) var hashes: [UInt64] = []
    /// The buckets of each word's characters.
    private var characterBuckets: [[Int]] = []
    private let hasher: NGramHasher

    /// - Complexity: O(bytes · longest n-gram).
    init(of text: UnsafeBufferPointer<UInt8>, _ hasher: NGramHasher) {
        self.hasher = hasher
        var buffer = TokenBuffer()
        var position = 0
        while position < text.count {
            let start = position
            buffer.removeAll()
            Tokenizer.readToken(of: text, at: &position, into: &buffer)
            guard let token = buffer.tokens.first else { continue }
            ranges.append(start..<position)
            buffer.bytes.withUnsafeBufferPointer { bytes in
                hashes.append(hasher.hash(of: bytes, from: token.start, to: token.end))
                var buckets: [Int] = []
                if token.isWord {
                    hasher.forEachCharacterBucket(of: bytes, from: token.start, to: token.end) { buckets.append($0) }
                }
                characterBuckets.append(buckets)
            }
        }
    }

    /// Calls `body` with the bucket of each n-gram and the tokens that it lies on.
    func forEachNGram(_ body: (_ bucket: Int, _ tokens: StrideThrough<Int>) -> Void) {
        for first in ranges.indices {
            for bucket in characterBuckets[first] { body(bucket, stride(from: first, through: first, by: 1)) }
            var run = hashes[first]
            for length in 1...max(1, hasher.longestRun) where first + length <= ranges.count {
                if length > 1 { run = hasher.run(run, followedBy: hashes[first + length - 1]) }
                if hasher.shortestRun > 0, length >= hasher.shortestRun {
                    body(hasher.bucket(run), stride(from: first, through: first + length - 1, by: 1))
                }
            }
            for distance in 2...max(2, hasher.skipDistance)
            where hasher.skipDistance > 1 && first + distance < ranges.count {
                let pair = hasher.pair(hashes[first], hashes[first + distance])
                body(hasher.bucket(pair), stride(from: first, through: first + distance, by: distance))
            }
        }
    }
}
