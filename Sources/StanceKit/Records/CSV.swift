/// Comma-separated values as RFC 4180 defines them, with a comma or a semicolon between fields.
///
/// A quotation mark is special only where a field begins; elsewhere it is a character like others.
enum CSV {
    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")

    /// Stands for no separator at all: a byte that UTF-8 never has.
    static let noSeparator: UInt8 = 0xFF

    /// The separator that a header uses: the more frequent of comma and semicolon outside quoted names; none in the
    /// header of a single column.
    static func separator(ofHeader header: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        var (commas, semicolons) = (0, 0)
        for byte in header {
            switch byte {
            case quote: isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted: commas += 1
            case UInt8(ascii: ";") where !isQuoted: semicolons += 1
            default: break
            }
        }
        if commas + semicolons == 0 { return noSeparator }
        return semicolons > commas ? UInt8(ascii: ";") : UInt8(ascii: ",")
    }

    /// The separator that a line `sep=;` before the header names, as Excel reads and writes it; `nil` for any other line.
    static func separator(namedBy line: [UInt8]) -> UInt8? {
        let parts = line.filter { $0 != newline && $0 != UInt8(ascii: "\r") }
        guard parts.count == 5, parts.starts(with: Array("sep=".utf8)), parts[4] != quote else { return nil }
        return parts[4]
    }

    /// The fields of the record at `position`, which moves behind it.
    ///
    /// - Throws: `StanceError` if a quoted field is never closed, or goes on behind its closing mark.
    static func record(
        in bytes: ArraySlice<UInt8>, at position: inout Int, separator: UInt8
    ) throws(StanceError) -> [ArraySlice<UInt8>] {
        var fields: [ArraySlice<UInt8>] = []
        while true {
            if position < bytes.endIndex, bytes[position] == quote {
                fields.append(try quotedField(in: bytes, at: &position, separator: separator))
            } else {
                let rest = bytes[position...]
                let end = rest.firstIndex { $0 == separator || $0 == newline } ?? bytes.endIndex
                let endsLine = end == bytes.endIndex || bytes[end] == newline
                let trimsReturn = endsLine && end > position && bytes[end - 1] == UInt8(ascii: "\r")
                fields.append(bytes[position..<(trimsReturn ? end - 1 : end)])
                position = end
            }
            guard position < bytes.endIndex else { return fields }
            position += 1
            if bytes[position - 1] == newline { return fields }
        }
    }

    /// A field in quotation marks.
    private static func quotedField(
        in bytes: ArraySlice<UInt8>, at position: inout Int, separator: UInt8
    ) throws(StanceError) -> ArraySlice<UInt8> {
        position += 1
        var field: [UInt8] = []
        while let mark = bytes[position...].firstIndex(of: quote) {
            field.append(contentsOf: bytes[position..<mark])
            position = mark + 1
            guard position < bytes.endIndex, bytes[position] == quote else {
                if position < bytes.endIndex, bytes[position] == UInt8(ascii: "\r") { position += 1 }
                guard position == bytes.endIndex || bytes[position] == separator || bytes[position] == newline else {
                    throw StanceError(.textBehindQuote)
                }
                return field[...]
            }
            field.append(quote)
            position += 1
        }
        throw StanceError(.unterminatedQuote)
    }
}
