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
    /// - Complexity: `resamples` + min(items, 400) times that of `statistic`.
    public func estimate(items: Int, _ statistic: (_ drawn: [Int]) -> Double) -> Estimate {
        let found = estimates(of: .items(items)) { counts in
            let drawn = counts.enumerated().flatMap { repeatElement($0, count: $1) }
            return drawn.isEmpty ? [nil] : [statistic(drawn)]
        }
        return found[0]!
    }
}
