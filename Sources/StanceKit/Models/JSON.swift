package import Foundation

/// JSON of values that can always be encoded.
package enum JSON {
    /// UTF-8 of a value's JSON; numbers that JSON does not have are texts: `NaN`, `Infinity`, `-Infinity`.
    package static func encoded(_ value: some Encodable, formatting: JSONEncoder.OutputFormatting) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union(.withoutEscapingSlashes)
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        guard let data = try? encoder.encode(value) else { preconditionFailure("the value can be encoded") }
        return Array(data)
    }
}

extension JSON {
    /// UTF-8 of a value's JSON as people read it: indented, keys sorted, no line end.
    package static func indented(_ value: some Encodable) -> [UInt8] {
        encoded(value, formatting: [.prettyPrinted, .sortedKeys])
    }

    /// The numbers of an object; `nil` if it is not one of numbers alone.
    package static func numbers(_ bytes: ArraySlice<UInt8>) -> [String: Double]? {
        try? JSONDecoder().decode([String: Double].self, from: Data(bytes))
    }
}
