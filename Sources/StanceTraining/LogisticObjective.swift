import LinearAlgebra

/// The objective of multinomial logistic regression: Σ wᵢ · lossᵢ + (l2 / 2) · ‖W‖², the bias unpenalised.
///
/// lossᵢ = logSumExp(zᵢ) - zᵢ[yᵢ] with zᵢ = Wᵀxᵢ + b. scikit-learn's `C` is 1 / l2; with two labels both columns of W
/// count here, so that its single column corresponds to `C` = 2 / l2.
///
/// The parameters are one vector: W row after row (features × labels), then b.
final class LogisticObjective {
    /// How many parameters there are.
    let parameterCount: Int

    private let examples: SparseMatrix
    private let transposedExamples: SparseMatrix
    private let targets: Targets
    private let labelCount: Int
    private let l2: Double
    private let parallelism: Parallelism
    private var logits: Matrix

    /// - Parameter features: examples × features.
    init(features: SparseMatrix, targets: Targets, l2: Double, parallelism: Parallelism) {
        precondition(features.rows == targets.count, "one target a row")
        examples = features.appendingOnes()
        transposedExamples = examples.transposed()
        self.targets = targets
        labelCount = targets.labelCount
        self.l2 = l2
        self.parallelism = parallelism
        logits = Matrix(rows: features.rows, columns: labelCount)
        parameterCount = examples.columns * labelCount
    }

    /// Writes the gradient at `parameters` and returns the objective's value.
    ///
    /// - Complexity: O(entries · labels) over all threads.
    func evaluate(_ parameters: [Float], gradient: inout [Float]) -> Double {
        let matrix = Matrix(rows: examples.columns, columns: labelCount, values: parameters)
        examples.multiply(matrix, into: &logits, parallelism: parallelism)
        let loss = replaceLogitsByResiduals()
        var product = Matrix(rows: examples.columns, columns: labelCount, values: gradient)
        gradient = []
        transposedExamples.multiply(logits, into: &product, parallelism: parallelism)
        gradient = product.values
        let squares = addPenalty(parameters, to: &gradient, count: parameterCount - labelCount)
        return loss + l2 / 2 * squares
    }

    /// Turns each row of logits into the gradient of its loss, and returns the sum of the weighted losses.
    private func replaceLogitsByResiduals() -> Double {
        let count = labelCount
        return logits.values.withUnsafeMutableBufferPointer { logits in
            guard let base = logits.baseAddress else { return 0 }
            return parallelism.sum(over: targets.count, size: 256) { range in
                var loss = 0.0
                for row in range { loss += targets.replaceByResidual(base + row * count, ofExample: row) }
                return loss
            }
        }
    }

    /// Adds l2 · W to the gradient and returns ‖W‖².
    private func addPenalty(_ parameters: [Float], to gradient: inout [Float], count: Int) -> Double {
        let factor = Float(l2)
        return gradient.withUnsafeMutableBufferPointer { gradient in
            parameters.withUnsafeBufferPointer { parameters in
                let (target, source) = (gradient.baseAddress, parameters.baseAddress)
                return parallelism.sum(over: count, size: 1 << 15) { range in
                    var squares = 0.0
                    for index in range {
                        target![index] += factor * source![index]
                        squares += Double(source![index]) * Double(source![index])
                    }
                    return squares
                }
            }
        }
    }
}

extension SparseMatrix {
    /// The matrix with one more column, all ones.
    fileprivate func appendingOnes() -> SparseMatrix {
        var offsets = [0]
        var indices: [Int32] = []
        var entries: [Float] = []
        offsets.reserveCapacity(rows + 1)
        indices.reserveCapacity(values.count + rows)
        entries.reserveCapacity(values.count + rows)
        for row in 0..<rows {
            let range = rowOffsets[row]..<rowOffsets[row + 1]
            indices.append(contentsOf: columnIndices[range])
            entries.append(contentsOf: values[range])
            indices.append(Int32(columns))
            entries.append(1)
            offsets.append(entries.count)
        }
        return SparseMatrix(columns: columns + 1, rowOffsets: offsets, columnIndices: indices, values: entries)
    }
}
