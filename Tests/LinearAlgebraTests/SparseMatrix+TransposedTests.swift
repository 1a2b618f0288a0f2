import Testing

@testable import LinearAlgebra

@Suite struct SparseMatrixTransposedTests {
    @Test(
        "the rows are those of the transposed matrix that have entries, in the same order and to the bit",
        arguments: [(0, 0), (0, 5), (5, 0), (1, 1), (5, 3), (7, 13), (97, 13), (13, 3001)])
    func agreesWithTransposed(rows: Int, columns: Int) {
        let matrix = Sample.sparse(rows, columns, perRow: 3, seed: 1)
        let whole = matrix.transposed()
        let occupied = (0..<columns).filter { whole.rowOffsets[$0] < whole.rowOffsets[$0 + 1] }
        let (found, transposed) = matrix.transposedWithoutEmptyRows()
        #expect(found == occupied.map(Int32.init))
        #expect(transposed == whole.selectingRows(occupied))
    }

    @Test("an element that is there twice stays twice, in the order of its entries")
    func repeated() {
        let matrix = SparseMatrix(columns: 9, rowOffsets: [0, 3, 3], columnIndices: [8, 2, 8], values: [1, 2, 3])
        let (columns, transposed) = matrix.transposedWithoutEmptyRows()
        #expect(columns == [2, 8])
        #expect(
            transposed
                == SparseMatrix(columns: 2, rowOffsets: [0, 1, 3], columnIndices: [0, 0, 0], values: [2, 1, 3]))
    }
}
