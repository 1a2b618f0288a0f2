import LinearAlgebra
import StanceKit

/// The records of a corpus, as far as a check needs them, and what was found wrong while reading them.
struct CorpusRecords {
    /// A record.
    struct Item {
        var place: StanceError.Place
        var text: ArraySlice<UInt8>
        /// Whether the text has nothing to read, or is not there.
        var isBlank: Bool
        /// `nil` where it is missing or blank.
        var label: String?
        var id: String?
        /// The split, as an index into `splits`.
        var split: Int
    }

    private(set) var items: [Item] = []
    /// The splits' names, in the order in which they first occur.
    private(set) var splits: [String] = []
    private(set) var findings: [CorpusFinding] = []
    /// Whether any record has the field of ids, and that of splits.
    private(set) var (hasIDs, hasSplits) = (false, false)

    private let check: CorpusCheck
    private var splitIndices: [String: Int] = [:]

    /// A record as a thread parses it, its split still a name.
    private struct Row {
        var line: Int
        var text: ArraySlice<UInt8>
        var isBlank = false
        var hasLabelField = false
        var label: String?
        var id: String?
        var split: String?
        var hasIDField = false
        var hasSplitField = false
    }

    init(check: CorpusCheck) {
        self.check = check
    }

    /// Reads one file. The first record that is broken is a finding and ends the file. A file without the text field but
    /// with the id field annotates texts that are kept elsewhere.
    ///
    /// - Throws: `StanceError` if the file is not there or cannot be read.
    /// - Complexity: O(bytes) over all threads; the file's texts stay in memory.
    mutating func read(_ path: String) throws(StanceError) {
        do throws(StanceError) {
            let count = items.count
            guard let withoutText = try readTexts(path) else { return }
            guard path != "-", items.count == count else { throw withoutText }
            try readReferences(path, insteadOf: withoutText)
        } catch {
            guard error.code == .badData else { throw error }
            findings.append(CorpusFinding(.broken(error.cause), at: error.place))
        }
    }

    /// Reads records with texts.
    ///
    /// - Returns: the error of the first record that has no text field.
    private mutating func readTexts(_ path: String) throws(StanceError) -> StanceError? {
        do throws(StanceError) {
            try readRecords(path, areByReference: false)
            return nil
        } catch {
            guard Self.field(missingBy: error.cause) == check.textField else { throw error }
            return error
        }
    }

    /// Reads records with ids and without texts.
    private mutating func readReferences(
        _ path: String, insteadOf withoutText: StanceError
    ) throws(StanceError) {
        do throws(StanceError) {
            try readRecords(path, areByReference: true)
        } catch {
            throw Self.field(missingBy: error.cause) == check.idField ? withoutText : error
        }
    }

    private mutating func readRecords(_ path: String, areByReference: Bool) throws(StanceError) {
        let format = check.format ?? LabelledText.format(ofPath: path)
        let labelField = LabelledText.labelField(in: format, named: check.labelField)
        let reader = try RecordReader(
            path: path, format: format, textField: areByReference ? check.idField : check.textField)
        var blocks: [RecordBlock] = []
        while let block = try reader.nextBlock() { blocks.append(block) }
        let parts = check.parallelism.map(count: blocks.count) {
            rows(of: blocks[$0], reader.parser, labelField: labelField)
        }
        // What stands behind a fault is not read, whatever block it is in.
        let end = parts.firstIndex { $0.fault != nil }
        let read = parts[..<(end.map { $0 + 1 } ?? parts.count)].flatMap(\.rows)
        let fault = end.flatMap { parts[$0].fault }
        let name = reader.displayName
        if let line = blocks.lazy.compactMap(\.firstRepairedLine).first {
            findings.append(CorpusFinding(.invalidUTF8, at: StanceError.Place(path: name, line: line)))
        }
        if let first = read.first, read.allSatisfy({ !$0.hasLabelField }) {
            throw StanceError(reader.parser.noField(labelField).cause, path: name, line: first.line)
        }
        if areByReference { findings.append(CorpusFinding(.byReference(records: read.count), at: .init(path: name))) }
        hasIDs = hasIDs || areByReference || read.contains(where: \.hasIDField)
        hasSplits = hasSplits || read.contains(where: \.hasSplitField)
        for var row in read {
            if areByReference {
                row.id = String(decoding: row.text, as: UTF8.self)
                row.text = []
            }
            append(row, of: name, isByReference: areByReference)
        }
        if let fault { throw StanceError(fault.cause, path: name, line: fault.place.line) }
        if read.isEmpty { throw StanceError(.noRecords, path: name) }
    }

    private func rows(
        of block: RecordBlock, _ parser: RecordParser, labelField: String
    ) -> (rows: [Row], fault: StanceError?) {
        let (records, fault) = parser.records(of: block)
        var rows: [Row] = []
        for record in records {
            do throws(StanceError) {
                var row = Row(line: record.line, text: record.text)
                row.isBlank = record.isBlank
                row.hasLabelField = record.fields.contains { $0.name == labelField }
                row.hasIDField = record.fields.contains { $0.name == check.idField }
                row.hasSplitField = record.fields.contains { $0.name == check.splitField }
                row.label = try record.string(of: labelField)?.withoutSurroundingSpace
                row.id = try record.string(of: check.idField)
                row.split = try record.string(of: check.splitField)
                rows.append(row)
            } catch {
                return (rows, StanceError(error.cause, line: record.line))
            }
        }
        return (rows, fault)
    }

    /// The field without which a file cannot be read, if that is what an error says.
    private static func field(missingBy cause: StanceError.Cause) -> String? {
        switch cause {
        case .missingField(let name), .unknownField(let name, known: _): name
        default: nil
        }
    }

    private mutating func append(_ row: Row, of file: String, isByReference: Bool) {
        let place = StanceError.Place(path: file, line: row.line)
        let label = row.label.flatMap { $0.isEmpty ? nil : $0 }
        if row.isBlank, !isByReference { findings.append(CorpusFinding(.missingText, at: place)) }
        if label == nil { findings.append(CorpusFinding(.missingLabel, at: place)) }
        let name = row.split.flatMap { $0.isEmpty ? nil : $0 } ?? file
        let split = splitIndices[name] ?? splits.count
        if split == splits.count {
            splitIndices[name] = split
            splits.append(name)
        }
        items.append(
            Item(
                place: place, text: row.text, isBlank: row.isBlank || isByReference, label: label, id: row.id,
                split: split))
    }
}
