import LinearAlgebra

/// A model's first layers laid out for classification: what one occurrence of an n-gram adds, in one row.
///
/// Row i holds idfᵢ · W[i, output] for each output, then idfᵢ² for the norm of its block, then zeros up to a whole
/// number of vectors of four. The outputs are the linear part's logits, then the embedding of each network. They are b +
/// Σ words / √(Σ idf²) + Σ characters / √(Σ idf²), each sum over the occurrences of one block.
///
/// A linear model of at most three labels has rows of integers (`IntegerRegression`), all others rows of floating-point numbers.
final class ScoreTable: Sendable {
    /// The rows of the features of one block, and how many outputs they add to.
    private struct Block {
        var rows: [SIMD4<Float>]
        var outputs: Int
        /// Vectors a row.
        var stride: Int { (outputs + 1 + 3) / 4 }

        /// No rows.
        init() {
            rows = []
            outputs = 0
        }

        /// - Parameter weight: the weight of a feature of this block, counted from 0, for an output.
        init(frequencies: ArraySlice<Float>, outputs: Int, weight: (_ feature: Int, _ output: Int) -> Float) {
            self.outputs = outputs
            rows = []
            let stride = self.stride
            rows = [SIMD4<Float>](repeating: .zero, count: frequencies.count * stride)
            for (feature, frequency) in frequencies.enumerated() {
                for output in 0..<outputs {
                    rows[feature * stride + output / 4][output % 4] = frequency * weight(feature, output)
                }
                rows[feature * stride + outputs / 4][outputs % 4] = frequency * frequency
            }
        }
    }

    private let space: FeatureSpace
    private let bias: [Float]
    /// The rows of integers, if the model has such.
    private let integers: IntegerScores?
    /// The same, for each text, where nobody counts references: threads that count those to one object wait for each other.
    private let uncountedIntegers: Unmanaged<IntegerScores>?
    /// The others, none beside integers.
    private let words: Block
    private let characters: Block
    private let convolution: ConvolutionalNetwork?

    /// Sums that a text is scored in; reused from text to text.
    struct Workspace {
        fileprivate var tokens = TokenBuffer()
        private let owned: IntegerScores.Workspace?
        /// The same, where nobody counts references; `owned` keeps it.
        fileprivate let integers: Unmanaged<IntegerScores.Workspace>?
        fileprivate var words: [SIMD4<Float>]
        fileprivate var characters: [SIMD4<Float>]
        /// The outputs for the text scored last.
        fileprivate(set) var outputs: [Float]
        /// How many words that text has.
        fileprivate(set) var wordCount = 0
        /// How many of them the model knows.
        fileprivate(set) var knownWordCount = 0
        /// The pass of the convolutional network, if there is one; it has seen the text scored last.
        fileprivate(set) var convolution: ConvolutionalNetwork.Pass?

        fileprivate init(
            _ integers: IntegerScores.Workspace?, words: [SIMD4<Float>], characters: [SIMD4<Float>], outputs: [Float],
            convolution: ConvolutionalNetwork.Pass?
        ) {
            owned = integers
            self.integers = integers.map(Unmanaged.passUnretained)
            (self.words, self.characters, self.outputs) = (words, characters, outputs)
            self.convolution = convolution
        }
    }

    init(_ model: ClassifierModel) {
        let space = model.space
        self.space = space
        convolution = model.convolution
        if let integers = model.integers {
            bias = integers.bias
            let scores = IntegerScores(space, integers, model.convolution)
            self.integers = scores
            uncountedIntegers = .passUnretained(scores)
            (words, characters) = (Block(), Block())
            return
        }
        let layers =
            (model.linear.map { [(weights: $0.weights, bias: $0.bias)] } ?? [])
            + model.networks.map { (weights: $0.layers[0].weights, bias: $0.layers[0].bias) }
        let columns = layers.indices.flatMap { layer in layers[layer].bias.indices.map { (layer, $0) } }
        let wordCount = space.wordFeatureCount
        let frequencies = space.inverseDocumentFrequencies
        bias = layers.flatMap(\.bias)
        integers = nil
        uncountedIntegers = nil
        words = Block(frequencies: frequencies[..<wordCount], outputs: columns.count) { feature, output in
            let (layer, column) = columns[output]
            return layers[layer].weights[feature, column]
        }
        // Networks over words alone add nothing here, and stand last.
        let isForWords = model.networks.first.map { $0.inputCount == wordCount && wordCount < space.count } ?? false
        characters = Block(
            frequencies: frequencies[wordCount...],
            outputs: isForWords ? model.linear?.bias.count ?? 0 : columns.count
        ) { feature, output in
            let (layer, column) = columns[output]
            return layers[layer].weights[wordCount + feature, column]
        }
    }

    func makeWorkspace() -> Workspace {
        guard let integers else {
            return Workspace(
                nil, words: [SIMD4<Float>](repeating: .zero, count: words.stride),
                characters: [SIMD4<Float>](repeating: .zero, count: characters.stride), outputs: bias,
                convolution: convolution.map(ConvolutionalNetwork.Pass.init))
        }
        let workspace = integers.makeWorkspace()
        return Workspace(
            workspace, words: [], characters: [], outputs: bias, convolution: workspace.convolution)
    }

    /// Scores a text in UTF-8; the result is the workspace's outputs.
    ///
    /// - Complexity: O(n-grams · outputs).
    func score(_ text: UnsafeBufferPointer<UInt8>, using workspace: inout Workspace) {
        if let uncountedIntegers {
            guard let memory = workspace.integers else { preconditionFailure("a workspace of this table") }
            let (sums, wordSum, characterSum) = uncountedIntegers._withUnsafeGuaranteedRef { integers in
                let sums = memory._withUnsafeGuaranteedRef { integers.sums(of: text, using: $0) }
                let regression = integers.regression
                return (
                    sums, regression.words.numbers(of: sums.words),
                    regression.characters.numbers(of: sums.characters)
                )
            }
            workspace.wordCount = sums.wordCount
            workspace.knownWordCount = sums.knownWordCount
            let sum = wordSum * Self.scale(wordSum.w) + characterSum * Self.scale(characterSum.w)
            for output in bias.indices { workspace.outputs[output] = bias[output] + sum[output] }
            return
        }
        self.sum(text, &workspace)
        convolve(text, &workspace)
        let wordScale = Self.scale(workspace.words[words.outputs / 4][words.outputs % 4])
        let characterScale = Self.scale(workspace.characters[characters.outputs / 4][characters.outputs % 4])
        for output in bias.indices {
            workspace.outputs[output] = bias[output] + workspace.words[output / 4][output % 4] * wordScale
        }
        for output in 0..<characters.outputs {
            workspace.outputs[output] += workspace.characters[output / 4][output % 4] * characterScale
        }
    }

    /// Shows the convolutional network the tokens of a text.
    private func convolve(_ text: UnsafeBufferPointer<UInt8>, _ workspace: inout Workspace) {
        guard let pass = workspace.convolution, let convolution else { return }
        var position = 0
        while position < text.count {
            Tokenizer.tokenize(text, from: &position, into: &workspace.tokens)
            let rows = workspace.tokens.bytes.withUnsafeBufferPointer { bytes in
                workspace.tokens.tokens.map { token in
                    UInt32(
                        convolution.index.row(ofHash: space.hasher.hash(of: bytes, from: token.start, to: token.end)))
                }
            }
            rows.withUnsafeBufferPointer(pass.add)
        }
    }

    private static func scale(_ square: Float) -> Float {
        square > 0 ? 1 / square.squareRoot() : 0
    }

    private func sum(_ text: UnsafeBufferPointer<UInt8>, _ workspace: inout Workspace) {
        // Out of the workspace while it is in use otherwise.
        var (wordSums, characterSums): ([SIMD4<Float>], [SIMD4<Float>]) = ([], [])
        swap(&wordSums, &workspace.words)
        swap(&characterSums, &workspace.characters)
        let (wordStride, characterStride) = (words.stride, characters.stride)
        for vector in 0..<wordStride { wordSums[vector] = .zero }
        for vector in 0..<characterStride { characterSums[vector] = .zero }
        words.rows.withUnsafeBufferPointer { wordRows in
            characters.rows.withUnsafeBufferPointer { characterRows in
                wordSums.withUnsafeMutableBufferPointer { wordSums in
                    characterSums.withUnsafeMutableBufferPointer { characterSums in
                        forEachFeature(of: text, using: &workspace) { feature, isCharacter in
                            if isCharacter {
                                let row = feature * characterStride
                                for vector in 0..<characterStride {
                                    characterSums[vector] += characterRows[row + vector]
                                }
                            } else {
                                let row = feature * wordStride
                                for vector in 0..<wordStride { wordSums[vector] += wordRows[row + vector] }
                            }
                        }
                    }
                }
            }
        }
        swap(&wordSums, &workspace.words)
        swap(&characterSums, &workspace.characters)
    }

    /// Calls `add` for each occurrence of a known n-gram, with its place in its block, and counts the words on the way.
    @inline(__always)
    private func forEachFeature(
        of text: UnsafeBufferPointer<UInt8>, using workspace: inout Workspace,
        _ add: (_ feature: Int, _ isCharacter: Bool) -> Void
    ) {
        var (wordCount, knownWordCount) = (0, 0)
        let firstCharacter = space.wordFeatureCount
        space.index.withUnsafeParts { index in
            space.hasher.forEachBucket(of: text, using: &workspace.tokens) { bucket, isWord in
                let feature = index.feature(of: bucket)
                if isWord {
                    wordCount += 1
                    if feature >= 0 { knownWordCount += 1 }
                }
                guard feature >= 0 else { return }
                if feature < firstCharacter { add(feature, false) } else { add(feature - firstCharacter, true) }
            }
        }
        workspace.wordCount = wordCount
        workspace.knownWordCount = knownWordCount
    }
}
