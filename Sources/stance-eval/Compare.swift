import ArgumentParser
import CommandLineSupport
import Foundation
import StanceEvaluation
import StanceKit

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Whether one of several models or files of predictions is better on the same data.",
        discussion: """
            EXAMPLES
              stance-eval compare old-model new-model --test test.jsonl
              stance-eval compare ours.csv theirs.csv
              stance-eval compare my-model theirs.csv --test test.jsonl

            A directory is a model and needs --test; a file holds predictions and true labels. Items are matched by the field id where all \
            have it, else by their order. Differences have paired bootstrap intervals (BCa) and p-values, accuracies \
            McNemar's exact test; of more than two, each p-value also has Holm's correction over the pairs.
            """)

    @Argument(help: "Two or more model directories or files of predictions.", completion: .file())
    var systems: [String]

    @Option(name: .long, help: "The file of labelled texts for the models.", completion: .file())
    var test: String?

    @OptionGroup var prediction: PredictionOptions
    @OptionGroup var fields: LabelledInputOptions

    @Option(help: "The field of what belongs together (speaker, article): intervals draw it as a whole.")
    var cluster: String?

    @Option(help: "Show so many of the items on which two part.")
    var examples = 10

    @OptionGroup var reporting: ReportOptions

    @Option(help: "How the result is written.")
    var format = ReportFormat.text

    @OptionGroup var drawing: BootstrapOptions
    @OptionGroup var threads: ThreadsOption

    func validate() throws {
        if systems.count < 2 { throw ValidationError("Name at least two models or files of predictions.") }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            try reporting.check()
            var samples: [EvaluationSample] = []
            for system in systems {
                let sample = try sample(system)
                samples.append(try samples.first.map { first in try sample.aligned(with: first) } ?? sample)
            }
            try samples[0].checkClusters(by: cluster)
            let report = ComparisonReport(
                EvaluationSample.withCommonLabels(samples), names: systems, clusterField: cluster,
                partingLimit: max(0, examples), bootstrap: drawing.bootstrap(threads))
            if let caution = report.intervals.caution { Message.warning("--cluster \(cluster ?? ""): \(caution)") }
            try reporting.write(
                report.document(
                    provenance: reporting.provenance(models: samples.compactMap(\.model), samples.flatMap(\.files)),
                    clusterField: cluster))
            try StandardOutput.writeLine(format == .json ? report.json() : report.table(showing: Terminal.displayable))
        }
    }

    private func sample(_ system: String) throws(StanceError) -> EvaluationSample {
        let keeping = [cluster].compactMap(\.self)
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: system, isDirectory: &isDirectory), isDirectory.boolValue else {
            let table = try RecordTable.reading(system, format: fields.recordFormat)
            return try EvaluationSample(
                predictions: table, fields: prediction.fields, keeping: keeping, mayRepeat: cluster != nil)
        }
        guard let test else {
            throw StanceError(
                .invalidConfiguration(reason: "\(system) is a model; name labelled texts for it with --test"))
        }
        var sample = try fields.sample(
            test, fields.table(test), labelledBy: Classifier(contentsOf: system), keeping: keeping,
            mayRepeat: cluster != nil, threads)
        sample.name = system
        return sample
    }
}
