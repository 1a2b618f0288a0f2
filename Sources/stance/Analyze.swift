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
              stance analyze --by speaker articles/*.txt
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

    enum Grouping: String, CaseIterable, ExpressibleByArgument {
        case speaker
    }

    @Option(help: "How the output is written.")
    var format = OutputFormat.text

    @Flag(help: "Also find reported speech without quotation marks.")
    var indirect = false

    @Option(help: "Count over all articles instead: for each speaker the quotations, their stances, the clearest ones.")
    var by: Grouping?

    func run() throws {
        try ToolRun.reportingErrors {
            let classifier = try options.classifier()
            let pipeline = options.pipeline(format: inputFormat?.rawValue, fallback: .text)
            let extractor = QuotationExtractor(includesIndirect: indirect)
            if by == .speaker { return try countBySpeaker(pipeline, extractor, classifier) }
            try pipeline.run { columns in
                let writer = AnalysisWriter(
                    format: format, extractor: extractor, classifier: classifier, columns: columns,
                    textField: options.textFieldName)
                return RecordPipeline.Job(
                    head: writer.head, separator: writer.separator, tail: writer.tail,
                    work: { records, source in writer.output(of: records, source, classifier) })
            }
        }
    }

    private func countBySpeaker(
        _ pipeline: RecordPipeline, _ extractor: QuotationExtractor, _ classifier: Classifier
    ) throws {
        let tally = SpeakerTally(labels: classifier.labels)
        let job = RecordPipeline.Job(head: []) { records, _ in tally.add(records, extractor, classifier) }
        // An error ends one file; what the others say is counted and written all the same.
        let result = Result { try pipeline.run { _ in job } }
        try StandardOutput.write(SpeakerReport(format: format, labels: classifier.labels).bytes(tally.speakers()))
        try result.get()
    }
}
