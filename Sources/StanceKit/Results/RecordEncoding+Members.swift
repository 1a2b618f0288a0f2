extension RecordEncoding {
    /// Appends a member of a JSON object that others follow: its name, its value and a comma.
    public static func appendMember(_ name: String, _ value: Record.Value, to output: inout [UInt8]) {
        appendName(name, to: &output)
        appendJSON(value, to: &output)
        output.append(UInt8(ascii: ","))
    }

    /// Appends a member whose value is a text, `null` for none, and a comma.
    public static func appendMember(_ name: String, _ text: String?, to output: inout [UInt8]) {
        appendName(name, to: &output)
        if let text { appendJSON(text, to: &output) } else { output.append(contentsOf: "null".utf8) }
        output.append(UInt8(ascii: ","))
    }

    /// Appends a member whose value is a whole number, `null` for none, and a comma.
    public static func appendMember(_ name: String, _ number: Int?, to output: inout [UInt8]) {
        appendName(name, to: &output)
        output.append(contentsOf: "\(number.map(String.init) ?? "null"),".utf8)
    }

    private static func appendName(_ name: String, to output: inout [UInt8]) {
        appendJSON(name, to: &output)
        output.append(UInt8(ascii: ":"))
    }
}
