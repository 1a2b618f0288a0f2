import Foundation
internal import LinearAlgebra

extension SplitMix64 {
    /// A number from 0 up to 1, 1 left out.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// How many of `trials` succeed, each with the same probability.
    ///
    /// Few expected successes are counted by the gaps between them; many come from transformed rejection (Hörmann 1993,
    /// BTRS), whose time does not depend on their number.
    mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
        if trials <= 0 || probability <= 0 { return 0 }
        if probability >= 1 { return trials }
        if probability > 0.5 { return trials - binomial(trials, 1 - probability) }
        if Double(trials) * probability < 10 { return binomialByGaps(trials, probability) }
        let (n, p) = (Double(trials), probability)
        let spread = (n * p * (1 - p)).squareRoot()
        let b = 1.15 + 2.53 * spread
        let a = -0.0873 + 0.0248 * b + 0.01 * p
        let c = n * p + 0.5
        let v = 0.92 - 4.2 / b
        let alpha = (2.83 + 5.1 / b) * spread
        let mode = ((n + 1) * p).rounded(.down)
        let odds = log(p / (1 - p))
        func logFactorials(_ k: Double) -> Double { lgamma(k + 1) + lgamma(n - k + 1) }
        while true {
            let u = unit() - 0.5
            let height = unit()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + c).rounded(.down)
            guard k >= 0, k <= n else { continue }
            if us >= 0.07, height <= v { return Int(k) }
            if log(height * alpha / (a / (us * us) + b))
                <= logFactorials(mode) - logFactorials(k) + (k - mode) * odds
            {
                return Int(k)
            }
        }
    }

    private mutating func binomialByGaps(_ trials: Int, _ probability: Double) -> Int {
        let rate = log1p(-probability)
        var (successes, position) = (0, 0.0)
        while true {
            position += (log(1 - unit()) / rate).rounded(.down) + 1
            if position > Double(trials) { return successes }
            successes += 1
        }
    }
}
