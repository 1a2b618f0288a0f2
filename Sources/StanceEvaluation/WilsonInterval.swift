/// The score interval of a share (Wilson 1927).
public enum WilsonInterval {
    /// The 95 % interval of a share of `items`, which need not be a whole number (an effective sample size).
    public static func interval(share: Double, items: Double) -> Estimate {
        let z = NormalDistribution.critical95
        let center = share + z * z / (2 * items)
        let half = z * (share * (1 - share) / items + z * z / (4 * items * items)).squareRoot()
        let scale = 1 + z * z / items
        return Estimate(
            value: share, low: share <= 0 ? 0 : (center - half) / scale, high: share >= 1 ? 1 : (center + half) / scale)
    }
}
