internal import COpenBLAS
public import LinearAlgebra

/// The dense kernels, through CBLAS in single precision: what training needs and classification does not.
///
/// OpenBLAS runs each call on the calling thread; where work is spread over cores, this module spreads it, so that its
/// threads and OpenBLAS's never multiply.
public enum BLAS {
    /// Sets OpenBLAS to one thread and to kernels that fit the processor, once; every call goes through it.
    private static let isSetUp: Void = {
        openblas_set_num_threads(1)
        openblas_choose_kernels_again()
    }()

    /// Rows of a product that one task computes.
    private static let rowPanel = 256

    /// `a · b`, with either factor transposed first on request.
    ///
    /// Shapes: `a` (after transposition) m × k, `b` (after transposition) k × n, the result m × n.
    /// - Complexity: O(m · n · k) over all threads, by panels of rows.
    public static func gemm(
        _ a: Matrix, transposed aTransposed: Bool = false,
        _ b: Matrix, transposed bTransposed: Bool = false,
        parallelism: Parallelism = .serial
    ) -> Matrix {
        let (m, k) = aTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
        let (kOfB, n) = bTransposed ? (b.columns, b.rows) : (b.rows, b.columns)
        precondition(k == kOfB, "the inner dimensions of a product agree")
        var result = Matrix(rows: m, columns: n)
        guard m > 0, n > 0, k > 0 else { return result }
        _ = isSetUp
        a.values.withUnsafeBufferPointer { aValues in
            b.values.withUnsafeBufferPointer { bValues in
                result.values.withUnsafeMutableBufferPointer { cValues in
                    let (pa, pb, pc) = (aValues.baseAddress!, bValues.baseAddress!, cValues.baseAddress!)
                    parallelism.forEachChunk(of: m, size: rowPanel) { rows in
                        cblas_sgemm(
                            CblasRowMajor,
                            aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans,
                            blasint(rows.count), blasint(n), blasint(k), 1,
                            pa + (aTransposed ? rows.lowerBound : rows.lowerBound * k), blasint(a.columns),
                            pb, blasint(b.columns), 0,
                            pc + rows.lowerBound * n, blasint(n))
                    }
                }
            }
        }
        return result
    }

    /// `a · x`, or `aᵀ · x` on request.
    ///
    /// Shapes: `a` m × n with `x` of n elements gives m; transposed, `x` of m elements gives n.
    public static func gemv(_ a: Matrix, transposed: Bool = false, _ x: [Float]) -> [Float] {
        precondition(x.count == (transposed ? a.rows : a.columns), "the vector fits the matrix")
        var y = [Float](repeating: 0, count: transposed ? a.columns : a.rows)
        guard !y.isEmpty, !x.isEmpty else { return y }
        _ = isSetUp
        cblas_sgemv(
            CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, blasint(a.rows), blasint(a.columns), 1,
            a.values, blasint(a.columns), x, 1, 0, &y, 1)
        return y
    }

    /// Adds `alpha · x · yᵀ` to `a` (rank-one update).
    ///
    /// Shapes: `x` has as many elements as `a` has rows, `y` as many as it has columns.
    public static func ger(_ alpha: Float, _ x: [Float], _ y: [Float], to a: inout Matrix) {
        precondition(x.count == a.rows && y.count == a.columns, "the vectors fit the matrix")
        guard !a.values.isEmpty else { return }
        _ = isSetUp
        cblas_sger(
            CblasRowMajor, blasint(a.rows), blasint(a.columns), alpha, x, 1, y, 1, &a.values, blasint(a.columns))
    }

    /// Adds `alpha · x` to `y`.
    ///
    /// - Complexity: O(n) over all threads.
    public static func axpy(_ alpha: Float, _ x: [Float], to y: inout [Float], parallelism: Parallelism = .serial) {
        precondition(x.count == y.count, "vectors are of one length")
        _ = isSetUp
        x.withUnsafeBufferPointer { xValues in
            y.withUnsafeMutableBufferPointer { yValues in
                guard let px = xValues.baseAddress, let py = yValues.baseAddress else { return }
                parallelism.forEachChunk(of: xValues.count, size: vectorChunk) { range in
                    cblas_saxpy(blasint(range.count), alpha, px + range.lowerBound, 1, py + range.lowerBound, 1)
                }
            }
        }
    }

    /// `alpha · x + y`, as a vector of its own.
    ///
    /// - Complexity: O(n) over all threads.
    public static func axpy(_ alpha: Float, _ x: [Float], plus y: [Float], parallelism: Parallelism = .serial)
        -> [Float]
    {
        precondition(x.count == y.count, "vectors are of one length")
        _ = isSetUp
        return [Float](unsafeUninitializedCapacity: x.count) { sum, count in
            count = x.count
            guard let target = sum.baseAddress else { return }
            x.withUnsafeBufferPointer { xValues in
                y.withUnsafeBufferPointer { yValues in
                    let (px, py) = (xValues.baseAddress!, yValues.baseAddress!)
                    parallelism.forEachChunk(of: x.count, size: vectorChunk) { range in
                        let part = target + range.lowerBound
                        part.initialize(from: py + range.lowerBound, count: range.count)
                        cblas_saxpy(blasint(range.count), alpha, px + range.lowerBound, 1, part, 1)
                    }
                }
            }
        }
    }

    /// Multiplies `x` by `alpha`.
    public static func scal(_ alpha: Float, _ x: inout [Float]) {
        _ = isSetUp
        cblas_sscal(blasint(x.count), alpha, &x, 1)
    }

    /// The dot product: blocks of products by `dsdot`, whose partial sums are added in double precision, in order.
    ///
    /// OpenBLAS may add up to 32 products in single precision before it goes on in double, so that the error is at most
    /// 32 · 2⁻²⁴ of the products' magnitudes, whatever the length.
    /// - Complexity: O(n) over all threads.
    public static func dot(_ x: [Float], _ y: [Float], parallelism: Parallelism = .serial) -> Double {
        precondition(x.count == y.count, "vectors are of one length")
        _ = isSetUp
        return x.withUnsafeBufferPointer { xValues in
            y.withUnsafeBufferPointer { yValues in
                parallelism.sum(over: xValues.count, size: vectorChunk) { range in
                    cblas_dsdot(
                        blasint(range.count), xValues.baseAddress! + range.lowerBound, 1,
                        yValues.baseAddress! + range.lowerBound, 1)
                }
            }
        }
    }

    /// The Euclidean norm.
    public static func nrm2(_ x: [Float]) -> Float {
        guard !x.isEmpty else { return 0 }
        _ = isSetUp
        return cblas_snrm2(blasint(x.count), x, 1)
    }

    /// Elements of a vector that one task handles: a size that stays in a core's own cache.
    private static let vectorChunk = 1 << 15
}
