import ArgumentParser
import CommandLineSupport
import Foundation
import StanceKit
import StanceTraining

struct Tune: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Searches for a recipe by cross-validation on training data.",
        discussion: """
            EXAMPLES
              stance-train tune --train train.csv --output recipe.json
              stance-train tune --train q.jsonl --metric macro-f1 --output r.json
              stance-train tune --train q.tsv --recipe r.json --output better.json

            Successive halving (Jamieson & Talwalkar 2016): recipes are drawn and compared on a part of the data, the best \
            third on three times as much, and so on; the last three, and the recipe to start from, on all of it, in 5 \
            folds. The best one is written, or a linear one (logistic) that may be as good by a paired bootstrap.

            What is varied: algorithm (logistic, ensemble, mlp: 70, 20, 10 %), l2 0.01 to 10, log-count ratio power 0 to \
            1, word n-grams 1-1 to 1-4, skip-grams none, 3, 4, 6, character n-grams none, 2-4, 2-5, 3-6, 1-5, 2-6, \
            minimum document frequency 1 to 3; for networks widths 16, 32, 64, 32+32, input words or all, learning rate \
            0.003 to 0.03, input dropout 0.2, 0.5, 0.7, dropout 0, 0.3, epochs 8, 12. All else is the starting recipe's.

            What is finished is kept beside the output in OUTPUT.journal until the end: after a cut or Ctrl-C the same \
            command goes on from there. The same data, options and seed give the same recipe.

            Exit codes: 0 done, 1 failure, 64 usage, 65 bad data, 66 missing input, 130 Ctrl-C.
            """
    )

    @OptionGroup var input: TrainingInputOptions

    @Option(
        help: "The recipe file to start from, whose other members are kept. (default: the default recipe)",
        completion: .file())
    var recipe: String?

    @Option(help: "How many recipes are drawn, 1 to 1000.")
    var recipes = 27

    @Option(help: "What is to be best. (default: what the starting recipe's decision asks: accuracy or macro-f1)")
    var metric: TuningMetric?

    @Option(help: "The seed of recipes, samples and folds.")
    var seed: UInt64 = 0

    @Option(help: "The recipe file to write; a recipe that is there is replaced.", completion: .file())
    var output: String

    func validate() throws {
        try OutputPath.check(output, of: "--output")
        if !(1...1000).contains(recipes) { throw ValidationError("--recipes takes a number from 1 to 1000.") }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            try TrainingRecipe.checkDestination(output)
            var start =
                try recipe.map { path throws(StanceError) in try TrainingRecipe(contentsOf: path) } ?? TrainingRecipe()
            if input.wordVectors != nil { start.useVectors() }
            let data = try input.data()
            Interruption.watch()
            let tuner = Tuner(
                start: start, recipes: recipes, metric: metric, seed: seed, parallelism: input.parallelism)
            let result = try search(tuner, data)
            Progress.clear()
            try result.chosen.recipe.write(to: output)
            Tuner.removeJournal(journal)
            try StandardOutput.writeLine(
                "\(result.table)\n\nrecipe      \(Terminal.displayable(output))\ntrain with  \(trainingCommand(result.chosen.recipe))"
            )
        }
    }

    private var journal: String { "\(output).journal" }

    private func search(_ tuner: Tuner, _ data: TrainingData) throws(StanceError) -> TuningResult {
        do {
            return try tuner.tune(
                on: data, journal: journal,
                progress: { progress in
                    let recipes = "\(progress.recipes) of \(progress.recipesOfRung) recipes"
                    Progress.bar(
                        progress.done, of: progress.total, "rung \(progress.rung) of \(progress.rungs), \(recipes)")
                }, isCancelled: { Interruption.isRequested })
        } catch {
            if error.cause == .interrupted {
                Message.warning("the same command goes on from \(journal)")
            }
            throw error
        }
    }

    /// The command that trains with a recipe, on the same files, fit for a shell.
    private func trainingCommand(_ recipe: TrainingRecipe) -> String {
        let arguments =
            ["stance-train"] + input.arguments(withVectors: recipe.hasConvolution) + [
                "--recipe", output, "--output", "my-model",
            ]
        return Terminal.displayable(arguments.map(Self.quoted).joined(separator: " "))
    }

    private static func quoted(_ argument: String) -> String {
        let isPlain =
            !argument.isEmpty && argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./,:+@=".contains($0) }
        return isPlain ? argument : "'\(argument.replacingOccurrences(of: "'", with: "'\\''"))'"
    }
}
