import CommandLineSupport
import StanceKit

/// Reads articles and writes their quotations in the format asked for.
struct AnalysisWriter: Sendable {
    private let format: Analyze.OutputFormat
    private let labels: [String]
    private let columns: [String]
    private let results: ArticleResults
    private let page = AnalysisPage()
    private let extractor: QuotationExtractor
    private let explains: Bool

    init(
        format: Analyze.OutputFormat, extractor: QuotationExtractor, classifier: Classifier, explains: Bool,
        columns: [String], textField: String
    ) {
        self.format = format
        self.extractor = extractor
        self.explains = explains
        labels = classifier.labels
        self.columns = columns
        results = ArticleResults(classifier, textField: textField, hasExplanations: explains)
    }

    /// What stands before, between and behind the articles.
    var head: [UInt8] {
        switch format {
        case .csv: results.header(columns: columns)
        case .json: Array("[\n".utf8)
        case .text, .jsonl, .html: []
        }
    }

    var separator: [UInt8] {
        switch format {
        case .json: Array(",\n".utf8)
        case .text: Array("\n".utf8)
        case .csv, .jsonl, .html: []
        }
    }

    var tail: [UInt8] { format == .json ? Array("\n]\n".utf8) : [] }

    /// The results of articles, in order.
    func output(
        of articles: [Record], _ source: RecordPipeline.Source, _ classifier: Classifier
    ) -> RecordPipeline.Output {
        var output = RecordPipeline.Output()
        var workspace = classifier.makeWorkspace()
        do throws(StanceError) {
            for article in articles {
                let origin = source.origin(of: article)
                let quotations = extractor.quotations(in: String(decoding: article.text, as: UTF8.self))
                let predictions = quotations.map { classifier.classify($0, using: &workspace) }
                let explanations = explains ? quotations.map { classifier.explain($0) } : []
                if output.records > 0 { output.bytes.append(contentsOf: separator) }
                switch format {
                case .text:
                    let text = page.text(origin: origin, quotations, predictions, explanations, labels: labels)
                    output.bytes.append(contentsOf: text.utf8)
                case .csv:
                    try results.appendCSV(
                        article, origin: origin, quotations, predictions, columns: columns, to: &output.bytes)
                case .json, .jsonl:
                    results.appendJSON(
                        article, isRecord: source.format != .text, origin: origin, quotations, predictions,
                        explanations, to: &output.bytes)
                    if format == .jsonl { output.bytes.append(UInt8(ascii: "\n")) }
                case .html: preconditionFailure("a page is written of all articles at once")
                }
                output.count(predictions)
            }
        } catch {
            output.fault = error
        }
        return output
    }
}
