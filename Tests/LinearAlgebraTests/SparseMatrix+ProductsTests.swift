import Testing

@testable import LinearAlgebra

@Suite struct SparseMatrixProductsTests {
    /// Narrow widths that fit one register, the first wide ones, whole vectors of eight, and vectors with a rest.
    static let widths = [1, 2, 3, 4, 5, 8, 9, 77]

    /// The most entries of a row that can meet in one element of a product.
    private static func depth(_ matrix: SparseMatrix) -> Int {
        zip(matrix.rowOffsets, matrix.rowOffsets.dropFirst()).map { $1 - $0 }.max() ?? 0
    }

    /// The product in double precision, entry by entry, with the sum of the terms' magnitudes.
    private static func reference(
        _ sparse: SparseMatrix, _ dense: Matrix
    ) -> (values: [Double], magnitudes: [Double], depth: Int) {
        let width = dense.columns
        var values = [Double](repeating: 0, count: sparse.rows * width)
        var magnitudes = values
        for row in 0..<sparse.rows {
            for entry in sparse.rowOffsets[row]..<sparse.rowOffsets[row + 1] {
                for column in 0..<width {
                    let term = Double(sparse.values[entry]) * Double(dense[Int(sparse.columnIndices[entry]), column])
                    values[row * width + column] += term
                    magnitudes[row * width + column] += abs(term)
                }
            }
        }
        // One rounding for the product and one for the sum of each entry.
        return (values, magnitudes, 2 * depth(sparse))
    }

    @Test("the product is the plain one at every width", arguments: widths)
    func times(width: Int) {
        for (rows, columns, perRow) in [(1, 1, 1), (7, 13, 3), (64, 5, 2), (65, 7, 11), (257, 97, 5)] {
            let sparse = Sample.sparse(rows, columns, perRow: perRow, seed: 1)
            let dense = Sample.matrix(columns, width, seed: 2)
            let result = sparse.times(dense, parallelism: Parallelism(threads: 2))
            #expect((result.rows, result.columns) == (rows, width))
            Reference.expect(result.values, equals: Self.reference(sparse, dense))
        }
    }

    @Test("a long row is summed as exactly as a short one", arguments: [3, 9])
    func longRow(width: Int) {
        let sparse = Sample.sparse(3, 257, perRow: 5003, seed: 3)
        let dense = Sample.matrix(257, width, seed: 4)
        Reference.expect(sparse.times(dense).values, equals: Self.reference(sparse, dense))
    }

    @Test("the transposed product is the product of the transposed matrix", arguments: [1, 3, 9])
    func transposedProduct(width: Int) {
        let sparse = Sample.sparse(97, 13, perRow: 4, seed: 5)
        let dense = Sample.matrix(97, width, seed: 6)
        Reference.expect(
            sparse.transposed().times(dense).values, equals: Self.reference(sparse.transposed(), dense))
    }

    @Test("a product without rows, columns or width is empty or zero", arguments: [1, 4, 5, 9])
    func empty(width: Int) {
        let noRows = SparseMatrix(columns: 3, rowOffsets: [0], columnIndices: [], values: [])
        #expect(noRows.times(Matrix(rows: 3, columns: width)) == Matrix(rows: 0, columns: width))
        let noColumns = SparseMatrix(columns: 0, rowOffsets: [0, 0, 0], columnIndices: [], values: [])
        #expect(noColumns.times(Matrix(rows: 0, columns: width)) == Matrix(rows: 2, columns: width))
        #expect(SparseMatrixTests.small.times(Matrix(rows: 4, columns: 0)) == Matrix(rows: 3, columns: 0))
    }

    @Test("multiply overwrites all that the result held", arguments: widths)
    func multiply(width: Int) {
        let sparse = Sample.sparse(97, 13, perRow: 3, seed: 7)
        let dense = Sample.matrix(13, width, seed: 8)
        var result = Matrix(rows: 97, columns: width, repeating: .nan)
        sparse.multiply(dense, into: &result)
        #expect(result.values.bits == sparse.times(dense).values.bits)
        #expect(Array(result[row: 4]) == [Float](repeating: 0, count: width))
    }

    @Test("a product has the same bits with 1, 2 and 3 threads", arguments: widths)
    func threads(width: Int) {
        let sparse = Sample.sparse(257, 97, perRow: 7, seed: 9)
        let dense = Sample.matrix(97, width, seed: 10)
        let results = [1, 2, 3].map { threads in
            sparse.times(dense, parallelism: Parallelism(threads: threads)).values.bits
        }
        #expect(results[1] == results[0])
        #expect(results[2] == results[0])
    }
}
