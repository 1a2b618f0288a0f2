import ArgumentParser
import CommandLineSupport
import StanceEvaluation
import StanceKit

/// Where true and predicted labels stand in files of predictions.
struct PredictionOptions: ParsableArguments {
    @Option(
        name: .long,
        help:
            "The field of the true label in predictions. (default: gold, true, input_label or label, whichever is there)"
    )
    var goldField: String?

    @Option(
        name: .long,
        help: "The field of the predicted label. (default: predicted or prediction, else label beside a true one)")
    var predictedField: String?

    var fields: PredictionFields { PredictionFields(gold: goldField, predicted: predictedField) }
}

/// How intervals are drawn.
struct BootstrapOptions: ParsableArguments {
    @Option(help: "The seed of the intervals' resampling.")
    var seed: UInt64 = 0

    @Option(help: "How often the items are drawn again.")
    var resamples = 2000

    mutating func validate() throws {
        if !(10...1_000_000).contains(resamples) {
            throw ValidationError("--resamples takes a number from 10 to 1000000.")
        }
    }

    func bootstrap(_ threads: ThreadsOption) -> Bootstrap {
        Bootstrap(resamples: resamples, seed: seed, parallelism: threads.parallelism)
    }
}

/// Where a report goes.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Also write a report there: report.html (one page with all plots), report.md (the same, with plots as SVG files), \
            metrics.csv. An older report is replaced.
            """, valueName: "dir"), completion: .directory)
    var report: String?

    mutating func validate() throws { try OutputPath.check(report, of: "--report") }

    /// Refuses a place where a report cannot go.
    func check() throws(StanceError) {
        if let report { try ReportDirectory.checkDestination(report) }
    }

    /// Writes the report, if one is asked for.
    func write(_ document: @autoclosure () throws(StanceError) -> ReportDocument) throws(StanceError) {
        guard let report else { return }
        try ReportDirectory.write(document(), to: report)
        Message.note("report       \(report)")
    }

    /// What a report rests on.
    func provenance(models: [String] = [], _ files: [Provenance.File]) -> Provenance {
        Provenance(command: ["stance-eval"] + CommandLine.arguments.dropFirst(), models: models, files: files)
    }
}

/// How a result is written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

extension RecordTable {
    /// Reads a file, and tells of bytes that are not UTF-8.
    static func reading(
        _ path: String, format: RecordFormat?, textField: String? = nil
    ) throws(StanceError) -> RecordTable {
        let table = try RecordTable(path: path, format: format, textField: textField)
        if table.hasRepairedBytes { Message.warnOfRepairedBytes(in: table.name) }
        return table
    }
}

extension LabelledInputOptions {
    /// Reads a labelled file.
    func table(_ path: String) throws(StanceError) -> RecordTable {
        try .reading(
            path, format: recordFormat ?? LabelledText.format(ofPath: path), textField: textField.textField)
    }

    /// The items of a labelled file, and what a model says of their texts.
    func sample(
        _ path: String, _ table: RecordTable, labelledBy classifier: Classifier, keeping: [String], mayRepeat: Bool,
        _ threads: ThreadsOption
    ) throws(StanceError) -> EvaluationSample {
        let format = recordFormat ?? LabelledText.format(ofPath: path)
        return try EvaluationSample(
            labelled: table, labelField: LabelledText.labelField(in: format, named: labelField),
            classifier: classifier, keeping: keeping, mayRepeat: mayRepeat, parallelism: threads.parallelism)
    }
}
