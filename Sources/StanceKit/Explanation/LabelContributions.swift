import LinearAlgebra

/// What the n-grams of one text add to the logit of one label.
struct LabelContributions {
    /// What the model's parts give for the empty text.
    private(set) var base = 0.0
    private let label: Int
    private let occurrences: FeatureOccurrences
    private let space: FeatureSpace
    private var norms: (words: Double, characters: Double)
    private var linear: (weights: LogisticRegression, scale: Double)?
    private var networks: [(network: MultilayerPerceptron, gradient: [Double])] = []
    private let rounded: RoundedNumbers?

    /// - Parameter rounded: what n-grams add, in models whose scores are sums of integers.
    init(_ model: ClassifierModel, label: Int, _ occurrences: FeatureOccurrences, rounded: RoundedNumbers?) {
        self.label = label
        self.occurrences = occurrences
        self.rounded = rounded
        space = model.space
        norms = occurrences.norms { feature in
            let frequency = model.space.inverseDocumentFrequencies[feature]
            return Double(rounded?[feature].w ?? frequency * frequency)
        }
        let scales = model.calibration.scales.map(Double.init)
        if let weights = model.linear {
            linear = (weights, scales[0])
            base += scales[0] * Double(weights.bias[label])
        }
        for network in model.networks {
            let scale = scales[scales.count - 1] / Double(model.networks.count)
            let path = IntegratedGradients(network, label: label, embedding: embedding(by: network))
            base += scale * path.base
            networks.append((network, path.meanGradient().map { $0 * scale }))
        }
    }

    /// What each token adds: an n-gram's part in equal shares to its tokens.
    ///
    /// - Complexity: O(n-grams · outputs of the first layers).
    func sums(tokenCount: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: tokenCount)
        for occurrence in occurrences.all {
            let share = addition(of: occurrence.feature) / norm(of: occurrence.feature) / Double(occurrence.count)
            for place in 0..<occurrence.count { sums[occurrence.first + place * occurrence.step] += share }
        }
        return sums
    }

    private func norm(of feature: Int) -> Double {
        feature < space.wordFeatureCount ? norms.words : norms.characters
    }

    /// What an occurrence adds before it is divided by its block's norm.
    private func addition(of feature: Int) -> Double {
        if let rounded, let linear { return linear.scale * Double(rounded[feature][label]) }
        var sum = linear.map { $0.scale * Double($0.weights.weights[feature, label]) } ?? 0
        for (network, gradient) in networks where feature < network.inputCount {
            sum += zip(network.layers[0].weights[row: feature], gradient).reduce(0) { $0 + Double($1.0) * $1.1 }
        }
        return sum * Double(space.inverseDocumentFrequencies[feature])
    }

    /// e = W₁ᵀx of a network: what its first layer adds to the bias.
    private func embedding(by network: MultilayerPerceptron) -> [Double] {
        var sum = [Double](repeating: 0, count: network.embeddingWidth)
        for feature in occurrences.all.map(\.feature) where feature < network.inputCount {
            let value = Double(space.inverseDocumentFrequencies[feature]) / norm(of: feature)
            for (unit, weight) in network.layers[0].weights[row: feature].enumerated() {
                sum[unit] += value * Double(weight)
            }
        }
        return sum
    }
}
