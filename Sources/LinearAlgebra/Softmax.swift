import Foundation

/// The softmax function and its logarithmic normaliser, stable for logits of any size.
public enum Softmax {
    /// log Σ exp(zᵢ), computed as m + log Σ exp(zᵢ - m) with m the largest logit.
    ///
    /// Minus infinity for no logits, as the sum over nothing is 0.
    public static func logSumExp(_ logits: some Collection<Float>) -> Float {
        guard let largest = logits.max() else { return -.infinity }
        guard largest.isFinite else { return largest }
        return largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
    }

    /// Replaces each row of logits by its probabilities, exp(zᵢ - logSumExp(z)).
    ///
    /// - Returns: each row's `logSumExp`.
    /// - Complexity: O(rows · columns) over all threads.
    @discardableResult
    public static func apply(toRowsOf matrix: inout Matrix, parallelism: Parallelism = .serial) -> [Float] {
        let (rows, columns) = (matrix.rows, matrix.columns)
        var normalisers = [Float](repeating: -.infinity, count: rows)
        guard columns > 0 else { return normalisers }
        matrix.values.withUnsafeMutableBufferPointer { values in
            normalisers.withUnsafeMutableBufferPointer { normalisers in
                let (logits, normaliser) = (values.baseAddress, normalisers.baseAddress)
                parallelism.forEachChunk(of: rows, size: 256) { range in
                    for row in range {
                        normaliser![row] = apply(to: logits! + row * columns, count: columns)
                    }
                }
            }
        }
        return normalisers
    }

    /// Replaces `count` logits by their probabilities and returns their `logSumExp`.
    public static func apply(to logits: UnsafeMutablePointer<Float>, count: Int) -> Float {
        var largest = -Float.infinity
        for index in 0..<count { largest = max(largest, logits[index]) }
        var sum: Float = 0
        for index in 0..<count {
            let power = exp(logits[index] - largest)
            logits[index] = power
            sum += power
        }
        for index in 0..<count { logits[index] /= sum }
        return largest + log(sum)
    }
}
