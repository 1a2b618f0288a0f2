import Foundation
import LinearAlgebra

/// Fits what is added to each label's log-probability so that the labels chosen have the largest macro-F1 of expected counts.
///
/// An item counts for each label by its calibrated probability, not for its own label alone (the decision-theoretic way of
/// Ye, Chai, Lee & Chieu 2012): where stances are rare, the optimum for the labels themselves is a spike of their chance.
/// Coordinate ascent: with all other offsets fixed, the best offset of one label is found exactly, by a sweep over the
/// values at which an item changes its label.
enum DecisionOffsets {
    private static let rounds = 10
    /// The largest size of an offset.
    private static let largest: Float = 20

    /// Fits the offsets; the first label's is 0.
    ///
    /// - Parameters:
    ///   - probabilities: items × labels, calibrated, of items that the predicting model was not trained on.
    ///   - truths: the label of each item. A label that none has is expected of none: choosing it could not be right.
    ///   - weights: the weight of each item.
    /// - Complexity: O(rounds · labels · items · (labels + log items)).
    static func fit(_ probabilities: Matrix, truths: [Int], weights: [Float]) -> [Float] {
        var scores = probabilities
        for index in scores.values.indices { scores.values[index] = log(max(scores.values[index], 1e-30)) }
        var shares = probabilities
        let occurring = Set(truths)
        for label in 0..<shares.columns where !occurring.contains(label) {
            for item in 0..<shares.rows { shares[item, label] = 0 }
        }
        let offsets = fit(scores: scores, shares: shares, weights: weights.map(Double.init))
        return offsets.map { $0 - offsets[0] }
    }

    /// The best offsets where items have so large a share of each label.
    static func fit(scores: Matrix, shares: Matrix, weights: [Double]) -> [Float] {
        let labels = scores.columns
        var offsets = [Float](repeating: 0, count: labels)
        for _ in 0..<rounds {
            let before = offsets
            for label in 0..<labels {
                offsets[label] = bestOffset(of: label, scores, shares, weights, offsets)
            }
            if offsets == before { break }
        }
        return offsets
    }

    /// The offset of `label` with the largest macro-F1, the others being fixed; the one that it has if none is better.
    private static func bestOffset(
        of label: Int, _ scores: Matrix, _ shares: Matrix, _ weights: [Double], _ offsets: [Float]
    ) -> Float {
        let labels = scores.columns
        var tally = F1Tally(shares: shares, weights: weights)
        var present = tally
        // With the offset at minus infinity every item has the best other label; it changes to `label` above `turn`.
        var items: [(turn: Float, item: Int, other: Int)] = []
        items.reserveCapacity(scores.rows)
        for item in 0..<scores.rows {
            var other = label == 0 ? 1 : 0
            for candidate in 0..<labels
            where candidate != label
                && scores[item, candidate] + offsets[candidate] > scores[item, other] + offsets[other]
            { other = candidate }
            let turn = scores[item, other] + offsets[other] - scores[item, label]
            items.append((turn, item, other))
            let isChosen = offsets[label] > turn || offsets[label] == turn && label < other
            let chosen = isChosen ? label : other
            tally.add(prediction: other, share: shares[item, other], weights[item])
            present.add(prediction: chosen, share: shares[item, chosen], weights[item])
        }
        items.sort { ($0.turn, $0.item) < ($1.turn, $1.item) }
        var best = (value: present.macroF1, offset: offsets[label])
        // What is chosen is the same for all offsets between two turns; only permitted ones are tried.
        func consider(from lower: Float, to upper: Float) {
            let (low, high) = (max(lower, -largest), min(upper, largest))
            let offset = (low + high) / 2
            guard lower < offset, offset < upper, low < high, tally.macroF1 > best.value + 1e-12 else { return }
            best = (tally.macroF1, offset)
        }
        let first = items.first?.turn ?? 0
        consider(from: first - 2, to: first)
        for (position, entry) in items.enumerated() {
            tally.add(prediction: entry.other, share: shares[entry.item, entry.other], -weights[entry.item])
            tally.add(prediction: label, share: shares[entry.item, label], weights[entry.item])
            consider(from: entry.turn, to: position + 1 < items.count ? items[position + 1].turn : entry.turn + 2)
        }
        return best.offset
    }
}

/// The weights that F1 is made of, and their mean F1, kept up to date.
private struct F1Tally {
    private var right: [Double]
    private var sum: [Double]
    private var total = 0.0

    /// Counts what is true; predictions are added.
    init(shares: Matrix, weights: [Double]) {
        right = [Double](repeating: 0, count: shares.columns)
        sum = right
        for (item, weight) in weights.enumerated() {
            for label in sum.indices { sum[label] += weight * Double(shares[item, label]) }
        }
    }

    /// The mean of the labels' F1.
    var macroF1: Double { total / Double(sum.count) }

    /// Counts a prediction of some weight that is right by a share.
    mutating func add(prediction: Int, share: Float, _ weight: Double) {
        total -= f1(prediction)
        sum[prediction] += weight
        right[prediction] += weight * Double(share)
        total += f1(prediction)
    }

    private func f1(_ label: Int) -> Double { sum[label] > 1e-9 ? 2 * right[label] / sum[label] : 0 }
}
