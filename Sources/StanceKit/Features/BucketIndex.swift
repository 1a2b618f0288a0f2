internal import CVectors

/// The feature of each bucket: a bit a bucket, and how many known ones stand before each 64 of them.
///
/// A table of numbers would be 16 times as large, and nearly every look-up of a rare n-gram would wait for memory; the bits
/// stay in the processor's cache, and most n-grams of a text are unknown. (Rank over a bit vector: Jacobson 1989.)
struct BucketIndex: Sendable {
    /// A bit a bucket, the lowest first.
    let bits: [UInt64]
    private let ranks: [UInt32]
    /// How many buckets are known.
    let count: Int

    /// - Parameter buckets: the known buckets, rising; feature i is the i-th of them.
    init(_ buckets: [UInt32], bucketCount: Int) {
        var bits = [UInt64](repeating: 0, count: (bucketCount + 63) / 64)
        for bucket in buckets { bits[Int(bucket) / 64] |= 1 << UInt64(bucket % 64) }
        self.init(bits: bits)
    }

    /// - Parameter bits: a bit a bucket, the lowest first.
    init(bits: [UInt64]) {
        var known = 0
        var ranks = [UInt32](repeating: 0, count: bits.count)
        for place in bits.indices {
            ranks[place] = UInt32(truncatingIfNeeded: known)
            known += bits[place].nonzeroBitCount
        }
        self.bits = bits
        self.ranks = ranks
        count = known
    }

    /// The known buckets, rising.
    var buckets: [UInt32] {
        var buckets: [UInt32] = []
        buckets.reserveCapacity(count)
        for (place, word) in bits.enumerated() {
            var rest = word
            while rest != 0 {
                buckets.append(UInt32(place * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return buckets
    }

    /// How many known buckets stand before a bucket.
    func rank(of bucket: Int) -> Int {
        guard bucket / 64 < bits.count else { return count }
        let below = bits[bucket / 64] & (1 << UInt64(bucket % 64) - 1)
        return Int(ranks[bucket / 64]) + below.nonzeroBitCount
    }

    /// The feature of a bucket, -1 for none.
    func feature(of bucket: Int) -> Int {
        withUnsafeParts { $0.feature(of: bucket) }
    }

    /// The same without checks, for a loop over many buckets.
    struct Parts {
        fileprivate let bits: UnsafePointer<UInt64>
        fileprivate let ranks: UnsafePointer<UInt32>

        /// The feature of a bucket, -1 for none.
        @inline(__always)
        func feature(of bucket: Int) -> Int {
            let word = bits[bucket >> 6]
            let bit = UInt64(1) << UInt64(bucket & 63)
            guard word & bit != 0 else { return -1 }
            return Int(ranks[bucket >> 6]) + (word & (bit - 1)).nonzeroBitCount
        }

        /// 1 for a known bucket, 0 for another.
        @inline(__always)
        func isKnown(_ bucket: Int) -> Int {
            Int(truncatingIfNeeded: bits[bucket >> 6] &>> UInt64(truncatingIfNeeded: bucket) & 1)
        }

        /// Puts in place of each known bucket its feature, and asks for its row ahead.
        @inline(__always)
        func lookUp(_ known: UnsafeMutablePointer<UInt32>, count: Int, in rows: UnsafePointer<SIMD4<Int16>>) {
            CVFeatures(known, count, bits, ranks, UnsafeRawPointer(rows).assumingMemoryBound(to: Int16.self))
        }
    }

    @inline(__always)
    func withUnsafeParts<Result>(_ body: (Parts) -> Result) -> Result {
        bits.withUnsafeBufferPointer { bits in
            ranks.withUnsafeBufferPointer { ranks in
                body(Parts(bits: bits.baseAddress!, ranks: ranks.baseAddress!))
            }
        }
    }
}
