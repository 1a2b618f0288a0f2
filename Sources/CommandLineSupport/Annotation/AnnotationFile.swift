import Foundation
public import StanceKit

/// The labels that people gave, as JSON Lines: `{"item", "annotator", "label", "text"}` on each.
///
/// Every label is on disk before `append` returns. Several annotators may share a file, also at the same time: each change is
/// made under a lock of the file (`flock`), and a change is one write, so that a process that is killed leaves whole lines.
/// A label is taken back by cutting its line off the end; where another annotator's line stands behind it, by overwriting
/// it, its line end too, with spaces, which JSON allows before that line's object.
public struct AnnotationFile {
    /// A label of this annotator.
    public struct Label: Equatable {
        /// The item's name.
        public var item: String
        /// The label.
        public var label: String
        /// What tells the text from others.
        var textKey: UInt64
        /// Its line in the file, counted from 1.
        public var line: Int
    }

    /// Where the file is.
    public let path: String
    /// Whose labels are read, written and taken back.
    public let annotator: String
    /// The labels of this annotator, in the order of the file.
    public private(set) var labels: [Label] = []
    /// Whether the last line had been cut short (a full disk, a power cut) and was removed.
    public private(set) var hasRemovedPart = false

    /// The file's size when the labels were read.
    private var size = 0
    private var lastLine = 0

    /// Opens the file of an annotator, or begins it.
    ///
    /// - Throws: `StanceError` if it cannot be written, is not called `.jsonl` or `.ndjson`, or has a line that is not in
    ///   order.
    public init(path: String, annotator: String) throws(StanceError) {
        self.path = path
        self.annotator = annotator
        guard RecordFormat(path: path) == .jsonl else {
            throw StanceError(
                .invalidConfiguration(reason: "\(path): labels are written as JSON Lines; end the name in .jsonl"))
        }
        let file = try LockedFile(path)
        try mendEnd(of: file)
        try read(file)
    }

    /// Adds a label and waits until it is on disk.
    ///
    /// - Throws: `StanceError` if that fails, in which case the file is as before; `.secondLabel` if this annotator has
    ///   labelled the item, perhaps in another window.
    /// - Complexity: O(1); O(file) if another process has written to it.
    public mutating func append(_ label: String, to item: AnnotationItem) throws(StanceError) {
        let file = try LockedFile(path)
        if try file.size() != size {
            try mendEnd(of: file)
            try read(file)
            if let other = labels.first(where: { $0.item == item.name }) { throw second(other) }
        }
        var line: [UInt8] = []
        for (name, value) in [("item", item.name), ("annotator", annotator), ("label", label)] {
            line.append(line.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
            line.append(contentsOf: "\"\(name)\":".utf8)
            RecordEncoding.appendJSON(value, to: &line)
        }
        line.append(contentsOf: ",\"text\":".utf8)
        RecordEncoding.appendJSON(item.text, to: &line)
        line.append(contentsOf: "}\n".utf8)
        try file.append(line)
        size += line.count
        lastLine += 1
        labels.append(Label(item: item.name, label: label, textKey: item.key, line: lastLine))
    }

    /// Takes this annotator's label of an item back.
    ///
    /// - Complexity: O(file).
    public mutating func removeLabel(of item: String) throws(StanceError) {
        let file = try LockedFile(path)
        try read(file)
        guard let label = labels.last(where: { $0.item == item }) else { return }
        let bytes = try file.bytes()
        var start = 0
        for _ in 1..<label.line { start = (bytes[start...].firstIndex(of: newline) ?? start) + 1 }
        let end = bytes[start...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
        if end == bytes.count {
            try file.truncate(to: start)
        } else {
            try file.overwrite([UInt8](repeating: UInt8(ascii: " "), count: end - start), at: start)
        }
        try read(file)
    }

    private let newline = UInt8(ascii: "\n")

    /// Reads this annotator's labels.
    private mutating func read(_ file: LockedFile) throws(StanceError) {
        labels = []
        lastLine = 0
        var places: [String: Int] = [:]
        let reader = try RecordReader(path: path, format: .jsonl)
        while let block = try reader.nextBlock() {
            let (records, fault) = reader.parser.records(of: block)
            if let fault { throw fault }
            for record in records {
                lastLine = record.line
                do throws(StanceError) {
                    // A line without an annotator is another tool's: nothing is added to its file.
                    guard let author = try record.string(of: "annotator") else {
                        throw StanceError(.missingField("annotator"))
                    }
                    guard author == annotator else { continue }
                    guard let item = try record.string(of: "item") else { throw StanceError(.missingField("item")) }
                    guard let label = try record.string(of: "label") else { throw StanceError(.missingField("label")) }
                    if let other = places.updateValue(labels.count, forKey: item) { throw second(labels[other]) }
                    labels.append(
                        Label(item: item, label: label, textKey: TextKey.of(record.text), line: record.line))
                } catch {
                    throw StanceError(error.cause, path: path, line: record.line)
                }
            }
        }
        size = try file.size()
    }

    private func second(_ label: Label) -> StanceError {
        let place = StanceError.Place(path: path, line: label.line)
        return StanceError(.secondLabel(item: label.item, annotator: annotator, other: place), path: path)
    }

    /// Whether a line that was cut short began as those of this file do. Of another tool's file nothing is removed.
    private static func isOwn(_ line: ArraySlice<UInt8>) -> Bool {
        zip(line, "{\"item\":".utf8).allSatisfy { $0 == $1 }
    }

    /// Ends the last line, if it has no end: one that was cut short is removed.
    private mutating func mendEnd(of file: LockedFile) throws(StanceError) {
        let bytes = try file.bytes()
        guard let last = bytes.last, last != newline else { return }
        let start = bytes.lastIndex(of: newline).map { $0 + 1 } ?? 0
        if (try? JSONSerialization.jsonObject(with: Data(bytes[start...]))) != nil {
            try file.append([newline])
        } else if Self.isOwn(bytes[start...]) {
            try file.truncate(to: start)
            hasRemovedPart = true
        }
    }
}
