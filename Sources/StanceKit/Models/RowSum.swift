/// A sum of rows that lie scattered in memory.
///
/// Which rows there are is found out first, and they are added up later in a loop without a branch: the processor then waits
/// for many of them at a time, and not for one after the other.
struct RowSum {
    private let rows: UnsafeBufferPointer<SIMD4<Int16>>
    private let waiting: UnsafeMutableBufferPointer<UInt32>
    private var count = 0
    private var sum = SIMD4<Int64>.zero

    private static let capacity = 512

    private init(_ rows: UnsafeBufferPointer<SIMD4<Int16>>, _ waiting: UnsafeMutableBufferPointer<UInt32>) {
        self.rows = rows
        self.waiting = waiting
    }

    /// Gives `body` two sums, of rows of two tables.
    @inline(__always)
    static func withSums(
        of first: [SIMD4<Int16>], _ second: [SIMD4<Int16>],
        _ body: (_ first: inout RowSum, _ second: inout RowSum) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * capacity) { waiting in
            first.withUnsafeBufferPointer { first in
                second.withUnsafeBufferPointer { second in
                    var sums = (
                        RowSum(first, UnsafeMutableBufferPointer(rebasing: waiting[..<capacity])),
                        RowSum(second, UnsafeMutableBufferPointer(rebasing: waiting[capacity...]))
                    )
                    body(&sums.0, &sums.1)
                }
            }
        }
    }

    /// Adds a row.
    @inline(__always)
    mutating func add(_ row: Int) {
        if count == Self.capacity { addWaiting() }
        waiting[count] = UInt32(truncatingIfNeeded: row)
        count += 1
    }

    /// The sum since the last call.
    @inline(__always)
    mutating func take() -> SIMD4<Int64> {
        addWaiting()
        defer { sum = .zero }
        return sum
    }

    @inline(__always)
    private mutating func addWaiting() {
        // So few rows fit into 32 bits.
        var part = SIMD4<Int32>.zero
        for place in 0..<count { part &+= SIMD4<Int32>(truncatingIfNeeded: rows[Int(waiting[place])]) }
        sum &+= SIMD4<Int64>(truncatingIfNeeded: part)
        count = 0
    }
}
