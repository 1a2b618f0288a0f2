/// Keeps spreadsheets from taking texts for formulas, which can send what stands in other cells anywhere.
public enum SpreadsheetText {
    /// The text, with a space in front if a spreadsheet would take it for a formula: where it begins with `=`, `+`, `-`, `@`,
    /// one of these in full width, a tab or a carriage return, and is no number.
    public static func unevaluated(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first),
            Double(text) == nil
        else { return text }
        return " " + text
    }

    /// A record whose texts are so, fields and their names too.
    public static func unevaluated(_ record: Record) throws(StanceError) -> Record {
        var fields: [Record.Field] = []
        for field in record.fields {
            let name = field.name
            var field = field
            field.name = unevaluated(name)
            switch field.value {
            case .text(let bytes): field.value = value(String(decoding: bytes, as: UTF8.self))
            case .json(let bytes) where bytes.first == UInt8(ascii: "\""):
                field.value = value(try record.string(of: name) ?? "")
            case .json: break
            }
            fields.append(field)
        }
        return Record(
            line: record.line, text: Array(unevaluated(String(decoding: record.text, as: UTF8.self)).utf8)[...],
            fields: fields)
    }

    /// A quotation whose texts are so.
    public static func unevaluated(_ quotation: Quotation) -> Quotation {
        var quotation = quotation
        quotation.text = unevaluated(quotation.text)
        quotation.speaker = quotation.speaker.map(unevaluated)
        quotation.cue = quotation.cue.map(unevaluated)
        return quotation
    }

    private static func value(_ text: String) -> Record.Value { .text(Array(unevaluated(text).utf8)[...]) }
}
