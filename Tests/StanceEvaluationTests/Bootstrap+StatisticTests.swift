import StanceEvaluation
import Testing

@Suite struct BootstrapStatisticTests {
    @Test("The interval of a mean holds it, is seeded, and has about the width of the normal theory's")
    func mean() {
        let values = (0..<400).map { Double($0 % 2) }
        func mean(_ drawn: [Int]) -> Double { drawn.reduce(0) { $0 + values[$1] } / Double(drawn.count) }
        let found = Bootstrap(resamples: 1000, seed: 1).estimate(items: 400, mean)
        #expect(found.value == 0.5)
        // 2 · 1.96 · √(0.25 / 400) = 0.098; the quantiles of 1000 draws are off by less than a fifth.
        #expect(abs(found.high - found.low - 0.098) < 0.02)
        #expect(found == Bootstrap(resamples: 1000, seed: 1).estimate(items: 400, mean))
        #expect(found != Bootstrap(resamples: 1000, seed: 2).estimate(items: 400, mean))
    }

    @Test("A statistic that is the same on every draw has an interval of one point")
    func constant() {
        #expect(
            Bootstrap(resamples: 10).estimate(items: 5) { Double($0.count) } == Estimate(value: 5, low: 5, high: 5))
    }
}
