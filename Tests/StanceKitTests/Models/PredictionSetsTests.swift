import Foundation
import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct PredictionSetsTests {
    @Test("The threshold of a coverage is the ⌈(n + 1) · coverage⌉-th smallest score, and 1 where there are too few")
    func ranks() {
        let sets = PredictionSets(calibrationScores: [0.4, 0.1, 0.3, 0.2])
        // (4 + 1) · 0.2 = 1 exactly; a thousandth more is the second.
        let expected: [(Int, Float)] = [
            (1, 0.1), (200, 0.1), (201, 0.2), (400, 0.2), (401, 0.3), (600, 0.3), (601, 0.4), (800, 0.4), (801, 1),
            (1000, 1),
        ]
        for (step, threshold) in expected { #expect(sets.thresholds[step - 1] == threshold, "\(step)") }
        #expect(PredictionSets(calibrationScores: []).thresholds.allSatisfy { $0 == 1 })
    }

    @Test(
        "A coverage is rounded up to a thousandth, and a thousandth is taken for itself",
        arguments: [(0.2, 0.1), (0.3, 0.2), (0.2001, 0.2), (1e-9, 0.1), (0.8, 0.4), (0.8001, 1)] as [(Double, Float)])
    func rounding(coverage: Double, threshold: Float) {
        let sets = PredictionSets(calibrationScores: [0.4, 0.1, 0.3, 0.2])
        #expect(sets.largestScore(coverage: coverage) == threshold)
    }

    @Test(
        "Stored thresholds rise from 0 to 1, a thousand of them",
        arguments: [
            [], [Float](repeating: 0.5, count: 999), [Float](repeating: 0.5, count: 1001),
            [0.6] + [Float](repeating: 0.5, count: 999), [-0.1] + [Float](repeating: 0.5, count: 999),
            [Float](repeating: 0.5, count: 999) + [1.1], [Float](repeating: .nan, count: 1000),
        ] as [[Float]])
    func refused(thresholds: [Float]) {
        #expect(throws: StanceError.self) { try PredictionSets(thresholds: thresholds) }
    }

    @Test("Of exchangeable texts the sets hold the true label as often as asked", arguments: [0.6, 0.8, 0.9, 0.95])
    func coverage(share: Double) throws {
        // The probabilities need not be right for that: the labels are drawn from flatter ones.
        var generator = SplitMix64(seed: 3)
        func draw() -> (probabilities: [Float], truth: Int) {
            let logits = (0..<4).map { _ in Float.random(in: -3...3, using: &generator) }
            func softmax(_ scale: Float) -> [Float] {
                let normaliser = Softmax.logSumExp(logits.map { $0 * scale })
                return logits.map { exp($0 * scale - normaliser) }
            }
            var rest = Float.random(in: 0..<1, using: &generator)
            let truth =
                softmax(0.4).firstIndex {
                    rest -= $0
                    return rest < 0
                } ?? 3
            return (softmax(1), truth)
        }
        let calibration = (0..<4000).map { _ in draw() }
        let sets = PredictionSets(calibrationScores: calibration.map { 1 - $0.probabilities[$0.truth] })
        let largest = sets.largestScore(coverage: share)
        let items = (0..<10000).map { _ in draw() }
        let held = items.count { 1 - $0.probabilities[$0.truth] <= largest }
        // Two binomial samples: five standard deviations of their difference.
        let deviation = (share * (1 - share) * (1.0 / 4000 + 1.0 / 10000)).squareRoot()
        #expect(abs(Double(held) / 10000 - share) <= 5 * deviation)
    }
}
