import DenseKernels
import Foundation
import Testing

@testable import LinearAlgebra

@Suite struct BLASTests {
    /// Rows, inner dimension and columns: empty, single, primes, and past the panel of 256 rows.
    static let shapes = [
        (0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (1, 13, 1), (7, 13, 5), (13, 97, 7), (256, 7, 3), (257, 13, 7),
        (97, 257, 13), (521, 3, 2),
    ]
    static let lengths = [0, 1, 7, 13, 97, 257, 1 << 15, (1 << 15) + 1, 2 * (1 << 15) + 97]

    @Test("gemm is the plain product in all four transpositions", arguments: shapes)
    func gemm(m: Int, k: Int, n: Int) {
        for (aTransposed, bTransposed) in [(false, false), (false, true), (true, false), (true, true)] {
            let a = aTransposed ? Sample.matrix(k, m, seed: 1) : Sample.matrix(m, k, seed: 1)
            let b = bTransposed ? Sample.matrix(n, k, seed: 2) : Sample.matrix(k, n, seed: 2)
            let result = BLAS.gemm(a, transposed: aTransposed, b, transposed: bTransposed)
            #expect((result.rows, result.columns) == (m, n))
            Reference.expect(
                result.values, equals: Reference.product(a, transposed: aTransposed, b, transposed: bTransposed))
        }
    }

    @Test("gemm is right where the factors are larger than a core's cache", arguments: [false, true], [false, true])
    func gemmLarge(aTransposed: Bool, bTransposed: Bool) {
        let (m, k, n) = (601, 509, 419)
        let a = aTransposed ? Sample.matrix(k, m, seed: 3) : Sample.matrix(m, k, seed: 3)
        let b = bTransposed ? Sample.matrix(n, k, seed: 4) : Sample.matrix(k, n, seed: 4)
        let result = BLAS.gemm(
            a, transposed: aTransposed, b, transposed: bTransposed, parallelism: Parallelism(threads: 2))
        var generator = SplitMix64(seed: 5)
        let corners = [(0, 0), (m - 1, n - 1), (255, 0), (256, n - 1), (511, 7), (512, 7)]
        let places = corners + (0..<60).map { _ in (Int(generator.next() % 601), Int(generator.next() % 419)) }
        for (i, j) in places {
            let exact = Reference.element(i, j, a, aTransposed, b, bTransposed)
            let bound = Reference.tolerance(terms: k, magnitude: exact.magnitude)
            #expect(abs(Double(result[i, j]) - exact.value) <= bound, "element \(i), \(j)")
        }
    }

    @Test("gemm has the same bits with 1, 2 and 3 threads", arguments: [false, true], [false, true])
    func gemmThreads(aTransposed: Bool, bTransposed: Bool) {
        let a = aTransposed ? Sample.matrix(97, 1031, seed: 6) : Sample.matrix(1031, 97, seed: 6)
        let b = bTransposed ? Sample.matrix(13, 97, seed: 7) : Sample.matrix(97, 13, seed: 7)
        let results = [1, 2, 3].map { threads in
            BLAS.gemm(
                a, transposed: aTransposed, b, transposed: bTransposed, parallelism: Parallelism(threads: threads)
            ).values.bits
        }
        #expect(results[1] == results[0])
        #expect(results[2] == results[0])
    }

    @Test("gemv is the plain product with a vector, transposed or not", arguments: shapes.map { ($0.0, $0.1) })
    func gemv(m: Int, n: Int) {
        let a = Sample.matrix(m, n, seed: 8)
        for transposed in [false, true] {
            let x = Sample.vector(transposed ? m : n, seed: 9)
            let column = Matrix(rows: x.count, columns: 1, values: x)
            Reference.expect(
                BLAS.gemv(a, transposed: transposed, x),
                equals: Reference.product(a, transposed: transposed, column))
        }
    }

    @Test("ger adds a multiple of the outer product", arguments: shapes.map { ($0.0, $0.1) })
    func ger(m: Int, n: Int) {
        let before = Sample.matrix(m, n, seed: 10)
        let (x, y) = (Sample.vector(m, seed: 11), Sample.vector(n, seed: 12))
        var result = before
        BLAS.ger(-0.7, x, y, to: &result)
        let terms = before.values.indices.map { index in
            (Double(before.values[index]), Double(Float(-0.7)) * Double(x[index / n]) * Double(y[index % n]))
        }
        // Three roundings: alpha times an element, that times the other, and the addition.
        Reference.expect(
            result.values, equals: (terms.map { $0.0 + $0.1 }, terms.map { abs($0.0) + abs($0.1) }, 3))
    }

    @Test("axpy adds a multiple of a vector", arguments: lengths)
    func axpy(count: Int) {
        let (x, before) = (Sample.vector(count, seed: 13), Sample.vector(count, seed: 14))
        var result = before
        BLAS.axpy(1.3, x, to: &result, parallelism: Parallelism(threads: 2))
        let terms = zip(x, before).map { (Double(Float(1.3)) * Double($0), Double($1)) }
        Reference.expect(
            result, equals: (terms.map { $0.0 + $0.1 }, terms.map { abs($0.0) + abs($0.1) }, 2))
        for threads in [1, 3] {
            let sum = BLAS.axpy(1.3, x, plus: before, parallelism: Parallelism(threads: threads))
            #expect(sum.bits == result.bits)
        }
    }

    @Test("scal multiplies every element, each rounded once", arguments: lengths)
    func scal(count: Int) {
        let before = Sample.vector(count, seed: 15)
        var result = before
        BLAS.scal(-3.7, &result)
        #expect(result == before.map { -3.7 * $0 })
    }

    @Test("dot is the plain sum of products", arguments: lengths)
    func dot(count: Int) {
        let (x, y) = (Sample.vector(count, seed: 16), Sample.vector(count, seed: 17))
        let terms = zip(x, y).map { Double($0) * Double($1) }
        let magnitude = terms.reduce(0) { $0 + abs($1) }
        // Never more than 32 products are added in single precision.
        let bound = 32 * 0x1p-24 * magnitude
        #expect(abs(BLAS.dot(x, y) - terms.reduce(0, +)) <= bound)
    }

    @Test("dot and axpy have the same bits with 1, 2 and 3 threads", arguments: lengths)
    func vectorThreads(count: Int) {
        let (x, y) = (Sample.vector(count, seed: 18), Sample.vector(count, seed: 19))
        let results = [1, 2, 3].map { threads in
            var sum = y
            BLAS.axpy(0.3, x, to: &sum, parallelism: Parallelism(threads: threads))
            return (BLAS.dot(x, y, parallelism: Parallelism(threads: threads)).bitPattern, sum.bits)
        }
        #expect(results[1] == results[0])
        #expect(results[2] == results[0])
    }

    @Test("nrm2 is the Euclidean norm", arguments: lengths)
    func nrm2(count: Int) {
        let x = Sample.vector(count, seed: 20)
        let exact = x.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        #expect(abs(Double(BLAS.nrm2(x)) - exact) <= Reference.tolerance(terms: count, magnitude: exact))
    }

    @Test("nrm2 neither overflows nor underflows where its result does not", arguments: [Float(1e25), 1e-25])
    func nrm2OfExtremes(scale: Float) {
        let result = BLAS.nrm2([3 * scale, 0, 4 * scale])
        #expect(abs(result / scale - 5) <= 5 * 3 * Float.ulpOfOne)
    }
}
