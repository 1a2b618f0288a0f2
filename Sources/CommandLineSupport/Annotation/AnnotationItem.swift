public import StanceKit

/// A text that people label.
public struct AnnotationItem: Sendable, Equatable {
    /// What it is called, among all texts.
    public var name: String
    /// The text, in UTF-8.
    public var text: ArraySlice<UInt8>
    /// Where it stands.
    public var place: StanceError.Place

    /// Reads the texts of files, in order; blank ones are left out.
    ///
    /// - Parameters:
    ///   - format: the format of all files; `nil` to tell each by its extension, else lines.
    ///   - itemField: the field that names each text.
    /// - Throws: `StanceError` for the first file or record that is not in order, for a file without records, and for an item
    ///   that has two texts. The same item with the same text is one.
    public static func read(
        paths: [String], format: RecordFormat?, textField: String, itemField: String
    ) throws(StanceError) -> [AnnotationItem] {
        var items: [AnnotationItem] = []
        var places: [String: Int] = [:]
        for path in paths {
            let reader = try RecordReader(
                path: path, format: format, else: .lines, textField: textField)
            var isEmpty = true
            while let block = try reader.nextBlock() {
                let (records, fault) = reader.parser.records(of: block)
                if let fault { throw fault }
                for record in records where !record.isBlank {
                    isEmpty = false
                    let place = StanceError.Place(path: reader.displayName, line: record.line)
                    let name = try record.item(field: itemField, path: path)
                    if let other = places[name] {
                        if items[other].key == TextKey.of(record.text) { continue }
                        let cause = StanceError.Cause.itemOfTwoTexts(name, other: items[other].place)
                        throw StanceError(cause, path: place.path, line: place.line)
                    }
                    places[name] = items.count
                    items.append(AnnotationItem(name: name, text: record.text, place: place))
                }
            }
            if isEmpty { throw StanceError(.noRecords, path: reader.displayName) }
        }
        return items
    }

    /// What tells the text from others: two texts of the same words, in the same order, are one.
    var key: UInt64 { TextKey.of(text) }
}
