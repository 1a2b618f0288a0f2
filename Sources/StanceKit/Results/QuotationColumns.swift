/// Writes a quotation and its prediction, as every tool does.
public struct QuotationColumns: Sendable {
    private let predictions: ProbabilityColumns

    /// Makes a writer.
    ///
    /// - Parameter predictions: how the predictions are written.
    public init(_ predictions: ProbabilityColumns) {
        self.predictions = predictions
    }

    /// The CSV columns: those of the quotation, then those of `ProbabilityColumns`.
    public var names: [String] {
        [
            "text", "segments", "start", "end", "kind", "speaker", "speaker_start", "speaker_end", "speaker_confidence",
            "cue",
        ] + predictions.names
    }

    /// Appends the CSV cells; what is unknown is empty.
    public func appendCSV(_ quotation: Quotation, _ prediction: Prediction?, to output: inout [UInt8]) {
        let cells: [String?] = [
            quotation.text, quotation.segments.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " "),
            String(quotation.start), String(quotation.end), quotation.kind.rawValue, quotation.speaker,
            quotation.speakerRange.map { String($0.lowerBound) }, quotation.speakerRange.map { String($0.upperBound) },
            Self.decimals(quotation.speakerConfidence), quotation.cue,
        ]
        for cell in cells {
            RecordEncoding.appendCSV(cell ?? "", to: &output)
            output.append(UInt8(ascii: ","))
        }
        predictions.appendCSV(prediction, to: &output)
    }

    /// Appends a JSON object; what is unknown is `null`.
    public func appendJSON(
        _ quotation: Quotation, _ prediction: Prediction?, _ explanation: Explanation? = nil, to output: inout [UInt8]
    ) {
        let segments = quotation.segments.map { "[\($0.lowerBound),\($0.upperBound)]" }.joined(separator: ",")
        let confidence = Self.decimals(quotation.speakerConfidence) ?? "null"
        output.append(UInt8(ascii: "{"))
        RecordEncoding.appendMember("text", quotation.text, to: &output)
        RecordEncoding.appendMember("segments", Self.value("[\(segments)]"), to: &output)
        RecordEncoding.appendMember("start", quotation.start, to: &output)
        RecordEncoding.appendMember("end", quotation.end, to: &output)
        RecordEncoding.appendMember("kind", quotation.kind.rawValue, to: &output)
        RecordEncoding.appendMember("speaker", quotation.speaker, to: &output)
        RecordEncoding.appendMember("speaker_start", quotation.speakerRange?.lowerBound, to: &output)
        RecordEncoding.appendMember("speaker_end", quotation.speakerRange?.upperBound, to: &output)
        RecordEncoding.appendMember("speaker_confidence", Self.value(confidence), to: &output)
        RecordEncoding.appendMember("cue", quotation.cue, to: &output)
        predictions.appendJSON(prediction, explanation, to: &output)
        output.append(UInt8(ascii: "}"))
    }

    /// Two decimals: the confidence is no finer than that.
    private static func decimals(_ confidence: Double?) -> String? {
        confidence.map { confidence in
            let hundredths = Int((confidence * 100).rounded(.toNearestOrEven))
            return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
        }
    }

    private static func value(_ json: String) -> Record.Value { .json(Array(json.utf8)[...]) }
}
