import ArgumentParser
import CommandLineSupport
import Foundation
import LinearAlgebra
import StanceEvaluation
import StanceKit
import StanceTraining

struct CrossValidate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cross-validate",
        abstract: "Measures a recipe on examples that its models have not seen.",
        discussion: """
            EXAMPLES
              stance-train cross-validate --train train.csv
              stance-train cross-validate --train q.jsonl --algorithm mlp --repeats 3
              stance-train cross-validate --train q.jsonl --group-field article

            The data is cut into folds of like label mixture; a model is trained on all but one and predicts that one, for \
            each. Equal texts, and records with an equal group field, stay in one fold. Calibration and decision offsets \
            for a fold come from the other folds. The intervals are those of the first repeat.
            """
    )

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @OptionGroup var input: TrainingInputOptions
    @OptionGroup var recipe: RecipeOptions

    @Option(help: "How many folds the data is cut into.")
    var folds = 5

    @Option(help: "How many times it is cut anew.")
    var repeats = 1

    @Option(
        help:
            "Write what is predicted of each example to this file, as JSON Lines, in the examples' order; id is the record's number.",
        completion: .file())
    var predictions: String?

    @Option(help: "How the result is written.")
    var format = OutputFormat.text

    func validate() throws {
        try OutputPath.check(predictions, of: "--predictions")
        if !(1...1000).contains(repeats) { throw ValidationError("--repeats takes a number from 1 to 1000.") }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            if let predictions {
                try WholeFile.checkDestination(predictions, inputs: input.files + self.recipe.files)
            }
            let recipe = try recipe.resolved(hasVectors: input.wordVectors != nil)
            let data = try input.data()
            let validation = CrossValidation(recipe: recipe, folds: folds, parallelism: input.parallelism)
            let monitor = try TrainingLog(path: nil).monitor()
            var lines: [UInt8] = []
            let reports = try (0..<repeats).map { number in
                let predictions = try validation.predictions(
                    on: data, seed: recipe.seed &+ UInt64(number), monitor: monitor)
                if self.predictions != nil { append(predictions, of: data, number, to: &lines) }
                return EvaluationReport(
                    labels: data.labels,
                    outcomes: zip(data.primaryTargets, predictions.labels).map { (truth: $0, prediction: $1) },
                    bootstrap: Bootstrap(seed: recipe.seed))
            }
            Progress.clear()
            // Whatever becomes of the file, the work is not lost.
            let written = Result { () throws(StanceError) in
                if let predictions { try WholeFile.write(lines, to: predictions) }
            }
            switch format {
            case .json: try StandardOutput.writeLine(reports[0].json())
            case .text:
                try StandardOutput.writeLine(reports[0].table(showing: Terminal.displayable))
                if repeats > 1 { try StandardOutput.writeLine(spread(reports)) }
            }
            try written.get()
        }
    }

    private func spread(_ reports: [EvaluationReport]) -> String {
        func line(_ name: String, _ values: [Double]) -> String {
            let mean = values.reduce(0, +) / Double(values.count)
            return String(format: "\(name)  mean %.3f, %.3f to %.3f", mean, values.min()!, values.max()!)
        }
        return "\n\(repeats) repeats\n" + line("accuracy", reports.map(\.accuracy.value)) + "\n"
            + line("macro-F1", reports.map(\.macroF1.value))
    }

    private func append(
        _ predictions: CrossValidation.Predictions, of data: TrainingData, _ number: Int, to output: inout [UInt8]
    ) {
        let columns = ProbabilityColumns(labels: data.labels)
        for row in predictions.labels.indices {
            let fold = predictions.folds[row]
            output.append(
                contentsOf: "{\"id\":\(data.numbers[row]),\"repeat\":\(number),\"fold\":\(fold),\"true\":".utf8)
            RecordEncoding.appendJSON(data.labels[data.targets[row]], to: &output)
            output.append(UInt8(ascii: ","))
            let prediction = Prediction(
                labelIndex: predictions.labels[row], probabilities: Array(predictions.probabilities[row: row]))
            columns.appendJSON(prediction, to: &output)
            output.append(contentsOf: "}\n".utf8)
        }
    }
}
