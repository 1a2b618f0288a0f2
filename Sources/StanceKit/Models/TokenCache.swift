import Foundation

/// What tokens add to a text's sums, found again by the token's bytes: a token's own n-grams add the same in every text.
///
/// Direct-mapped: a token has one place, and the last one there stays. Whether a token is found changes no sum.
struct TokenCache {
    /// A token of at most 16 bytes, as two numbers; the first byte is the lowest one of `low`.
    struct Key: Equatable {
        let low: UInt64
        let high: UInt64

        /// The key of a token that is too long to be kept.
        static let none = Key(mark: .max)

        @inline(__always)
        init(low: UInt64, high: UInt64) {
            self.low = low
            self.high = high
        }

        /// A key for a single mark: no word has this `high`, since its bytes are UTF-8.
        @inline(__always)
        init(mark: UInt64) {
            low = mark
            high = .max
        }

        /// The key of a token's bytes, `none` if there are too many.
        init(_ token: UnsafeBufferPointer<UInt8>, isWord: Bool) {
            guard token.count <= 16 else {
                self = .none
                return
            }
            let bytes = SixteenBytes(of: token, at: 0)
            self.init(low: bytes.low, high: isWord ? bytes.high : .max)
        }
    }

    /// What a token adds; one line of the processor's cache.
    struct Entry {
        fileprivate var key = Key(low: 0, high: 0)
        /// The token's hash, from which those of runs are made.
        let hash: UInt64
        /// The number of words, 1 or 0, and in the upper half that of words that the model knows.
        let counts: UInt64
        /// The sum over its n-grams of one word.
        let words: SIMD4<Int32>
        /// The sum over its characters' n-grams.
        let characters: SIMD4<Int32>

        /// - Precondition: the sums are those of a token short enough to have a key, and so fit into 32 bits.
        init(hash: UInt64, _ sums: IntegerScores.Sums) {
            self.hash = hash
            counts = UInt64(sums.wordCount | sums.knownWordCount << 32)
            words = SIMD4<Int32>(truncatingIfNeeded: sums.words)
            characters = SIMD4<Int32>(truncatingIfNeeded: sums.characters)
        }
    }

    /// Zeros, which are no token's, until something is kept: pages of memory that nobody has touched cost nothing.
    ///
    /// Sendable since whoever holds a workspace is alone with it.
    private final class Storage: @unchecked Sendable {
        let entries: UnsafeMutablePointer<Entry>
        private let memory: UnsafeMutableRawPointer

        init() {
            let size = MemoryLayout<Entry>.stride
            // One entry more than needed leaves room to begin at a line of the processor's cache.
            guard let memory = calloc((1 << bits) + 1, size) else { fatalError("no memory for a cache of words") }
            self.memory = memory
            entries = memory.alignedUp(toMultipleOf: size).assumingMemoryBound(to: Entry.self)
        }

        deinit { free(memory) }
    }

    private let storage = Storage()

    private static let bits = 16

    /// The entries, without checks, for a loop over many tokens.
    struct Parts {
        fileprivate let entries: UnsafeMutablePointer<Entry>

        /// Where a token is, if it is there.
        @inline(__always)
        func place(of key: Key) -> UnsafeMutablePointer<Entry> {
            let mixed = (key.low ^ key.high &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15
            return entries + Int(truncatingIfNeeded: mixed >> UInt64(64 - TokenCache.bits))
        }

        /// Whether a token is there.
        @inline(__always)
        func has(_ key: Key) -> Bool {
            let found = place(of: key).pointee.key
            return (found.low ^ key.low) | (found.high ^ key.high) == 0
        }

        /// Keeps what a token adds; nothing if it has no key.
        @inline(__always)
        func keep(_ entry: Entry, for key: Key) {
            guard key != .none else { return }
            var entry = entry
            entry.key = key
            place(of: key).pointee = entry
        }
    }

    mutating func withUnsafeParts<Result>(_ body: (Parts) -> Result) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return body(Parts(entries: storage.entries))
    }
}
