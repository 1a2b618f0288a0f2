/// Writes articles with their quotations as JSON objects and as rows of CSV: the one definition of what `analyze` gives.
public struct ArticleResults: Sendable {
    private let quotations: QuotationColumns
    private let textField: String
    private let objectFields = OutputFields(written: ["origin", "quotes"])
    private let rowFields: OutputFields

    /// Makes a writer for the predictions of a classifier.
    ///
    /// - Parameters:
    ///   - textField: the field that holds the text of an article that is a record.
    ///   - hasExplanations: whether the objects of quotations have a member `explanation`; rows have none.
    public init(_ classifier: Classifier, textField: String = "text", hasExplanations: Bool = false) {
        quotations = QuotationColumns(ProbabilityColumns(classifier, hasExplanations: hasExplanations))
        self.textField = textField
        rowFields = OutputFields(written: ["origin"] + quotations.names)
    }

    /// Appends an object: the record's fields, its text, `origin`, and `quotes`, a list of the objects of
    /// `QuotationColumns`.
    ///
    /// - Parameters:
    ///   - origin: where the article is from: a path, or a path and a line.
    ///   - isRecord: whether the article is one record of several; the text of a file of its own is left out.
    ///   - explanations: one a quotation, or none at all.
    public func appendJSON(
        _ article: Record, isRecord: Bool, origin: String, _ found: [Quotation], _ predictions: [Prediction?],
        _ explanations: [Explanation?] = [], to output: inout [UInt8]
    ) {
        output.append(UInt8(ascii: "{"))
        objectFields.appendJSON(article, to: &output)
        if isRecord {
            RecordEncoding.appendMember(objectFields.name(of: textField), .text(article.text), to: &output)
        }
        RecordEncoding.appendMember("origin", origin, to: &output)
        output.append(contentsOf: "\"quotes\":[".utf8)
        for (index, (quotation, prediction)) in zip(found, predictions).enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            let explanation = explanations.isEmpty ? nil : explanations[index]
            quotations.appendJSON(quotation, prediction, explanation, to: &output)
        }
        output.append(contentsOf: "]}".utf8)
    }

    /// The first line of CSV.
    ///
    /// - Parameter columns: the names of the articles' fields.
    public func header(columns: [String]) -> [UInt8] {
        CSVHeader.line(columns.map(rowFields.name(of:)) + ["origin"] + quotations.names)
    }

    /// Appends a row of CSV for each quotation, with the lines' ends.
    ///
    /// - Throws: `StanceError.Cause.fieldWithoutColumn` if the article has a field that is no column.
    public func appendCSV(
        _ article: Record, origin: String, _ found: [Quotation], _ predictions: [Prediction?], columns: [String],
        to output: inout [UInt8]
    ) throws(StanceError) {
        for (quotation, prediction) in zip(found, predictions) {
            try rowFields.appendCSV(article, columns: columns, to: &output)
            RecordEncoding.appendCSV(origin, to: &output)
            output.append(UInt8(ascii: ","))
            quotations.appendCSV(quotation, prediction, to: &output)
            output.append(UInt8(ascii: "\n"))
        }
    }
}
