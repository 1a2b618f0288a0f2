/// A sum of the rows of known buckets, which lie scattered in memory.
///
/// Known buckets are picked out without a branch; later their features are looked up, and then the rows added, each in a
/// loop so short that the processor waits for many of them at a time and not for one after the other.
struct RowSum {
    private let index: BucketIndex.Parts
    private let rows: UnsafePointer<SIMD4<Int16>>
    private let waiting: UnsafeMutablePointer<UInt32>
    private var count = 0
    private var sum = SIMD4<Int64>.zero

    /// How many buckets may wait: so few that the sum of their rows fits into 32 bits.
    static let capacity = 2048

    /// - Parameters:
    ///   - firstFeature: the feature whose row stands first.
    ///   - waiting: room for `capacity` numbers.
    init(
        _ index: BucketIndex.Parts, rows: UnsafeBufferPointer<SIMD4<Int16>>, firstFeature: Int,
        waiting: UnsafeMutablePointer<UInt32>
    ) {
        self.index = index
        // No known bucket, no rows: then the address is never used.
        self.rows = (rows.baseAddress ?? UnsafePointer(bitPattern: 16)!) - firstFeature
        self.waiting = waiting
    }

    /// Adds the row of a bucket, if it is known.
    @inline(__always)
    mutating func add(_ bucket: Int) {
        add(1) { _ in bucket }
    }

    /// Adds the rows of the known ones among at most `capacity` buckets, numbered from 0.
    @inline(__always)
    mutating func add(_ more: Int, bucket: (_ number: Int) -> Int) {
        assert(more <= Self.capacity)
        if count + more > Self.capacity { addWaiting() }
        // A local one stays in a register.
        var count = count
        for number in 0..<more {
            let bucket = bucket(number)
            waiting[count] = UInt32(truncatingIfNeeded: bucket)
            count &+= index.isKnown(bucket)
        }
        self.count = count
    }

    /// Whether a bucket is known.
    @inline(__always)
    func knows(_ bucket: Int) -> Bool { index.isKnown(bucket) == 1 }

    /// The sum since the last call.
    @inline(__always)
    mutating func take() -> SIMD4<Int64> {
        addWaiting()
        defer { sum = .zero }
        return sum
    }

    private mutating func addWaiting() {
        index.lookUp(waiting, count: count, in: rows)
        var part = SIMD4<Int32>.zero
        for place in 0..<count { part &+= SIMD4<Int32>(truncatingIfNeeded: rows[Int(waiting[place])]) }
        sum &+= SIMD4<Int64>(truncatingIfNeeded: part)
        count = 0
    }
}
