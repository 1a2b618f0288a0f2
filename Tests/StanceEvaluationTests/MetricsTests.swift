import Testing

@testable import StanceEvaluation

/// Every figure here was worked out by hand. A metric is one or a few divisions, so that 1e-12 covers its rounding.
@Suite struct MetricsTests {
    /// A confusion matrix and what its metrics are.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var counts: [[Int]]
        var accuracy: Double
        var precision: [Double]
        var recall: [Double]
        var f1: [Double]
        var macroF1: Double

        var matrix: ConfusionMatrix {
            var matrix = ConfusionMatrix(labelCount: counts.count)
            for (truth, row) in counts.enumerated() {
                for (prediction, count) in row.enumerated() {
                    matrix.record(truth: truth, prediction: prediction, count: count)
                }
            }
            return matrix
        }
    }

    static let cases = [
        Case(
            testDescription: "three labels, some of each right", counts: [[5, 1, 2], [0, 3, 1], [1, 0, 7]],
            accuracy: 15.0 / 20, precision: [5.0 / 6, 3.0 / 4, 7.0 / 10], recall: [5.0 / 8, 3.0 / 4, 7.0 / 8],
            f1: [5.0 / 7, 3.0 / 4, 7.0 / 9], macroF1: (5.0 / 7 + 3.0 / 4 + 7.0 / 9) / 3),
        Case(
            testDescription: "everything right", counts: [[4, 0], [0, 1]], accuracy: 1, precision: [1, 1],
            recall: [1, 1], f1: [1, 1], macroF1: 1),
        Case(
            testDescription: "everything wrong", counts: [[0, 4], [1, 0]], accuracy: 0, precision: [0, 0],
            recall: [0, 0], f1: [0, 0], macroF1: 0),
        Case(
            testDescription: "a label never given", counts: [[8, 0], [2, 0]], accuracy: 0.8, precision: [0.8, 0],
            recall: [1, 0], f1: [8.0 / 9, 0], macroF1: 4.0 / 9),
        Case(
            testDescription: "a label that never occurs but is given", counts: [[6, 2], [0, 0]], accuracy: 0.75,
            precision: [1, 0], recall: [0.75, 0], f1: [6.0 / 7, 0], macroF1: 3.0 / 7),
        Case(
            testDescription: "a label that neither occurs nor is given is left out of the mean",
            counts: [[3, 0, 1], [0, 0, 0], [0, 0, 4]], accuracy: 7.0 / 8, precision: [1, 0, 4.0 / 5],
            recall: [3.0 / 4, 0, 1], f1: [6.0 / 7, 0, 8.0 / 9], macroF1: (6.0 / 7 + 8.0 / 9) / 2),
        Case(
            testDescription: "nothing counted", counts: [[0, 0], [0, 0]], accuracy: 0, precision: [0, 0],
            recall: [0, 0], f1: [0, 0], macroF1: 0),
    ]

    private static func isEqual(_ found: [Double], _ expected: [Double]) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 }
    }

    @Test("the metrics are those worked out by hand", arguments: cases)
    func metrics(_ example: Case) {
        let matrix = example.matrix
        let labels = 0..<matrix.labelCount
        #expect(Self.isEqual([matrix.accuracy, matrix.macroF1], [example.accuracy, example.macroF1]))
        #expect(Self.isEqual(labels.map(matrix.precision(of:)), example.precision))
        #expect(Self.isEqual(labels.map(matrix.recall(of:)), example.recall))
        #expect(Self.isEqual(labels.map(matrix.f1(of:)), example.f1))
    }

    @Test("exchanging true and given labels exchanges precision and recall, and leaves F1", arguments: cases)
    func exchanged(_ example: Case) {
        let matrix = example.matrix
        var other = ConfusionMatrix(labelCount: matrix.labelCount)
        for truth in 0..<matrix.labelCount {
            for prediction in 0..<matrix.labelCount {
                other.record(truth: prediction, prediction: truth, count: matrix[truth, prediction])
            }
        }
        let labels = 0..<matrix.labelCount
        #expect(labels.map(other.precision(of:)) == labels.map(matrix.recall(of:)))
        #expect(labels.map(other.recall(of:)) == labels.map(matrix.precision(of:)))
        #expect(labels.map(other.f1(of:)) == labels.map(matrix.f1(of:)))
    }
}
