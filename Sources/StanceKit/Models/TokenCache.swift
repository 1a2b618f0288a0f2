internal import CVectors
import Foundation

/// What tokens add to a text's sums, found again by the token's bytes: a token's own n-grams add the same in every text.
///
/// A token has a place, and the one beside it where its own is taken; one that is found beside its place changes with the one
/// there, so that frequent tokens stand at theirs. Whether a token is found changes no sum.
struct TokenCache {
    /// A token of at most 16 bytes, as two numbers; the first byte is the lowest one of `low`.
    struct Key: Equatable {
        let low: UInt64
        let high: UInt64

        /// The key where nothing is kept.
        static let empty = Key(low: 0, high: 0)

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
        fileprivate var key = Key.empty
        /// The token's hash, from which those of runs are made.
        let hash: UInt64
        /// The number of words, 1 or 0, from bit 16 on that of words that the model knows, and from bit 32 on the token's row in a
        /// convolutional network.
        let counts: UInt64
        /// The sum over its n-grams of one word.
        let words: SIMD4<Int32>
        /// The sum over its characters' n-grams.
        let characters: SIMD4<Int32>

        @inline(__always)
        func isOf(_ other: Key) -> Bool { (key.low ^ other.low) | (key.high ^ other.high) == 0 }

        /// - Precondition: the sums are those of a token short enough to have a key, and so fit into 32 bits.
        init(hash: UInt64, row: UInt32, _ sums: IntegerScores.Sums) {
            self.hash = hash
            counts = UInt64(sums.wordCount | sums.knownWordCount << 16 | Int(row) << 32)
            words = SIMD4<Int32>(truncatingIfNeeded: sums.words)
            characters = SIMD4<Int32>(truncatingIfNeeded: sums.characters)
        }
    }

    /// Zeros, which are no token's, until something is kept: pages of memory that nobody has touched cost nothing.
    private final class Storage {
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

    private static let bits = 17

    /// The entries, without checks, for a loop over many tokens.
    struct Parts {
        fileprivate let entries: UnsafeMutablePointer<Entry>

        /// Where a token is, if it is there.
        @inline(__always)
        func place(of key: Key) -> UnsafeMutablePointer<Entry> {
            let mixed = (key.low ^ key.high &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15
            return entries + Int(truncatingIfNeeded: mixed >> UInt64(64 - TokenCache.bits))
        }

        /// The same, with what is there asked for ahead.
        @inline(__always)
        func prefetchedPlace(of key: Key) -> UnsafeMutablePointer<Entry> {
            let place = place(of: key)
            CVPrefetch(place)
            return place
        }

        /// The place beside another, the other of a pair.
        private func neighbour(of place: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Entry> {
            entries + ((place - entries) ^ 1)
        }

        /// Brings a token to its place that is found beside it.
        /// - Returns: whether it was there.
        func fetch(_ key: Key) -> Bool {
            let place = place(of: key)
            let neighbour = neighbour(of: place)
            guard neighbour.pointee.isOf(key) else { return false }
            swap(&place.pointee, &neighbour.pointee)
            return true
        }

        /// Keeps what a token adds; nothing if it has no key.
        func keep(_ entry: Entry, for key: Key) {
            guard key != .none else { return }
            var entry = entry
            entry.key = key
            let place = place(of: key)
            if place.pointee.isOf(.empty) { place.pointee = entry } else { neighbour(of: place).pointee = entry }
        }
    }

    func withUnsafeParts<Result>(_ body: (Parts) -> Result) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return body(Parts(entries: storage.entries))
    }
}
