import Foundation
import LinearAlgebra

/// Fits what is added to each label's log-probability so that the labels chosen have the largest macro-F1.
///
/// Coordinate ascent: with all other offsets fixed, the best offset of one label is found exactly, by a sweep over the
/// values at which an item changes its label. Offsets are fitted to bootstrap resamples, and their mean is taken: the
/// optimum of one sample is a spike of its own chance.
enum DecisionOffsets {
    private static let resamples = 20
    private static let rounds = 4
    /// The largest size of an offset.
    private static let largest: Float = 20

    /// Fits the offsets.
    ///
    /// - Parameters:
    ///   - probabilities: items × labels, of items that the predicting model was not trained on.
    ///   - truths: the label of each item.
    ///   - weights: the weight of each item.
    /// - Complexity: O(resamples · rounds · labels · items · (labels + log items)).
    static func fit(
        _ probabilities: Matrix, truths: [Int], weights: [Float], seed: UInt64, parallelism: Parallelism
    ) -> [Float] {
        let labels = probabilities.columns
        var scores = probabilities
        for index in scores.values.indices { scores.values[index] = log(max(scores.values[index], 1e-30)) }
        let fits = parallelism.map(count: resamples) { resample in
            var generator = SplitMix64(seed: seed &+ UInt64(resample))
            let rows = truths.indices.map { _ in Int.random(in: truths.indices, using: &generator) }
            return fit(
                scores: scores.selectingRows(rows), truths: rows.map { truths[$0] },
                weights: rows.map { Double(weights[$0]) })
        }
        let means = (0..<labels).map { label in fits.reduce(0) { $0 + $1[label] } / Float(resamples) }
        return means.map { $0 - means[0] }
    }

    /// The best offsets for one sample.
    static func fit(scores: Matrix, truths: [Int], weights: [Double]) -> [Float] {
        let labels = scores.columns
        var offsets = [Float](repeating: 0, count: labels)
        for _ in 0..<rounds {
            let before = offsets
            for label in 0..<labels {
                offsets[label] = bestOffset(of: label, scores, truths, weights, offsets)
            }
            if offsets == before { break }
        }
        return offsets
    }

    /// The offset of `label` with the largest macro-F1, the others being fixed; the one that it has if none is better.
    private static func bestOffset(
        of label: Int, _ scores: Matrix, _ truths: [Int], _ weights: [Double], _ offsets: [Float]
    ) -> Float {
        let labels = scores.columns
        var tally = F1Tally(labelCount: labels)
        var present = tally
        // With the offset at minus infinity every item has the best other label; it changes to `label` above `turn`.
        var items: [(turn: Float, item: Int, other: Int)] = []
        items.reserveCapacity(truths.count)
        for item in truths.indices {
            var other = label == 0 ? 1 : 0
            for candidate in 0..<labels
            where candidate != label
                && scores[item, candidate] + offsets[candidate] > scores[item, other] + offsets[other]
            { other = candidate }
            let turn = scores[item, other] + offsets[other] - scores[item, label]
            items.append((turn, item, other))
            tally.add(truth: truths[item], prediction: other, weights[item])
            let isChosen = offsets[label] > turn || offsets[label] == turn && label < other
            present.add(truth: truths[item], prediction: isChosen ? label : other, weights[item])
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
            tally.add(truth: truths[entry.item], prediction: entry.other, -weights[entry.item])
            tally.add(truth: truths[entry.item], prediction: label, weights[entry.item])
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
    private let count: Int

    init(labelCount: Int) {
        right = [Double](repeating: 0, count: labelCount)
        sum = right
        count = labelCount
    }

    /// The mean of the labels' F1.
    var macroF1: Double { total / Double(count) }

    /// Counts a prediction of some weight.
    mutating func add(truth: Int, prediction: Int, _ weight: Double) {
        total -= f1(truth) + (prediction == truth ? 0 : f1(prediction))
        sum[truth] += weight
        sum[prediction] += weight
        if truth == prediction { right[truth] += weight }
        total += f1(truth) + (prediction == truth ? 0 : f1(prediction))
    }

    private func f1(_ label: Int) -> Double { sum[label] > 1e-9 ? 2 * right[label] / sum[label] : 0 }
}
