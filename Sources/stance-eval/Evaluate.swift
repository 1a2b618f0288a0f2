import ArgumentParser
import CommandLineSupport
import StanceEvaluation
import StanceKit

struct Evaluate: ParsableCommand {
    static let examples = """
        EXAMPLES
          stance-eval --test test.jsonl                          the released model
          stance-eval --model my-model --test test.csv --format json
        """

    static let configuration = CommandConfiguration(
        abstract: "Compares a model's labels with those of labelled files.",
        discussion: """
            \(examples)

            Every metric has a 95 % bootstrap interval: what other samples of as many items from the same source would \
            be expected to show.
            """
    )

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @OptionGroup var model: ModelOption

    @Option(
        name: .long, parsing: .upToNextOption, help: "Files of labelled texts; - is standard input.",
        completion: .file())
    var test: [String]

    @OptionGroup var fields: LabelledInputOptions

    @Option(help: "How the result is written.")
    var format = OutputFormat.text

    @Option(help: "The seed of the intervals' resampling.")
    var seed: UInt64 = 0

    @OptionGroup var threads: ThreadsOption

    func run() throws {
        try ToolRun.reportingErrors {
            let classifier = try model.classifier()
            if test.contains("-") { Message.noteIfTyping() }
            var outcomes: [(truth: Int, prediction: Int)] = []
            for path in test {
                let examples = try LabelledText.read(
                    path: path, format: fields.recordFormat, fields: fields.fields)
                outcomes += try classifier.outcomes(
                    on: examples, from: RecordReader.displayName(of: path), parallelism: threads.parallelism)
            }
            let report = EvaluationReport(
                labels: classifier.labels, outcomes: outcomes, bootstrap: Bootstrap(seed: seed))
            try StandardOutput.writeLine(format == .json ? report.json() : report.table(showing: Terminal.displayable))
        }
    }
}
