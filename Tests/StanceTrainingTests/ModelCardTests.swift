import StanceKit
import Testing

@testable import StanceTraining

@Suite struct ModelCardTests {
    static let card = ModelCard.text(
        for: ModelConfiguration(
            labels: ["billing", "shipping"], features: FeatureConfiguration(),
            training: TrainingRecord(
                files: [
                    .init(name: "letters.tsv", sha256: "91b8", records: 12),
                    .init(name: "more.csv", sha256: "7082", records: 3),
                ],
                labelCounts: ["billing": 9, "shipping": 6], l2: 0.5, classWeights: "balanced", seed: 7,
                gradientTolerance: 1e-4, iterations: 31, objective: 2.75)))

    @Test(
        "it has what is known of the model",
        arguments: [
            "| label | training examples |\n| --- | --- |\n| billing | 9 |\n| shipping | 6 |\n",
            "| --- | --- | --- |\n| letters.tsv | 12 | `91b8` |\n| more.csv | 3 | `7082` |\n",
            "Penalty l2 0.5, class weights balanced, seed 7. L-BFGS took 31 steps to an objective of 2.75.\n",
            "made by Stance \(stanceVersion)",
        ])
    func known(part: String) {
        #expect(Self.card.contains(part))
    }

    @Test("it leaves use and evaluation to people, and says so", arguments: ["Intended use", "Evaluation"])
    func unknown(section: String) {
        #expect(Self.card.contains("## \(section)\n\nNot stated yet: "))
    }
}
