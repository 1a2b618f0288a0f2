import StanceKit

/// Reads the files of a pipeline one after the other, block by block.
struct BlockSource {
    /// A block with what is needed to work on it, or the error that ended its file.
    struct Item: Sendable {
        /// Its place among all items.
        var number: Int
        /// The file that it is from.
        var source: RecordPipeline.Source
        var content: Result<(block: RecordBlock, parser: RecordParser), StanceError>
    }

    /// Whether a file is not to be read any further.
    typealias IsOver = @Sendable (_ file: Int, _ isWaiting: Bool) -> Bool

    private let paths: [String]
    private let format: RecordFormat?
    private let fallback: RecordFormat
    private let textField: String
    /// The file that is read now.
    private var current = 0
    private var reader: RecordReader?
    private var nextNumber = 0

    init(paths: [String], format: RecordFormat?, fallback: RecordFormat, textField: String) {
        self.paths = paths
        self.format = format
        self.fallback = fallback
        self.textField = textField
    }

    /// The next item, `nil` at the end of the last file.
    ///
    /// - Parameter isOver: whether a file is not to be read any further; is asked before it is, and while there is nothing
    ///   to read.
    mutating func next(unless isOver: @escaping IsOver) -> Item? {
        while current < paths.count {
            do throws(StanceError) {
                if !isOver(current, false), let block = try openReader(isOver).nextBlock() {
                    return item(.success((block, reader!.parser)))
                }
                closeReader()
            } catch {
                defer { closeReader() }
                return item(.failure(error))
            }
        }
        return nil
    }

    private mutating func openReader(_ isOver: @escaping IsOver) throws(StanceError) -> RecordReader {
        if let reader { return reader }
        let path = paths[current]
        if path == "-" { Message.noteIfTyping() }
        let opened = try RecordReader(
            path: path, format: format, else: fallback, textField: textField,
            isCancelled: { [current] in isOver(current, true) })
        if !opened.format.hasFields, textField != TextFieldOption.standard {
            Message.warning(
                "\(opened.displayName): read as \(opened.format.rawValue), without fields, whatever --text-field says; if it "
                    + "has fields, name its format with --input-format")
        }
        reader = opened
        return opened
    }

    private mutating func closeReader() {
        reader = nil
        current += 1
    }

    private var recordFormat: RecordFormat { format ?? RecordFormat(path: paths[current]) ?? fallback }

    private mutating func item(_ content: Result<(block: RecordBlock, parser: RecordParser), StanceError>) -> Item {
        defer { nextNumber += 1 }
        return Item(
            number: nextNumber,
            source: RecordPipeline.Source(path: paths[current], format: recordFormat, index: current),
            content: content)
    }
}
