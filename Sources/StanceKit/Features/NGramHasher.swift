/// Hashes the n-grams of tokens to buckets.
///
/// A token's hash is `FNV1a` over its bytes, seeded. A word n-gram's hash folds its tokens' hashes from the left: h ← h
/// · φ ⊕ next, with φ the odd integer nearest 2^64 divided by the golden ratio. A character n-gram's hash is FNV-1a
/// over its bytes. A skip-gram's hash is h(first) · ψ ⊕ h(second), with ψ another odd integer. The bucket is the top `bucketBits` bits of (h ⊕ (h >> 32)) · φ; character n-grams have buckets of
/// their own, behind those of words.
struct NGramHasher: Sendable {
    private let seed: UInt64
    private let shift: UInt64
    private let characterBase: Int
    private let words: ClosedRange<Int>?
    private let characters: ClosedRange<Int>?
    /// The most places between the two tokens of a skip-gram; below 2 for none.
    private let skipDistance: Int

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

    @inline(__always)
    private func bucket(_ hash: UInt64) -> Int {
        Int(((hash ^ (hash >> 32)) &* Self.golden) >> shift)
    }

    /// The hashes of the runs of tokens that end at the last token so far, by length: what the next tokens build on.
    struct Runs {
        fileprivate var hashes = SIMD8<UInt64>.zero
        fileprivate var count = 0
        /// The hashes of the last tokens, the latest first.
        fileprivate var tokens = SIMD8<UInt64>.zero
        fileprivate var tokenCount = 0
    }

    /// Calls `body` with the bucket of each n-gram of a whole text, portion by portion.
    ///
    /// - Parameters:
    ///   - isKnown: is asked before the characters of each word; if so, they are passed over.
    ///   - finishWord: is called after them, if not.
    @inline(__always)
    func forEachBucket(
        of text: UnsafeBufferPointer<UInt8>, using buffer: inout TokenBuffer,
        isKnown: (_ bytes: UnsafeBufferPointer<UInt8>, _ token: TokenBuffer.Token, _ hash: UInt64) -> Bool = {
            _, _, _ in false
        }, finishWord: () -> Void = {}, _ body: (_ bucket: Int, _ isWordToken: Bool) -> Void
    ) {
        var runs = Runs()
        var position = 0
        while position < text.count {
            Tokenizer.tokenize(text, from: &position, into: &buffer)
            forEachBucket(of: buffer, continuing: &runs, isKnown: isKnown, finishWord: finishWord, body)
        }
    }

    /// Calls `body` with the bucket of each n-gram that ends at each token, in the text's order.
    ///
    /// `isWordToken` is true for single tokens that are words, so that a caller can count those it knows.
    /// - Complexity: O(bytes · longest n-gram).
    @inline(__always)
    private func forEachBucket(
        of buffer: borrowing TokenBuffer, continuing runs: inout Runs,
        isKnown: (_ bytes: UnsafeBufferPointer<UInt8>, _ token: TokenBuffer.Token, _ hash: UInt64) -> Bool,
        finishWord: () -> Void, _ body: (_ bucket: Int, _ isWordToken: Bool) -> Void
    ) {
        buffer.bytes.withUnsafeBufferPointer { bytes in
            for token in buffer.tokens {
                var tokenHash = FNV1a(seed: seed)
                for position in token.start..<token.end { tokenHash.add(bytes[position]) }
                let hash = tokenHash.value
                if let words {
                    runs.count = min(runs.count + 1, words.upperBound)
                    var length = runs.count
                    while length > 1 {
                        runs.hashes[length - 1] = (runs.hashes[length - 2] &* Self.golden) ^ hash
                        length -= 1
                    }
                    runs.hashes[0] = hash
                    for length in words.lowerBound..<max(words.lowerBound, runs.count + 1) {
                        body(bucket(runs.hashes[length - 1]), length == 1 && token.isWord)
                    }
                    if skipDistance > 1 { forEachSkipGram(endingIn: hash, of: &runs, body) }
                }
                if let characters, token.isWord, !isKnown(bytes, token, hash) {
                    forEachCharacterBucket(bytes, from: token.start - 1, to: token.end + 1, characters, body)
                    finishWord()
                }
            }
        }
    }

    /// The pairs of the last token and those two or more places before it.
    @inline(__always)
    private func forEachSkipGram(
        endingIn hash: UInt64, of runs: inout Runs, _ body: (_ bucket: Int, _ isWordToken: Bool) -> Void
    ) {
        for distance in 1..<max(1, min(skipDistance, runs.tokenCount)) {
            body(bucket((runs.tokens[distance] &* Self.skipping) ^ hash), false)
        }
        var place = min(runs.tokenCount, 7)
        while place > 0 {
            runs.tokens[place] = runs.tokens[place - 1]
            place -= 1
        }
        runs.tokens[0] = hash
        runs.tokenCount = min(runs.tokenCount + 1, 8)
    }

    /// The character n-grams of a word between its two spaces.
    @inline(__always)
    private func forEachCharacterBucket(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, _ lengths: ClosedRange<Int>,
        _ body: (_ bucket: Int, _ isWordToken: Bool) -> Void
    ) {
        var first = start
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
                if length >= lengths.lowerBound { body(characterBase + bucket(hash.value), false) }
                if length == lengths.upperBound { break }
            }
            repeat { first += 1 } while first < end && bytes[first] & 0xC0 == 0x80
        }
    }
}
