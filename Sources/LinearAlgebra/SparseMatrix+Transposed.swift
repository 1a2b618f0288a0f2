extension SparseMatrix {
    /// The columns that have entries, rising, and the matrix that has them as its rows.
    ///
    /// For a few rows of a wide matrix, where `transposed()` would have mostly empty rows.
    /// - Complexity: O(n log n) in the number of entries.
    public func transposedWithoutEmptyRows() -> (columns: [Int32], matrix: SparseMatrix) {
        var keys = [UInt64](unsafeUninitializedCapacity: values.count) { buffer, count in
            for row in 0..<rows {
                for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                    buffer[entry] = UInt64(columnIndices[entry]) << 32 | UInt64(entry)
                }
            }
            count = values.count
        }
        keys.sort()
        var rowOfEntry = [Int32](repeating: 0, count: values.count)
        for row in 0..<rows { for entry in rowOffsets[row]..<rowOffsets[row + 1] { rowOfEntry[entry] = Int32(row) } }
        var columns: [Int32] = []
        var offsets: [Int] = []
        for (position, key) in keys.enumerated() where columns.last != Int32(key >> 32) {
            columns.append(Int32(key >> 32))
            offsets.append(position)
        }
        offsets.append(values.count)
        let entries = keys.map { Int($0 & 0xFFFF_FFFF) }
        return (
            columns,
            SparseMatrix(
                columns: rows, rowOffsets: offsets, columnIndices: entries.map { rowOfEntry[$0] },
                values: entries.map { values[$0] })
        )
    }
}
