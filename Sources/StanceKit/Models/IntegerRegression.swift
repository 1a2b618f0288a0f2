import LinearAlgebra

/// Multinomial logistic regression for two or three labels, its weights as integers: for each feature what one occurrence
/// adds to each label's logit and, last, to the squared norm of its block.
struct IntegerRegression: Sendable, Equatable {
    /// The rows of the features that are word n-grams.
    let words: IntegerRows
    /// The rows of the others.
    let characters: IntegerRows
    /// The bias of each label.
    let bias: [Float]

    /// The most labels that have room in a row beside the norm.
    static let largestLabelCount = 3

    /// Rounds the weights of a regression over the features of a space.
    init(_ linear: LogisticRegression, _ space: FeatureSpace) {
        bias = linear.bias
        let blocks = [0..<space.wordFeatureCount, space.wordFeatureCount..<space.count]
        let rows = Parallelism.allCores.map(count: blocks.count) { block in
            linear.integerRows(of: blocks[block], frequencies: space.inverseDocumentFrequencies)
        }
        (words, characters) = (rows[0], rows[1])
    }

    /// Makes a regression of its parts.
    ///
    /// - Throws: `StanceError.Cause.malformedModel` if they make no sense.
    init(words: IntegerRows, characters: IntegerRows, bias: [Float]) throws(StanceError) {
        guard (2...Self.largestLabelCount).contains(bias.count), bias.areSensible else {
            throw StanceError(.malformedModel(reason: "the bias is not that of two or three labels"))
        }
        self.words = words
        self.characters = characters
        self.bias = bias
    }

    /// The inverse document frequency of each feature, as its row tells.
    var inverseDocumentFrequencies: [Float] {
        let count = words.rows.count + characters.rows.count
        return [Float](unsafeUninitializedCapacity: count) { frequencies, initialized in
            for block in [words, characters] {
                let scale = block.scales.w
                for row in block.rows {
                    frequencies[initialized] = (Float(row.w) * scale).squareRoot()
                    initialized += 1
                }
            }
        }
    }
}

extension LogisticRegression {
    fileprivate func integerRows(of features: Range<Int>, frequencies: [Float]) -> IntegerRows {
        let labels = bias.count
        return weights.values.withUnsafeBufferPointer { weights in
            frequencies.withUnsafeBufferPointer { frequencies in
                IntegerRows(count: features.count) { row in
                    let feature = features.lowerBound + row
                    let frequency = frequencies[feature]
                    var numbers = SIMD4<Float>(0, 0, 0, frequency)
                    for label in 0..<labels { numbers[label] = weights[feature * labels + label] }
                    return numbers * frequency
                }
            }
        }
    }
}
