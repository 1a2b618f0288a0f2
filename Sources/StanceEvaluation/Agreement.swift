/// Coefficients of agreement, of patterns of labels (-1 for none) that occur `counts` times.
enum Agreement {
    /// How often each label stands in a pattern.
    static func tally(_ pattern: [Int], labelCount: Int) -> [Int] {
        var tally = [Int](repeating: 0, count: labelCount)
        for label in pattern where label >= 0 { tally[label] += 1 }
        return tally
    }

    /// Krippendorff's alpha for nominal data (2011), items with fewer than two labels left out:
    /// 1 - (n - 1) Σᵤ (mᵤ² - Σ nᵤ꜀²) / (mᵤ - 1) / (n² - Σ n꜀²). `nil` where only one label was ever given.
    static func krippendorffAlpha(_ tallies: [[Int]], counts: [Int]) -> Double? {
        var totals = [Double](repeating: 0, count: tallies.first?.count ?? 0)
        var observed = 0.0
        for (tally, count) in zip(tallies, counts) where count > 0 {
            let ratings = tally.reduce(0, +)
            guard ratings > 1 else { continue }
            let same = tally.reduce(0) { $0 + $1 * $1 }
            observed += Double(count) * Double(ratings * ratings - same) / Double(ratings - 1)
            for (label, number) in tally.enumerated() where number > 0 { totals[label] += Double(count * number) }
        }
        let all = totals.reduce(0, +)
        let expected = all * all - totals.reduce(0) { $0 + $1 * $1 }
        return expected > 0 ? 1 - (all - 1) * observed / expected : nil
    }

    /// Fleiss' kappa (1971) of items that all have `raters` labels; others are left out. `nil` where only one label was given.
    static func fleissKappa(_ tallies: [[Int]], counts: [Int], raters: Int) -> Double? {
        var totals = [Double](repeating: 0, count: tallies.first?.count ?? 0)
        var (agreement, items) = (0.0, 0.0)
        for (tally, count) in zip(tallies, counts) where count > 0 && tally.reduce(0, +) == raters {
            items += Double(count)
            let same = tally.reduce(0) { $0 + $1 * $1 }
            agreement += Double(count) * Double(same - raters) / Double(raters * (raters - 1))
            for (label, number) in tally.enumerated() { totals[label] += Double(count * number) }
        }
        guard items > 0 else { return nil }
        let ratings = items * Double(raters)
        let chance = totals.reduce(0) { $0 + $1 * $1 } / (ratings * ratings)
        return chance < 1 ? (agreement / items - chance) / (1 - chance) : nil
    }

    /// The confusion of two annotators on the items that both labelled.
    static func confusion(
        _ patterns: [[Int]], counts: [Int], _ first: Int, _ second: Int, labelCount: Int
    ) -> ConfusionMatrix {
        var matrix = ConfusionMatrix(labelCount: labelCount)
        for (pattern, count) in zip(patterns, counts) where count > 0 && pattern[first] >= 0 && pattern[second] >= 0 {
            matrix.record(truth: pattern[first], prediction: pattern[second], count: count)
        }
        return matrix
    }
}
