/// Writes values into records, as bytes: the one place that knows how each format escapes.
public enum RecordEncoding {
    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// Appends a JSON string literal of valid UTF-8.
    public static func appendJSON(_ text: some Collection<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): output.append(contentsOf: [0x5C, 0x22])
            case UInt8(ascii: "\\"): output.append(contentsOf: [0x5C, 0x5C])
            case 0x0A: output.append(contentsOf: [0x5C, UInt8(ascii: "n")])
            case 0x0D: output.append(contentsOf: [0x5C, UInt8(ascii: "r")])
            case 0x09: output.append(contentsOf: [0x5C, UInt8(ascii: "t")])
            case 0..<0x20, 0x7F:
                output.append(contentsOf: "\\u00".utf8)
                output.append(hexDigits[Int(byte >> 4)])
                output.append(hexDigits[Int(byte & 15)])
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a record's value as JSON: text as a string, a JSON value as it was spelt.
    public static func appendJSON(_ value: Record.Value, to output: inout [UInt8]) {
        switch value {
        case .text(let bytes): appendJSON(bytes, to: &output)
        case .json(let bytes): output.append(contentsOf: bytes)
        }
    }

    /// Appends a CSV field, in quotation marks where RFC 4180 asks for them or white space at an end would be lost.
    public static func appendCSV(_ text: some Collection<UInt8>, to output: inout [UInt8]) {
        let needsQuotes = text.contains { byte in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x0A
                || byte == 0x0D
        }
        guard needsQuotes else {
            output.append(contentsOf: text)
            return
        }
        output.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
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

    /// Appends text for a tab-separated field: tab, newline, carriage return and backslash as `\t \n \r \\`.
    public static func appendTSV(_ text: some Collection<UInt8>, to output: inout [UInt8]) {
        for byte in text {
            switch byte {
            case 0x09: output.append(contentsOf: [0x5C, UInt8(ascii: "t")])
            case 0x0A: output.append(contentsOf: [0x5C, UInt8(ascii: "n")])
            case 0x0D: output.append(contentsOf: [0x5C, UInt8(ascii: "r")])
            case UInt8(ascii: "\\"): output.append(contentsOf: [0x5C, 0x5C])
            default: output.append(byte)
            }
        }
    }

    /// Appends a number from 0 to 1 with six decimals.
    public static func appendProbability(_ probability: Float, to output: inout [UInt8]) {
        let millionths = Int((Double(probability) * 1e6).rounded())
        output.append(UInt8(ascii: "0") + UInt8(millionths / 1_000_000))
        output.append(UInt8(ascii: "."))
        var divisor = 100_000
        while divisor > 0 {
            output.append(UInt8(ascii: "0") + UInt8(millionths / divisor % 10))
            divisor /= 10
        }
    }
}
