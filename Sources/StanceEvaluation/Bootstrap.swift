public import LinearAlgebra

/// A value with its 95 % confidence interval. Where nothing is known of that, as for a single cluster or a perfect score, its ends
/// are infinite, and absent from the JSON.
public struct Estimate: Sendable, Equatable, Codable {
    /// The value on the sample.
    public var value: Double
    /// The interval's lower end.
    public var low: Double
    /// The interval's upper end.
    public var high: Double

    /// A value of whose interval nothing is known.
    static func withoutInterval(_ value: Double) -> Estimate {
        Estimate(value: value, low: -.infinity, high: .infinity)
    }

    /// Whether there is an interval.
    package var isBounded: Bool { low.isFinite && high.isFinite }

    private enum CodingKeys: CodingKey { case value, low, high }

    /// Makes an estimate.
    public init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }

    /// Reads a value with its interval, if it has one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        value = try container.decode(Double.self, forKey: .value)
        low = try container.decodeIfPresent(Double.self, forKey: .low) ?? -.infinity
        high = try container.decodeIfPresent(Double.self, forKey: .high) ?? .infinity
    }

    /// Writes the value, and its interval if there is one.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(value, forKey: .value)
        guard isBounded else { return }
        try container.encode(low, forKey: .low)
        try container.encode(high, forKey: .high)
    }
}

/// Bootstrap confidence intervals: the one place where they are made.
///
/// Units (items, or clusters of them) are drawn with replacement, the metric is computed on each draw, and two quantiles of
/// the draws are the interval. Which two depends on the draws' bias and on the acceleration that a jackknife finds (BCa;
/// Efron 1987). Draws on which a metric is not defined are left out of its interval.
public struct Bootstrap: Sendable {
    /// How many times the sample is drawn again.
    public var resamples: Int
    /// The seed of the drawing; the same seed gives the same interval, however many threads work.
    public var seed: UInt64
    /// The threads that work.
    public var parallelism: Parallelism

    /// Makes a bootstrap.
    public init(resamples: Int = 2000, seed: UInt64 = 0, parallelism: Parallelism = .serial) {
        precondition(resamples > 0, "at least one resample")
        self.resamples = resamples
        self.seed = seed
        self.parallelism = parallelism
    }

    /// The value and the interval of several metrics; `nil` for one that the sample itself does not define. A single cluster tells
    /// nothing of others: its values have no interval.
    ///
    /// - Parameters:
    ///   - units: what is drawn.
    ///   - metrics: gives every metric of a number of items of each kind, always in the same order. With several threads it
    ///     is called from all of them.
    /// - Complexity: resamples + min(units, 400) times that of `metrics`.
    public func estimates(
        of units: ResamplingUnits, metrics: (_ counts: [Int]) -> [Double?]
    ) -> [Estimate?] {
        if units.clusters?.count == 1 {
            return metrics(units.counts).map { $0.map(Estimate.withoutInterval) }
        }
        let run = draws(of: units, metrics: metrics)
        return run.values.enumerated().map { index, value in
            value.map { value in
                Self.interval(
                    around: value, draws: run.draws.compactMap { $0[index] },
                    jackknife: run.jackknife.compactMap { left, weight in left[index].map { ($0, weight) } })
            }
        }
    }

    /// The metrics on the sample, on each draw, and without each unit.
    func draws(of units: ResamplingUnits, metrics: (_ counts: [Int]) -> [Double?]) -> (
        values: [Double?], draws: [[Double?]], jackknife: [([Double?], weight: Double)]
    ) {
        var generator = SplitMix64(seed: seed)
        let seeds = (0..<resamples).map { _ in generator.next() }
        let rest = units.jackknife(using: &generator)
        let values = metrics(units.counts)
        let draws = parallelism.map(count: resamples) { number in
            var generator = SplitMix64(seed: seeds[number])
            return metrics(units.draw(using: &generator))
        }
        let left = parallelism.map(count: rest.count) { (metrics(rest[$0].counts), weight: rest[$0].weight) }
        return (values, draws, left)
    }

    /// The intervals of several metrics of one sample of outcomes.
    ///
    /// - Parameters:
    ///   - outcomes: the true and the predicted label of each item, as indices below `labelCount`.
    ///   - metrics: gives every metric of a confusion matrix, always in the same order, `nil` where it is not defined.
    ///     Such a metric is 0 on the sample itself.
    public func estimates(
        of outcomes: [(truth: Int, prediction: Int)], labelCount: Int, metrics: (ConfusionMatrix) -> [Double?]
    ) -> [Estimate] {
        let (units, cells) = ResamplingUnits.grouping(outcomes.map { $0.truth * labelCount + $0.prediction })
        let found = estimates(of: units) { metrics(ConfusionMatrix(labelCount: labelCount, cells: cells, counts: $0)) }
        return found.map { $0 ?? Estimate(value: 0, low: 0, high: 0) }
    }

    /// The BCa interval: the draws' quantiles at Φ(z₀ + (z₀ ± 1.96) / (1 - a (z₀ ± 1.96))).
    ///
    /// z₀ says how many draws are below the value, those equal to it counted half; the acceleration a is the jackknife's
    /// skewness / 6.
    static func interval(
        around value: Double, draws: [Double], jackknife: [(value: Double, weight: Double)]
    ) -> Estimate {
        guard !draws.isEmpty else { return Estimate(value: value, low: value, high: value) }
        let sorted = draws.sorted()
        // Equal counts in another order may differ in their last bits.
        let tolerance = 1e-12 * max(1, abs(value))
        let below = sorted.count { $0 < value - tolerance }
        let equal = sorted.count { abs($0 - value) <= tolerance }
        let count = Double(sorted.count)
        let share = min(max((Double(below) + 0.5 * Double(equal)) / count, 0.5 / count), 1 - 0.5 / count)
        let bias = NormalDistribution.quantile(share)
        let acceleration = acceleration(jackknife)
        func end(_ z: Double) -> Double {
            let shifted = bias + z
            let room = 1 - acceleration * shifted
            let level = room > 0 ? NormalDistribution.cumulative(bias + shifted / room) : (z < 0 ? 0 : 1)
            return quantile(level, ofSorted: sorted)
        }
        return Estimate(
            value: value, low: end(-NormalDistribution.critical95), high: end(NormalDistribution.critical95))
    }

    private static func acceleration(_ jackknife: [(value: Double, weight: Double)]) -> Double {
        let total = jackknife.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return 0 }
        let mean = jackknife.reduce(0) { $0 + $1.value * $1.weight } / total
        var (squares, cubes) = (0.0, 0.0)
        for (value, weight) in jackknife {
            let distance = mean - value
            squares += weight * distance * distance
            cubes += weight * distance * distance * distance
        }
        return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    }

    /// The quantile of sorted values, interpolated linearly between neighbours (Hyndman & Fan 1996, type 7).
    static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
        let position = probability * Double(values.count - 1)
        let below = Int(position)
        let above = min(below + 1, values.count - 1)
        return values[below] + (position - Double(below)) * (values[above] - values[below])
    }
}
