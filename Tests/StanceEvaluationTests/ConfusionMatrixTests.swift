import Testing

@testable import StanceEvaluation

@Suite struct ConfusionMatrixTests {
    /// Billing, returns and shipping; no return was ever taken for shipping.
    static let outcomes: [(truth: Int, prediction: Int)] = [(0, 0), (0, 0), (0, 2), (1, 1), (1, 0), (2, 2)]

    @Test("it counts each pair of a true and a given label, rows true")
    func counting() {
        let matrix = ConfusionMatrix(labelCount: 3, outcomes: Self.outcomes)
        #expect(matrix.counts == [2, 0, 1, 1, 1, 0, 0, 0, 1])
        #expect(matrix[0, 2] == 1)
        #expect(matrix[2, 0] == 0)
    }

    @Test("support sums a row, predicted a column, total everything")
    func sums() {
        let matrix = ConfusionMatrix(labelCount: 3, outcomes: Self.outcomes)
        #expect((0..<3).map(matrix.support(of:)) == [3, 2, 1])
        #expect((0..<3).map(matrix.predicted) == [3, 1, 2])
        #expect(matrix.total == 6)
    }

    @Test("one record may count for many")
    func counted() {
        var matrix = ConfusionMatrix(labelCount: 2)
        matrix.record(truth: 1, prediction: 0, count: 41)
        matrix.record(truth: 1, prediction: 0)
        #expect(matrix.counts == [0, 0, 42, 0])
    }

    @Test("the order of the outcomes does not matter")
    func order() {
        let forwards = ConfusionMatrix(labelCount: 3, outcomes: Self.outcomes)
        #expect(ConfusionMatrix(labelCount: 3, outcomes: Self.outcomes.reversed()) == forwards)
    }

    @Test("a new matrix has counted nothing", arguments: [1, 2, 7])
    func empty(labelCount: Int) {
        let matrix = ConfusionMatrix(labelCount: labelCount)
        #expect(matrix.counts == [Int](repeating: 0, count: labelCount * labelCount))
        #expect(matrix.total == 0)
    }
}
