public import ArgumentParser
import CommandLineSupport
import Foundation
import StanceKit
public import StanceTraining

extension TrainingRecipe.ClassWeights: ExpressibleByArgument {}

struct Train: ParsableCommand {
    static let examples = """
        EXAMPLES
          stance-train --train train.csv --output my-model
          stance-train --train a.jsonl b.tsv --class-weights balanced --output m
          stance-train --train q.tsv --text-field question --output my-model
        """

    static let configuration = CommandConfiguration(
        abstract: "Trains a model: logistic regression over hashed word and character n-grams.",
        discussion: """
            \(examples)

            Training files have a text and a label in each record: TSV and CSV under a header, JSON Lines, or fastText \
            lines (__label__x text), told by the extension (other extensions mean fastText lines). Any labels will do. \
            The model is a directory, written whole or not at all.
            """
    )

    @Option(
        name: .long, parsing: .upToNextOption, help: "Files of labelled texts; - is standard input.",
        completion: .file())
    var train: [String]

    @Option(help: "The directory of the new model; a model that is there is replaced.", completion: .directory)
    var output: String

    @OptionGroup var fields: LabelledInputOptions

    @Option(help: "The weight of the penalty: (l2 / 2) times the sum of squared weights (scikit-learn's C = 1 / l2).")
    var l2 = TrainingRecipe().l2

    @Option(help: "none: every example counts 1; balanced: every label counts the same in all.")
    var classWeights = TrainingRecipe().classWeights

    @Option(help: "The seed of everything random; it is recorded in the model.")
    var seed = TrainingRecipe().seed

    @OptionGroup var threads: ThreadsOption

    func run() throws {
        try ToolRun.reportingErrors {
            try ModelDirectory.checkDestination(output)
            if train.contains("-") { Message.noteIfTyping() }
            Progress.show("reading")
            let data = try TrainingData(
                paths: train, format: fields.recordFormat, textField: fields.textField.textField,
                labelField: fields.labelField)
            var recipe = TrainingRecipe()
            recipe.l2 = l2
            recipe.classWeights = classWeights
            recipe.seed = seed
            let trained = try Trainer(recipe: recipe, parallelism: threads.parallelism).train(on: data) { progress in
                switch progress {
                case .extractingFeatures: Progress.show("extracting features")
                case .optimizing(let iteration, let gradient):
                    Progress.show("step \(iteration), gradient \(String(format: "%.1e", gradient)) of the first")
                }
            }
            Progress.clear()
            if !trained.hasConverged {
                Message.warning("the optimiser stopped after \(trained.record.iterations) steps, before its tolerance")
            }
            try trained.write(to: output)
            let counts = trained.labels.map { "\(Terminal.displayable($0)) \(trained.record.labelCounts[$0] ?? 0)" }
            let shown = counts.count > 10 ? counts.prefix(10) + ["… (\(counts.count) labels)"] : counts[...]
            try StandardOutput.writeLine(
                """
                examples    \(data.texts.count): \(shown.joined(separator: ", "))
                features    \(trained.space.count)
                optimiser   \(trained.record.iterations) steps, objective \
                \(String(format: "%.4f", trained.record.objective))
                model       \(output)
                """)
        }
    }
}
