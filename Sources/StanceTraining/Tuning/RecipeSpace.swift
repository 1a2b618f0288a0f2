import Foundation
import LinearAlgebra
import StanceKit

/// The recipes among which a search chooses: what is varied, over which values, with which chance.
///
/// | member | values |
/// | --- | --- |
/// | `algorithm` | logistic 70 %, ensemble 20 %, mlp 10 % (networks take longest); with word vectors logistic 20 %, ensemble 80 % |
/// | `logistic.l2` | 0.01 to 10, even on a logarithmic scale |
/// | `logCountRatioPower` | 0, 0.25, 0.5, 0.75, 1 |
/// | `features.wordNGrams` | 1-1, 1-2, 1-3, 1-4 |
/// | `features.skipGramDistance` | none, 3, 4, 6 |
/// | `features.characterNGrams` | none, 2-4, 2-5, 3-6, 1-5, 2-6 |
/// | `features.minimumDocumentFrequency` | 1, 2, 3 |
/// | `network.widths` | 16, 32, 64, 32 and 32 |
/// | `network.input` | words, all |
/// | `network.learningRate` | 0.003 to 0.03, even on a logarithmic scale |
/// | `network.inputDropout` | 0.2, 0.5, 0.7 |
/// | `network.dropout` | 0, 0.3 |
/// | `network.epochs` | 8, 12 |
///
/// With word vectors (`network.input` is `vectors` in the starting recipe) `convolution.epochs` is 4, 8 or 16 and
/// `convolution.dropout` 0.3 or 0.5, and no other member of a network is varied.
///
/// Members of `network` are varied where the algorithm has networks, `l2` where it has a linear part.
/// Everything else is the starting recipe's. Numbers on a scale are rounded to two digits.
public struct RecipeSpace: Sendable {
    /// The recipe that the others are made of.
    public var start: TrainingRecipe

    private static let algorithms: [(algorithm: TrainingRecipe.Algorithm, share: Double)] = [
        (.logistic, 0.7), (.ensemble, 0.2), (.mlp, 0.1),
    ]
    private static let algorithmsWithVectors: [(algorithm: TrainingRecipe.Algorithm, share: Double)] = [
        (.logistic, 0.2), (.ensemble, 0.8),
    ]
    private static let penalties = 0.01...10
    private static let ratioPowers = [0, 0.25, 0.5, 0.75, 1]
    private static let wordNGrams = [1...1, 1...2, 1...3, 1...4]
    private static let skipGramDistances = [nil, 3, 4, 6]
    private static let characterNGrams = [nil, 2...4, 2...5, 3...6, 1...5, 2...6]
    private static let minimumDocumentFrequencies = [1, 2, 3]
    private static let widths = [[16], [32], [64], [32, 32]]
    private static let inputs: [TrainingRecipe.Network.Input] = [.words, .all]
    private static let learningRates = 0.003...0.03
    private static let inputDropouts = [0.2, 0.5, 0.7]
    private static let dropouts = [0, 0.3]
    private static let epochs = [8, 12]
    private static let convolutionEpochs = [4, 8, 16]
    private static let convolutionDropouts = [0.3, 0.5]

    /// Makes the space around a recipe.
    public init(start: TrainingRecipe) {
        self.start = start
    }

    /// The starting recipe, then `count` others, all different, always the same ones for a seed.
    public func candidates(_ count: Int, seed: UInt64) -> [TrainingRecipe] {
        var generator = SplitMix64(seed: seed)
        var result = [start]
        while result.count <= count {
            let recipe = draw(using: &generator)
            if !result.contains(recipe) { result.append(recipe) }
        }
        return result
    }

    private func draw(using generator: inout SplitMix64) -> TrainingRecipe {
        func one<Value>(of values: [Value]) -> Value {
            values[Int.random(in: values.indices, using: &generator)]
        }
        func number(in range: ClosedRange<Double>) -> Double {
            let exponent = Double.random(in: log(range.lowerBound)...log(range.upperBound), using: &generator)
            let rounded = Double(String(format: "%.2g", exp(exponent))) ?? range.lowerBound
            return min(max(rounded, range.lowerBound), range.upperBound)
        }
        var recipe = start
        var share = Double.random(in: 0..<1, using: &generator)
        let algorithms = start.network.input == .vectors ? Self.algorithmsWithVectors : Self.algorithms
        recipe.algorithm =
            algorithms.first { entry in
                share -= entry.share
                return share < 0
            }?.algorithm ?? .logistic
        recipe.features.wordNGrams = .init(one(of: Self.wordNGrams))
        recipe.features.skipGramDistance = one(of: Self.skipGramDistances)
        recipe.features.characterNGrams = one(of: Self.characterNGrams).map { .init($0) }
        recipe.features.minimumDocumentFrequency = one(of: Self.minimumDocumentFrequencies)
        recipe.logCountRatioPower = one(of: Self.ratioPowers)
        if recipe.hasLinearPart {
            recipe.logistic.l2 = number(in: Self.penalties)
        }
        if recipe.hasConvolution {
            recipe.convolution.epochs = one(of: Self.convolutionEpochs)
            recipe.convolution.dropout = one(of: Self.convolutionDropouts)
        }
        if recipe.networkCount > 0 {
            recipe.network.widths = one(of: Self.widths)
            recipe.network.input = one(of: Self.inputs)
            recipe.network.learningRate = number(in: Self.learningRates)
            recipe.network.inputDropout = one(of: Self.inputDropouts)
            recipe.network.dropout = one(of: Self.dropouts)
            recipe.network.epochs = one(of: Self.epochs)
        }
        return recipe
    }
}
