import LinearAlgebra
import Testing

@testable import StanceEvaluation

@Suite struct StatisticsTests {
    @Test("Krippendorff's own example: four coders, twelve units, nominal alpha 0.743")
    func alpha() {
        // Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", table C.
        let coders = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ]
        let tallies = (0..<12).map { unit in
            Agreement.tally(coders.map { $0[unit] - 1 }, labelCount: 5)
        }
        let alpha = Agreement.krippendorffAlpha(tallies, counts: [Int](repeating: 1, count: 12))
        #expect(abs(alpha! - 0.743) < 5e-4)
    }

    @Test("Fleiss' kappa of the textbook's ten subjects is 0.210")
    func fleiss() {
        let tallies = [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]
        let kappa = Agreement.fleissKappa(tallies, counts: [Int](repeating: 1, count: 10), raters: 14)
        #expect(abs(kappa! - 0.210) < 5e-4)
    }

    @Test("One label only: the coefficients are not defined")
    func oneLabel() {
        #expect(Agreement.krippendorffAlpha([[2]], counts: [5]) == nil)
        #expect(Agreement.fleissKappa([[2]], counts: [5], raters: 2) == nil)
        #expect(ConfusionMatrix(labelCount: 1, outcomes: [(truth: 0, prediction: 0)]).cohenKappa == nil)
        #expect(ConfusionMatrix(labelCount: 2, outcomes: [(truth: 0, prediction: 0), (0, 1)]).matthewsCorrelation == 0)
    }

    @Test("Binomial draws have their mean and variance", arguments: [(20, 0.1), (50, 0.5), (1000, 0.3), (90, 0.97)])
    func binomial(trials: Int, probability: Double) {
        var generator = SplitMix64(seed: 5)
        let draws = (0..<4000).map { _ in Double(generator.binomial(trials, probability)) }
        let mean = draws.reduce(0, +) / 4000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999
        let expected = Double(trials) * probability * (1 - probability)
        // Five standard errors of the mean; the variance's is about expected · √(2 / 4000).
        #expect(abs(mean - Double(trials) * probability) < 5 * (expected / 4000).squareRoot())
        #expect(abs(variance / expected - 1) < 0.15)
        #expect(draws.allSatisfy { $0 >= 0 && $0 <= Double(trials) })
    }

    @Test("Holm's correction is R's p.adjust")
    func holm() {
        let corrected = Holm.corrected([0.01, 0.04, 0.03, 0.005])
        for (found, expected) in zip(corrected, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(found - expected) < 1e-15) }
    }

    @Test("Areas, losses and calibration of a small case by hand")
    func probabilities() {
        let rows: [[Double]] = [[0.9, 0.1], [0.6, 0.4], [0.6, 0.4], [0.2, 0.8]]
        let scores = ProbabilityScores(probabilities: rows, truths: [0, 1, 0, 1])
        let found = scores.metrics([1, 1, 1, 1])
        // Of the four pairs of label 0 and 1 three are in order and one is tied.
        #expect(abs(found[2]! - 0.875) < 1e-15)
        // Average precision: 1 / 2 · 1 + 1 / 2 · 2 / 3.
        #expect(abs(found[3]! - (0.5 + 1.0 / 3)) < 1e-15)
        #expect(abs(found[1]! - (0.02 + 0.72 + 0.32 + 0.08) / 4) < 1e-15)
        // A bin for each item: 0.1, 0.6 and 0.4 (their order is the data's), 0.2.
        #expect(abs(scores.calibrationError(simulations: 100, seed: 0).value - (0.1 + 0.6 + 0.4 + 0.2) / 4) < 1e-12)
        #expect(scores.metrics([1, 0, 1, 0])[2] == nil)
    }

    @Test("The test size has its power, and one item in twenty less does not")
    func testSize() throws {
        let items = try #require(TestSize.items(difference: 0.05, disagreement: 0.2, power: 0.8, alpha: 0.05))
        // Connor's formula gives 622; the exact test needs some more.
        #expect(items > 622 && items < 700)
        func power(_ items: Int) -> Double {
            TestSize.power(items: items, difference: 0.05, disagreement: 0.2, alpha: 0.05)
        }
        #expect(power(items) >= 0.8 && power(items * 19 / 20) < 0.8)
    }
}
