/// Hashes the n-grams of tokens to buckets.
///
/// A token's hash is `FNV1a` over its bytes, seeded. A word n-gram's hash folds its tokens' hashes from the left: h ← h
/// · φ ⊕ next, with φ the odd integer nearest 2^64 divided by the golden ratio. A character n-gram's hash is FNV-1a
/// over its bytes. A skip-gram's hash is h(first) · ψ ⊕ h(second), with ψ another odd integer. The bucket is the top
/// `bucketBits` bits of (h ⊕ (h >> 32)) · φ; character n-grams have buckets of their own, behind those of words.
struct NGramHasher: Sendable {
    private let seed: UInt64
    private let shift: UInt64
    private let characterBase: Int
    private let words: ClosedRange<Int>?
    private let characters: ClosedRange<Int>?
    /// The most places between the two tokens of a skip-gram; below 2 for none.
    let skipDistance: Int

    private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let skipping: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    /// - Precondition: the configuration has no fault.
    init(_ configuration: FeatureConfiguration) {
        precondition(configuration.fault == nil, "a valid configuration")
        seed = configuration.hashSeed
        shift = UInt64(64 - configuration.bucketBits)
        characterBase = 1 << configuration.bucketBits
        words = configuration.wordNGrams.map { $0.minimum...$0.maximum }
        skipDistance = configuration.skipGramDistance ?? 0
        characters = configuration.characterNGrams.map { $0.minimum...$0.maximum }
    }

    /// The buckets of both blocks together: word n-grams have the lower half.
    var bucketCount: Int { characterBase * 2 }

    /// Whether a bucket is one of character n-grams.
    @inline(__always)
    func isCharacterBucket(_ bucket: Int) -> Bool { bucket >= characterBase }

    /// The lengths of the shortest and the longest run of tokens; 0 without word n-grams.
    var shortestRun: Int { words?.lowerBound ?? 0 }
    var longestRun: Int { words?.upperBound ?? 0 }
    /// Over how many tokens a word n-gram or skip-gram stretches at most; at least 1.
    var reach: Int { max(1, longestRun, skipDistance + 1) }

    /// The hash of the token between two places of `bytes`.
    @inline(__always)
    func hash(of bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> UInt64 {
        var hash = FNV1a(seed: seed)
        for position in start..<end { hash.add(bytes[position]) }
        return hash.value
    }

    /// The hash of a run of tokens and the one behind it.
    @inline(__always)
    func run(_ run: UInt64, followedBy token: UInt64) -> UInt64 { (run &* Self.golden) ^ token }

    /// The hash of two tokens with others between them.
    @inline(__always)
    func pair(_ first: UInt64, _ second: UInt64) -> UInt64 { (first &* Self.skipping) ^ second }

    /// The bucket of a word n-gram or skip-gram.
    @inline(__always)
    func bucket(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: ((hash ^ (hash >> 32)) &* Self.golden) &>> shift)
    }

    /// The hashes of the runs of tokens that end at the last token so far, by length: what the next tokens build on.
    struct Runs {
        fileprivate var hashes = SIMD8<UInt64>.zero
        fileprivate var count = 0
        /// The hashes of the last tokens, the latest first.
        fileprivate var tokens = SIMD8<UInt64>.zero
        fileprivate var tokenCount = 0
    }

    /// Calls `body` with the bucket of each n-gram of a whole text, token by token.
    ///
    /// `isWordToken` is true for single tokens that are words, so that a caller can count those it knows.
    /// - Complexity: O(bytes · longest n-gram).
    @inline(__always)
    func forEachBucket(
        of text: UnsafeBufferPointer<UInt8>, using buffer: inout TokenBuffer,
        _ body: (_ bucket: Int, _ isWordToken: Bool) -> Void
    ) {
        var runs = Runs()
        var position = 0
        while position < text.count {
            Tokenizer.tokenize(text, from: &position, into: &buffer)
            forEachBucket(of: buffer, continuing: &runs, body)
        }
    }

    @inline(__always)
    private func forEachBucket(
        of buffer: borrowing TokenBuffer, continuing runs: inout Runs,
        _ body: (_ bucket: Int, _ isWordToken: Bool) -> Void
    ) {
        buffer.bytes.withUnsafeBufferPointer { bytes in
            for token in buffer.tokens {
                if let words {
                    let hash = hash(of: bytes, from: token.start, to: token.end)
                    runs.count = min(runs.count + 1, words.upperBound)
                    var length = runs.count
                    while length > 1 {
                        runs.hashes[length - 1] = run(runs.hashes[length - 2], followedBy: hash)
                        length -= 1
                    }
                    runs.hashes[0] = hash
                    for length in words.lowerBound..<max(words.lowerBound, runs.count + 1) {
                        body(bucket(runs.hashes[length - 1]), length == 1 && token.isWord)
                    }
                    if skipDistance > 1 { forEachSkipGram(endingIn: hash, of: &runs, body) }
                }
                guard token.isWord else { continue }
                forEachCharacterBucket(of: bytes, from: token.start, to: token.end) { body($0, false) }
            }
        }
    }

    /// The pairs of the last token and those two or more places before it.
    @inline(__always)
    private func forEachSkipGram(
        endingIn hash: UInt64, of runs: inout Runs, _ body: (_ bucket: Int, _ isWordToken: Bool) -> Void
    ) {
        for distance in 1..<max(1, min(skipDistance, runs.tokenCount)) {
            body(bucket(pair(runs.tokens[distance], hash)), false)
        }
        var place = min(runs.tokenCount, 7)
        while place > 0 {
            runs.tokens[place] = runs.tokens[place - 1]
            place -= 1
        }
        runs.tokens[0] = hash
        runs.tokenCount = min(runs.tokenCount + 1, 8)
    }

    /// Calls `body` with the bucket of each character n-gram of the word between two places of `bytes`, where spaces stand
    /// before and behind it.
    @inline(__always)
    func forEachCharacterBucket(
        of bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, _ body: (_ bucket: Int) -> Void
    ) {
        guard let lengths = characters else { return }
        let end = end + 1
        var first = start - 1
        while first < end {
            var hash = FNV1a(seed: seed)
            var length = 0
            var position = first
            while position < end {
                hash.add(bytes[position])
                position += 1
                // A character ends where the next byte continues none.
                guard position == end || bytes[position] & 0xC0 != 0x80 else { continue }
                length += 1
                if length >= lengths.lowerBound { body(characterBase + bucket(hash.value)) }
                if length == lengths.upperBound { break }
            }
            repeat { first += 1 } while first < end && bytes[first] & 0xC0 == 0x80
        }
    }
}
