import LinearAlgebra

/// Examples in which columns that are multiples of one another stand as one: n-grams that occur in the same texts, as
/// most rare ones do with the longer ones that hold them.
///
/// A linear model under one penalty λ gives such columns weights in proportion to their lengths, since any other split of the
/// same sum has a larger ‖w‖². So one column a group, its projection on the unit vector u of these lengths, has the same optimum
/// with fewer parameters, and wⱼ = v uⱼ (a rotation of the parameters, whose other coordinates are 0).
struct ProportionalColumns {
    /// Examples × groups.
    let examples: SparseMatrix
    /// The group of each column, and its part of the group's unit vector; 0 for a column of zeros.
    private let groups: [Int32]
    private let parts: [Float]

    /// - Complexity: O(entries + columns).
    init(_ examples: SparseMatrix) {
        let (patterns, firsts) = examples.columnPatterns
        var known: [UInt64: Int32] = [:]
        groups = patterns.map { pattern in
            if let group = known[pattern] { return group }
            let group = Int32(known.count)
            known[pattern] = group
            return group
        }
        var squares = [Double](repeating: 0, count: known.count)
        for (group, first) in zip(groups, firsts) { squares[Int(group)] += Double(first) * Double(first) }
        parts = zip(groups, firsts).map { group, first in
            first == 0 ? 0 : Float(Double(first) / squares[Int(group)].squareRoot())
        }
        self.examples = examples.summingColumns(into: groups, times: parts, count: known.count)
    }

    /// The weights of all columns, from those of the groups.
    func expanded(_ weights: Matrix) -> Matrix {
        var result = Matrix(rows: groups.count, columns: weights.columns)
        for (column, group) in groups.enumerated() {
            for label in 0..<weights.columns {
                result.values[column * weights.columns + label] =
                    parts[column] * weights.values[Int(group) * weights.columns + label]
            }
        }
        return result
    }
}

extension SparseMatrix {
    /// A hash of each column's rows and of its values there in parts of the first one, and this first value.
    ///
    /// The parts are rounded to 13 bits, so that proportional columns, which differ by rounding, are told. Columns that nearly are,
    /// by less than 1 in 8000, become one too; then the optimum is the same to that part.
    fileprivate var columnPatterns: (hashes: [UInt64], firsts: [Float]) {
        var hashes = [UInt64](repeating: 0, count: columns)
        var firsts = [Float](repeating: 0, count: columns)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] where values[entry] != 0 {
                let column = Int(columnIndices[entry])
                if firsts[column] == 0 { firsts[column] = values[entry] }
                let part = ((values[entry] / firsts[column]).bitPattern &+ 0x200) >> 10
                var mixed = (hashes[column] ^ (UInt64(row) << 32 | UInt64(part))) &* 0x9E37_79B9_7F4A_7C15
                mixed ^= mixed >> 29
                hashes[column] = mixed &* 0xBF58_476D_1CE4_E5B9
            }
        }
        return (hashes, firsts)
    }

    /// The matrix whose column g is the sum of the columns of group g, each times its factor.
    fileprivate func summingColumns(into groups: [Int32], times factors: [Float], count: Int) -> SparseMatrix {
        var sums = [Float](repeating: 0, count: count)
        var lastRows = [Int](repeating: -1, count: count)
        var offsets = [0]
        var indices: [Int32] = []
        var entries: [Float] = []
        offsets.reserveCapacity(rows + 1)
        for row in 0..<rows {
            let start = indices.count
            for entry in rowOffsets[row]..<rowOffsets[row + 1] where values[entry] != 0 {
                let column = Int(columnIndices[entry])
                let group = Int(groups[column])
                if lastRows[group] != row {
                    lastRows[group] = row
                    sums[group] = 0
                    indices.append(groups[column])
                }
                sums[group] += values[entry] * factors[column]
            }
            for group in indices[start...] { entries.append(sums[Int(group)]) }
            offsets.append(indices.count)
        }
        return SparseMatrix(columns: count, rowOffsets: offsets, columnIndices: indices, values: entries)
    }
}
