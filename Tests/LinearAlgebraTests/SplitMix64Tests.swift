import Testing

@testable import LinearAlgebra

@Suite struct SplitMix64Tests {
    @Test("it gives the published numbers for seed 1234567")
    func published() {
        var generator = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in generator.next() } == expected)
    }

    @Test("a copy goes on from where it was made, apart from the original")
    func copying() {
        var original = SplitMix64(seed: 9)
        _ = original.next()
        var copy = original
        let ahead = (0..<4).map { _ in original.next() }
        #expect((0..<4).map { _ in copy.next() } == ahead)
    }

    @Test("neighbouring seeds, the largest with the smallest too, give other numbers")
    func seeds() {
        let firsts = [UInt64.max, 0, 1, 2].map { seed in
            var generator = SplitMix64(seed: seed)
            return generator.next()
        }
        #expect(Set(firsts).count == firsts.count)
    }
}
