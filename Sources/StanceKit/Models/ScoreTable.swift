import LinearAlgebra

/// A linear model laid out for classification: what one occurrence of an n-gram adds, in one row.
///
/// Row i holds idfᵢ · W[i, label] for each label, then idfᵢ² for the norm of its block, then zeros up to a whole number
/// of vectors of four. The logits of a text are b + Σ words / √(Σ idf²) + Σ characters / √(Σ idf²), each sum over the
/// occurrences of one block.
struct ScoreTable: Sendable {
    private let space: FeatureSpace
    private let bias: [Float]
    private let rows: [SIMD4<Float>]
    /// Vectors a row.
    private let stride: Int

    /// Sums that a text is scored in; reused from text to text.
    struct Workspace {
        fileprivate var tokens = TokenBuffer()
        fileprivate var words: [SIMD4<Float>]
        fileprivate var characters: [SIMD4<Float>]
        /// The logits of the text scored last.
        fileprivate(set) var logits: [Float]
        /// How many words that text has.
        fileprivate(set) var wordCount = 0
        /// How many of them the model knows.
        fileprivate(set) var knownWordCount = 0
    }

    /// - Precondition: the model has a row of weights for each feature.
    init(space: FeatureSpace, model: LogisticRegression) {
        precondition(model.weights.rows == space.count, "one row of weights a feature")
        let labels = model.bias.count
        stride = (labels + 1 + 3) / 4
        var rows = [SIMD4<Float>](repeating: .zero, count: space.count * stride)
        for feature in 0..<space.count {
            let frequency = space.inverseDocumentFrequencies[feature]
            for label in 0..<labels {
                rows[feature * stride + label / 4][label % 4] = frequency * model.weights[feature, label]
            }
            rows[feature * stride + labels / 4][labels % 4] = frequency * frequency
        }
        self.space = space
        self.rows = rows
        bias = model.bias
    }

    func makeWorkspace() -> Workspace {
        let zeros = [SIMD4<Float>](repeating: .zero, count: stride)
        return Workspace(words: zeros, characters: zeros, logits: bias)
    }

    /// Scores a text in UTF-8; the result is the workspace's logits.
    ///
    /// - Complexity: O(n-grams · labels).
    func score(_ text: UnsafeBufferPointer<UInt8>, using workspace: inout Workspace) {
        for vector in 0..<stride {
            workspace.words[vector] = .zero
            workspace.characters[vector] = .zero
        }
        if stride == 1 { sumNarrow(text, &workspace) } else { sumWide(text, &workspace) }
        let labels = bias.count
        let wordScale = Self.scale(workspace.words[labels / 4][labels % 4])
        let characterScale = Self.scale(workspace.characters[labels / 4][labels % 4])
        for label in 0..<labels {
            workspace.logits[label] =
                bias[label] + workspace.words[label / 4][label % 4] * wordScale
                + workspace.characters[label / 4][label % 4] * characterScale
        }
    }

    private static func scale(_ square: Float) -> Float {
        square > 0 ? 1 / square.squareRoot() : 0
    }

    /// At most three labels: both sums stay in registers.
    private func sumNarrow(_ text: UnsafeBufferPointer<UInt8>, _ workspace: inout Workspace) {
        var (words, characters) = (SIMD4<Float>.zero, SIMD4<Float>.zero)
        rows.withUnsafeBufferPointer { rows in
            forEachFeature(of: text, using: &workspace) { feature, isCharacter in
                if isCharacter {
                    characters += rows[feature]
                } else {
                    words += rows[feature]
                }
            }
        }
        workspace.words[0] = words
        workspace.characters[0] = characters
    }

    private func sumWide(_ text: UnsafeBufferPointer<UInt8>, _ workspace: inout Workspace) {
        // Out of the workspace while it is in use otherwise.
        var (words, characters): ([SIMD4<Float>], [SIMD4<Float>]) = ([], [])
        swap(&words, &workspace.words)
        swap(&characters, &workspace.characters)
        rows.withUnsafeBufferPointer { rows in
            words.withUnsafeMutableBufferPointer { words in
                characters.withUnsafeMutableBufferPointer { characters in
                    forEachFeature(of: text, using: &workspace) { feature, isCharacter in
                        let sums = isCharacter ? characters : words
                        for vector in 0..<stride { sums[vector] += rows[feature * stride + vector] }
                    }
                }
            }
        }
        swap(&words, &workspace.words)
        swap(&characters, &workspace.characters)
    }

    /// Calls `add` for each occurrence of a known n-gram, and counts the words on the way.
    @inline(__always)
    private func forEachFeature(
        of text: UnsafeBufferPointer<UInt8>, using workspace: inout Workspace,
        _ add: (_ feature: Int, _ isCharacter: Bool) -> Void
    ) {
        var (wordCount, knownWordCount) = (0, 0)
        space.featureOfBucket.withUnsafeBufferPointer { features in
            space.hasher.forEachBucket(of: text, using: &workspace.tokens) { bucket, isWord in
                let feature = Int(features[bucket])
                if isWord {
                    wordCount += 1
                    if feature >= 0 { knownWordCount += 1 }
                }
                if feature >= 0 { add(feature, space.hasher.isCharacterBucket(bucket)) }
            }
        }
        workspace.wordCount = wordCount
        workspace.knownWordCount = knownWordCount
    }
}
