import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct RecipeSpaceTests {
    private static var start: TrainingRecipe {
        var recipe = TrainingRecipe()
        recipe.classWeights = .balanced
        recipe.decision = .macroF1
        recipe.calibrationFolds = 3
        recipe.seed = 7
        recipe.features.bucketBits = 12
        recipe.network.members = 1
        return recipe
    }

    @Test("The starting recipe comes first, the others differ from it and from each other")
    func distinct() {
        let candidates = RecipeSpace(start: Self.start).candidates(100, seed: 1)
        #expect(candidates.count == 101 && candidates[0] == Self.start)
        for (place, recipe) in candidates.enumerated() { #expect(!candidates[..<place].contains(recipe)) }
    }

    @Test("A seed gives the same recipes, a longer draw begins with the shorter one, another seed gives others")
    func seeded() {
        let space = RecipeSpace(start: Self.start)
        let candidates = space.candidates(27, seed: 3)
        #expect(space.candidates(27, seed: 3) == candidates)
        #expect(Array(space.candidates(40, seed: 3).prefix(28)) == candidates)
        #expect(space.candidates(27, seed: 4) != candidates)
    }

    @Test("Every recipe is sound, within the table's bounds, and keeps what is not varied")
    func bounds() {
        for recipe in RecipeSpace(start: Self.start).candidates(300, seed: 2).dropFirst() {
            #expect(recipe.fault == nil && recipe.features.fault == nil)
            #expect((0.01...10).contains(recipe.logistic.l2))
            #expect((0.003...0.03).contains(recipe.network.learningRate))
            #expect([nil, 3, 4, 6].contains(recipe.features.skipGramDistance))
            var kept = recipe
            kept.algorithm = Self.start.algorithm
            kept.logistic.l2 = Self.start.logistic.l2
            kept.logCountRatioPower = Self.start.logCountRatioPower
            kept.features = Self.start.features
            kept.network = Self.start.network
            #expect(kept == Self.start)
            #expect(recipe.features.bucketBits == 12 && recipe.network.members == 1)
            if recipe.algorithm == .logistic { #expect(recipe.network == Self.start.network) }
            if recipe.algorithm == .mlp { #expect(recipe.logistic == Self.start.logistic) }
        }
    }

    @Test("All values occur, and networks are the smaller part")
    func coverage() {
        let drawn = RecipeSpace(start: Self.start).candidates(400, seed: 5).dropFirst()
        #expect(Set(drawn.map(\.logCountRatioPower)) == [0, 0.25, 0.5, 0.75, 1])
        #expect(Set(drawn.map { $0.features.wordNGrams?.maximum }) == [1, 2, 3, 4])
        #expect(Set(drawn.map { $0.features.characterNGrams.map { [$0.minimum, $0.maximum] } }).count == 6)
        #expect(Set(drawn.map(\.features.minimumDocumentFrequency)) == [1, 2, 3])
        #expect(Set(drawn.map(\.network.widths)) == [[16], [32], [64], [32, 32]])
        let counts = Dictionary(grouping: drawn, by: \.algorithm).mapValues(\.count)
        // Shares of 0.7, 0.2 and 0.1, within five standard deviations.
        #expect((234...326).contains(counts[.logistic] ?? 0))
        #expect((40...120).contains(counts[.ensemble] ?? 0) && (10...70).contains(counts[.mlp] ?? 0))
    }

    @Test("With word vectors networks are convolutional, and are the larger part; without, none is")
    func vectors() {
        var start = Self.start
        start.network.input = .vectors
        let drawn = RecipeSpace(start: start).candidates(300, seed: 5).dropFirst()
        #expect(drawn.allSatisfy { $0.fault == nil && $0.network == start.network && $0.networkCount == 0 })
        #expect(Set(drawn.filter(\.hasConvolution).map(\.convolution.epochs)) == [4, 8, 16])
        // A share of 0.8, within five standard deviations.
        let convolutions = drawn.count { $0.hasConvolution }
        #expect((205...275).contains(convolutions))
        let without = RecipeSpace(start: Self.start).candidates(300, seed: 5)
        #expect(without.allSatisfy { !$0.hasConvolution })
    }

    @Test("Every recipe drawn is the same after it was written and read")
    func files() throws {
        for recipe in RecipeSpace(start: Self.start).candidates(60, seed: 6) {
            #expect(try TrainingRecipe(json: recipe.json) == recipe)
        }
    }

    @Test("A difference names what is varied and the new value")
    func differences() {
        var recipe = Self.start
        #expect(recipe.differences(from: Self.start).isEmpty)
        recipe.algorithm = .ensemble
        recipe.features.characterNGrams = nil
        recipe.features.skipGramDistance = 4
        recipe.network.widths = [32, 32]
        #expect(recipe.differences(from: Self.start) == "ensemble, skip 4, characters none, widths 32+32")
    }
}
