import ArgumentParser
import CommandLineSupport
import Foundation
import StanceKit
import StanceTraining

struct Train: ParsableCommand {
    static let examples = """
        EXAMPLES
          stance-train --train train.csv --output my-model
          stance-train --train a.jsonl b.tsv --class-weights balanced --output m
          stance-train --train q.tsv --text-field question --output my-model
          stance-train --train q.tsv --algorithm auto --output my-model
        """

    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Trains a model over hashed word and character n-grams.",
        discussion: """
            \(examples)

            Training files have a text and a label in each record: TSV and CSV under a header, JSON Lines, or fastText \
            lines (__label__x text), told by the extension (other extensions mean fastText lines). Any labels will do. \
            The model is a directory, written whole or not at all. The same data, recipe and seed give the same bytes.
            """
    )

    @OptionGroup var input: TrainingInputOptions

    @Option(help: "The directory of the new model; a model that is there is replaced.", completion: .directory)
    var output: String

    @OptionGroup var recipe: RecipeOptions

    @Option(
        help: "Keep the state of training in this directory: after a cut the same command goes on from there.",
        completion: .directory)
    var checkpoint: String?

    @Option(help: "Append loss and progress of every step to this file, as JSON Lines.", completion: .file())
    var log: String?

    func validate() throws {
        for (path, option) in [(output, "--output"), (checkpoint, "--checkpoint"), (log, "--log")] {
            try OutputPath.check(path, of: option)
        }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            try ModelDirectory.checkDestination(output)
            if let log = self.log { try WholeFile.refuse(log, among: input.files + self.recipe.files) }
            let recipe = try recipe.resolved(hasVectors: input.wordVectors != nil)
            let log = try TrainingLog(path: log)
            let data = try input.data()
            let checkpoint = try checkpoint.map { directory throws(StanceError) in
                try Checkpoint(directory: directory, data: data, recipe: recipe)
            }
            Progress.show("extracting features")
            let trained = try train(recipe, data, log.monitor(checkpoint: checkpoint))
            Progress.clear()
            if !trained.hasConverged {
                Message.warning(
                    "the optimiser stopped after \(trained.record.iterations ?? 0) steps, before its tolerance")
            }
            if recipe.calibrationFolds > 0, trained.model.calibration.items == 0 {
                Message.warning(
                    "the probabilities are not calibrated: that takes \(Trainer.fewestCalibrationItems) examples, there are "
                        + "\(data.primaryCount)")
            }
            try trained.write(to: output)
            checkpoint?.removeAll()
            try StandardOutput.writeLine(summary(of: trained, data))
        }
    }

    private func train(
        _ recipe: TrainingRecipe, _ data: TrainingData, _ monitor: TrainingMonitor
    ) throws(StanceError) -> TrainedModel {
        do {
            return try Trainer(recipe: recipe, parallelism: input.parallelism).train(on: data, monitor: monitor)
        } catch {
            if error.cause == .interrupted, let checkpoint {
                Message.warning("the same command goes on from \(checkpoint)")
            }
            throw error
        }
    }

    private func summary(of trained: TrainedModel, _ data: TrainingData) -> String {
        let model = trained.model
        let counts = model.labels.map { "\(Terminal.displayable($0)) \(trained.record.labelCounts[$0] ?? 0)" }
        let shown = counts.count > 10 ? counts.prefix(10) + ["… (\(counts.count) labels)"] : counts[...]
        var lines = [
            "examples     \(data.primaryCount): \(shown.joined(separator: ", "))",
            "features     \(model.space.count)",
        ]
        if data.auxiliaryCount > 0 { lines.insert("auxiliary    \(data.auxiliaryCount)", at: 1) }
        if let iterations = trained.record.iterations, let objective = trained.record.objective {
            lines.append("logistic     \(iterations) steps, objective \(String(format: "%.4f", objective))")
        }
        if let vectors = trained.record.wordVectors { lines.append("convolution  over \(vectors.records) words") }
        if !model.networks.isEmpty { lines.append("networks     \(model.networks.count)") }
        let scales = model.calibration.scales.map { String(format: "%.2f", $0) }.joined(separator: ", ")
        lines.append(
            model.calibration.items > 0
                ? "calibration  logits times \(scales), from \(model.calibration.items) held-out examples"
                : "calibration  none")
        return (lines + ["model        \(output)"]).joined(separator: "\n")
    }
}
