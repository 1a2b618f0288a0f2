public import StanceKit

/// All records of one file, whatever fields they have.
public struct RecordTable: Sendable {
    /// The file's name in messages.
    public let name: String
    /// The records; at least one.
    public private(set) var records: [Record]
    /// The SHA-256 of the file, in hexadecimal digits.
    public let sha256: String
    /// Whether the file has bytes that are not UTF-8, which became U+FFFD.
    public let hasRepairedBytes: Bool
    private let parser: RecordParser

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - format: the format; `nil` to tell it by the extension, JSON Lines where that tells none.
    ///   - textField: the field that becomes `text`; `nil` to keep all fields as they are.
    /// - Throws: `StanceError`, with file and line, for a file that cannot be read, has no records, or a broken one.
    public init(path: String, format: RecordFormat?, textField: String? = nil) throws(StanceError) {
        let digest = SHA256()
        let reader = try RecordReader(
            path: path, format: format ?? RecordFormat(path: path) ?? .jsonl, textField: textField,
            observe: { piece in digest.update(piece) })
        var records: [Record] = []
        var hasRepairedBytes = false
        while let block = try reader.nextBlock() {
            let (found, fault) = reader.parser.records(of: block)
            if let fault { throw fault }
            hasRepairedBytes = hasRepairedBytes || block.hasRepairedBytes
            records += found
        }
        guard !records.isEmpty else { throw StanceError(.noRecords, path: reader.displayName) }
        (name, self.records, parser) = (reader.displayName, records, reader.parser)
        self.hasRepairedBytes = hasRepairedBytes
        sha256 = digest.hexadecimal()
    }

    /// The table of some of the records.
    func records(at places: [Int]) -> RecordTable {
        var result = self
        result.records = places.map { records[$0] }
        return result
    }

    /// The names of the first record's fields.
    public var fields: [String] { records[0].fields.map(\.name) }

    /// Whether the first record has a field.
    public func has(_ field: String) -> Bool { fields.contains(field) }

    /// The field of the texts: the one named, or `text`, as `classify` calls it, in a file without that one.
    func textField(named name: String) -> String { has(name) || !has("text") ? name : "text" }

    /// The same records, whose texts are those of a field.
    ///
    /// - Throws: as `values(of:)`.
    func withTexts(of field: String) throws(StanceError) -> RecordTable {
        var result = self
        for (row, text) in try values(of: field).enumerated() {
            result.records[row].text = Array((text ?? "").utf8)[...]
        }
        return result
    }

    /// The values of a field, `nil` where a record has nothing in it.
    ///
    /// - Throws: `StanceError` if a record lacks the field, or holds an array or an object in it.
    public func values(of field: String) throws(StanceError) -> [String?] {
        var values: [String?] = []
        values.reserveCapacity(records.count)
        for record in records {
            do throws(StanceError) {
                guard record.fields.contains(where: { $0.name == field }) else { throw parser.noField(field) }
                values.append(try record.string(of: field).flatMap { $0.isEmpty ? nil : $0 })
            } catch {
                throw StanceError(error.cause, path: name, line: record.line)
            }
        }
        return values
    }

    /// The values of a field that is filled in every record.
    ///
    /// - Throws: as `values(of:)`, and for the first record in which the field is empty.
    public func filled(_ field: String) throws(StanceError) -> [String] {
        let values = try values(of: field)
        guard values.contains(where: { $0 != nil }) else { throw StanceError(.emptyColumn(field), path: name) }
        return try filled(field, values)
    }

    private func filled(_ field: String, _ values: [String?]) throws(StanceError) -> [String] {
        var filled: [String] = []
        filled.reserveCapacity(values.count)
        for (value, record) in zip(values, records) {
            guard let value else { throw StanceError(.emptyField(field), path: name, line: record.line) }
            filled.append(value)
        }
        return filled
    }

    /// The labels in a field, without white space around them, `nil` where a record has none.
    ///
    /// - Throws: as `values(of:)`, where all are empty, and for a label with bytes that are not UTF-8: another label may have
    ///   become the same.
    func labelsIfAny(_ field: String) throws(StanceError) -> [String?] {
        let labels = try values(of: field).map { value in
            value.map(\.withoutSurroundingSpace).flatMap { $0.isEmpty ? nil : $0 }
        }
        guard labels.contains(where: { $0 != nil }) else { throw StanceError(.emptyColumn(field), path: name) }
        if hasRepairedBytes {
            for (label, record) in zip(labels, records) {
                guard let label, label.contains("\u{FFFD}") else { continue }
                throw StanceError(.labelNotUTF8(label), path: name, line: record.line)
            }
        }
        return labels
    }

    /// The labels in a field that every record has.
    func labels(_ field: String) throws(StanceError) -> [String] {
        try filled(field, labelsIfAny(field))
    }

    /// Refuses a value that stands twice in a field, in one of several tables or in two of them; those without the field are
    /// passed over.
    static func refuseRepeated(
        _ field: String, in tables: [RecordTable], cause: (_ value: String) -> StanceError.Cause
    ) throws(StanceError) {
        var seen = Set<String>()
        for table in tables where table.has(field) {
            for (value, record) in zip(try table.values(of: field), table.records) {
                guard let value, !seen.insert(value).inserted else { continue }
                throw StanceError(cause(value), path: table.name, line: record.line)
            }
        }
    }

    /// Refuses files in which several annotators labelled the same item, as `stance annotate` writes them.
    static func refuseSeveralLabels(in tables: [RecordTable]) throws(StanceError) {
        guard tables.contains(where: { $0.has("annotator") }) else { return }
        try refuseRepeated("item", in: tables) { .itemLabelledTwice($0) }
    }

    /// Numbers from 0 up in a field.
    public func numbers(_ field: String) throws(StanceError) -> [Double] {
        var numbers: [Double] = []
        for (value, record) in zip(try filled(field), records) {
            do throws(StanceError) {
                numbers.append(try Amount.parsed(value, of: field, below: 1e12))
            } catch {
                throw StanceError(error.cause, path: name, line: record.line)
            }
        }
        return numbers
    }
}
