import Testing

@testable import LinearAlgebra

@Suite struct MatrixTests {
    @Test("elements stand row after row")
    func order() {
        let matrix = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
        #expect(matrix[0, 2] == 3)
        #expect(matrix[1, 0] == 4)
        #expect(Array(matrix[row: 1]) == [4, 5, 6])
    }

    @Test("a new matrix is filled with one value, 0 unless another is named")
    func filling() {
        #expect(Matrix(rows: 2, columns: 2) == Matrix(rows: 2, columns: 2, values: [0, 0, 0, 0]))
        #expect(Matrix(rows: 1, columns: 3, repeating: 7).values == [7, 7, 7])
    }

    @Test("setting an element changes that one only")
    func setting() {
        var matrix = Matrix(rows: 3, columns: 2)
        matrix[2, 0] = 5
        #expect(matrix.values == [0, 0, 0, 0, 5, 0])
    }

    @Test("a matrix may have no rows or no columns", arguments: [(0, 0), (0, 7), (7, 0)])
    func empty(rows: Int, columns: Int) {
        let matrix = Matrix(rows: rows, columns: columns)
        #expect(matrix.values.isEmpty)
        #expect((matrix.rows, matrix.columns) == (rows, columns))
    }
}
