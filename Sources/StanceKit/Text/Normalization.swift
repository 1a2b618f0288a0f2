import Foundation

/// Unicode normalisation.
enum Normalization {
    /// UTF-8 in Unicode's composed form (NFC).
    static func composed(_ bytes: some Collection<UInt8>) -> some Sequence<UInt8> {
        String(decoding: bytes, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8
    }
}
