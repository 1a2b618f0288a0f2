/// One record of an input file: a text, and the other fields that travel with it.
public struct Record: Sendable, Equatable {
    /// A field's value as it stood in the file.
    public enum Value: Sendable, Equatable {
        /// Text, in UTF-8.
        case text(ArraySlice<UInt8>)
        /// A JSON value, as it was spelt.
        case json(ArraySlice<UInt8>)
    }

    /// A named value.
    public struct Field: Sendable, Equatable {
        /// The field's name.
        public var name: String
        /// Its value.
        public var value: Value

        /// Makes a field.
        public init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The line on which the record begins, counted from 1.
    public var line: Int
    /// The text, in valid UTF-8; empty where the record has none.
    public var text: ArraySlice<UInt8>
    /// Every other field, in the file's order.
    public var fields: [Field]

    /// Makes a record.
    public init(line: Int, text: ArraySlice<UInt8>, fields: [Field] = []) {
        self.line = line
        self.text = text
        self.fields = fields
    }

    /// Whether the text has nothing to read: no bytes, or white space alone.
    public var isBlank: Bool { Self.isBlank(text) }

    static func isBlank(_ text: ArraySlice<UInt8>) -> Bool {
        let isBlankOrBeyondASCII = text.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) || $0 >= 0x80 }
        return isBlankOrBeyondASCII && String(decoding: text, as: UTF8.self).allSatisfy(\.isWhitespace)
    }

    /// The value of the field of a name as a string; `nil` if there is none or it is JSON's `null`.
    ///
    /// A JSON number or truth value gives its spelling, so that `{"label": 1}` has the label "1".
    /// - Throws: `StanceError.Cause.fieldIsNotText` for a JSON array or object.
    public func string(of name: String) throws(StanceError) -> String? {
        guard let field = fields.last(where: { $0.name == name }) else { return nil }
        switch field.value {
        case .text(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .json(let bytes):
            switch bytes.first {
            case UInt8(ascii: "\""): return String(decoding: JSONScanner.unescaped(bytes), as: UTF8.self)
            case UInt8(ascii: "n"): return nil
            case UInt8(ascii: "["), UInt8(ascii: "{"): throw StanceError(.fieldIsNotText(name), line: line)
            default: return String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    /// What the record is called where people label it: the value of the field of a name, or without one its file and
    /// line, as in `quotes.csv:7`.
    ///
    /// - Throws: `StanceError.Cause.fieldIsNotText` for a JSON array or object.
    public func item(field: String, path: String) throws(StanceError) -> String {
        do throws(StanceError) {
            guard let name = try string(of: field), !name.isEmpty else {
                return "\(RecordReader.displayName(of: path)):\(line)"
            }
            return name
        } catch {
            throw StanceError(error.cause, path: RecordReader.displayName(of: path), line: line)
        }
    }
}
