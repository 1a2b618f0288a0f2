/// Writes labelled records as JSON objects and as rows of CSV: the one definition of what `classify` gives.
///
/// ```swift
/// let results = ClassificationResults(classifier)
/// var output: [UInt8] = []
/// results.appendJSON(record, prediction, to: &output)  // {"id":7,"text":"…","label":"warning","probabilities":{…}}
/// ```
public struct ClassificationResults: Sendable {
    private let predictions: ProbabilityColumns
    private let objectFields: OutputFields
    private let rowFields: OutputFields

    /// Makes a writer for the predictions of a classifier.
    ///
    /// - Parameter hasExplanations: whether objects have a member `explanation`; rows have none.
    public init(_ classifier: Classifier, hasExplanations: Bool = false) {
        predictions = ProbabilityColumns(classifier, hasExplanations: hasExplanations)
        objectFields = OutputFields(written: ["text"] + predictions.members)
        rowFields = OutputFields(written: ["text"] + predictions.names)
    }

    /// Appends an object: the record's fields, its `text`, and the members of `ProbabilityColumns`.
    public func appendJSON(
        _ record: Record, _ prediction: Prediction?, _ explanation: Explanation? = nil, to output: inout [UInt8]
    ) {
        output.append(UInt8(ascii: "{"))
        objectFields.appendJSON(record, to: &output)
        output.append(contentsOf: "\"text\":".utf8)
        RecordEncoding.appendJSON(record.text, to: &output)
        output.append(UInt8(ascii: ","))
        predictions.appendJSON(prediction, explanation, to: &output)
        output.append(UInt8(ascii: "}"))
    }

    /// The first line of CSV.
    ///
    /// - Parameter columns: the names of the records' fields.
    public func header(columns: [String]) -> [UInt8] {
        CSVHeader.line(columns.map(rowFields.name(of:)) + ["text"] + predictions.names)
    }

    /// Appends a row of CSV, with the line's end.
    ///
    /// - Throws: `StanceError.Cause.fieldWithoutColumn` if the record has a field that is no column.
    public func appendCSV(
        _ record: Record, _ prediction: Prediction?, columns: [String], to output: inout [UInt8]
    ) throws(StanceError) {
        try rowFields.appendCSV(record, columns: columns, to: &output)
        RecordEncoding.appendCSV(record.text, to: &output)
        output.append(UInt8(ascii: ","))
        predictions.appendCSV(prediction, to: &output)
        output.append(UInt8(ascii: "\n"))
    }
}
