import Testing

@testable import LinearAlgebra

@Suite struct SparseMatrixTests {
    /// 3 × 4, its second row empty:
    /// ```
    /// 0 5 0 2
    /// 0 0 0 0
    /// 1 0 0 3
    /// ```
    static let small = SparseMatrix(
        columns: 4, rowOffsets: [0, 2, 2, 4], columnIndices: [1, 3, 0, 3], values: [5, 2, 1, 3])

    @Test("the transposed matrix has rows and columns exchanged")
    func transposedSmall() {
        let expected = SparseMatrix(
            columns: 3, rowOffsets: [0, 1, 2, 2, 4], columnIndices: [2, 0, 0, 2], values: [1, 5, 2, 3])
        #expect(Self.small.transposed() == expected)
    }

    @Test(
        "the transposed matrix has every element in the other place, its rows in order",
        arguments: [(0, 0), (0, 5), (5, 0), (1, 1), (7, 13), (97, 13), (257, 7)])
    func transposed(rows: Int, columns: Int) {
        let matrix = Sample.sparse(rows, columns, perRow: 3, seed: 1)
        let transposed = matrix.transposed()
        #expect((transposed.rows, transposed.columns) == (columns, rows))
        let (dense, other) = (Sample.dense(matrix), Sample.dense(transposed))
        for row in 0..<rows {
            for column in 0..<columns { #expect(other[column, row] == dense[row, column]) }
        }
        for row in 0..<columns {
            let indices = transposed.columnIndices[transposed.rowOffsets[row]..<transposed.rowOffsets[row + 1]]
            #expect(indices.elementsEqual(indices.sorted()))
        }
    }

    @Test("transposing twice gives the matrix again, where its rows were in order")
    func transposedTwice() {
        #expect(Self.small.transposed().transposed() == Self.small)
    }

    @Test("selected rows stand in the order asked for, also twice or not at all")
    func selectingRows() {
        let selected = Self.small.selectingRows([2, 1, 0, 2])
        let expected = SparseMatrix(
            columns: 4, rowOffsets: [0, 2, 2, 4, 6], columnIndices: [0, 3, 1, 3, 0, 3], values: [1, 3, 5, 2, 1, 3])
        #expect(selected == expected)
        #expect(Self.small.selectingRows([0, 1, 2]) == Self.small)
        let none = Self.small.selectingRows([])
        #expect((none.rows, none.columns, none.values.count) == (0, 4, 0))
    }

    @Test("there is one row less than there are offsets")
    func rows() {
        #expect(Self.small.rows == 3)
        #expect(SparseMatrix(columns: 2, rowOffsets: [0], columnIndices: [], values: []).rows == 0)
    }
}
