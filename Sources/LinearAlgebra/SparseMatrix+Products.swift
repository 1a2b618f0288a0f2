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

    /// One row of a product of more than four columns: up to 32 of them at a time, so that their sums stay in registers.
    @inline(__always)
    private static func sumWide(
        _ entries: Range<Int>, _ columnIndices: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>,
        _ dense: UnsafeBufferPointer<Float>, _ width: Int, _ target: UnsafeMutablePointer<Float>
    ) {
        @inline(__always)
        func sum<Vector: SIMD<Float>>(_: Vector.Type) {
            for first in stride(from: 0, to: width, by: 2 * Vector.scalarCount) {
                sumPair(Vector.self, first, entries, columnIndices, values, dense, width, target)
            }
        }
        switch width {
        case ..<8: sum(SIMD4<Float>.self)
        case ..<16: sum(SIMD8<Float>.self)
        default: sum(SIMD16<Float>.self)
        }
    }

    /// The sums of a row that stand in two vectors; where they would go beyond the row they end with it, and sum some columns
    /// a second time.
    @inline(__always)
    private static func sumPair<Vector: SIMD<Float>>(
        _: Vector.Type, _ first: Int, _ entries: Range<Int>, _ columnIndices: UnsafeBufferPointer<Int32>,
        _ values: UnsafeBufferPointer<Float>, _ dense: UnsafeBufferPointer<Float>, _ width: Int,
        _ target: UnsafeMutablePointer<Float>
    ) {
        let last = width - Vector.scalarCount
        let places = (min(first, last) * 4, min(first + Vector.scalarCount, last) * 4)
        var sums = (Vector.zero, Vector.zero)
        for entry in entries {
            let row = UnsafeRawPointer(dense.baseAddress! + Int(columnIndices[entry]) * width)
            sums.0 += row.loadUnaligned(fromByteOffset: places.0, as: Vector.self) * values[entry]
            sums.1 += row.loadUnaligned(fromByteOffset: places.1, as: Vector.self) * values[entry]
        }
        let targets = UnsafeMutableRawPointer(target)
        targets.storeBytes(of: sums.0, toByteOffset: places.0, as: Vector.self)
        targets.storeBytes(of: sums.1, toByteOffset: places.1, as: Vector.self)
    }
}
