import CommandLineSupport
import StanceKit

/// Labels records and writes them in the format asked for.
struct ClassificationWriter: Sendable {
    private let format: Classify.OutputFormat
    private let labels: [String]
    /// The labels as fields of TSV, each with a tab behind it, one after the other, and where each begins.
    private let fields: [UInt8]
    private let fieldStarts: [Int]
    /// The columns that the longest label takes.
    private let width: Int
    private let columns: [String]
    private let results: ClassificationResults
    private let probabilities: ProbabilityColumns
    private let hasSets: Bool
    private let explains: Bool
    private let hasColor = Terminal.hasColor
    private let terminalWidth = Terminal.width

    init(format: Classify.OutputFormat, classifier: Classifier, explains: Bool, columns: [String]) {
        self.format = format
        self.explains = explains
        labels = classifier.labels
        var fields: [UInt8] = []
        var starts = [0]
        for label in labels {
            RecordEncoding.appendTSV(Array(label.utf8)[...], to: &fields)
            fields.append(UInt8(ascii: "\t"))
            starts.append(fields.count)
        }
        (self.fields, fieldStarts) = (fields, starts)
        width = labels.map(\.count).max() ?? 0
        self.columns = columns
        probabilities = ProbabilityColumns(classifier)
        hasSets = classifier.givesSets
        results = ClassificationResults(classifier, hasExplanations: explains)
    }

    /// What stands before the first result.
    var head: [UInt8] {
        format == .csv ? results.header(columns: columns) : []
    }

    /// The results of records, in order.
    func output(of records: [Record], _ classifier: Classifier) -> RecordPipeline.Output {
        var output = RecordPipeline.Output()
        output.bytes.reserveCapacity(records.reduce(0) { $0 + $1.text.count + 24 })
        var workspace = classifier.makeWorkspace()
        var prediction: Prediction? = Prediction(labelIndex: nil, probabilities: [])
        // Records are looked at where they lie: copying each takes time.
        let span = records.span
        do throws(StanceError) {
            for place in span.indices {
                try append(span[place], classifier, &workspace, &prediction, to: &output)
            }
        } catch {
            output.fault = error
        }
        return output
    }

    /// Appends the result of one record.
    ///
    /// - Parameter prediction: that of another record, whose memory is used again.
    @inline(never)
    private func append(
        _ record: Record, _ classifier: Classifier, _ workspace: inout Classifier.Workspace,
        _ prediction: inout Prediction?, to output: inout RecordPipeline.Output
    ) throws(StanceError) {
        if record.isBlank {
            try append(record, nil, nil, to: &output.bytes)
        } else {
            classifier.classify(record.text, using: &workspace, into: &prediction!)
            output.words += prediction!.wordCount
            output.knownWords += prediction!.knownWordCount
            let explanation = explains ? classifier.explain(String(decoding: record.text, as: UTF8.self)) : nil
            try append(record, prediction, explanation, to: &output.bytes)
        }
        output.records += 1
    }

    private func append(
        _ record: Record, _ prediction: Prediction?, _ explanation: Explanation?, to output: inout [UInt8]
    ) throws(StanceError) {
        switch format {
        case .text: appendText(record, prediction, explanation, to: &output)
        case .tsv: appendTSV(record, prediction, to: &output)
        case .csv: return try results.appendCSV(record, prediction, columns: columns, to: &output)
        case .jsonl: results.appendJSON(record, prediction, explanation, to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }

    private func appendTSV(_ record: Record, _ prediction: Prediction?, to output: inout [UInt8]) {
        if let label = prediction?.labelIndex {
            // No array for each label: threads that count references to the same one wait for each other.
            fields.withUnsafeBufferPointer {
                output.append(
                    contentsOf: UnsafeBufferPointer(rebasing: $0[fieldStarts[label]..<fieldStarts[label + 1]]))
            }
        } else {
            output.append(UInt8(ascii: "\t"))
        }
        if let probability = prediction?.probability {
            RecordEncoding.appendProbability(probability, to: &output)
        }
        output.append(UInt8(ascii: "\t"))
        if hasSets {
            RecordEncoding.appendTSV(Array(probabilities.set(of: prediction).utf8)[...], to: &output)
            output.append(UInt8(ascii: "\t"))
        }
        RecordEncoding.appendTSV(record.text, to: &output)
    }

    private func appendText(
        _ record: Record, _ prediction: Prediction?, _ explanation: Explanation?, to output: inout [UInt8]
    ) {
        guard let prediction else { return }
        let label = LabelStyle.styled(prediction, labels: labels, width: width, hasColor: hasColor)
        output.append(contentsOf: "\(label)  ".utf8)
        let text = Terminal.displayable(String(decoding: record.text, as: UTF8.self))
        // In a terminal the text stays in its column.
        let indent = width + 8 + (hasSets ? LabelStyle.setWidth(labels) + 2 : 0)
        func lines(_ text: String) -> [String] {
            terminalWidth.map { Terminal.wrapped(text, to: max(20, $0 - indent)) } ?? [text]
        }
        var shown = lines(text)
        if let explanation {
            shown = ExplanationStyle.styled(shown, of: text, explanation, hasColor: hasColor)
            shown += lines(ExplanationStyle.summary(of: explanation, labels: labels))
        }
        for (index, line) in shown.enumerated() {
            if index > 0 { output.append(contentsOf: "\n\("".padding(to: indent))".utf8) }
            output.append(contentsOf: line.utf8)
        }
    }
}
