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

    /// One row of a product of any width: 32 columns at a time, so that their sums stay in registers, then eight, then one.
    @inline(__always)
    private static func sumWide(
        _ entries: Range<Int>, _ columnIndices: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Float>,
        _ dense: UnsafeBufferPointer<Float>, _ width: Int, _ target: UnsafeMutablePointer<Float>
    ) {
        let targets = UnsafeMutableRawPointer(target)
        var first = 0
        /// Eight columns of the dense row of an entry.
        @inline(__always)
        func vector(_ entry: Int, _ column: Int) -> SIMD8<Float> {
            UnsafeRawPointer(dense.baseAddress! + Int(columnIndices[entry]) * width + column)
                .loadUnaligned(as: SIMD8<Float>.self)
        }
        while first + 32 <= width {
            var sums = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
            for entry in entries {
                let value = values[entry]
                sums.0 += vector(entry, first) * value
                sums.1 += vector(entry, first + 8) * value
                sums.2 += vector(entry, first + 16) * value
                sums.3 += vector(entry, first + 24) * value
            }
            targets.storeBytes(of: sums.0, toByteOffset: first * 4, as: SIMD8<Float>.self)
            targets.storeBytes(of: sums.1, toByteOffset: first * 4 + 32, as: SIMD8<Float>.self)
            targets.storeBytes(of: sums.2, toByteOffset: first * 4 + 64, as: SIMD8<Float>.self)
            targets.storeBytes(of: sums.3, toByteOffset: first * 4 + 96, as: SIMD8<Float>.self)
            first += 32
        }
        while first + 8 <= width {
            var sum = SIMD8<Float>.zero
            for entry in entries { sum += vector(entry, first) * values[entry] }
            targets.storeBytes(of: sum, toByteOffset: first * 4, as: SIMD8<Float>.self)
            first += 8
        }
        while first < width {
            var sum: Float = 0
            for entry in entries { sum += dense[Int(columnIndices[entry]) * width + first] * values[entry] }
            target[first] = sum
            first += 1
        }
    }
}
