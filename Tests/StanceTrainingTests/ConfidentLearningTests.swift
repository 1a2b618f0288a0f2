import LinearAlgebra
import Testing

@testable import StanceTraining

@Suite struct ConfidentLearningTests {
    /// Items of three labels, a tenth of them with a wrong target, and the probabilities of a fairly good model.
    private struct Problem {
        var targets: [Int] = []
        var planted: [Int: Int] = [:]
        var probabilities: Matrix

        init(items: Int = 900, seed: UInt64) {
            var generator = SplitMix64(seed: seed)
            probabilities = Matrix(rows: items, columns: 3)
            for item in 0..<items {
                let truth = item % 3
                for label in 0..<3 {
                    probabilities[item, label] = Float.random(in: -1...1, using: &generator) + (label == truth ? 3 : 0)
                }
                let isWrong = Int.random(in: 0..<10, using: &generator) == 0
                targets.append(isWrong ? (truth + Int.random(in: 1...2, using: &generator)) % 3 : truth)
                if isWrong { planted[item] = truth }
            }
            Softmax.apply(toRowsOf: &probabilities)
        }
    }

    /// Thresholds: label 0 has (0.9 + 0.8 + 0.1) / 3 = 0.6, label 1 (0.4 + 0.2) / 2 = 0.3, label 2 has no items.
    private static let targets = [0, 0, 0, 1, 1]
    private static let probabilities = Matrix(
        rows: 5, columns: 3,
        values: [
            0.9, 0.1, 0,
            0.8, 0.2, 0,
            0.1, 0.4, 0.5,
            0.3, 0.4, 0.3,
            0.7, 0.2, 0.1,
        ])

    @Test("A threshold is the label's mean probability among its items, infinite without any")
    func thresholds() {
        let found = ConfidentLearning.thresholds(targets: Self.targets, probabilities: Self.probabilities)
        // Sums of a few numbers that Float rounds.
        #expect(abs(found[0] - 0.6) < 1e-6 && abs(found[1] - 0.3) < 1e-6)
        #expect(found[2] == .infinity)
    }

    @Test("An example worked by hand: a label that is seldom sure is suggested at 0.4, one without items never")
    func worked() {
        let issues = ConfidentLearning.labelIssues(targets: Self.targets, probabilities: Self.probabilities)
        // Margins: item 4 has 0.2 - 0.7 = -0.5, item 2 has 0.1 - 0.5 = -0.4.
        #expect(
            issues == [
                .init(item: 4, given: 1, suggested: 0, givenProbability: 0.2, suggestedProbability: 0.7),
                .init(item: 2, given: 0, suggested: 1, givenProbability: 0.1, suggestedProbability: 0.4),
            ])
    }

    @Test("Planted errors are found, with the true label, and come first", arguments: 1...4 as ClosedRange<UInt64>)
    func planted(seed: UInt64) {
        let problem = Problem(seed: seed)
        let issues = ConfidentLearning.labelIssues(targets: problem.targets, probabilities: problem.probabilities)
        let right = issues.count { problem.planted[$0.item] == $0.suggested }
        // Items that the model is less sure of than of most are not found: their probability is below the threshold.
        #expect(Double(right) >= 0.8 * Double(problem.planted.count))
        #expect(Double(right) >= 0.9 * Double(issues.count))
        let first = issues.prefix(problem.planted.count / 2)
        #expect(first.allSatisfy { problem.planted[$0.item] == $0.suggested })
    }

    @Test("The lowest margin comes first")
    func order() {
        let problem = Problem(seed: 9)
        let issues = ConfidentLearning.labelIssues(targets: problem.targets, probabilities: problem.probabilities)
        let margins = issues.map { issue in
            let others = (0..<3).filter { $0 != issue.given }.map { problem.probabilities[issue.item, $0] }
            return issue.givenProbability - (others.max() ?? 0)
        }
        #expect(!margins.isEmpty && margins == margins.sorted())
    }

    @Test("Of equally probable labels the one given stands; nothing is found where there is nothing")
    func ties() {
        let even = Matrix(rows: 2, columns: 2, repeating: 0.5)
        #expect(ConfidentLearning.labelIssues(targets: [0, 1], probabilities: even).isEmpty)
        #expect(ConfidentLearning.labelIssues(targets: [], probabilities: Matrix(rows: 0, columns: 2)).isEmpty)
    }
}
