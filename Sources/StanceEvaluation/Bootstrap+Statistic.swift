import LinearAlgebra

extension Bootstrap {
    /// The interval of anything that can be computed on a draw of items: a mean of losses, or the difference between two
    /// predictions of the same items (a paired bootstrap).
    ///
    /// ```swift
    /// let lead = Bootstrap(resamples: 1000).estimate(items: truths.count) { drawn in
    ///     accuracy(first, drawn) - accuracy(second, drawn)
    /// }
    /// ```
    /// - Parameters:
    ///   - items: how many there are; at least one.
    ///   - statistic: computes the value on items, some of which may stand there several times.
    /// - Complexity: `resamples` times that of `statistic`.
    public func estimate(items: Int, _ statistic: (_ drawn: [Int]) -> Double) -> Estimate {
        precondition(items > 0, "there is something to draw")
        var generator = SplitMix64(seed: seed)
        let draws = (0..<resamples).map { _ in
            statistic((0..<items).map { _ in Int.random(in: 0..<items, using: &generator) })
        }.sorted()
        return Estimate(
            value: statistic(Array(0..<items)), low: Self.quantile(0.025, ofSorted: draws),
            high: Self.quantile(0.975, ofSorted: draws))
    }
}
