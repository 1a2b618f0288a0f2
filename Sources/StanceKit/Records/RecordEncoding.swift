/// Writes values into records, as bytes: the one place that knows how each format escapes.
public enum RecordEncoding {
    private static let hexDigits = Array("0123456789abcdef".utf8)

    // MARK: JSON

    /// Appends a JSON string literal of valid UTF-8.
    public static func appendJSON(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        text.withUnsafeBufferPointer { appendJSON($0, to: &output) }
    }

    /// Appends a JSON string literal.
    public static func appendJSON(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendJSON($0, to: &output) }
    }

    /// Appends a record's value as JSON: text as a string, a JSON value as it was spelt.
    public static func appendJSON(_ value: Record.Value, to output: inout [UInt8]) {
        switch value {
        case .text(let bytes): appendJSON(bytes, to: &output)
        case .json(let bytes): output.append(contentsOf: bytes)
        }
    }

    private static func appendJSON(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        appendRuns(of: text, to: &output, stoppingAt: .json) { byte, output in
            output.append(backslash)
            switch byte {
            case 0x0A: output.append(UInt8(ascii: "n"))
            case 0x0D: output.append(UInt8(ascii: "r"))
            case 0x09: output.append(UInt8(ascii: "t"))
            case 0..<0x20:
                output.append(contentsOf: "u00".utf8)
                output.append(hexDigits[Int(byte >> 4)])
                output.append(hexDigits[Int(byte & 15)])
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    // MARK: CSV

    /// Appends a CSV field, in quotation marks where it holds a mark, a separator or a line end (RFC 4180).
    public static func appendCSV(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        text.withUnsafeBufferPointer { appendCSV($0, to: &output) }
    }

    /// Appends a CSV field.
    public static func appendCSV(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendCSV($0, to: &output) }
    }

    /// Appends a record's value as a CSV field: a JSON string as its text, `null` as nothing, the rest as spelt.
    public static func appendCSV(_ value: Record.Value, to output: inout [UInt8]) {
        switch value {
        case .text(let bytes): appendCSV(bytes, to: &output)
        case .json(let bytes):
            switch bytes.first {
            case UInt8(ascii: "\""): appendCSV(JSONScanner.unescaped(bytes), to: &output)
            case UInt8(ascii: "n"): break
            default: appendCSV(bytes, to: &output)
            }
        }
    }

    private static func appendCSV(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let first = ByteSearch.csv.firstIndex(in: text, from: 0)
        let needsQuotes = text[first...].contains {
            $0 == quote || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == 0x0A || $0 == 0x0D
        }
        guard needsQuotes else {
            output.append(contentsOf: text)
            return
        }
        output.append(quote)
        appendRuns(of: text, to: &output, stoppingAt: .csv) { byte, output in
            output.append(byte)
            if byte == quote { output.append(quote) }
        }
        output.append(quote)
    }

    // MARK: TSV

    /// Appends text for a tab-separated field: tab, newline, carriage return and backslash as `\t \n \r \\`.
    public static func appendTSV(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        text.withUnsafeBufferPointer { text in
            appendRuns(of: text, to: &output, stoppingAt: .tsv) { byte, output in
                switch byte {
                case 0x09: output.append(contentsOf: "\\t".utf8)
                case 0x0A: output.append(contentsOf: "\\n".utf8)
                case 0x0D: output.append(contentsOf: "\\r".utf8)
                case backslash: output.append(contentsOf: "\\\\".utf8)
                default: output.append(byte)
                }
            }
        }
    }

    private static let backslash = UInt8(ascii: "\\")

    /// Copies bytes run by run; those at which the search stops are written by `write`.
    @inline(__always)
    private static func appendRuns(
        of text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], stoppingAt search: ByteSearch,
        write: (UInt8, inout [UInt8]) -> Void
    ) {
        var start = 0
        while true {
            let stop = search.firstIndex(in: text, from: start)
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<stop]))
            guard stop < text.count else { return }
            write(text[stop], &output)
            start = stop + 1
        }
    }

    // MARK: Numbers

    /// Appends a number from 0 to 1 with six decimals.
    public static func appendProbability(_ probability: Float, to output: inout [UInt8]) {
        withUnsafeBytes(of: spelling(of: probability)) { output.append(contentsOf: $0) }
    }

    /// The eight characters of a number from 0 to 1 with six decimals, as they stand in memory.
    static func spelling(of probability: Float) -> UInt64 {
        var rest = UInt64(Double(probability) * 1e6 + 0.5)
        var digits: UInt64 = 0
        for _ in 0..<6 {
            digits = digits << 8 | rest % 10
            rest /= 10
        }
        // "0.000000", its first character in the lowest byte.
        return (0x3030_3030_3030_2E30 + (digits << 16 | rest)).littleEndian
    }
}
