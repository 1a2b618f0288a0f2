/// The feature of each bucket: a bit a bucket, and how many known ones stand before each 64 of them.
///
/// A table of numbers would be 16 times as large, and nearly every look-up of a rare n-gram would wait for memory; the bits
/// stay in the processor's cache, and most n-grams of a text are unknown. (Rank over a bit vector: Jacobson 1989.)
struct BucketIndex: Sendable {
    private var bits: [UInt64]
    private var ranks: [UInt32]

    /// - Parameter buckets: the known buckets, rising; feature i is the i-th of them.
    init(_ buckets: [UInt32], bucketCount: Int) {
        bits = [UInt64](repeating: 0, count: (bucketCount + 63) / 64)
        ranks = [UInt32](repeating: 0, count: bits.count)
        for bucket in buckets { bits[Int(bucket) / 64] |= 1 << UInt64(bucket % 64) }
        for place in bits.indices.dropFirst() {
            ranks[place] = ranks[place - 1] + UInt32(bits[place - 1].nonzeroBitCount)
        }
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

        /// The feature of a known bucket.
        @inline(__always)
        func feature(ofKnown bucket: Int) -> Int {
            let below = bits[bucket >> 6] & (1 &<< UInt64(truncatingIfNeeded: bucket) &- 1)
            return Int(ranks[bucket >> 6]) &+ below.nonzeroBitCount
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
