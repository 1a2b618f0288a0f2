import DenseKernels
import Foundation
import Testing

@testable import LinearAlgebra

@Suite struct SoftmaxTests {
    /// The probabilities and the normaliser in double precision.
    private static func reference(_ logits: [Float]) -> (probabilities: [Double], normaliser: Double) {
        let largest = Double(logits.max() ?? 0)
        let powers = logits.map { exp(Double($0) - largest) }
        let sum = powers.reduce(0, +)
        return (powers.map { $0 / sum }, largest + log(sum))
    }

    /// Checks one row; `label` names it where it is off.
    ///
    /// The rounding of z - m is a relative error of |z - m| · ε of its power, the sum of k powers adds k · ε, and exp,
    /// log and the division a few ε more.
    private static func expect(
        _ probabilities: [Float], _ normaliser: Float, areThoseOf logits: [Float],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let exact = reference(logits)
        let epsilon = Double(Float.ulpOfOne)
        let largest = Double(logits.max() ?? 0)
        for (index, probability) in probabilities.enumerated() {
            let roundings = abs(Double(logits[index]) - largest) + Double(logits.count) + 4
            let bound = exact.probabilities[index] * roundings * epsilon + Double(Float.leastNormalMagnitude)
            #expect(
                abs(Double(probability) - exact.probabilities[index]) <= bound, sourceLocation: sourceLocation)
        }
        let bound = (abs(largest) + Double(logits.count) + 4) * epsilon
        #expect(abs(Double(normaliser) - exact.normaliser) <= bound, sourceLocation: sourceLocation)
    }

    @Test("each row becomes its probabilities", arguments: [1, 7, 257, 521], [1, 2, 3, 7])
    func rows(rows: Int, columns: Int) {
        var matrix = Sample.matrix(rows, columns, seed: 1)
        BLAS.scal(20, &matrix.values)
        let logits = matrix
        let normalisers = Softmax.apply(toRowsOf: &matrix, parallelism: Parallelism(threads: 2))
        #expect(normalisers.count == rows)
        // Ends and the borders of the chunks of 256 rows, and some between.
        for row in Set([0, 1, 13, 97, 255, 256, rows - 1]).filter({ $0 < rows }) {
            Self.expect(Array(matrix[row: row]), normalisers[row], areThoseOf: Array(logits[row: row]))
        }
    }

    @Test(
        "logits of any size neither overflow nor vanish",
        arguments: [[1e4, 1e4 - 1], [-1e4, -1e4 - 1], [3e38, -3e38], [0, -200, 200], [88, 89, 90]] as [[Float]])
    func extremes(logits: [Float]) {
        var probabilities = logits
        let normaliser = probabilities.withUnsafeMutableBufferPointer {
            Softmax.apply(to: $0.baseAddress!, count: $0.count)
        }
        Self.expect(probabilities, normaliser, areThoseOf: logits)
        Self.expect([], Softmax.logSumExp(logits), areThoseOf: logits)
    }

    @Test("equal logits have equal probabilities, to the bit", arguments: [2, 3, 5, 8])
    func equalLogits(count: Int) {
        var matrix = Matrix(rows: 1, columns: count, repeating: -17.3)
        Softmax.apply(toRowsOf: &matrix)
        #expect(matrix.values == [Float](repeating: 1 / Float(count), count: count))
    }

    @Test("logSumExp is the normaliser of the same row", arguments: [1, 2, 7, 97])
    func logSumExp(count: Int) {
        let logits = Sample.vector(count, seed: 2).map { $0 * 30 }
        Self.expect([], Softmax.logSumExp(logits), areThoseOf: logits)
    }

    @Test("logSumExp of nothing, or of nothing but minus infinity, is minus infinity; infinity stays infinity")
    func infinities() {
        #expect(Softmax.logSumExp([]) == -.infinity)
        #expect(Softmax.logSumExp([-.infinity, -.infinity]) == -.infinity)
        #expect(Softmax.logSumExp([1, .infinity]) == .infinity)
        #expect(Softmax.logSumExp([1, -.infinity]) == 1)
    }

    @Test("a matrix without rows or columns stays empty", arguments: [(0, 3), (3, 0), (0, 0)])
    func empty(rows: Int, columns: Int) {
        var matrix = Matrix(rows: rows, columns: columns)
        let normalisers = Softmax.apply(toRowsOf: &matrix)
        #expect(normalisers == [Float](repeating: -.infinity, count: rows))
        #expect(matrix.values.isEmpty)
    }

    @Test("probabilities have the same bits with 1, 2 and 3 threads")
    func threads() {
        let results = [1, 2, 3].map { threads in
            var matrix = Sample.matrix(1031, 3, seed: 3)
            let normalisers = Softmax.apply(toRowsOf: &matrix, parallelism: Parallelism(threads: threads))
            return matrix.values.bits + normalisers.bits
        }
        #expect(results[1] == results[0])
        #expect(results[2] == results[0])
    }
}
