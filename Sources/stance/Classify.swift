import ArgumentParser
import CommandLineSupport
import StanceKit

struct Classify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Labels quotations, one a record.",
        discussion: """
            EXAMPLES
              stance classify quotations.txt                      one quotation a line
              stance classify --text-field quote interviews.csv   a column of a table
              stance classify --format jsonl a.jsonl b.jsonl > labelled.jsonl
              stance classify --explain quotations.txt            and why
              stance classify --format tsv decade.txt.gz > labelled.tsv

            Every record gives one result, in order; a blank text gets an empty label. TSV has three columns (with --coverage four) and no \
            header: label, its probability, text with tab, newline, carriage return and backslash as \\t \\n \\r \\\\. CSV \
            and JSON Lines keep every field of the input; one whose name they need is kept as input_NAME.
            """
    )

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case text, tsv, csv, jsonl
    }

    @OptionGroup var options: PipelineOptions

    @Option(help: "How the input stands in its files. (default: by extension, else lines)")
    var inputFormat: TextFormat?

    @Option(help: "How the output is written.")
    var format = OutputFormat.text

    @OptionGroup var explanation: ExplanationOption

    func validate() throws {
        try explanation.refuse(unless: format == .text || format == .jsonl)
    }

    func run() throws {
        try ToolRun.reportingErrors {
            let classifier = try options.classifier()
            try options.pipeline(format: inputFormat?.rawValue, fallback: .lines).run { columns in
                let writer = ClassificationWriter(
                    format: format, classifier: classifier, explains: explanation.explain, columns: columns)
                return RecordPipeline.Job(
                    head: writer.head, work: { records, _ in writer.output(of: records, classifier) })
            }
        }
    }
}
