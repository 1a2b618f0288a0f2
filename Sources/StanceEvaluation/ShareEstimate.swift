/// The share of a label in a large collection, from a labelled sample and predictions for all of it.
///
/// The classical estimate is the labels' mean ȳ. The predictions f add what their mean f̄ over all items, labelled ones and
/// others, has over their mean f̄_n on the sample: θ = ȳ + λ (f̄ - f̄_n), with λ = cov(y, f) / var(f), var(f) over all items,
/// which makes the variance smallest: it is then var(y - λ f) / n + λ² var(f) / (n + N). Where this is no narrower than the labels
/// alone, λ is 0.
///
/// Of a simple random sample this is power-tuned prediction-powered inference (PPI++; Angelopoulos, Duchi & Zrnic 2023). That
/// takes the mean over the N others alone, and its λ is this one divided by 1 + n / N. But where items were drawn with unequal
/// probabilities the others are not like the collection, and their mean would bias the share.
///
/// Intervals are Wilson's (1927) at the effective sample size θ (1 - θ) / variance, which keep their coverage for rare
/// labels. Weights (one over the probability of being labelled) make means weighted ones, with linearised variances.
public struct ShareEstimate: Sendable, Equatable, Codable {
    /// The corrected share; `nil` where there are too few labelled positives.
    public var share: Estimate?
    /// The share among the labelled items alone; `nil` where there are too few.
    public var labelsAlone: Estimate?
    /// The share that the predictions have, errors and all.
    public var predicted: Double
    /// How much the predictions count; 0 for not at all.
    public var lambda: Double
    /// How many items are labelled.
    public var labelled: Int
    /// How many of them have the label.
    public var positives: Int
    /// How many items are not labelled.
    public var unlabelled: Int
    /// Whether there are fewer positives than `fewestPositives`.
    public var tooFew: Bool
    /// How many labels are to be added for the width wished, at most all that are left; `nil` if none was, or there are too few
    /// to tell.
    public var labelsToAdd: Int?
    /// Whether so many labels are enough for the width wished; `nil` as above.
    public var widthReached: Bool?

    /// The fewest labelled positives for an estimate.
    public static let fewestPositives = 10

    /// Estimates a share.
    ///
    /// - Parameters:
    ///   - isLabel: whether each labelled item has the label; none where a group has none.
    ///   - predictions: the label's predicted probability (or 0 and 1) for each of them.
    ///   - weights: one over the probability with which each was drawn, up to a factor; `nil` for a simple random sample.
    ///   - unlabelled: the predictions for the rest of the collection.
    ///   - width: the wished width of the interval.
    public init(
        isLabel: [Bool], predictions: [Double], weights: [Double]? = nil, unlabelled: [Double], width: Double? = nil
    ) {
        let sample = WeightedSample(
            truths: isLabel.map { $0 ? 1 : 0 }, predictions: predictions,
            weights: weights ?? isLabel.map { _ in 1 })
        labelled = isLabel.count
        positives = isLabel.count { $0 }
        self.unlabelled = unlabelled.count
        tooFew = positives < Self.fewestPositives
        predicted = (predictions + unlabelled).reduce(0, +) / Double(max(1, predictions.count + unlabelled.count))
        lambda = 0
        guard !tooFew else { return }
        let classical = Self.interval(
            share: sample.mean(sample.truths), variance: sample.variance(sample.truths), items: sample.effectiveItems)
        (share, labelsAlone) = (classical, classical)
        if let tuned = Self.tuned(sample, unlabelled) {
            let width = tuned.interval.high - tuned.interval.low
            if width < classical.high - classical.low { (share, lambda) = (tuned.interval, tuned.lambda) }
        }
        guard let width else { return }
        let enough = Self.labelsToAdd(for: width, sample, unlabelled.count)
        (labelsToAdd, widthReached) = (enough ?? unlabelled.count, enough != nil)
    }

    private static func tuned(
        _ sample: WeightedSample, _ unlabelled: [Double]
    ) -> (interval: Estimate, lambda: Double)? {
        guard !unlabelled.isEmpty, sample.truths.count > 1 else { return nil }
        let all = sample.predictions + unlabelled
        let (mean, spread) = (all.reduce(0, +) / Double(all.count), WeightedSample.variance(all))
        guard spread > 0 else { return nil }
        let lambda = sample.covariance / spread
        let rest = zip(sample.truths, sample.predictions).map { $0 - lambda * $1 }
        let share = lambda * mean + sample.mean(rest)
        guard share > 0, share < 1 else { return nil }
        let variance = sample.variance(rest) + lambda * lambda * spread / Double(all.count)
        return (interval(share: share, variance: variance, items: sample.effectiveItems), lambda)
    }

    private static func interval(share: Double, variance: Double, items: Double) -> Estimate {
        let effective = variance > 0 && share > 0 && share < 1 ? share * (1 - share) / variance : items
        return WilsonInterval.interval(share: share, items: effective)
    }

    /// How many of the other items are to be labelled, drawn in the same way and predicted as well, for an interval as narrow as
    /// `width`; `nil` if even all are not enough.
    private static func labelsToAdd(for width: Double, _ sample: WeightedSample, _ unlabelled: Int) -> Int? {
        let share = sample.mean(sample.truths)
        let spread = share * (1 - share)
        let labelled = sample.truths.count
        let design = max(sample.variance(sample.truths) * Double(labelled) / spread, 1e-9)
        let correlation = sample.correlation
        func isEnough(_ added: Int) -> Bool {
            let items = Double(labelled + added)
            // The predictions tell of what is not labelled.
            let kept = 1 - correlation * correlation * Double(unlabelled - added) / Double(labelled + unlabelled)
            let found = interval(share: share, variance: design * spread * kept / items, items: items)
            return found.high - found.low <= width
        }
        guard isEnough(unlabelled) else { return nil }
        guard !isEnough(0) else { return 0 }
        var (low, high) = (0, unlabelled)
        while high - low > 1 {
            let middle = (low + high) / 2
            if isEnough(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

extension ShareEstimate {
    /// How many labels are to be added, in words.
    var labelsToAddCell: String? {
        labelsToAdd.map { widthReached != false ? "\($0)" : $0 > 0 ? "all \($0): not enough" : "none left" }
    }
}

/// Labelled items with weights that sum to 1.
private struct WeightedSample {
    let truths: [Double]
    let predictions: [Double]
    let weights: [Double]

    init(truths: [Double], predictions: [Double], weights: [Double]) {
        let total = weights.reduce(0, +)
        (self.truths, self.predictions, self.weights) = (truths, predictions, weights.map { $0 / total })
    }

    /// Kish's effective sample size.
    var effectiveItems: Double { 1 / weights.reduce(0) { $0 + $1 * $1 } }

    func mean(_ values: [Double]) -> Double {
        zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The linearised variance of the weighted mean; of equal weights s² / n.
    func variance(_ values: [Double]) -> Double {
        let mean = mean(values)
        let count = Double(values.count)
        let sum = zip(values, weights).reduce(0) { $0 + $1.1 * $1.1 * ($1.0 - mean) * ($1.0 - mean) }
        return count > 1 ? sum * count / (count - 1) : 0
    }

    var covariance: Double {
        let (truth, prediction) = (mean(truths), mean(predictions))
        let sum = zip(zip(truths, predictions), weights).reduce(0) {
            $0 + $1.1 * ($1.0.0 - truth) * ($1.0.1 - prediction)
        }
        return sum * effectiveItems / max(effectiveItems - 1, 1)
    }

    var correlation: Double {
        let spreads = [truths, predictions].map { values in
            let center = mean(values)
            return zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - center) * ($1.0 - center) }
        }
        guard spreads[0] > 0, spreads[1] > 0 else { return 0 }
        let (truth, prediction) = (mean(truths), mean(predictions))
        let sum = zip(zip(truths, predictions), weights).reduce(0) {
            $0 + $1.1 * ($1.0.0 - truth) * ($1.0.1 - prediction)
        }
        return sum / (spreads[0] * spreads[1]).squareRoot()
    }

    /// The variance of values, each counted once.
    static func variance(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
}
