import LinearAlgebra

/// A value with its 95 % confidence interval.
public struct Estimate: Sendable, Equatable, Codable {
    /// The value on the sample.
    public var value: Double
    /// The interval's lower end.
    public var low: Double
    /// The interval's upper end.
    public var high: Double

    /// Makes an estimate.
    public init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }
}

/// Bootstrap confidence intervals (Efron 1979): the one place where intervals are made.
///
/// Items are drawn with replacement, the metric is computed on each draw, and the 2.5 % and 97.5 % quantiles of the
/// draws are the interval (percentile method). Draws on which a metric is not defined are left out of its interval.
public struct Bootstrap: Sendable {
    /// How many times the sample is drawn again.
    public var resamples: Int
    /// The seed of the drawing; the same seed gives the same interval.
    public var seed: UInt64

    /// Makes a bootstrap.
    public init(resamples: Int = 2000, seed: UInt64 = 0) {
        precondition(resamples > 0, "at least one resample")
        self.resamples = resamples
        self.seed = seed
    }

    /// The intervals of several metrics of one sample of outcomes.
    ///
    /// - Parameters:
    ///   - outcomes: the true and the predicted label of each item, as indices below `labelCount`.
    ///   - metrics: gives every metric of a confusion matrix, always in the same order, `nil` where it is not defined.
    ///     Such a metric is 0 on the sample itself.
    /// - Complexity: O(resamples · items).
    public func estimates(
        of outcomes: [(truth: Int, prediction: Int)], labelCount: Int, metrics: (ConfusionMatrix) -> [Double?]
    ) -> [Estimate] {
        let values = metrics(ConfusionMatrix(labelCount: labelCount, outcomes: outcomes)).map { $0 ?? 0 }
        var draws = [[Double]](repeating: [], count: values.count)
        var generator = SplitMix64(seed: seed)
        for _ in 0..<resamples {
            var matrix = ConfusionMatrix(labelCount: labelCount)
            for _ in outcomes.indices {
                let outcome = outcomes[Int.random(in: 0..<outcomes.count, using: &generator)]
                matrix.record(truth: outcome.truth, prediction: outcome.prediction)
            }
            for case (let index, let value?) in metrics(matrix).enumerated() { draws[index].append(value) }
        }
        return zip(values, draws).map { value, draws in
            guard !draws.isEmpty else { return Estimate(value: value, low: value, high: value) }
            let sorted = draws.sorted()
            return Estimate(
                value: value, low: Self.quantile(0.025, ofSorted: sorted), high: Self.quantile(0.975, ofSorted: sorted))
        }
    }

    /// The quantile of sorted values, interpolated linearly between neighbours (Hyndman & Fan 1996, type 7).
    static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
        let position = probability * Double(values.count - 1)
        let below = Int(position)
        let above = min(below + 1, values.count - 1)
        return values[below] + (position - Double(below)) * (values[above] - values[below])
    }
}
