import CommandLineSupport
import Foundation
import StanceKit

/// Reads articles and writes their quotations in the format asked for.
struct AnalysisWriter: Sendable {
    private let format: Analyze.OutputFormat
    private let labels: [String]
    private let columns: [String]
    private let textField: String
    private let fields: OutputFields
    private let probabilities: ProbabilityColumns
    private let page = AnalysisPage()
    private let extractor: QuotationExtractor

    private static let quotationColumns = [
        "origin", "text", "segments", "start", "end", "kind", "speaker", "speaker_start", "speaker_end",
        "speaker_confidence", "cue",
    ]

    init(
        format: Analyze.OutputFormat, extractor: QuotationExtractor, classifier: Classifier, columns: [String],
        textField: String
    ) {
        self.format = format
        self.extractor = extractor
        labels = classifier.labels
        self.columns = columns
        self.textField = textField
        probabilities = ProbabilityColumns(classifier)
        fields = OutputFields(
            written: format == .csv ? Self.quotationColumns + probabilities.names : ["origin", "quotes"])
    }

    /// What stands before, between and behind the articles.
    var head: [UInt8] {
        switch format {
        case .csv: CSVHeader.line(columns.map(fields.name(of:)) + Self.quotationColumns + probabilities.names)
        case .json: Array("[\n".utf8)
        case .text, .jsonl: []
        }
    }

    var separator: [UInt8] {
        switch format {
        case .json: Array(",\n".utf8)
        case .text: Array("\n".utf8)
        case .csv, .jsonl: []
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
                let origin = source.format == .text ? source.path : "\(source.path):\(article.line)"
                let quotations = extractor.quotations(in: String(decoding: article.text, as: UTF8.self))
                let predictions = quotations.map { classifier.classify($0, using: &workspace) }
                if output.records > 0 { output.bytes.append(contentsOf: separator) }
                switch format {
                case .text:
                    let text = page.text(origin: origin, quotations, predictions, labels: labels)
                    output.bytes.append(contentsOf: text.utf8)
                case .csv:
                    for (quotation, prediction) in zip(quotations, predictions) {
                        try appendRow(quotation, prediction, of: article, origin, to: &output.bytes)
                    }
                case .json, .jsonl:
                    appendObject(quotations, predictions, of: article, origin, source, to: &output.bytes)
                    if format == .jsonl { output.bytes.append(UInt8(ascii: "\n")) }
                }
                output.count(predictions)
            }
        } catch {
            output.fault = error
        }
        return output
    }

    /// Two decimals: the confidence is no finer than that.
    private static func decimals(_ confidence: Double?) -> String? {
        confidence.map { String(format: "%.2f", $0) }
    }

    // MARK: CSV

    private func appendRow(
        _ quotation: Quotation, _ prediction: Prediction?, of article: Record, _ origin: String,
        to output: inout [UInt8]
    ) throws(StanceError) {
        try fields.appendCSV(article, columns: columns, to: &output)
        let segments = quotation.segments.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
        let cells: [String] = [
            origin, quotation.text, segments, String(quotation.start), String(quotation.end), quotation.kind.rawValue,
            quotation.speaker ?? "", quotation.speakerRange.map { String($0.lowerBound) } ?? "",
            quotation.speakerRange.map { String($0.upperBound) } ?? "",
            Self.decimals(quotation.speakerConfidence) ?? "",
            quotation.cue ?? "",
        ]
        for cell in cells {
            RecordEncoding.appendCSV(cell, to: &output)
            output.append(UInt8(ascii: ","))
        }
        probabilities.appendCSV(prediction, to: &output)
        output.append(UInt8(ascii: "\n"))
    }

    // MARK: JSON

    private func appendObject(
        _ quotations: [Quotation], _ predictions: [Prediction?], of article: Record, _ origin: String,
        _ source: RecordPipeline.Source, to output: inout [UInt8]
    ) {
        output.append(UInt8(ascii: "{"))
        fields.appendJSON(article, to: &output)
        if source.format != .text {
            appendMember(fields.name(of: textField), .text(article.text), to: &output)
            output.append(UInt8(ascii: ","))
        }
        appendMember("origin", string(origin), to: &output)
        output.append(contentsOf: ",\"quotes\":[".utf8)
        for (index, (quotation, prediction)) in zip(quotations, predictions).enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            appendObject(quotation, prediction, to: &output)
        }
        output.append(contentsOf: "]}".utf8)
    }

    private func appendObject(_ quotation: Quotation, _ prediction: Prediction?, to output: inout [UInt8]) {
        let segments = quotation.segments.map { "[\($0.lowerBound),\($0.upperBound)]" }.joined(separator: ",")
        let members: [(String, Record.Value)] = [
            ("text", string(quotation.text)),
            ("segments", .json(Array("[\(segments)]".utf8)[...])),
            ("start", number(quotation.start)),
            ("end", number(quotation.end)),
            ("kind", string(quotation.kind.rawValue)),
            ("speaker", string(quotation.speaker)),
            ("speaker_start", number(quotation.speakerRange?.lowerBound)),
            ("speaker_end", number(quotation.speakerRange?.upperBound)),
            ("speaker_confidence", .json(Array((Self.decimals(quotation.speakerConfidence) ?? "null").utf8)[...])),
            ("cue", string(quotation.cue)),
        ]
        output.append(UInt8(ascii: "{"))
        for (name, value) in members {
            appendMember(name, value, to: &output)
            output.append(UInt8(ascii: ","))
        }
        probabilities.appendJSON(prediction, to: &output)
        output.append(UInt8(ascii: "}"))
    }

    private func appendMember(_ name: String, _ value: Record.Value, to output: inout [UInt8]) {
        RecordEncoding.appendJSON(name, to: &output)
        output.append(UInt8(ascii: ":"))
        RecordEncoding.appendJSON(value, to: &output)
    }

    private func string(_ text: String?) -> Record.Value {
        text.map { .text(Array($0.utf8)[...]) } ?? .json(Array("null".utf8)[...])
    }

    private func number(_ value: Int?) -> Record.Value {
        .json(Array((value.map(String.init) ?? "null").utf8)[...])
    }
}
