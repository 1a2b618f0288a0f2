/// How many items a test must have for McNemar's exact test to see a difference in accuracy.
public enum TestSize {
    /// The fewest items with which the test finds a difference with some probability.
    ///
    /// Of the items, a share `disagreement` is right by one classifier alone, `difference` more by the better one. The
    /// normal approximation (Connor 1987) is where the search begins; the exact test's power is what decides.
    /// - Parameters:
    ///   - difference: the difference of the accuracies, above 0.
    ///   - disagreement: the share of items that exactly one has right, at least `difference`.
    ///   - power: the probability of finding the difference.
    ///   - alpha: the two-sided level of the test.
    /// - Returns: the items, `nil` if they are more than ten million.
    public static func items(difference: Double, disagreement: Double, power: Double, alpha: Double) -> Int? {
        precondition(difference > 0 && disagreement >= difference && disagreement <= 1, "the shares make sense")
        let z = -NormalDistribution.quantile(alpha / 2)
        let zPower = NormalDistribution.quantile(power)
        let root =
            z * disagreement.squareRoot()
            + zPower * max(0, disagreement - difference * difference).squareRoot()
        let guess = root * root / (difference * difference)
        guard guess < 1e7 else { return nil }
        func isEnough(_ items: Int) -> Bool {
            self.power(items: items, difference: difference, disagreement: disagreement, alpha: alpha) >= power
        }
        var low = max(1, Int(guess / 2))
        var high = max(2, Int(guess))
        while isEnough(low), low > 1 { low /= 2 }
        while !isEnough(high) { (low, high) = (high, high + max(1, high / 4)) }
        while high - low > 1 {
            let middle = (low + high) / 2
            if isEnough(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// The probability that the exact test rejects.
    ///
    /// - Complexity: O(items · disagreement), all numbers of disagreements that are likely at all.
    public static func power(items: Int, difference: Double, disagreement: Double, alpha: Double) -> Double {
        let better = (disagreement + difference) / (2 * disagreement)
        let center = Double(items) * disagreement
        let reach = 7 * (center * (1 - disagreement) + 1).squareRoot() + 10
        let first = max(0, Int(center - reach))
        let last = min(items, Int(center + reach))
        guard first <= last else { return 0 }
        return (first...last).reduce(0) { sum, parted in
            let chance = BinomialTail.probability(parted, of: items, probability: disagreement)
            guard chance > 1e-9, let bound = largestRejected(of: parted, alpha: alpha) else { return sum }
            let rejected =
                BinomialTail.atMost(bound, of: parted, probability: 1 - better)
                + BinomialTail.atMost(bound, of: parted, probability: better)
            return sum + chance * rejected
        }
    }

    /// The largest number of the rarer kind of disagreement with which the test rejects; `nil` if it never does.
    private static func largestRejected(of parted: Int, alpha: Double) -> Int? {
        guard parted > 0, McNemar.pValue(onlyFirst: 0, onlySecond: parted) <= alpha else { return nil }
        let guess = (Double(parted) + NormalDistribution.quantile(alpha / 2) * Double(parted).squareRoot() - 1) / 2
        var bound = min(max(0, Int(guess)), parted)
        while bound > 0, McNemar.pValue(onlyFirst: bound, onlySecond: parted - bound) > alpha { bound -= 1 }
        while bound + 1 <= parted / 2, McNemar.pValue(onlyFirst: bound + 1, onlySecond: parted - bound - 1) <= alpha {
            bound += 1
        }
        return bound
    }
}
