import ArgumentParser
import CommandLineSupport
import Foundation
import StanceEvaluation
import StanceKit

struct Evaluate: ParsableCommand {
    static let examples = """
        EXAMPLES
          stance-eval --test test.jsonl                    the released model
          stance-eval --model my-model --test test.csv --format json
          stance-eval --predictions anybody.csv --by source --cluster speaker
          stance-eval --test test.jsonl --report report    a page with plots too
        """

    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Compares labels with those of labelled files: a model's, or any tool's predictions.",
        discussion: """
            \(examples)

            Every metric has a 95 % bootstrap interval (BCa): what other samples of as many items from the same source \
            would be expected to show. Where items come in clusters, as several statements of a speaker, --cluster draws \
            whole clusters; without it the intervals are too narrow. Beside the calibration error stands the band that a \
            perfectly calibrated model would show.
            """
    )

    @OptionGroup var model: ModelOption

    @Option(
        name: .long, parsing: .upToNextOption, help: "Files of labelled texts for the model; - is standard input.",
        completion: .file())
    var test: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help:
            "Files of predictions instead: true and predicted labels, with probability_LABEL fields if there are any.",
        completion: .file())
    var predictions: [String] = []

    @OptionGroup var prediction: PredictionOptions
    @OptionGroup var fields: LabelledInputOptions

    @Option(name: .long, help: "Also a table for each value of this field; may be given again.")
    var by: [String] = []

    @Option(help: "The field of what belongs together (speaker, article): intervals draw it as a whole.")
    var cluster: String?

    @Option(help: "Show so many of the worst errors, and of the most confident ones.")
    var errors = 0

    @OptionGroup var reporting: ReportOptions

    @Option(
        name: .long,
        help: "A file to show in the report: the fields size, value, low, high, and series if there are several.",
        completion: .file())
    var learningCurve: String?

    @Option(help: "How the result is written.")
    var format = ReportFormat.text

    @OptionGroup var drawing: BootstrapOptions
    @OptionGroup var threads: ThreadsOption

    func validate() throws {
        if test.isEmpty == predictions.isEmpty {
            throw ValidationError("Name labelled files with --test, or predictions with --predictions.")
        }
        if errors < 0 { throw ValidationError("--errors takes a number from 0 up.") }
        if learningCurve != nil, reporting.report == nil {
            throw ValidationError("--learning-curve is shown in a report: name a directory with --report.")
        }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            try reporting.check()
            let curve = try learningCurve.map { path throws(StanceError) in try LearningCurve(path: path) }
            let sample = try sample()
            if !predictions.isEmpty { Message.warnOfCaseVariants(among: sample.labels) }
            try sample.checkClusters(by: cluster)
            let report = EvaluationReport(
                sample, groupedBy: by, clusterField: cluster, bootstrap: drawing.bootstrap(threads))
            if let caution = report.clusterCaution { Message.warning("--cluster \(cluster ?? ""): \(caution)") }
            let found = ErrorLists(
                worst: sample.errors(mostConfidentFirst: false, limit: errors),
                mostConfident: sample.errors(mostConfidentFirst: true, limit: errors))
            try reporting.write(
                report.document(
                    of: sample,
                    provenance: reporting.provenance(
                        models: [sample.model].compactMap(\.self),
                        sample.files + [curve].compactMap(\.self).map(Provenance.File.init)),
                    clusterField: cluster, curve: curve, worst: found.worst, mostConfident: found.mostConfident))
            switch format {
            case .json:
                let output = Output(report: report, errors: errors > 0 ? found : nil)
                try StandardOutput.write(JSON.indented(output) + [UInt8(ascii: "\n")])
            case .text:
                try StandardOutput.writeLine(report.table(showing: Terminal.displayable))
                if errors > 0 {
                    try StandardOutput.writeLine(found.text(hasProbabilities: sample.probabilities != nil))
                }
            }
        }
    }

    private func sample() throws(StanceError) -> EvaluationSample {
        if (test + predictions).contains("-") { Message.noteIfTyping() }
        let keeping = by + [cluster].compactMap(\.self)
        let classifier = test.isEmpty ? nil : try model.classifier()
        let paths = test + predictions
        let tables = try paths.map { path throws(StanceError) in
            classifier == nil ? try .reading(path, format: fields.recordFormat) : try fields.table(path)
        }
        try Provenance.refuseRepeated(tables.map { Provenance.File($0, role: "items") })
        // Of all files at once: what stands in two of them counts twice as well.
        if cluster == nil { try EvaluationSample.refuseRepeated(in: tables) }
        var all: EvaluationSample?
        for (path, table) in zip(paths, tables) {
            let sample: EvaluationSample
            if let classifier {
                sample = try fields.sample(
                    path, table, labelledBy: classifier, keeping: keeping, mayRepeat: true, threads)
            } else {
                sample = try EvaluationSample(
                    predictions: table, fields: prediction.fields, keeping: keeping, mayAbstain: true,
                    mayRepeat: true)
            }
            if all == nil { all = sample } else { all?.append(sample) }
        }
        return all!
    }

    private struct Output: Encodable {
        var report: EvaluationReport
        var errors: ErrorLists?

        enum CodingKeys: CodingKey { case errors }

        func encode(to encoder: any Encoder) throws {
            try report.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(errors, forKey: .errors)
        }
    }

    private struct ErrorLists: Encodable {
        var worst: [EvaluationError]
        var mostConfident: [EvaluationError]

        func text(hasProbabilities: Bool) -> String {
            func lines(_ errors: [EvaluationError]) -> String {
                errors.map { error in
                    let chance = error.predictedProbability.map { String(format: " %.3f", $0) } ?? ""
                    let gold = error.goldProbability.map { String(format: " %.3f", $0) } ?? ""
                    return Terminal.displayable(
                        "  \(error.item): \(error.gold)\(gold), given \(error.predicted)\(chance)  \(error.text)"
                    ).withoutTrailingSpaces
                }.joined(separator: "\n")
            }
            guard !worst.isEmpty else { return "\nno errors" }
            guard hasProbabilities else { return "\nerrors\n" + lines(worst) }
            return "\nworst errors (the true label least probable)\n" + lines(worst)
                + "\n\nmost confident errors (the given label most probable)\n" + lines(mostConfident)
        }
    }
}
