/// Turns blocks of bytes into records. A value: threads share it and parse blocks side by side.
public struct RecordParser: Sendable {
    private let format: RecordFormat
    private let textField: String?
    private let path: String
    /// The fields that the header names.
    private(set) var columns: [String] = []
    private var textColumn: Int?
    private var separator = UInt8(ascii: ",")

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(format: RecordFormat, textField: String?, path: String) {
        self.format = format
        self.textField = textField
        self.path = path
    }

    /// Whether the first record names the fields.
    var hasHeader: Bool { format == .tsv || format == .csv }

    /// Reads the header.
    /// - Parameter named: the separator that a line before it names, if there is one.
    /// - Returns: the separator of the fields.
    mutating func readHeader(_ block: RecordBlock, separator named: UInt8?) throws(StanceError) -> UInt8 {
        let line = Self.trimmingLineEnd(block.bytes[...])
        separator = format == .tsv ? UInt8(ascii: "\t") : named ?? CSV.separator(ofHeader: line)
        let names: [ArraySlice<UInt8>]
        if format == .tsv {
            names = line.split(separator: separator, omittingEmptySubsequences: false)
        } else {
            var position = line.startIndex
            do throws(StanceError) {
                names = try CSV.record(in: line, at: &position, separator: separator)
            } catch {
                throw located(error, line: block.firstLine)
            }
        }
        if names.contains(where: { $0.contains(Self.carriageReturn) && !$0.contains(Self.newline) }) {
            throw located(StanceError(.carriageReturns), line: block.firstLine)
        }
        columns = names.enumerated().map { index, name in
            name.isEmpty ? "column_\(index + 1)" : String(decoding: name, as: UTF8.self)
        }
        var seen = Set<String>()
        for name in columns where !seen.insert(name).inserted {
            throw located(StanceError(.duplicateField(name)), line: block.firstLine)
        }
        guard let textField else { return separator }
        guard let found = columns.firstIndex(of: textField) else {
            throw located(StanceError(.unknownField(textField, known: columns)), line: block.firstLine)
        }
        textColumn = found
        return separator
    }

    /// The records of a block, and the fault that ended the reading before its end, if there is one.
    ///
    /// What stands before the fault is returned with it, so that nothing good is lost.
    public func records(of block: RecordBlock) -> (records: [Record], fault: StanceError?) {
        var records: [Record] = []
        do throws(StanceError) {
            switch format {
            case .text: records.append(Record(line: 1, text: block.bytes[...]))
            case .csv: try csvRecords(of: block, into: &records)
            case .lines, .tsv, .jsonl, .fasttext: try lineRecords(of: block, into: &records)
            }
            return (records, nil)
        } catch {
            return (records, error)
        }
    }

    /// What to say where records have no field of a name: that it is the text's, or what others the header tells.
    package func noField(_ name: String) -> StanceError {
        if name == textField { return StanceError(.fieldIsTheText(name)) }
        return hasHeader ? StanceError(.unknownField(name, known: columns)) : StanceError(.missingField(name))
    }

    private func located(_ error: StanceError, line: Int) -> StanceError {
        StanceError(error.cause, path: path, line: line)
    }

    /// The line without its end, of the same storage: `removeLast` would copy what is left.
    private static func trimmingLineEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let line = line.last == newline ? line.dropLast() : line
        return line.last == carriageReturn ? line.dropLast() : line
    }

    // MARK: Formats of one record a line

    private func lineRecords(of block: RecordBlock, into records: inout [Record]) throws(StanceError) {
        let bytes = block.bytes
        var start = 0
        var number = block.firstLine
        while start < bytes.count {
            let end = bytes.lineEnd(from: start)
            let line = Self.trimmingLineEnd(bytes[start..<end])
            do throws(StanceError) {
                if let record = try record(line, number) { records.append(record) }
            } catch {
                throw located(error, line: number)
            }
            start = end
            number += 1
        }
    }

    /// The record of a line, `nil` for a blank one where that is no record.
    private func record(_ line: ArraySlice<UInt8>, _ number: Int) throws(StanceError) -> Record? {
        switch format {
        case .tsv: return try tsvRecord(line, number)
        case .jsonl: return try jsonRecord(line, number)
        case .fasttext: return try fastTextRecord(line, number)
        default: return Record(line: number, text: line)
        }
    }

    private func tsvRecord(_ line: ArraySlice<UInt8>, _ number: Int) throws(StanceError) -> Record? {
        if line.isEmpty, columns.count > 1 { return nil }
        return try record(line.split(separator: separator, omittingEmptySubsequences: false), number)
    }

    private func jsonRecord(_ line: ArraySlice<UInt8>, _ number: Int) throws(StanceError) -> Record? {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
        if line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "[") { throw StanceError(.jsonArray) }
        var record = Record(line: number, text: [])
        var hasText = textField == nil
        let members = try JSONScanner.members(of: line)
        if let name = Self.duplicate(members) { throw StanceError(.duplicateField(name)) }
        record.fields.reserveCapacity(max(0, members.count - 1))
        for member in members {
            let value = line[member.value]
            guard member.name == textField else {
                record.fields.append(Record.Field(name: member.name, value: .json(value)))
                continue
            }
            hasText = true
            switch value.first {
            case UInt8(ascii: "\""): record.text = JSONScanner.unescaped(value)
            case UInt8(ascii: "n"): break
            default: throw StanceError(.fieldIsNotText(member.name))
            }
        }
        if let textField, !hasText { throw StanceError(.missingField(textField)) }
        return record
    }

    /// The first name that a member before it has too, byte for byte: é in one character or two makes two names.
    private static func duplicate(_ members: [JSONScanner.Member]) -> String? {
        func isSecond(_ place: Int) -> Bool {
            let name = members[place].name.utf8
            return members[..<place].contains { $0.name.utf8.count == name.count && $0.name.utf8.elementsEqual(name) }
        }
        // Few are compared one by one; among many a set finds those that may be equal.
        guard members.count > 16 else { return members.indices.first(where: isSecond).map { members[$0].name } }
        var seen = Set<String>(minimumCapacity: members.count)
        return members.indices.first { !seen.insert(members[$0].name).inserted && isSecond($0) }
            .map { members[$0].name }
    }

    private func fastTextRecord(_ line: ArraySlice<UInt8>, _ number: Int) throws(StanceError) -> Record? {
        let space = UInt8(ascii: " ")
        let prefix = Array("__label__".utf8)
        let body = line.drop { $0 == space }
        guard !body.isEmpty else { return nil }
        guard body.starts(with: prefix) else { throw StanceError(.unlabelledLine) }
        let label = body.dropFirst(prefix.count).prefix { $0 != space && $0 != UInt8(ascii: "\t") }
        let text = body[label.endIndex...].drop { $0 == space || $0 == UInt8(ascii: "\t") }
        if text.starts(with: prefix) { throw StanceError(.severalLabels) }
        return Record(line: number, text: text, fields: [Record.Field(name: "label", value: .text(label))])
    }

    // MARK: Separated fields

    private func csvRecords(of block: RecordBlock, into records: inout [Record]) throws(StanceError) {
        let bytes = block.bytes[...]
        var position = 0
        var line = block.firstLine
        while position < bytes.count {
            let start = position
            do throws(StanceError) {
                let fields = try CSV.record(in: bytes, at: &position, separator: separator)
                let isBlank = fields.count == 1 && fields[0].isEmpty && columns.count > 1
                if !isBlank { records.append(try record(fields, line)) }
            } catch {
                throw located(error, line: line)
            }
            line += bytes[start..<position].lineCount
        }
    }

    private func record(_ values: [ArraySlice<UInt8>], _ number: Int) throws(StanceError) -> Record {
        guard values.count == columns.count else {
            throw StanceError(.wrongFieldCount(expected: columns.count, found: values.count))
        }
        var record = Record(line: number, text: textColumn.map { values[$0] } ?? [])
        record.fields.reserveCapacity(columns.count)
        for (index, value) in values.enumerated() where index != textColumn {
            record.fields.append(Record.Field(name: columns[index], value: .text(value)))
        }
        return record
    }
}
