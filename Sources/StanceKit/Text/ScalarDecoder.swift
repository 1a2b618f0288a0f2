/// Reads single Unicode scalars out of UTF-8.
enum ScalarDecoder {
    /// The scalar at `position` and its length in bytes; U+FFFD and one byte where there is no valid one.
    static func scalar(in text: UnsafeBufferPointer<UInt8>, at position: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let lead = UInt32(text[position])
        func continuation(_ offset: Int) -> UInt32? {
            guard position + offset < text.count, text[position + offset] & 0xC0 == 0x80 else { return nil }
            return UInt32(text[position + offset] & 0x3F)
        }
        let decoded: (value: UInt32, length: Int, smallest: UInt32)?
        switch lead {
        case 0..<0x80:
            return (Unicode.Scalar(UInt8(lead)), 1)
        case 0xC2...0xDF:
            decoded = continuation(1).map { ((lead & 0x1F) << 6 | $0, 2, 0x80) }
        case 0xE0...0xEF:
            decoded = continuation(1).flatMap { second in
                continuation(2).map { ((lead & 0x0F) << 12 | second << 6 | $0, 3, 0x800) }
            }
        case 0xF0...0xF4:
            decoded = continuation(1).flatMap { second in
                continuation(2).flatMap { third in
                    continuation(3).map { ((lead & 0x07) << 18 | second << 12 | third << 6 | $0, 4, 0x10000) }
                }
            }
        default: decoded = nil
        }
        guard let decoded, decoded.value >= decoded.smallest, let scalar = Unicode.Scalar(decoded.value) else {
            return ("\u{FFFD}", 1)
        }
        return (scalar, decoded.length)
    }
}
