package import Foundation

/// JSON of values that can always be encoded.
package enum JSON {
    /// UTF-8 of a value's JSON.
    ///
    /// - Precondition: the value holds only finite numbers.
    package static func encoded(_ value: some Encodable, formatting: JSONEncoder.OutputFormatting) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union(.withoutEscapingSlashes)
        guard let data = try? encoder.encode(value) else { preconditionFailure("the value is finite") }
        return Array(data)
    }
}
