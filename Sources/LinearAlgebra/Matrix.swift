/// A dense matrix of `Float` in row-major order: element (i, j) stands at `values[i * columns + j]`.
public struct Matrix: Sendable, Equatable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The elements, row after row; `rows * columns` of them.
    public var values: [Float]

    /// Makes a matrix of the given shape filled with one value.
    public init(rows: Int, columns: Int, repeating value: Float = 0) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative dimension")
        self.rows = rows
        self.columns = columns
        values = [Float](repeating: value, count: rows * columns)
    }

    /// Makes a matrix of elements in row-major order.
    ///
    /// - Precondition: `values.count == rows * columns`.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(rows >= 0 && columns >= 0 && values.count == rows * columns, "the values do not fill the shape")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// The element in row `row` and column `column`.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// The elements of one row.
    public subscript(row row: Int) -> ArraySlice<Float> {
        values[row * columns..<(row + 1) * columns]
    }
}
