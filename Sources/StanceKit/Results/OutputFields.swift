/// How a record's own fields stand beside those that a tool writes.
public struct OutputFields: Sendable {
    /// The names that the tool writes.
    public let written: [String]

    /// Makes the rule for a tool that writes fields of these names.
    public init(written: [String]) {
        self.written = written
    }

    /// The name under which an input field is kept: its own, or `input_` before it where the tool writes that name.
    ///
    /// A field that has such a prefix already gets one more, so that no two names fall together.
    public func name(of field: String) -> String {
        guard written.contains(field) || field.hasPrefix("input_") else { return field }
        var base = Substring(field)
        while base.hasPrefix("input_") { base = base.dropFirst("input_".count) }
        return written.contains(String(base)) ? "input_\(field)" : field
    }

    /// Appends a record's fields as members of a JSON object, each followed by a comma.
    public func appendJSON(_ record: Record, to output: inout [UInt8]) {
        for field in record.fields {
            RecordEncoding.appendMember(name(of: field.name), field.value, to: &output)
        }
    }

    /// Appends a record's fields as CSV cells in the order of `columns`, each followed by a comma.
    ///
    /// - Throws: `StanceError.Cause.fieldWithoutColumn` if the record has a field that is no column.
    public func appendCSV(_ record: Record, columns: [String], to output: inout [UInt8]) throws(StanceError) {
        if record.fields.lazy.map(\.name).elementsEqual(columns) {
            for field in record.fields {
                RecordEncoding.appendCSV(field.value, to: &output)
                output.append(UInt8(ascii: ","))
            }
            return
        }
        let known = Set(columns)
        if let extra = record.fields.first(where: { !known.contains($0.name) }) {
            throw StanceError(.fieldWithoutColumn(extra.name, columns: columns), line: record.line)
        }
        let values = Dictionary(record.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        for column in columns {
            if let value = values[column] { RecordEncoding.appendCSV(value, to: &output) }
            output.append(UInt8(ascii: ","))
        }
    }
}
