import ArgumentParser
import CommandLineSupport
import StanceEvaluation
import StanceKit

struct EstimateShares: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "The share of each label in a large collection, corrected for the classifier's errors.",
        discussion: """
            EXAMPLES
              stance-eval estimate --labelled s.csv --collection all.csv --by speaker
              stance-eval estimate --labelled s.csv --collection all.csv --width 0.04
              stance-eval estimate --labelled s.csv --collection all.csv --weight weight

            The labelled items must be a random sample of the collection, or be drawn with known probabilities: then \
            --weight names a field with one over that probability. Items picked because they looked interesting, or \
            because a model was unsure of them, give wrong shares.

            With --model that model labels all texts. Without it, files that have predictions (labels, and \
            probability_LABEL fields if there are any) are taken as they are; where the labelled one has none, the \
            model labels all texts. Labelled items that stand in the collection too are counted once: they are told by the field id, else item, else \
            by the text. The share is a power-tuned \
            prediction-powered estimate (PPI++), never wider than the labels alone, which stand beside it. Where fewer \
            than 10 labelled items have a label, in all or in a group, there are too few for an estimate.
            """)

    @OptionGroup var model: ModelOption

    @Option(name: .long, help: "The file of labelled items.", completion: .file())
    var labelled: String

    @Option(name: .long, parsing: .upToNextOption, help: "The files of the whole collection.", completion: .file())
    var collection: [String]

    @OptionGroup var prediction: PredictionOptions

    @Option(name: .long, help: "The field that holds the text; a file without it is read by the field text.")
    var textField = "text"

    @Option(help: "How the files are written. (default: by extension, else JSON Lines)")
    var inputFormat: TableFormat?

    @Option(name: .long, help: "Also the shares for each value of this field; may be given again.")
    var by: [String] = []

    @Option(help: "The field of the labelled items' weight: one over the probability of being drawn.")
    var weight: String?

    @Option(help: "Say how many labels to add until an interval is this wide, as 0.04 for two points to either side.")
    var width: Double?

    @OptionGroup var reporting: ReportOptions

    @Option(help: "How the result is written.")
    var format = ReportFormat.text

    @OptionGroup var threads: ThreadsOption

    func validate() throws {
        if let width, !(width > 0 && width < 1) { throw ValidationError("--width takes a number between 0 and 1.") }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            try reporting.check()
            let table = try RecordTable.reading(labelled, format: inputFormat?.recordFormat)
            let found = prediction.fields.found(in: table)
            guard let gold = found.gold else {
                throw StanceError(.noPredictions(known: table.fields), path: table.name)
            }
            let items: (sample: PredictedItems, rest: [PredictedItems])
            if model.model == nil, let predicted = found.predicted {
                let rest = try collection.map { path in
                    let table = try RecordTable.reading(path, format: inputFormat?.recordFormat)
                    let field = [predicted, "predicted", "prediction", "label"].first(where: table.has)
                    return try PredictedItems(
                        table, gold: nil, predicted: field ?? predicted, textField: textField, keeping: by)
                }
                items = (
                    try PredictedItems(
                        table, gold: gold, predicted: predicted, textField: textField, weight: weight, keeping: by),
                    rest
                )
            } else {
                let classifier = try model.classifier()
                func judged(_ read: RecordTable, gold: String?, weight: String?) throws(StanceError) -> PredictedItems {
                    if model.model == nil, read.hasPredictions {
                        Message.warning(
                            "\(read.name): its predictions are not used, since \(table.name) has none of its own")
                    }
                    return try PredictedItems(
                        read, gold: gold, classifier: classifier, textField: textField, weight: weight, keeping: by,
                        parallelism: threads.parallelism)
                }
                let rest = try collection.map { path in
                    try judged(.reading(path, format: inputFormat?.recordFormat), gold: nil, weight: nil)
                }
                items = (try judged(table, gold: gold, weight: weight), rest)
            }
            try PredictedItems.refuseRepeated(in: items.rest)
            let report = ShareReport(labelled: items.sample, collection: items.rest, width: width)
            warn(of: report, items.sample, items.rest)
            try reporting.write(
                report.document(
                    provenance: reporting.provenance(
                        models: [items.sample.model].compactMap(\.self), [items.sample.file] + items.rest.map(\.file))))
            try StandardOutput.writeLine(format == .json ? report.json() : report.table(showing: Terminal.displayable))
        }
    }

    /// Tells of what may make the shares others than they look.
    private func warn(of report: ShareReport, _ labelled: PredictedItems, _ collection: [PredictedItems]) {
        for items in collection where items.withoutPrediction > 0 {
            Message.warning(
                "\(items.name): \(items.withoutPrediction) of \(items.count) items have no predicted label, and count as "
                    + "none of the labels")
        }
        for items in collection {
            let others = items.withOtherTexts(in: labelled)
            if let first = others.first {
                Message.warning(
                    "\(items.name): \(others.count) of the items that are labelled have another text in \(labelled.name), "
                        + "first '\(first)'; if they are other items, give them other ids")
            }
        }
        if report.matched == 0 {
            Message.warning(
                "no labelled item is found in the collection, by id, item or text: all are counted beside it. Is it the "
                    + "whole collection?")
        }
    }
}
