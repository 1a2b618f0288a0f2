import Foundation
import Testing

@testable import LinearAlgebra

/// What the kernels are checked against: plain loops in double precision, and the one tolerance.
enum Reference {
    /// The product of two matrices in double precision, and for each element the sum of its terms' magnitudes.
    static func product(
        _ a: Matrix, transposed aTransposed: Bool = false, _ b: Matrix, transposed bTransposed: Bool = false
    ) -> (values: [Double], magnitudes: [Double], depth: Int) {
        let (m, k) = aTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
        let n = bTransposed ? b.rows : b.columns
        var values = [Double](repeating: 0, count: m * n)
        var magnitudes = values
        for i in 0..<m {
            for j in 0..<n {
                (values[i * n + j], magnitudes[i * n + j]) = element(i, j, a, aTransposed, b, bTransposed)
            }
        }
        return (values, magnitudes, k)
    }

    /// One element of the product, and the sum of its terms' magnitudes.
    static func element(
        _ i: Int, _ j: Int, _ a: Matrix, _ aTransposed: Bool, _ b: Matrix, _ bTransposed: Bool
    ) -> (value: Double, magnitude: Double) {
        var (value, magnitude) = (0.0, 0.0)
        for p in 0..<(aTransposed ? a.rows : a.columns) {
            let term =
                Double(aTransposed ? a[p, i] : a[i, p]) * Double(bTransposed ? b[j, p] : b[p, j])
            value += term
            magnitude += abs(term)
        }
        return (value, magnitude)
    }

    /// How far a sum of `terms` products in single precision may lie from the exact one.
    ///
    /// In whatever order a kernel adds, with or without fused multiply-add, each term goes through at most `terms`
    /// roundings, each of half an ulp: the error is below terms · ε · Σ|aᵢbᵢ| (Higham 2002, section 3.1), with ε twice
    /// the unit roundoff. The other half is room for the division or the scaling that some kernels do at the end.
    static func tolerance(terms: Int, magnitude: Double, epsilon: Double = Double(Float.ulpOfOne)) -> Double {
        Double(terms) * epsilon * magnitude
    }

    /// Checks a whole result against the reference, and says the first element that is off.
    static func expect(
        _ result: [Float], equals exact: (values: [Double], magnitudes: [Double], depth: Int),
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(result.count == exact.values.count, sourceLocation: sourceLocation)
        let wrong = result.indices.first { index in
            let bound = tolerance(terms: exact.depth, magnitude: exact.magnitudes[index])
            return !(abs(Double(result[index]) - exact.values[index]) <= bound)
        }
        #expect(wrong == nil, sourceLocation: sourceLocation)
    }
}

/// Seeded numbers for the kernels to work on, from -1 to 1.
enum Sample {
    static func vector(_ count: Int, seed: UInt64) -> [Float] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in Float(Int64(bitPattern: generator.next()) >> 40) / Float(1 << 23) }
    }

    static func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
        Matrix(rows: rows, columns: columns, values: vector(rows * columns, seed: seed))
    }

    /// A sparse matrix with about `perRow` entries a row in no order, some columns twice, and every fifth row empty.
    static func sparse(_ rows: Int, _ columns: Int, perRow: Int, seed: UInt64) -> SparseMatrix {
        var generator = SplitMix64(seed: seed)
        var offsets = [0]
        var indices: [Int32] = []
        for row in 0..<rows {
            if row % 5 != 4, columns > 0 {
                for _ in 0..<perRow { indices.append(Int32(generator.next() % UInt64(columns))) }
            }
            offsets.append(indices.count)
        }
        return SparseMatrix(
            columns: columns, rowOffsets: offsets, columnIndices: indices,
            values: vector(indices.count, seed: seed &+ 1))
    }

    /// The same matrix with every element in its place.
    static func dense(_ sparse: SparseMatrix) -> Matrix {
        var result = Matrix(rows: sparse.rows, columns: sparse.columns)
        for row in 0..<sparse.rows {
            for entry in sparse.rowOffsets[row]..<sparse.rowOffsets[row + 1] {
                result[row, Int(sparse.columnIndices[entry])] += sparse.values[entry]
            }
        }
        return result
    }
}

extension [Float] {
    /// The bits of every element: equality that tells 0 from -0 and takes NaN for itself.
    var bits: [UInt32] { map(\.bitPattern) }
}
