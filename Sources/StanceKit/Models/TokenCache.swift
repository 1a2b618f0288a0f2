internal import CVectors
import Foundation
internal import Synchronization

/// What tokens add to a text's sums, found again by the token's bytes: a token's own n-grams add the same in every text.
///
/// A token has a place, and the one beside it where its own is taken. What is kept stays as it is, so that threads share a cache
/// and wait for nobody; one that has had no place for many tokens is full of rare ones, and a new one takes its place
/// (`isWorn`). Whether a token is found changes no sum.
final class TokenCache: Sendable {
    /// A token of at most 16 bytes, as two numbers; the first byte is the lowest one of `low`.
    struct Key: Equatable {
        let low: UInt64
        let high: UInt64

        /// The key of a token that is too long to be kept.
        static let none = Key(low: .max, high: .max)

        @inline(__always)
        init(low: UInt64, high: UInt64) {
            self.low = low
            self.high = high
        }

        /// The key of a token's bytes, `none` if there are too many. A mark has a `high` that no word has, since bytes are UTF-8.
        init(_ token: UnsafeBufferPointer<UInt8>, isWord: Bool) {
            guard token.count <= 16 else {
                self = .none
                return
            }
            let bytes = SixteenBytes(token)
            self.init(low: bytes.low, high: isWord ? bytes.high : .max)
        }
    }

    /// What a token adds.
    struct Sums {
        /// The token's hash, from which those of runs are made.
        let hash: UInt64
        /// The number of words, 1 or 0, from bit 16 on that of words that the model knows, and from bit 32 on the token's row in a
        /// convolutional network.
        let counts: UInt64
        /// The sum over its n-grams of one word.
        let words: SIMD4<Int32>
        /// The sum over its characters' n-grams.
        let characters: SIMD4<Int32>

        /// - Precondition: the sums are those of a token short enough to have a key, and so fit into 32 bits.
        init(hash: UInt64, row: UInt32, _ sums: IntegerScores.Sums) {
            self.hash = hash
            counts = UInt64(sums.wordCount | sums.knownWordCount << 16 | Int(row) << 32)
            words = SIMD4<Int32>(truncatingIfNeeded: sums.words)
            characters = SIMD4<Int32>(truncatingIfNeeded: sums.characters)
        }
    }

    /// A token that is kept; one line of the processor's cache.
    struct Entry: ~Copyable {
        /// `low` of its key, 0 where nothing is kept. It is written last: whoever reads it can read the rest.
        fileprivate let low: Atomic<UInt64>
        /// Atomic since it is compared together with `low`, which may be another's.
        fileprivate let high: Atomic<UInt64>
        fileprivate(set) var sums: Sums

        @inline(__always)
        func isOf(_ key: Key) -> Bool {
            (low.load(ordering: .acquiring) ^ key.low) | (high.load(ordering: .relaxed) ^ key.high) == 0
        }

        fileprivate var isFree: Bool { low.load(ordering: .relaxed) == 0 }
    }

    /// Zeros, which are no token's, until something is kept.
    private nonisolated(unsafe) let memory: UnsafeMutableRawPointer
    private nonisolated(unsafe) let entries: UnsafeMutablePointer<Entry>
    /// Whoever holds it may write.
    private let writing = Mutex(())
    /// How many times a token has found no place.
    private let rejected = Atomic(0)

    private static let bits = 17
    private static let size = MemoryLayout<Entry>.stride << bits
    /// A page large enough that four hold all entries: with small ones the processor looks addresses up longer than entries.
    private static let hugePage = 1 << 21

    init() {
        // A page more than needed leaves room to begin at one.
        memory = mmap(nil, Self.size + Self.hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard memory != MAP_FAILED else { fatalError("no memory for a cache of words") }
        let first = memory.alignedUp(toMultipleOf: Self.hugePage)
        #if os(Linux)
            // A wish: without it all is as it was, only slower.
            madvise(first, Self.size, MADV_HUGEPAGE)
        #endif
        entries = first.bindMemory(to: Entry.self, capacity: 1 << Self.bits)
    }

    deinit { munmap(memory, Self.size + Self.hugePage) }

    /// Whether so many tokens have found no place that a new cache would serve better.
    var isWorn: Bool { rejected.load(ordering: .relaxed) >= 1 << Self.bits }

    /// The places, for a loop over many tokens. Whoever has them holds on to the cache.
    struct Places {
        fileprivate let entries: UnsafeMutablePointer<Entry>

        /// Where a token is, if it is not beside it.
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
        @inline(__always)
        func neighbour(of place: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Entry> {
            entries + ((place - entries) ^ 1)
        }
    }

    /// The places, for a loop over many tokens.
    var places: Places { Places(entries: entries) }

    /// Keeps what a token adds; nothing if it has no key, or no place is free.
    func keep(_ sums: Sums, for key: Key) {
        guard key != .none else { return }
        let place = places.place(of: key)
        let neighbour = places.neighbour(of: place)
        guard place.pointee.isFree || neighbour.pointee.isFree else {
            rejected.wrappingAdd(1, ordering: .relaxed)
            return
        }
        writing.withLock { _ in
            // Another thread may have kept it, or taken the place, in the meantime.
            guard !place.pointee.isOf(key), !neighbour.pointee.isOf(key),
                let free = place.pointee.isFree ? place : neighbour.pointee.isFree ? neighbour : nil
            else { return }
            free.pointee.high.store(key.high, ordering: .relaxed)
            free.pointee.sums = sums
            free.pointee.low.store(key.low, ordering: .releasing)
        }
    }
}
