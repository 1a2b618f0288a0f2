import DenseKernels
import LinearAlgebra
import StanceKit

/// The parameters of a convolutional network over vectors that are given, or their gradients.
struct ConvolutionParameters: Equatable {
    /// Places × dimensions, the places as `ConvolutionalNetwork` orders them.
    var kernel: Matrix
    /// The bias of each filter.
    var bias: [Float]
    /// Filters × labels.
    var weights: Matrix
    /// The bias of each label.
    var logitBias: [Float]

    /// All of them.
    static var blocks: [WritableKeyPath<ConvolutionParameters, [Float]>] {
        [\.kernel.values, \.bias, \.weights.values, \.logitBias]
    }

    /// Scales gradients down to the norm 1 if they have a larger one.
    mutating func clip() {
        let norm = Self.blocks.reduce(0) { $0 + BLAS.dot(self[keyPath: $1], self[keyPath: $1]) }.squareRoot()
        guard norm > 1 else { return }
        for block in Self.blocks { BLAS.scal(Float(1 / norm), &self[keyPath: block]) }
    }
}

extension TrainingRecipe.Convolution {
    /// Parameters to begin with.
    func initialParameters(dimensions: Int, labels: Int, seed: UInt64) -> ConvolutionParameters {
        var generator = SplitMix64(seed: seed)
        func uniform(_ count: Int, inputs: Int) -> [Float] {
            let bound = 1 / Float(inputs).squareRoot()
            return (0..<count).map { _ in Float.random(in: -bound...bound, using: &generator) }
        }
        let kernel = widths.flatMap { uniform($0 * filters * dimensions, inputs: $0 * dimensions) }
        let filterCount = widths.count * filters
        return ConvolutionParameters(
            kernel: Matrix(rows: kernel.count / dimensions, columns: dimensions, values: kernel),
            bias: [Float](repeating: 0, count: filterCount),
            weights: Matrix(
                rows: filterCount, columns: labels, values: uniform(filterCount * labels, inputs: filterCount)),
            logitBias: [Float](repeating: 0, count: labels))
    }

    /// The mean loss of a batch and its gradient, by back-propagation.
    ///
    /// - Parameters:
    ///   - texts: the rows of each text's tokens in `vectors`.
    ///   - vectors: words × dimensions, and a row of zeros.
    /// - Complexity: O(different tokens · dimensions · places + tokens · places + texts · filters · dimensions).
    func gradient(
        of parameters: ConvolutionParameters, _ texts: [[UInt32]], _ vectors: Matrix, _ targets: Targets,
        _ generator: inout SplitMix64
    ) -> (loss: Double, gradient: ConvolutionParameters) {
        let batch = Batch(texts, vectors, self, &generator)
        let sums = BLAS.gemm(batch.vectors, transposed: false, parameters.kernel, transposed: true)
        let all = parameters.bias.count
        var values = Matrix(rows: texts.count, columns: all)
        var ends = [Int32](repeating: 0, count: texts.count * all)
        pool(sums, batch, &values.values, &ends)
        var mask: [Float] = []
        if dropout > 0 {
            var chance = Dropout(share: Float(dropout), generator: SplitMix64(seed: generator.next()))
            mask = chance.mask(values.values.count)
        }
        for text in 0..<texts.count {
            for filter in 0..<all {
                let place = text * all + filter
                let value = max(0, values.values[place] + parameters.bias[filter])
                values.values[place] = mask.isEmpty ? value : value * mask[place]
            }
        }
        var residual = BLAS.gemm(values, parameters.weights)
        residual.addToRows(parameters.logitBias)
        let loss = residual.replaceByResiduals(of: targets, smoothing: 0)
        BLAS.scal(1 / Float(texts.count), &residual.values)

        var slopes = BLAS.gemm(residual, transposed: false, parameters.weights, transposed: true)
        for place in slopes.values.indices {
            // A value of 0 is below its kink, or left out.
            slopes.values[place] *= values.values[place] > 0 ? (mask.isEmpty ? 1 : mask[place]) : 0
        }
        let gradient = ConvolutionParameters(
            kernel: kernelGradient(slopes, batch, ends), bias: slopes.columnSums(),
            weights: BLAS.gemm(values, transposed: true, residual), logitBias: residual.columnSums())
        return (loss / Double(texts.count), gradient)
    }

    /// The tokens of some texts, and the vectors of those that are different.
    private struct Batch {
        /// Different tokens × dimensions, zeros first.
        let vectors: Matrix
        /// The row of each token in `vectors`: text after text, behind as many of zeros as the widest filter looks back. Some are left
        /// out, and have zeros too.
        private(set) var tokens: [Int32] = []
        /// Where each text's own tokens lie; an empty text has one of zeros.
        private(set) var bounds: [Range<Int>] = []

        init(
            _ texts: [[UInt32]], _ vectors: Matrix, _ recipe: TrainingRecipe.Convolution,
            _ generator: inout SplitMix64
        ) {
            let reach = recipe.widths[recipe.widths.count - 1] - 1
            let width = vectors.columns
            var different = [UInt32(vectors.rows - 1)]
            var places = [different[0]: Int32(0)]
            for text in texts {
                tokens.append(contentsOf: repeatElement(0, count: reach))
                let start = tokens.count
                for token in text {
                    let isLeftOut =
                        recipe.inputDropout > 0
                        && Float.random(in: 0..<1, using: &generator) < Float(recipe.inputDropout)
                    guard !isLeftOut else {
                        tokens.append(0)
                        continue
                    }
                    let place = places[token, default: Int32(different.count)]
                    if place == different.count {
                        places[token] = place
                        different.append(token)
                    }
                    tokens.append(place)
                }
                if text.isEmpty { tokens.append(0) }
                bounds.append(start..<tokens.count)
            }
            self.vectors = Matrix(
                rows: different.count, columns: width, values: different.flatMap { vectors[row: Int($0)] })
        }
    }

    /// The largest sum of each filter over the runs of each text, and the tokens at which these runs end.
    private func pool(_ sums: Matrix, _ batch: Batch, _ values: inout [Float], _ ends: inout [Int32]) {
        let places = sums.columns
        let all = widths.count * filters
        var run = [Float](repeating: 0, count: filters)
        sums.values.withUnsafeBufferPointer { sums in
            batch.tokens.withUnsafeBufferPointer { tokens in
                values.withUnsafeMutableBufferPointer { values in
                    ends.withUnsafeMutableBufferPointer { ends in
                        run.withUnsafeMutableBufferPointer { run in
                            for (text, bound) in batch.bounds.enumerated() {
                                var first = 0
                                for (group, width) in widths.enumerated() {
                                    let best = values.baseAddress! + text * all + group * filters
                                    let end = ends.baseAddress! + text * all + group * filters
                                    for token in bound {
                                        for filter in 0..<filters { run[filter] = 0 }
                                        for tap in 0..<width {
                                            let row =
                                                sums.baseAddress! + Int(tokens[token - (width - 1 - tap)]) * places
                                                + first + tap * filters
                                            for filter in 0..<filters { run[filter] += row[filter] }
                                        }
                                        let isFirst = token == bound.lowerBound
                                        for filter in 0..<filters where isFirst || run[filter] > best[filter] {
                                            best[filter] = run[filter]
                                            end[filter] = Int32(token)
                                        }
                                    }
                                    first += width * filters
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The gradient by the kernel: of each filter's value, at each place of the run where its largest sum lies.
    private func kernelGradient(_ slopes: Matrix, _ batch: Batch, _ ends: [Int32]) -> Matrix {
        let dimensions = batch.vectors.columns
        var result = Matrix(
            rows: ConvolutionalNetwork.rowLength(widths: widths, filterCount: filters), columns: dimensions)
        result.values.withUnsafeMutableBufferPointer { result in
            batch.vectors.values.withUnsafeBufferPointer { vectors in
                for text in batch.bounds.indices {
                    var first = 0
                    for (group, width) in widths.enumerated() {
                        for filter in 0..<filters {
                            let place = text * slopes.columns + group * filters + filter
                            let slope = slopes.values[place]
                            guard slope != 0 else { continue }
                            for tap in 0..<width {
                                let token = Int(batch.tokens[Int(ends[place]) - (width - 1 - tap)])
                                guard token > 0 else { continue }
                                let row = result.baseAddress! + (first + tap * filters + filter) * dimensions
                                let vector = vectors.baseAddress! + token * dimensions
                                for dimension in 0..<dimensions { row[dimension] += slope * vector[dimension] }
                            }
                        }
                        first += width * filters
                    }
                }
            }
        }
        return result
    }
}
