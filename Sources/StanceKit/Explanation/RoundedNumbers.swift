import LinearAlgebra

/// What one occurrence of an n-gram adds in a model whose scores are sums of integers, exactly as `ScoreTable` adds it: to the
/// logits, and last to the squared norm.
struct RoundedNumbers: Sendable {
    /// The largest numbers of each column, in the words' block and in that of characters: they decide the rounding.
    struct Largest: Sendable {
        fileprivate var words = SIMD4<Float>.zero
        fileprivate var characters = SIMD4<Float>.zero

        /// - Complexity: O(features).
        init(_ linear: LogisticRegression, _ space: FeatureSpace) {
            for feature in 0..<space.count {
                let numbers = RoundedNumbers.numbers(of: feature, linear, space)
                let sizes = pointwiseMax(numbers, -numbers)
                if feature < space.wordFeatureCount {
                    words = pointwiseMax(words, sizes)
                } else {
                    characters = pointwiseMax(characters, sizes)
                }
            }
        }
    }

    private var rounded: [Int: SIMD4<Float>] = [:]

    /// - Parameter features: those of one text.
    init(of features: Set<Int>, _ linear: LogisticRegression, _ space: FeatureSpace, largest: Largest) {
        let features = features.sorted()
        let wordCount = features.firstIndex { $0 >= space.wordFeatureCount } ?? features.count
        for (block, largest) in [(features[..<wordCount], largest.words), (features[wordCount...], largest.characters)]
        {
            // The largest numbers stand in front, so that all are rounded as they are among all features.
            let rows = IntegerRows(count: block.count + 1) { row in
                row == 0 ? largest : Self.numbers(of: block[block.startIndex + row - 1], linear, space)
            }
            for (feature, row) in zip(block, rows.rows.dropFirst()) {
                rounded[feature] = rows.numbers(of: SIMD4<Int64>(truncatingIfNeeded: row))
            }
        }
    }

    subscript(feature: Int) -> SIMD4<Float> { rounded[feature] ?? .zero }

    private static func numbers(
        of feature: Int, _ linear: LogisticRegression, _ space: FeatureSpace
    ) -> SIMD4<Float> {
        let frequency = space.inverseDocumentFrequencies[feature]
        var numbers = SIMD4<Float>(0, 0, 0, frequency * frequency)
        for label in linear.bias.indices { numbers[label] = frequency * linear.weights[feature, label] }
        return numbers
    }
}
