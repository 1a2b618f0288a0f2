import Foundation
import LinearAlgebra
import StanceEvaluation
import Testing

@testable import StanceTraining

@Suite struct DecisionOffsetsTests {
    /// Log-probabilities that lean to the first labels, and labels that are often the most probable.
    private static func problem(
        items: Int, labels: Int, seed: UInt64, sharpness: Float = 1
    ) -> (scores: Matrix, truths: [Int]) {
        var generator = SplitMix64(seed: seed)
        var truths: [Int] = []
        var scores = Matrix(rows: items, columns: labels)
        for item in 0..<items {
            let truth = Int.random(in: 0..<labels, using: &generator)
            truths.append(truth)
            for label in 0..<labels {
                scores[item, label] =
                    sharpness * (Float.random(in: -2...2, using: &generator) + (label == truth ? 1 : 0) - Float(label))
            }
            let normaliser = Softmax.logSumExp(scores[row: item])
            for label in 0..<labels { scores[item, label] = max(scores[item, label] - normaliser, log(1e-30)) }
        }
        return (scores, truths)
    }

    /// All of each item on its label.
    private static func shares(_ truths: [Int], _ labels: Int) -> Matrix {
        var shares = Matrix(rows: truths.count, columns: labels)
        for (item, truth) in truths.enumerated() { shares[item, truth] = 1 }
        return shares
    }

    /// The macro-F1 of the labels that offsets choose, over all labels.
    private static func macroF1(_ offsets: [Float], _ scores: Matrix, _ truths: [Int]) -> Double {
        let matrix = ConfusionMatrix(
            labelCount: offsets.count,
            outcomes: truths.enumerated().lazy.map { item, truth in
                var best = 0
                for label in offsets.indices
                where scores[item, label] + offsets[label] > scores[item, best] + offsets[best] { best = label }
                return (truth: truth, prediction: best)
            })
        return offsets.indices.reduce(0) { $0 + matrix.f1(of: $1) } / Double(offsets.count)
    }

    @Test("for two labels no offset is better than the one found", arguments: 0..<12 as Range<UInt64>)
    func twoLabels(seed: UInt64) {
        let (scores, truths) = Self.problem(items: 40, labels: 2, seed: seed)
        let found = DecisionOffsets.fit(
            scores: scores, shares: Self.shares(truths, scores.columns), weights: truths.map { _ in 1 })
        let best = stride(from: Float(-10), to: 10, by: 0.005).map { Self.macroF1([0, $0], scores, truths) }.max() ?? 0
        #expect(abs(Self.macroF1(found, scores, truths) - best) <= 1e-9)
    }

    @Test(
        "for three labels no change of one offset is better, and hardly any pair on a grid",
        arguments: 0..<6 as Range<UInt64>)
    func threeLabels(seed: UInt64) {
        let (scores, truths) = Self.problem(items: 30, labels: 3, seed: seed)
        let found = DecisionOffsets.fit(
            scores: scores, shares: Self.shares(truths, scores.columns), weights: truths.map { _ in 1 })
        let value = Self.macroF1(found, scores, truths)
        for label in 0..<3 {
            for change in stride(from: Float(-8), to: 8, by: 0.02) {
                var other = found
                other[label] += change
                #expect(Self.macroF1(other, scores, truths) <= value + 1e-9)
            }
        }
        var best = 0.0
        for second in stride(from: Float(-4), to: 6, by: 0.2) {
            for third in stride(from: Float(-4), to: 8, by: 0.2) {
                best = max(best, Self.macroF1([0, second, third], scores, truths))
            }
        }
        // Coordinate ascent may end beside the best pair: one of thirty items less in one label's F1.
        #expect(value >= best - 0.05)
    }

    @Test(
        "on the sample that they are fitted to they are never worse than none",
        arguments: [2, 3, 5], [0.1, 1, 10, 100] as [Float])
    func neverWorse(labels: Int, sharpness: Float) {
        for seed in UInt64(0)..<20 {
            let (scores, drawn) = Self.problem(items: 25, labels: labels, seed: seed, sharpness: sharpness)
            // In every other problem the last label does not occur.
            let truths = seed % 2 == 1 ? drawn.map { $0 == labels - 1 ? 0 : $0 } : drawn
            let found = DecisionOffsets.fit(
                scores: scores, shares: Self.shares(truths, scores.columns), weights: truths.map { _ in 1 })
            let none = Self.macroF1([Float](repeating: 0, count: labels), scores, truths)
            #expect(Self.macroF1(found, scores, truths) >= none - 1e-9, "\(seed)")
        }
    }

    @Test("an item of weight 2 counts as the same item twice")
    func weights() {
        let (scores, truths) = Self.problem(items: 30, labels: 3, seed: 3)
        let rows = (0..<30).flatMap { [Int](repeating: $0, count: 1 + $0 % 3) }
        let shares = Self.shares(truths, 3)
        let weighted = DecisionOffsets.fit(scores: scores, shares: shares, weights: (0..<30).map { Double(1 + $0 % 3) })
        let repeated = DecisionOffsets.fit(
            scores: scores.selectingRows(rows), shares: shares.selectingRows(rows), weights: rows.map { _ in 1 })
        #expect(weighted == repeated)
    }

    @Test("a label that no item has is never raised, whatever probabilities say of it")
    func absent() {
        var (probabilities, drawn) = Self.problem(items: 200, labels: 3, seed: 8)
        let scores = probabilities
        Softmax.apply(toRowsOf: &probabilities)
        let truths = drawn.map { $0 == 2 ? 0 : $0 }
        let found = DecisionOffsets.fit(probabilities, truths: truths, weights: truths.map { _ in 1 })
        func chosen(_ offsets: [Float]) -> Int {
            (0..<200).count { item in
                scores[item, 2] + offsets[2] > max(scores[item, 0] + offsets[0], scores[item, 1] + offsets[1])
            }
        }
        #expect(chosen(found) <= chosen([0, 0, 0]))
        // Where it does occur, it is raised.
        let present = DecisionOffsets.fit(probabilities, truths: drawn, weights: drawn.map { _ in 1 })
        #expect(chosen(present) > chosen([0, 0, 0]))
    }

    @Test("with probabilities no offsets on a grid have a larger expected macro-F1; the first label's is 0")
    func expected() {
        var (probabilities, truths) = Self.problem(items: 120, labels: 3, seed: 4)
        let scores = probabilities
        Softmax.apply(toRowsOf: &probabilities)
        let weights = (0..<120).map { Float(1 + $0 % 2) }
        func expectedMacroF1(_ offsets: [Float]) -> Double {
            var (right, sum) = ([Double](repeating: 0, count: 3), [Double](repeating: 0, count: 3))
            for item in 0..<120 {
                let chosen = (0..<3).max { scores[item, $0] + offsets[$0] < scores[item, $1] + offsets[$1] }!
                sum[chosen] += Double(weights[item])
                right[chosen] += Double(weights[item] * probabilities[item, chosen])
                for label in 0..<3 { sum[label] += Double(weights[item] * probabilities[item, label]) }
            }
            return zip(right, sum).reduce(0) { $0 + 2 * $1.0 / $1.1 } / 3
        }
        let found = DecisionOffsets.fit(probabilities, truths: truths, weights: weights)
        #expect(found[0] == 0)
        let value = expectedMacroF1(found)
        #expect(value > expectedMacroF1([0, 0, 0]))
        for second in stride(from: Float(-4), to: 6, by: 0.2) {
            for third in stride(from: Float(-4), to: 8, by: 0.2) {
                #expect(expectedMacroF1([0, second, third]) <= value + 0.005)
            }
        }
        // And they serve the labels themselves.
        #expect(Self.macroF1(found, scores, truths) > Self.macroF1([0, 0, 0], scores, truths))
    }
}
