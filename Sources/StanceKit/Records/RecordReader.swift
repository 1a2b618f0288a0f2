/// Reads the records of one file, in blocks that threads can parse side by side.
///
/// ```swift
/// let reader = try RecordReader(path: "quotations.csv", format: .csv, textField: "text")
/// while let block = try reader.nextBlock() {
///     let (records, fault) = reader.parser.records(of: block)
/// }
/// ```
/// Memory holds a block at a time, whatever the file's size; a record longer than a block makes its block longer.
public final class RecordReader {
    /// The path as the user gave it; `-` is standard input.
    public let path: String
    /// The file's name in messages and results.
    public let displayName: String
    /// How the records stand in the file.
    public let format: RecordFormat
    /// Parses blocks; a value of its own so that threads can share it.
    public private(set) var parser: RecordParser

    private let file: InputFile
    /// Whether neither the user nor the file's extension has told the format.
    private let isGuessed: Bool
    private var buffer: [UInt8] = []
    private var boundaries: RecordBoundaries
    private var nextLine = 1
    private var isAtEnd = false
    /// What ended the reading; the whole records before it are given first.
    private var fault: StanceError?

    private static let blockSize = 1 << 18

    /// Opens a file and reads its header, if the format has one.
    ///
    /// - Parameter textField: the field that holds the text; `nil` for records without one, all of whose fields are kept.
    /// - Throws: `StanceError` if the file cannot be read, is empty though its format has a header, or has no field
    ///   `textField` in its header.
    public convenience init(path: String, format: RecordFormat, textField: String? = "text") throws(StanceError) {
        try self.init(path: path, format: format, textField: textField, observe: nil)
    }

    /// Opens a file whose format, where it is not named, is told by the extension or else guessed.
    ///
    /// - Parameters:
    ///   - format: the format named, if any.
    ///   - fallback: the format where the extension tells none; what begins like a JSON array is then an error, since it would
    ///     be taken for text.
    package convenience init(
        path: String, format: RecordFormat?, else fallback: RecordFormat, textField: String?,
        isCancelled: (() -> Bool)? = nil
    ) throws(StanceError) {
        let told = format ?? RecordFormat(path: path)
        try self.init(
            path: path, format: told ?? fallback, textField: textField, isCancelled: isCancelled, isGuessed: told == nil
        )
    }

    /// As above.
    ///
    /// - Parameters:
    ///   - observe: is called with every piece of the file as it is read, before anything is done to it.
    ///   - isCancelled: is asked about every twentieth of a second while there is nothing to read; if so, the reading ends
    ///     with `StanceError.Cause.interrupted`.
    package init(
        path: String, format: RecordFormat, textField: String?, observe: ((ArraySlice<UInt8>) -> Void)? = nil,
        isCancelled: (() -> Bool)? = nil, isGuessed: Bool = false
    ) throws(StanceError) {
        self.path = path
        self.isGuessed = isGuessed
        self.format = format
        displayName = Self.displayName(of: path)
        file = try InputFile(path: path, observe: observe, isCancelled: isCancelled)
        parser = RecordParser(format: format, textField: textField, path: displayName)
        boundaries = RecordBoundaries(format: format)
        if parser.hasHeader { try readHeader() }
    }

    private func readHeader() throws(StanceError) {
        while let record = try cut(atFirstBoundary: true) {
            guard record.bytes.contains(where: { $0 != 0x0A && $0 != 0x0D }) else { continue }
            if format == .csv, boundaries.separator == nil, let named = CSV.separator(namedBy: record.bytes) {
                boundaries.separator = named
                continue
            }
            boundaries.separator = try parser.readHeader(record, separator: boundaries.separator)
            return
        }
        throw StanceError(.noRecords, path: displayName)
    }

    /// The name of a file in messages: its path, or "standard input".
    public static func displayName(of path: String) -> String { InputFile.displayName(of: path) }

    /// The next block of whole records, `nil` at the end of the file. It waits only while it has nothing to give.
    public func nextBlock() throws(StanceError) -> RecordBlock? {
        try cut(atFirstBoundary: false)
    }

    private func cut(atFirstBoundary: Bool) throws(StanceError) -> RecordBlock? {
        var end = boundaries.advance(through: buffer, stoppingAtFirst: atFirstBoundary)
        while !isAtEnd, fault == nil {
            if end != nil, atFirstBoundary || buffer.count >= Self.blockSize || !file.isReady { break }
            do throws(StanceError) {
                isAtEnd = try !file.read(into: &buffer)
            } catch {
                fault = error
            }
            end = boundaries.advance(through: buffer, stoppingAtFirst: atFirstBoundary)
        }
        if let fault, end == nil { throw fault }
        if end == nil || isAtEnd && !atFirstBoundary { end = buffer.count }
        guard let end, end > 0 else { return nil }
        if isGuessed, nextLine == 1, Self.isJSONArray(buffer[..<end]) {
            throw StanceError(.jsonArray, path: displayName, line: 1)
        }
        let block = RecordBlock(bytes: Array(buffer[..<end]), firstLine: nextLine)
        nextLine += buffer[..<end].lineCount
        buffer.removeSubrange(..<end)
        boundaries.reset()
        return block
    }

    /// Whether a text begins like an array of objects.
    private static func isJSONArray(_ bytes: ArraySlice<UInt8>) -> Bool {
        let begin = bytes.lazy.filter { $0 > 0x20 }.prefix(2)
        return begin.elementsEqual("[{".utf8)
    }
}
