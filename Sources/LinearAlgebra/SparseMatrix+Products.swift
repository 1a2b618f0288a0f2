extension SparseMatrix {
    /// Rows that one task multiplies.
    private static let rowChunk = 64

    /// The product with a dense matrix: (m × n sparse) · (n × k dense) = m × k.
    ///
    /// Each row of the result is summed by one thread in the order of the row's entries, so its bits do not depend on
    /// the number of threads. For the transposed product, multiply `transposed()`, made once and used many times.
    /// - Complexity: O(entries · k) over all threads.
    public func times(_ dense: Matrix, parallelism: Parallelism = .serial) -> Matrix {
        var result = Matrix(rows: rows, columns: dense.columns)
        multiply(dense, into: &result, parallelism: parallelism)
        return result
    }

    /// As `times`, into a matrix that is already there; what it held is overwritten.
    ///
    /// - Precondition: `result` has as many rows as this matrix and as many columns as `dense`.
    public func multiply(_ dense: Matrix, into result: inout Matrix, parallelism: Parallelism = .serial) {
        precondition(dense.rows == columns, "the inner dimensions of a product agree")
        precondition(result.rows == rows && result.columns == dense.columns, "the result has the product's shape")
        guard !result.values.isEmpty else { return }
        let width = dense.columns
        columnIndices.withUnsafeBufferPointer { columnIndices in
            values.withUnsafeBufferPointer { values in
                dense.values.withUnsafeBufferPointer { dense in
                    result.values.withUnsafeMutableBufferPointer { result in
                        let out = result.baseAddress!
                        parallelism.forEachChunk(of: rows, size: Self.rowChunk) { range in
                            for row in range {
                                let entries = rowOffsets[row]..<rowOffsets[row + 1]
                                let target = out + row * width
                                if width <= 4 {
                                    Self.sumNarrow(entries, columnIndices, values, dense, width, target)
                                } else {
                                    Self.sumWide(entries, columnIndices, values, dense, width, target)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// One row of a product with at most four columns: the sums stay in one register.
    @inline(__always)
    private static func sumNarrow(
        _ entries: Range<Int>, _ columnIndices: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>,
        _ dense: UnsafeBufferPointer<Float>, _ width: Int, _ target: UnsafeMutablePointer<Float>
    ) {
        var sum = SIMD4<Float>.zero
        for entry in entries {
            let source = Int(columnIndices[entry]) * width
            var row = SIMD4<Float>.zero
            for column in 0..<width { row[column] = dense[source + column] }
            sum += row * values[entry]
        }
        for column in 0..<width { target[column] = sum[column] }
    }

    /// One row of a product of more than four columns: 32 of them at a time, so that their sums stay in registers.
    ///
    /// Four vectors are summed at once; those that would go beyond the row end with it, and sum some columns twice.
    @inline(__always)
    private static func sumWide(
        _ entries: Range<Int>, _ columnIndices: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>,
        _ dense: UnsafeBufferPointer<Float>, _ width: Int, _ target: UnsafeMutablePointer<Float>
    ) {
        guard width >= 8 else {
            sum(SIMD4<Float>.self, at: (0, 0, 0, width - 4), entries, columnIndices, values, dense, width, target)
            return
        }
        for first in stride(from: 0, to: width, by: 32) {
            let last = width - 8
            let places = (min(first, last), min(first + 8, last), min(first + 16, last), min(first + 24, last))
            sum(SIMD8<Float>.self, at: places, entries, columnIndices, values, dense, width, target)
        }
    }

    /// The sums of a row that stand in four vectors, which begin at four of its columns.
    @inline(__always)
    private static func sum<Vector: SIMD<Float>>(
        _: Vector.Type, at places: (Int, Int, Int, Int), _ entries: Range<Int>,
        _ columnIndices: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>,
        _ dense: UnsafeBufferPointer<Float>, _ width: Int, _ target: UnsafeMutablePointer<Float>
    ) {
        var sums = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
        for entry in entries {
            let row = UnsafeRawPointer(dense.baseAddress! + Int(columnIndices[entry]) * width)
            let value = values[entry]
            sums.0 += row.loadUnaligned(fromByteOffset: places.0 * 4, as: Vector.self) * value
            sums.1 += row.loadUnaligned(fromByteOffset: places.1 * 4, as: Vector.self) * value
            sums.2 += row.loadUnaligned(fromByteOffset: places.2 * 4, as: Vector.self) * value
            sums.3 += row.loadUnaligned(fromByteOffset: places.3 * 4, as: Vector.self) * value
        }
        let targets = UnsafeMutableRawPointer(target)
        targets.storeBytes(of: sums.0, toByteOffset: places.0 * 4, as: Vector.self)
        targets.storeBytes(of: sums.1, toByteOffset: places.1 * 4, as: Vector.self)
        targets.storeBytes(of: sums.2, toByteOffset: places.2 * 4, as: Vector.self)
        targets.storeBytes(of: sums.3, toByteOffset: places.3 * 4, as: Vector.self)
    }
}
