import Foundation

/// McNemar's exact test (1947): whether one of two classifiers is right more often on the same items.
public enum McNemar {
    /// The two-sided p-value of a number of items that only the first, and only the second classifier has right: under the
    /// null hypothesis each such item is either with probability 1/2. 1 without such items.
    public static func pValue(onlyFirst: Int, onlySecond: Int) -> Double {
        let (fewer, all) = (min(onlyFirst, onlySecond), onlyFirst + onlySecond)
        return min(1, 2 * BinomialTail.atMost(fewer, of: all, probability: 0.5))
    }
}

/// Sums of binomial probabilities.
enum BinomialTail {
    static func probability(_ count: Int, of trials: Int, probability: Double) -> Double {
        if probability <= 0 || probability >= 1 { return count == (probability <= 0 ? 0 : trials) ? 1 : 0 }
        let (k, n) = (Double(count), Double(trials))
        let ways: Double = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return exp(ways + k * log(probability) + (n - k) * log1p(-probability))
    }

    /// The probability of at most `count` successes.
    static func atMost(_ count: Int, of trials: Int, probability: Double) -> Double {
        guard count >= 0 else { return 0 }
        var sum = 0.0
        // From the largest terms down, until they no longer count.
        for k in stride(from: min(count, trials), through: 0, by: -1) {
            let term = self.probability(k, of: trials, probability: probability)
            sum += term
            if term < sum * 1e-17, Double(k) < Double(trials) * probability { break }
        }
        return min(1, sum)
    }
}

/// Holm's correction (1979) of several p-values: it keeps the chance of any false alarm at the level.
public enum Holm {
    /// The corrected p-values, in the same order.
    public static func corrected(_ values: [Double]) -> [Double] {
        var result = values
        var largest = 0.0
        for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
            largest = max(largest, min(1, values[index] * Double(values.count - rank)))
            result[index] = largest
        }
        return result
    }
}
