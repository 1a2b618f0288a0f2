import LinearAlgebra
import Testing

@testable import StanceEvaluation

@Suite struct BootstrapTests {
    /// 90 items of three labels, about four in five of them right.
    static let healthy: [(truth: Int, prediction: Int)] = (0..<90).map { index in
        (index % 3, index % 5 == 4 ? (index + 1) % 3 : index % 3)
    }

    private static func estimates(
        of outcomes: [(truth: Int, prediction: Int)], resamples: Int = 400, seed: UInt64 = 0
    ) -> [Estimate] {
        Bootstrap(resamples: resamples, seed: seed).estimates(of: outcomes, labelCount: 3) {
            [$0.accuracy, $0.macroF1]
        }
    }

    @Test("one seed gives one interval, another seed another")
    func seeds() {
        let first = Self.estimates(of: Self.healthy, seed: 7)
        #expect(Self.estimates(of: Self.healthy, seed: 7) == first)
        let other = Self.estimates(of: Self.healthy, seed: 8)
        #expect(other != first)
        #expect(other.map(\.value) == first.map(\.value))
    }

    @Test("the value is the sample's own, and lies in its interval", arguments: UInt64(0)..<5)
    func containsTheValue(seed: UInt64) {
        let matrix = ConfusionMatrix(labelCount: 3, outcomes: Self.healthy)
        let estimates = Self.estimates(of: Self.healthy, seed: seed)
        #expect(estimates.map(\.value) == [matrix.accuracy, matrix.macroF1])
        for estimate in estimates {
            #expect(estimate.low < estimate.value)
            #expect(estimate.value < estimate.high)
        }
    }

    @Test("the interval of a share is about as wide as the normal approximation's")
    func width() {
        // 0.8 of 90: 1.96 · √(0.8 · 0.2 / 90) = 0.083 to either side. With 2000 draws the ends scatter by less than
        // a tenth of that, and shares move in steps of 1 / 90.
        let estimate = Self.estimates(of: Self.healthy, resamples: 2000)[0]
        #expect(abs(estimate.value - 0.8) <= 1e-12)
        #expect(abs(estimate.low - (0.8 - 0.083)) <= 0.02)
        #expect(abs(estimate.high - (0.8 + 0.083)) <= 0.02)
    }

    @Test("an interval is exact where every item is right, and where every item is wrong")
    func certain() {
        let right: [(truth: Int, prediction: Int)] = (0..<20).map { ($0 % 3, $0 % 3) }
        let wrong: [(truth: Int, prediction: Int)] = (0..<20).map { ($0 % 3, ($0 + 1) % 3) }
        let one = Estimate(value: 1, low: 1, high: 1)
        let zero = Estimate(value: 0, low: 0, high: 0)
        #expect(Self.estimates(of: right) == [one, one])
        #expect(Self.estimates(of: wrong) == [zero, zero])
    }

    @Test("draws on which a metric is not defined are left out of its interval")
    func undefined() {
        // One item in a hundred has label 1; a third of the draws have none of it.
        let outcomes: [(truth: Int, prediction: Int)] = (0..<100).map { $0 == 0 ? (1, 1) : (0, 0) }
        let estimates = Bootstrap(resamples: 500).estimates(of: outcomes, labelCount: 3) { matrix in
            [1, 2].map { matrix.support(of: $0) > 0 ? matrix.recall(of: $0) : nil }
        }
        #expect(estimates == [Estimate(value: 1, low: 1, high: 1), Estimate(value: 0, low: 0, high: 0)])
    }

    @Test("every draw has as many items as the sample, drawn with replacement", arguments: [5, 4000])
    func drawing(count: Int) {
        // Few items are drawn one by one, many by binomials.
        let units = ResamplingUnits(kinds: (0..<count).map { $0 % 5 }, count: 5)
        let run = Bootstrap(resamples: 200).draws(of: units) { [Double($0.reduce(0, +)), Double($0[3])] }
        #expect(run.draws.allSatisfy { $0[0] == Double(count) })
        let threes = run.draws.map { $0[1]! }
        #expect(Set(threes).count > 1)
        // A binomial count of mean n / 5 and variance 4 n / 25; 200 draws' mean is within five of its standard errors.
        let error = (Double(count) * 0.16 / 200).squareRoot()
        #expect(abs(threes.reduce(0, +) / 200 - Double(count) / 5) < 5 * error)
    }

    @Test("whole clusters are drawn, and left out")
    func clusters() {
        let units = ResamplingUnits(kinds: [0, 0, 0, 1, 1, 1], count: 2, clusters: [0, 0, 0, 1, 1, 1])
        let run = Bootstrap(resamples: 50).draws(of: units) { [Double($0[0]), Double($0[1])] }
        #expect(Set(run.draws.map { $0[0]! }) == [0, 3, 6])
        #expect(Set(run.jackknife.map { $0.0[0]! }) == [0, 3])
    }

    @Test("the interval does not depend on the number of threads")
    func threads() {
        let units = ResamplingUnits(kinds: (0..<300).map { $0 % 3 }, count: 3)
        func found(_ threads: Int) -> [Estimate?] {
            Bootstrap(resamples: 100, seed: 3, parallelism: Parallelism(threads: threads)).estimates(of: units) {
                [Double($0[0]) / 300]
            }
        }
        #expect(found(1) == found(3))
    }

    @Test("the BCa interval is that of scipy on the same draws and jackknife")
    func corrected() {
        // Draws 1 to 99 around 40 with a skewed jackknife: the ends by scipy.stats.norm and numpy.quantile.
        let estimate = Bootstrap.interval(
            around: 40, draws: (1...99).map(Double.init), jackknife: [(0, 1), (0, 1), (1, 1), (7, 1)])
        #expect(abs(estimate.low - 1.11983056476114) < 1e-9 && abs(estimate.high - 88.09423084388425) < 1e-9)
    }

    @Test("a few leading digits of the normal quantile, and back")
    func normal() {
        #expect(abs(NormalDistribution.quantile(0.975) - 1.959963984540054) < 1e-14)
        #expect(abs(NormalDistribution.quantile(1e-10) + 6.361340902404056) < 1e-12)
        for share in [1e-6, 0.02, 0.5, 0.7, 0.9999] {
            #expect(abs(NormalDistribution.cumulative(NormalDistribution.quantile(share)) - share) < 1e-14)
        }
    }

    @Test(
        "the quantile is that of type 7",
        arguments: [
            (0, 1), (0.25, 3.25), (0.5, 6), (0.9, 13.8), (0.975, 19.2), (1, 21),
        ])
    func quantile(probability: Double, expected: Double) {
        // R: quantile(c(1, 2, 3, 4, 5, 7, 8, 9, 13, 21), type = 7); the position is 9 · p.
        let values: [Double] = [1, 2, 3, 4, 5, 7, 8, 9, 13, 21]
        #expect(abs(Bootstrap.quantile(probability, ofSorted: values) - expected) <= 1e-12)
    }

    @Test("every quantile of one value is that value", arguments: [0, 0.025, 0.5, 0.975, 1])
    func quantileOfOne(probability: Double) {
        #expect(Bootstrap.quantile(probability, ofSorted: [4.5]) == 4.5)
    }
}
