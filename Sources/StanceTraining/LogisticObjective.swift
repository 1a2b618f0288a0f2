import LinearAlgebra

/// The objective of multinomial logistic regression: Σ wᵢ · lossᵢ + Σⱼ (λⱼ / 2) · ‖Wⱼ‖², the bias unpenalised.
///
/// lossᵢ = logSumExp(zᵢ) - zᵢ[yᵢ] with zᵢ = Wᵀxᵢ + β b. With one λ for all, scikit-learn's `C` is 1 / λ; with two labels both
/// columns of W count here, so that its single column corresponds to `C` = 2 / λ.
///
/// The parameters are one vector: W row after row (features × labels), then b.
final class LogisticObjective {
    /// How many parameters there are.
    let parameterCount: Int

    private let examples: SparseMatrix
    private let transposedExamples: SparseMatrix
    private let targets: Targets
    private let labelCount: Int
    private let penalties: [Float]
    private let parallelism: Parallelism
    private var logits: Matrix

    /// - Parameters:
    ///   - features: examples × features.
    ///   - penalties: λ of each feature.
    ///   - intercept: β, what the bias is multiplied by.
    init(
        features: SparseMatrix, targets: Targets, penalties: [Float], intercept: Float, parallelism: Parallelism
    ) {
        precondition(features.rows == targets.count, "one target a row")
        precondition(features.columns == penalties.count, "one penalty a feature")
        examples = features.appendingColumn(of: intercept)
        transposedExamples = examples.transposed()
        self.targets = targets
        labelCount = targets.labelCount
        self.penalties = penalties
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
        swap(&gradient, &product.values)
        return loss + addPenalty(parameters, to: &gradient) / 2
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

    /// Adds λⱼ Wⱼ to the gradient and returns Σⱼ λⱼ ‖Wⱼ‖².
    private func addPenalty(_ parameters: [Float], to gradient: inout [Float]) -> Double {
        let labels = labelCount
        return gradient.withUnsafeMutableBufferPointer { gradient in
            parameters.withUnsafeBufferPointer { parameters in
                penalties.withUnsafeBufferPointer { penalties in
                    let (target, source) = (gradient.baseAddress, parameters.baseAddress)
                    return parallelism.sum(over: penalties.count, size: 1 << 12) { features in
                        var sum = 0.0
                        for feature in features {
                            var squares: Float = 0
                            for index in feature * labels..<(feature + 1) * labels {
                                target![index] += penalties[feature] * source![index]
                                squares += source![index] * source![index]
                            }
                            sum += Double(penalties[feature]) * Double(squares)
                        }
                        return sum
                    }
                }
            }
        }
    }
}

extension SparseMatrix {
    /// The matrix with one more column, of one number.
    fileprivate func appendingColumn(of number: Float) -> SparseMatrix {
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
            entries.append(number)
            offsets.append(entries.count)
        }
        return SparseMatrix(columns: columns + 1, rowOffsets: offsets, columnIndices: indices, values: entries)
    }
}
