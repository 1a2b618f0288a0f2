import LinearAlgebra
import StanceKit
import TestSupport

@testable import StanceTraining

/// Letters to a shop, invented: what the tests train on.
enum Corpus {
    private static let words = [
        "billing": ["invoice", "refund", "charged", "card", "twice", "amount", "receipt"],
        "shipping": ["parcel", "courier", "tracking", "doorstep", "late", "customs", "box"],
        "account": ["password", "login", "email", "locked", "profile", "reset", "username"],
        "returns": ["broken", "exchange", "wrong", "size", "label", "faulty", "replace"],
        "praise": ["thanks", "lovely", "perfect", "quick", "kind", "happy", "great"],
    ]
    private static let others = ["my", "the", "again", "please", "was", "order", "today", "and", "still", "not"]

    /// fastText lines with the first `labelCount` labels in turn, four words a text, half of them of its label.
    static func lines(_ count: Int, labelCount: Int = 3, seed: UInt64 = 1) -> String {
        var generator = SplitMix64(seed: seed)
        let labels = words.keys.sorted().prefix(labelCount)
        return (0..<count).map { index in
            let label = labels[index % labelCount]
            let text = (0..<4).map { place in
                (place % 2 == 0 ? others : words[label] ?? []).randomElement(using: &generator) ?? ""
            }
            return "__label__\(label) \(text.joined(separator: " "))\n"
        }.joined()
    }

    /// The data that fastText lines hold.
    static func data(_ lines: String) throws -> TrainingData {
        let directory = try TemporaryDirectory()
        return try TrainingData(paths: [directory.write(lines, to: "letters.txt")])
    }

    /// UTF-8 of texts.
    static func bytes(_ texts: [String]) -> [ArraySlice<UInt8>] { texts.map { Array($0.utf8)[...] } }

    /// A recipe small enough for a debug build.
    static func recipe(characters: ClosedRange<Int>? = 3...3) -> TrainingRecipe {
        var recipe = TrainingRecipe()
        recipe.features = FeatureConfiguration(wordNGrams: 1...2, characterNGrams: characters, bucketBits: 12)
        recipe.logistic.gradientTolerance = 1e-3
        return recipe
    }
}
