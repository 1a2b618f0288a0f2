/// A sparse matrix of `Float` in compressed sparse rows (CSR).
///
/// Row i holds the entries `rowOffsets[i]..<rowOffsets[i + 1]` of `columnIndices` and `values`.
public struct SparseMatrix: Sendable, Equatable {
    /// The number of columns.
    public let columns: Int
    /// Where each row begins, and where the last one ends: one more than there are rows.
    public let rowOffsets: [Int]
    /// The column of each entry.
    public let columnIndices: [Int32]
    /// The value of each entry.
    public let values: [Float]

    /// The number of rows.
    public var rows: Int { rowOffsets.count - 1 }

    /// Makes a matrix of its compressed rows.
    ///
    /// - Precondition: the offsets rise from 0 to the number of entries, and every column lies in `0..<columns`.
    public init(columns: Int, rowOffsets: [Int], columnIndices: [Int32], values: [Float]) {
        precondition(rowOffsets.first == 0 && rowOffsets.last == values.count, "the offsets span the entries")
        precondition(zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy { $0 <= $1 }, "the offsets rise")
        precondition(columnIndices.count == values.count, "each entry has a column and a value")
        precondition(columnIndices.allSatisfy { 0 <= $0 && Int($0) < columns }, "each column is in the matrix")
        self.columns = columns
        self.rowOffsets = rowOffsets
        self.columnIndices = columnIndices
        self.values = values
    }

    /// The matrix with rows and columns exchanged; entries of a row stand in the order of their columns.
    ///
    /// - Complexity: O(entries + columns).
    public func transposed() -> SparseMatrix {
        var offsets = [Int](repeating: 0, count: columns + 1)
        for column in columnIndices { offsets[Int(column) + 1] += 1 }
        for column in 0..<columns { offsets[column + 1] += offsets[column] }
        var next = offsets
        var indices = [Int32](repeating: 0, count: values.count)
        var entries = [Float](repeating: 0, count: values.count)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                let column = Int(columnIndices[entry])
                indices[next[column]] = Int32(row)
                entries[next[column]] = values[entry]
                next[column] += 1
            }
        }
        return SparseMatrix(columns: rows, rowOffsets: offsets, columnIndices: indices, values: entries)
    }

    /// The rows at `indices`, in that order.
    public func selectingRows(_ indices: [Int]) -> SparseMatrix {
        var offsets = [0]
        offsets.reserveCapacity(indices.count + 1)
        for row in indices { offsets.append(offsets.last! + rowOffsets[row + 1] - rowOffsets[row]) }
        var selectedColumns: [Int32] = []
        var selectedValues: [Float] = []
        selectedColumns.reserveCapacity(offsets.last!)
        selectedValues.reserveCapacity(offsets.last!)
        for row in indices {
            selectedColumns.append(contentsOf: columnIndices[rowOffsets[row]..<rowOffsets[row + 1]])
            selectedValues.append(contentsOf: values[rowOffsets[row]..<rowOffsets[row + 1]])
        }
        return SparseMatrix(
            columns: columns, rowOffsets: offsets, columnIndices: selectedColumns, values: selectedValues)
    }
}
