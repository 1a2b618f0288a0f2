import Foundation

/// The checksum that ties a model's two files together and shows any change to either.
enum ModelChecksum {
    /// What stands in the configuration's `checksum` while the checksum is computed.
    static let placeholder = String(repeating: "0", count: 16)

    /// The hash of the configuration's bytes and then the weights' bytes: XXH64 with that of the configuration as the seed of
    /// the weights', and up to version 2 of the format FNV-1a.
    static func checksum(
        configuration: [UInt8], weights: Data, formatVersion: Int = ModelConfiguration.newestFormatVersion
    ) -> String {
        let hash = configuration.withUnsafeBytes { configuration in
            weights.withUnsafeBytes { weights in
                formatVersion > 2
                    ? XXH64.hash(weights, seed: XXH64.hash(configuration)) : FNV1a.hash(configuration, weights)
            }
        }
        let digits = String(hash, radix: 16)
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

extension FNV1a {
    fileprivate static func hash(_ parts: UnsafeRawBufferPointer...) -> UInt64 {
        var hash = FNV1a()
        for part in parts { for byte in part { hash.add(byte) } }
        return hash.value
    }
}
