import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct ModelCardTests {
    private static func card() throws -> String {
        var recipe = TrainingRecipe()
        recipe.logistic.l2 = 0.5
        recipe.classWeights = .balanced
        recipe.seed = 7
        let features = FeatureConfiguration()
        let model = try ClassifierModel(
            labels: ["billing", "shipping"],
            space: FeatureSpace(configuration: features, buckets: [3], inverseDocumentFrequencies: [1]),
            linear: LogisticRegression(weights: Matrix(rows: 1, columns: 2), bias: [0, 0]),
            calibration: Calibration(
                scales: [1], bias: [0, 0], prevalence: [0.6, 0.4], offsets: [0, 0], items: 15))
        return ModelCard.text(
            for: model,
            TrainingRecord(
                files: [
                    .init(name: "letters.tsv", sha256: "91b8", records: 12),
                    .init(name: "more.csv", sha256: "7082", records: 3),
                ],
                labelCounts: ["billing": 9, "shipping": 6], recipe: recipe, iterations: 31, objective: 2.75))
    }

    @Test(
        "it has what is known of the model",
        arguments: [
            "| label | training examples |\n| --- | --- |\n| billing | 9 |\n| shipping | 6 |\n",
            "| --- | --- | --- |\n| letters.tsv | 12 | `91b8` |\n| more.csv | 3 | `7082` |\n",
            "Algorithm logistic, penalty l2 0.5, class weights balanced, decision accuracy, seed 7. "
                + "Calibrated on 15 examples, each held out in turn.\n",
            ": multinomial logistic regression over hashed n-grams.",
            "made by Stance \(stanceVersion)",
        ])
    func known(part: String) throws {
        #expect(try Self.card().contains(part))
    }

    @Test("it leaves use and evaluation to people, and says so", arguments: ["Intended use", "Evaluation"])
    func unknown(section: String) throws {
        #expect(try Self.card().contains("## \(section)\n\nNot stated yet: "))
    }
}
