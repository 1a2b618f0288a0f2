import LinearAlgebra

/// What the n-grams of one text add to the logit of one label.
struct LabelContributions {
    /// A known n-gram at one place.
    private struct Occurrence {
        var feature: Int
        var tokens: StrideThrough<Int>
        var tokenCount: Int
    }

    /// What the model's parts give for the empty text.
    private(set) var base = 0.0
    private let label: Int
    private let space: FeatureSpace
    private var occurrences: [Occurrence] = []
    /// The norms of the two blocks.
    private var norms = (words: 0.0, characters: 0.0)
    private let integers: IntegerRegression?
    private let weights: Matrix?
    /// The scale of the linear part.
    private let scale: Double
    /// What the convolutional network adds for each token; empty without one.
    private var convolved: [Double] = []
    private var networks: [(network: MultilayerPerceptron, gradient: [Double])] = []

    init(_ model: ClassifierModel, label: Int, _ tokens: TextTokens) {
        self.label = label
        integers = model.integers
        weights = model.linear?.weights
        let scales = model.calibration.scales.map(Double.init)
        scale = scales[0]
        space = model.space
        tokens.forEachNGram { bucket, tokens in
            let feature = model.space.index.feature(of: bucket)
            guard feature >= 0 else { return }
            occurrences.append(Occurrence(feature: feature, tokens: tokens, tokenCount: tokens.underestimatedCount))
        }
        setNorms()
        if let bias = model.linearBias { base += scale * Double(bias[label]) }
        if let convolution = model.convolution {
            let rows = tokens.hashes.map { UInt32(convolution.index.row(ofHash: $0)) }
            let added = convolution.contributions(ofRows: rows, toLabel: label)
            let scale = scales[scales.count - 1]
            base += scale * added.base
            convolved = added.tokens.map { $0 * scale }
        }
        for network in model.networks {
            let scale = scales[scales.count - 1] / Double(model.networks.count)
            let path = IntegratedGradients(network, label: label, embedding: embedding(by: network))
            base += scale * path.base
            networks.append((network, path.meanGradient().map { $0 * scale }))
        }
    }

    private mutating func setNorms() {
        for feature in occurrences.map(\.feature) {
            let frequency = space.inverseDocumentFrequencies[feature]
            let square = Double(row(of: feature)?.w ?? frequency * frequency)
            if feature < space.wordFeatureCount { norms.words += square } else { norms.characters += square }
        }
        norms = (norms.words.squareRoot(), norms.characters.squareRoot())
    }

    /// What an occurrence adds in a model that is scored by sums of integers: to the logits, and last to the squared norm.
    private func row(of feature: Int) -> SIMD4<Float>? {
        guard let integers else { return nil }
        let isWords = feature < space.wordFeatureCount
        let block = isWords ? integers.words : integers.characters
        let row = block.rows[isWords ? feature : feature - space.wordFeatureCount]
        return block.numbers(of: SIMD4<Int64>(truncatingIfNeeded: row))
    }

    /// What each token adds: an n-gram's part in equal shares to its tokens.
    ///
    /// - Complexity: O(n-grams · outputs of the first layers).
    func sums(tokenCount: Int) -> [Double] {
        var sums = convolved.isEmpty ? [Double](repeating: 0, count: tokenCount) : convolved
        for occurrence in occurrences {
            let addition = addition(of: occurrence.feature) / norm(of: occurrence.feature)
            for token in occurrence.tokens { sums[token] += addition / Double(occurrence.tokenCount) }
        }
        return sums
    }

    private func norm(of feature: Int) -> Double {
        feature < space.wordFeatureCount ? norms.words : norms.characters
    }

    /// What an occurrence adds before it is divided by its block's norm.
    private func addition(of feature: Int) -> Double {
        if let row = row(of: feature) { return scale * Double(row[label]) }
        var sum = weights.map { scale * Double($0[feature, label]) } ?? 0
        for (network, gradient) in networks where feature < network.inputCount {
            sum += zip(network.layers[0].weights[row: feature], gradient).reduce(0) { $0 + Double($1.0) * $1.1 }
        }
        return sum * Double(space.inverseDocumentFrequencies[feature])
    }

    /// e = W₁ᵀx of a network: what its first layer adds to the bias.
    private func embedding(by network: MultilayerPerceptron) -> [Double] {
        var sum = [Double](repeating: 0, count: network.embeddingWidth)
        for feature in occurrences.map(\.feature) where feature < network.inputCount {
            let value = Double(space.inverseDocumentFrequencies[feature]) / norm(of: feature)
            for (unit, weight) in network.layers[0].weights[row: feature].enumerated() {
                sum[unit] += value * Double(weight)
            }
        }
        return sum
    }
}
