import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct BucketIndexTests {
    @Test("The i-th known bucket is feature i, every other one is none", arguments: [1, 63, 64, 65, 1000])
    func features(count: Int) {
        var generator = SplitMix64(seed: UInt64(count))
        for share in [0.0, 0.1, 0.9, 1] {
            let known = (0..<UInt32(count)).filter { _ in Double.random(in: 0..<1, using: &generator) < share }
            let index = BucketIndex(known, bucketCount: count)
            for bucket in 0..<count {
                #expect(index.feature(of: bucket) == known.firstIndex(of: UInt32(bucket)) ?? -1)
                #expect(index.rank(of: bucket) == known.count { $0 < bucket })
            }
            #expect(index.rank(of: count) == known.count && index.count == known.count)
            #expect(index.buckets == known)
        }
    }
}
