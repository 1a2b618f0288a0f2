import Testing

@testable import StanceKit

@Suite struct RowSumTests {
    @Test("Sums of more rows than wait at a time are exact, and unknown buckets add nothing")
    func longSums() {
        let rows: [SIMD4<Int16>] = [SIMD4(1, 2, 3, 4), SIMD4(.max, .min, -1, 0)]
        let index = BucketIndex([70, 1000], bucketCount: 1 << 10)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: RowSum.capacity) { waiting in
            index.withUnsafeParts { index in
                rows.withUnsafeBufferPointer { rows in
                    // The rows are those of features 0 and 1; then of 1 alone.
                    var sum = RowSum(index, rows: rows, firstFeature: 0, waiting: waiting.baseAddress!)
                    for _ in 0..<200_000 {
                        for bucket in [1000, 71, 70] { sum.add(bucket) }
                    }
                    let (largest, smallest) = (Int64(Int16.max), Int64(Int16.min))
                    #expect(
                        sum.take() == SIMD4(largest + 1, smallest + 2, 2, 4) &* SIMD4(repeating: 200_000))
                    #expect(sum.take() == .zero)
                    var second = RowSum(
                        index, rows: UnsafeBufferPointer(rebasing: rows[1...]), firstFeature: 1,
                        waiting: waiting.baseAddress!)
                    second.add(1000)
                    #expect(second.take() == SIMD4(largest, smallest, -1, 0))
                    #expect(second.knows(70) && !second.knows(71))
                }
            }
        }
    }
}
