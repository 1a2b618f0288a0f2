import ArgumentParser
import CommandLineSupport
import StanceKit

struct Analyze: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds the quotations of articles, names their speakers, labels their stances.",
        discussion: """
            EXAMPLES
              stance analyze article.txt
              stance analyze --format csv articles/*.txt > quotations.csv
              stance analyze --text-field body --format jsonl news.csv > news.jsonl

            A plain text file is one article; in TSV, CSV and JSON Lines (told by the extension) each record is one. JSON \
            Lines give one object an article with its quotes, CSV one row a quotation. Offsets count Unicode code points \
            from 0, quotation marks left out. A quotation under five words gets no label.
            """
    )

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case text, json, jsonl, csv
    }

    enum InputFormat: String, CaseIterable, ExpressibleByArgument {
        case text, tsv, csv, jsonl
    }

    @OptionGroup var options: PipelineOptions

    @Option(help: "How the input stands in its files. (default: by extension, else text)")
    var inputFormat: InputFormat?

    @Option(help: "How the output is written.")
    var format = OutputFormat.text

    func run() throws {
        try ToolRun.reportingErrors {
            let classifier = try options.classifier()
            try options.pipeline(format: inputFormat?.rawValue, fallback: .text).run { columns in
                let writer = AnalysisWriter(
                    format: format, classifier: classifier, columns: columns, textField: options.textFieldName)
                return RecordPipeline.Job(
                    head: writer.head, separator: writer.separator, tail: writer.tail,
                    work: { records, source in writer.output(of: records, source, classifier) })
            }
        }
    }
}
