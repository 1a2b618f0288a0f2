import Foundation
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct RecipeFileTests {
    private static func recipe(_ json: String) throws -> TrainingRecipe { try TrainingRecipe(json: Array(json.utf8)) }

    @Test("a recipe reads back as it was written, also one in which everything is different")
    func roundTrip() throws {
        #expect(try TrainingRecipe(json: TrainingRecipe().json) == TrainingRecipe())
        var recipe = TrainingRecipe()
        recipe.algorithm = .ensemble
        recipe.features = FeatureConfiguration(
            wordNGrams: 1...2, skipGramDistance: 4, characterNGrams: nil, bucketBits: 18, hashSeed: .max,
            minimumDocumentFrequency: 1)
        recipe.logCountRatioPower = 0
        recipe.logistic = .init(l2: 1e-3, gradientTolerance: 1e-4)
        recipe.network = .init(
            input: .words, widths: [32, 8], activation: .relu, members: 5, inputDropout: 0.1, dropout: 0, epochs: 7,
            batchSize: 3, learningRate: 0.125, weightDecay: 0, warmUp: 1, labelSmoothing: 0, gradientClip: 9,
            validationShare: 0, patience: 0)
        (recipe.classWeights, recipe.decision, recipe.calibrationFolds, recipe.seed) = (.balanced, .macroF1, 3, .max)
        #expect(try TrainingRecipe(json: recipe.json) == recipe)
        #expect(String(decoding: recipe.json, as: UTF8.self).contains("\"characterNGrams\" : null"))
    }

    @Test("what is left out has its default, inside blocks too")
    func defaults() throws {
        #expect(try Self.recipe("{}") == TrainingRecipe())
        var expected = TrainingRecipe()
        expected.network.widths = [4, 4]
        expected.features.wordNGrams?.maximum = 2
        expected.seed = 3
        let text = #"{"seed":3,"network":{"widths":[4,4]},"features":{"wordNGrams":{"maximum":2}}}"#
        #expect(try Self.recipe(text) == expected)
    }

    @Test("null takes an optional block away")
    func null() throws {
        let recipe = try Self.recipe(#"{"features":{"characterNGrams":null,"skipGramDistance":null}}"#)
        #expect(recipe.features == FeatureConfiguration(characterNGrams: nil))
    }

    @Test(
        "a member that no recipe has, or whose value none has, is named",
        arguments: [
            (#"{"l2":1}"#, "no recipe has a member 'l2'"),
            (#"{"network":{"epoch":1}}"#, "no recipe has a member 'network.epoch'"),
            (#"{"features":{"wordNGrams":{"min":1}}}"#, "no recipe has a member 'features.wordNGrams.min'"),
            (#"{"seed":"7"}"#, "'seed' has no value that a recipe can have"),
            (#"{"seed":-1}"#, "'seed' has no value that a recipe can have"),
            (#"{"seed":1.5}"#, "'seed' has no value that a recipe can have"),
            (#"{"seed":null}"#, "'seed' has no value that a recipe can have"),
            (#"{"seed":{}}"#, "'seed' has no value that a recipe can have"),
            (#"{"algorithm":"svm"}"#, "'algorithm' has no value that a recipe can have"),
            (#"{"network":3}"#, "'network' has no value that a recipe can have"),
            (#"{"network":null}"#, "'network' has no value that a recipe can have"),
            (#"{"network":{"activation":"tanh"}}"#, "'network.activation' has no value that a recipe can have"),
            (#"{"network":{"epochs":true}}"#, "'network.epochs' has no value that a recipe can have"),
            (#"{"network":{"epochs":null}}"#, "'network.epochs' has no value that a recipe can have"),
            (#"{"features":{"bucketBits":1e99}}"#, "'features.bucketBits' has no value that a recipe can have"),
            (#"{"features":{"bucketBits":30}}"#, "30 bucket bits; 8 to 22 are supported"),
            (#"{"features":{"wordNGrams":null,"characterNGrams":null}}"#, "neither word nor character n-grams"),
            (#"{"features":{"wordNGrams":{"minimum":4}}}"#, "n-grams from 4 to 3; 1 to 8 are supported"),
            (#"{"logistic":{"l2":-1}}"#, "the penalty's weight must be a number from 0 up"),
            (#"{"network":{"widths":[8,0.5]},"seed":1}"#, "'network.widths' has no value that a recipe can have"),
            ("[]", "it is not a JSON object"), ("", "it is not a JSON object"), ("{", "it is not a JSON object"),
        ])
    func malformed(text: String, reason: String) {
        #expect(throws: StanceError(.malformedRecipe(reason: reason))) { try Self.recipe(text) }
    }

    @Test("whatever stands in the file, it is a recipe or an error")
    func mutations() throws {
        let bytes = TrainingRecipe().json
        for position in stride(from: 0, to: bytes.count, by: 7) {
            for byte in Array(#"{["9-en,"#.utf8) + [0, 0xFF] {
                var changed = bytes
                changed[position] = byte
                do throws(StanceError) {
                    _ = try TrainingRecipe(json: changed)
                } catch {
                    #expect(error.code == .badData)
                }
            }
        }
    }

    @Test("a fault is told with the file")
    func path() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("{\"rate\":1}", to: "r.json")
        let error = StanceError(.malformedRecipe(reason: "no recipe has a member 'rate'"), path: path)
        #expect(throws: error) { try TrainingRecipe(contentsOf: path) }
        let missing = "\(directory.path)/none.json"
        #expect(throws: StanceError(.fileNotFound, path: missing)) { try TrainingRecipe(contentsOf: missing) }
        let good = try directory.write(#"{"algorithm":"mlp"}"#, to: "good.json")
        #expect(try TrainingRecipe(contentsOf: good).algorithm == .mlp)
    }
}
