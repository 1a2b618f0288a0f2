import ArgumentParser
import CommandLineSupport
import StanceEvaluation
import StanceKit

struct Agree: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "How far annotators agree: Krippendorff's alpha, Cohen's and Fleiss' kappa.",
        discussion: """
            EXAMPLES
              stance-eval agreement labels.jsonl
              stance-eval agreement coded.csv --annotator-field coder --label-field code
              stance-eval agreement wide.tsv --annotators anna ben  a column for each

            Long tables have a record for each label, wide ones a field for each annotator; an empty label is a missing \
            one. Alpha takes all items with two labels or more, Cohen's kappa is the mean over pairs of annotators, Fleiss' \
            kappa takes the items that have the most frequent number of labels. Intervals are BCa bootstraps over items.
            """)

    @Argument(help: "TSV, CSV or JSON Lines files; - is standard input.", completion: .file())
    var files: [String]

    @Option(name: .long, help: "The field of the item.")
    var itemField = "item"

    @Option(name: .long, help: "The field of the annotator.")
    var annotatorField = "annotator"

    @Option(name: .long, help: "The field of the label.")
    var labelField = "label"

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "The annotators' fields in a wide table. (default: all but item, id and text, if no field has annotators)"
    )
    var annotators: [String] = []

    @Option(help: "How the files are written. (default: by extension, else JSON Lines)")
    var inputFormat: TableFormat?

    @Option(help: "Name so many of the items that split the annotators.")
    var splits = 20

    @OptionGroup var reporting: ReportOptions

    @Option(help: "How the result is written.")
    var format = ReportFormat.text

    @OptionGroup var drawing: BootstrapOptions
    @OptionGroup var threads: ThreadsOption

    func run() throws {
        try ToolRun.reportingErrors {
            try reporting.check()
            if files.contains("-") { Message.noteIfTyping() }
            let tables = try files.map { path in try RecordTable.reading(path, format: inputFormat?.recordFormat) }
            let ratings = try Ratings(
                tables,
                fields: Ratings.Fields(
                    item: itemField, annotator: annotatorField, label: labelField, wide: annotators))
            let report = AgreementReport(
                ratings, splitLimit: max(0, splits), bootstrap: drawing.bootstrap(threads))
            try reporting.write(
                report.document(
                    provenance: reporting.provenance(tables.map { Provenance.File($0, role: "labels") })))
            try StandardOutput.writeLine(format == .json ? report.json() : report.table(showing: Terminal.displayable))
        }
    }
}

/// The formats of tables.
enum TableFormat: String, CaseIterable, ExpressibleByArgument {
    case tsv, csv, jsonl

    var recordFormat: RecordFormat? { RecordFormat(rawValue: rawValue) }
}
