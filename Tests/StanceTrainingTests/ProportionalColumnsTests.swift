import LinearAlgebra
import Testing

@testable import StanceTraining

@Suite struct ProportionalColumnsTests {
    /// Columns 0, 2 and 5 are multiples of one another; 1 has the rows of 0 with values in another proportion; 3 has other rows;
    /// 4 is one of zeros, and 6 has no entry at all.
    private let examples = SparseMatrix(
        columns: 7, rowOffsets: [0, 5, 6, 10, 10],
        columnIndices: [0, 1, 2, 4, 5, 3, 0, 1, 2, 5], values: [0.3, 1, 0.1, 0, -0.7, 2, 0.6, 1, 0.2, -1.4])

    @Test("columns that are multiples of one another become one")
    func merging() {
        let columns = ProportionalColumns(examples)
        // One of zeros stands for those without an entry.
        #expect(columns.examples.columns == 4)
        #expect(columns.examples.rows == examples.rows)
        #expect(columns.examples.values.count == 5)
    }

    @Test("expanded weights give the same logits and are as long, so that the optimum is the same")
    func rotation() {
        let columns = ProportionalColumns(examples)
        var generator = SplitMix64(seed: 3)
        var weights = Matrix(rows: columns.examples.columns, columns: 2)
        for index in weights.values.indices { weights.values[index] = Float.random(in: -1...1, using: &generator) }
        // What stands for columns of zeros has no weight where it is fitted.
        for row in 0..<weights.rows where !columns.examples.columnIndices.contains(Int32(row)) {
            for label in 0..<2 { weights[row, label] = 0 }
        }
        let expanded = columns.expanded(weights)
        #expect(expanded.rows == examples.columns)
        let logits = zip(examples.times(expanded).values, columns.examples.times(weights).values)
        #expect(logits.allSatisfy { abs($0 - $1) <= 1e-6 })
        func squares(_ matrix: Matrix) -> Float { matrix.values.reduce(0) { $0 + $1 * $1 } }
        #expect(abs(squares(expanded) - squares(weights)) <= 1e-6)
        #expect((0..<2).allSatisfy { expanded[4, $0] == 0 && expanded[6, $0] == 0 })
    }
}
