import ArgumentParser
import CommandLineSupport
import StanceKit
import StancePages
import Synchronization

struct Analyze: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Finds the quotations of articles, names their speakers, labels their stances.",
        discussion: """
            EXAMPLES
              stance analyze --explain article.txt
              stance analyze --format html article.txt > page.html
              stance analyze --format csv articles/*.txt > quotations.csv
              stance analyze --by speaker articles/*.txt
              stance analyze --text-field body --format jsonl news.csv > news.jsonl

            A plain text file is one article; in TSV, CSV and JSON Lines (told by the extension) each record is one. JSON \
            Lines give one object an article with its quotes, CSV one row a quotation. HTML is one page of all articles, \
            their quotations marked and explained, that needs no network and no script. Offsets count Unicode code points \
            from 0, quotation marks left out. A quotation under five words gets no label.
            """
    )

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case text, json, jsonl, csv, html
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

    @OptionGroup var explanation: ExplanationOption

    func validate() throws {
        try explanation.refuse(unless: format != .csv && by == nil)
        try options.refuseSets(unless: by == nil)
        if by != nil, format == .html {
            throw ValidationError("--by speaker gives no html: the page of --format html counts by speaker itself.")
        }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            let classifier = try options.classifier()
            let pipeline = options.pipeline(format: inputFormat?.rawValue, fallback: .text)
            let extractor = QuotationExtractor(includesIndirect: indirect)
            if by == .speaker { return try countBySpeaker(pipeline, extractor, classifier) }
            if format == .html { return try writePage(pipeline, extractor, classifier) }
            try pipeline.run { columns in
                let writer = AnalysisWriter(
                    format: format, extractor: extractor, classifier: classifier,
                    explains: explanation.explain, columns: columns, textField: options.textFieldName)
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
        let job = RecordPipeline.Job(head: []) { articles, _ in
            var output = RecordPipeline.Output()
            var workspace = classifier.makeWorkspace()
            for article in articles {
                let quotations = extractor.quotations(in: String(decoding: article.text, as: UTF8.self))
                let predictions = quotations.map { classifier.classify($0, using: &workspace) }
                tally.add(quotations, predictions)
                output.count(predictions)
            }
            return output
        }
        // An error ends one file; what the others say is counted and written all the same.
        let result = Result { try pipeline.run { _ in job } }
        try StandardOutput.write(SpeakerReport(format: format, labels: classifier.labels).bytes(tally.speakers()))
        try result.get()
    }

    /// One page of all articles: what it counts is known at the end, so that they are held until then.
    private func writePage(
        _ pipeline: RecordPipeline, _ extractor: QuotationExtractor, _ classifier: Classifier
    ) throws {
        let found = Mutex<[(file: Int, line: Int, article: AnalyzedArticle)]>([])
        let job = RecordPipeline.Job(head: []) { records, source in
            var output = RecordPipeline.Output()
            for record in records {
                let article = AnalyzedArticle(
                    origin: source.origin(of: record), text: String(decoding: record.text, as: UTF8.self), extractor,
                    classifier)
                output.count(article.statements.map(\.prediction))
                found.withLock { $0.append((source.index, record.line, article)) }
            }
            return output
        }
        let result = Result { try pipeline.run { _ in job } }
        let articles = found.withLock { $0 }.sorted { ($0.file, $0.line) < ($1.file, $1.line) }.map(\.article)
        if !articles.isEmpty {
            let page = ReadingPage(articles, labels: classifier.labels)
            try StandardOutput.write(Array(page.html.utf8))
        }
        try result.get()
    }
}
