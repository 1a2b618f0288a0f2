import Foundation
internal import LinearAlgebra

/// The metrics of probabilities beside true labels.
public struct ProbabilityScores: Sendable {
    private let losses: [Double]
    private let brier: [Double]
    private let rankings: [Ranking]

    /// The most probable label's probability, and whether it is right, item by item.
    let confidences: [(confidence: Double, isRight: Bool)]

    /// Makes the scores of items.
    ///
    /// - Parameter probabilities: a row for each item, a probability for each label.
    public init(probabilities: [[Double]], truths: [Int]) {
        precondition(probabilities.count == truths.count, "one label a row")
        losses = zip(probabilities, truths).map { LogLoss.loss($0[$1]) }
        brier = zip(probabilities, truths).map { row, truth in
            row.enumerated().reduce(0) { $0 + pow($1.element - ($1.offset == truth ? 1 : 0), 2) }
        }
        rankings = (0..<(probabilities.first?.count ?? 0)).map { label in
            Ranking(scores: probabilities.map { $0[label] }, isPositive: truths.map { $0 == label })
        }
        confidences = zip(probabilities, truths).map { row, truth in
            let best = row.indices.dropFirst().reduce(0) { row[$1] > row[$0] ? $1 : $0 }
            return (row[best], best == truth)
        }
    }

    /// Log loss, Brier score (Brier 1950: squared distances summed over labels, 0 to 2), then for each label the areas under
    /// its ROC curve and its precision-recall curve, of items that occur `counts` times.
    func metrics(_ counts: [Int]) -> [Double?] {
        let total = Double(counts.reduce(0, +))
        func mean(_ values: [Double]) -> Double {
            var sum = 0.0
            for (value, count) in zip(values, counts) { sum += value * Double(count) }
            return sum / total
        }
        return [mean(losses), mean(brier)]
            + rankings.flatMap { ranking -> [Double?] in
                let areas = ranking.areas(counts)
                return [areas.roc, areas.precisionRecall]
            }
    }

    /// The expected calibration error (Guo et al. 2017) over 15 bins of equal mass, with the band in which it would lie
    /// (2.5 to 97.5 % of `simulations`) if the most probable label were right as often as its probability says.
    public func calibrationError(simulations: Int, seed: UInt64) -> Estimate {
        let ordered = confidences.enumerated().sorted {
            ($0.element.confidence, $0.offset) < ($1.element.confidence, $1.offset)
        }.map(\.element)
        let bins = Self.bins(of: ordered.count)
        let sums = bins.map { ordered[$0].reduce(0) { $0 + $1.confidence } }
        func error(_ isRight: (Int) -> Bool) -> Double {
            zip(bins, sums).reduce(0) { $0 + abs($1.1 - Double($1.0.count(where: isRight))) } / Double(ordered.count)
        }
        var generator = SplitMix64(seed: seed)
        let simulated = (0..<simulations).map { _ in error { generator.unit() < ordered[$0].confidence } }.sorted()
        return Estimate(
            value: error { ordered[$0].isRight }, low: Bootstrap.quantile(0.025, ofSorted: simulated),
            high: Bootstrap.quantile(0.975, ofSorted: simulated))
    }

    /// The ranges of the bins among items in the order of their confidence.
    static func bins(of items: Int, count: Int = 15) -> [Range<Int>] {
        (0..<count).map { items * $0 / count..<items * ($0 + 1) / count }.filter { !$0.isEmpty }
    }
}

extension ProbabilityScores {
    /// The most probable label's probability beside how often it is right, over the bins of `calibrationError`.
    struct ReliabilityBin: Sendable, Equatable {
        /// The mean probability.
        var confidence: Double
        /// The share of right labels, with Wilson's interval.
        var accuracy: Estimate
        /// The items.
        var items: Int
    }

    /// The bins of the reliability diagram, of rising confidence.
    func reliabilityBins() -> [ReliabilityBin] {
        let ordered = confidences.sorted { $0.confidence < $1.confidence }
        return Self.bins(of: ordered.count).map { range in
            let items = Double(range.count)
            return ReliabilityBin(
                confidence: ordered[range].reduce(0) { $0 + $1.confidence } / items,
                accuracy: WilsonInterval.interval(
                    share: Double(ordered[range].count(where: \.isRight)) / items, items: items),
                items: range.count)
        }
    }

    /// Precision and recall of a label where it is given from each of its probabilities up, recall rising.
    func precisionRecallCurve(of label: Int) -> [(recall: Double, precision: Double)] {
        rankings[label].curve()
    }
}

/// Items in the falling order of a score, those with equal scores together.
private struct Ranking: Sendable {
    private let order: [Int]
    private let isPositive: [Bool]
    /// The places in `order` after which a lower score begins.
    private let ends: [Int]

    init(scores: [Double], isPositive: [Bool]) {
        let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        self.order = order
        self.isPositive = isPositive
        ends = order.indices.dropFirst().filter { scores[order[$0]] < scores[order[$0 - 1]] } + [order.count]
    }

    func curve() -> [(recall: Double, precision: Double)] {
        let all = Double(isPositive.count { $0 })
        var (positives, start) = (0, 0)
        return ends.map { end in
            positives += order[start..<end].count { isPositive[$0] }
            start = end
            return (all > 0 ? Double(positives) / all : 0, Double(positives) / Double(end))
        }
    }

    /// The area under the ROC curve, ties counted half, and the average precision: the precision at each score, weighed
    /// by the recall that it adds. `nil` without positives, the first also without negatives.
    func areas(_ counts: [Int]) -> (roc: Double?, precisionRecall: Double?) {
        var (positives, negatives, start) = (0, 0, 0)
        var (pairs, precisions) = (0.0, 0.0)
        for end in ends {
            var (newPositives, newNegatives) = (0, 0)
            for place in start..<end {
                let item = order[place]
                if isPositive[item] { newPositives += counts[item] } else { newNegatives += counts[item] }
            }
            start = end
            pairs += Double(newNegatives) * (Double(positives) + Double(newPositives) / 2)
            positives += newPositives
            negatives += newNegatives
            if newPositives > 0 {
                precisions += Double(newPositives) * Double(positives) / Double(positives + negatives)
            }
        }
        guard positives > 0 else { return (nil, nil) }
        return (
            negatives > 0 ? pairs / (Double(positives) * Double(negatives)) : nil, precisions / Double(positives)
        )
    }
}
