/// The checksum that ties a model's two files together and shows any change to either.
enum ModelChecksum {
    /// What stands in the configuration's `checksum` while the checksum is computed.
    static let placeholder = String(repeating: "0", count: 16)

    /// FNV-1a over the configuration's bytes and then the weights' bytes: a change of any one byte always shows.
    static func checksum(configuration: [UInt8], weights: [UInt8]) -> String {
        var hash = FNV1a()
        for bytes in [configuration, weights] {
            bytes.withUnsafeBufferPointer { for byte in $0 { hash.add(byte) } }
        }
        let digits = String(hash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The configuration's bytes with `old` replaced by `new` where it is the value of `checksum`; `nil` if it is not
    /// there exactly once.
    static func replacing(_ old: String, with new: String, in configuration: [UInt8]) -> [UInt8]? {
        let text = String(decoding: configuration, as: UTF8.self)
        let parts = text.split(separator: "\"checksum\" : \"\(old)\"", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return Array("\(parts[0])\"checksum\" : \"\(new)\"\(parts[1])".utf8)
    }
}
