import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct CandidatePoolTests {
    private func candidate(_ key: UInt64, _ worth: Float, _ lot: UInt64) -> Candidate {
        Candidate(item: "\(key)/\(lot)", text: [], place: StanceError.Place(), key: key, worth: worth, lot: lot)
    }

    @Test("The pool holds the best of each key, and of these the best, in any order of arrival")
    func best() {
        var generator = SplitMix64(seed: 7)
        // Few values of each kind, so that there are many equal keys and equal worths.
        let stream = (0..<20_000).map { lot in
            candidate(
                UInt64.random(in: 0..<3000, using: &generator), Float(Int.random(in: 0..<50, using: &generator)),
                UInt64(lot))
        }
        var bestOfKey: [UInt64: Candidate] = [:]
        for candidate in stream where bestOfKey[candidate.key].map(candidate.precedes) ?? true {
            bestOfKey[candidate.key] = candidate
        }
        let expected = bestOfKey.values.sorted { $0.precedes($1) }.prefix(300).map(\.item)
        for order in [stream, stream.reversed(), stream.shuffled(using: &generator)] {
            var pool = CandidatePool(capacity: 300)
            for candidate in order { pool.add(candidate) }
            #expect(pool.ranked.map(\.item) == expected)
        }
    }

    @Test("Fewer candidates than asked for are all kept")
    func few() {
        var pool = CandidatePool(capacity: 10)
        for key in [3, 1, 3, 2] { pool.add(candidate(UInt64(key), Float(key), 0)) }
        #expect(pool.ranked.map(\.key) == [3, 2, 1])
    }
}
