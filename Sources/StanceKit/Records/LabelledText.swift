/// A text with its label: an example to train on or to evaluate with.
public struct LabelledText: Sendable, Equatable {
    /// The text, in UTF-8.
    public var text: ArraySlice<UInt8>
    /// The label.
    public var label: String
    /// The line on which its record begins, counted from 1.
    public var line: Int

    /// Reads every labelled text of a file.
    ///
    /// fastText lines carry their label; the other formats have it in `labelField`.
    /// - Parameters:
    ///   - format: how the records stand in the file; `nil` to tell it by the extension. An unknown extension means
    ///     fastText lines, since plain lines have no label.
    ///   - observe: is called with every piece of the file as it is read, for a digest of its bytes.
    /// - Throws: `StanceError`, with file and line, for a file that cannot be read or has no records, and for the first
    ///   record that is broken or has no label.
    public static func read(
        path: String, format: RecordFormat?, textField: String, labelField: String,
        observe: ((ArraySlice<UInt8>) -> Void)? = nil
    ) throws(StanceError) -> [LabelledText] {
        let format = format ?? Self.format(ofPath: path)
        let reader = try RecordReader(path: path, format: format, textField: textField, observe: observe)
        let labelField = Self.labelField(in: format, named: labelField)
        var texts: [LabelledText] = []
        while let block = try reader.nextBlock() {
            let (records, fault) = reader.parser.records(of: block)
            if let fault { throw fault }
            for record in records {
                do throws(StanceError) {
                    guard record.fields.contains(where: { $0.name == labelField }) else {
                        throw reader.parser.noField(labelField)
                    }
                    guard let label = try record.string(of: labelField), !label.isEmpty else {
                        throw StanceError(.missingLabel)
                    }
                    texts.append(LabelledText(text: record.text, label: label, line: record.line))
                } catch {
                    throw StanceError(error.cause, path: reader.displayName, line: record.line)
                }
            }
        }
        guard !texts.isEmpty else { throw StanceError(.noRecords, path: reader.displayName) }
        return texts
    }

    /// The format of a labelled file whose format is not named: by its extension, else fastText lines.
    package static func format(ofPath path: String) -> RecordFormat { RecordFormat(path: path) ?? .fasttext }

    /// The field that holds the label: the one named, where the format has fields.
    package static func labelField(in format: RecordFormat, named name: String) -> String {
        format == .fasttext ? "label" : name
    }
}
