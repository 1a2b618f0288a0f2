/// Sixteen bytes of a text at a time, as two numbers; the first byte is the lowest one of `low`.
struct SixteenBytes {
    var low: UInt64
    var high: UInt64

    /// The bytes from a place on; 0 for those behind the text's end.
    @inline(__always)
    init(of text: UnsafeBufferPointer<UInt8>, at position: Int) {
        let raw = UnsafeRawPointer(text.baseAddress!)
        if position &+ 16 <= text.count {
            low = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self))
        } else if text.count >= 16 {
            // The last sixteen, moved down.
            let last = text.count - 16
            low = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: last, as: UInt64.self))
            high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: last + 8, as: UInt64.self))
            let shift = UInt64(8 * (position - last))
            // Swift's shifts give 0 beyond 63 bits.
            low = shift < 64 ? low >> shift | high << (64 - shift) : high >> (shift - 64)
            high >>= shift
        } else {
            (low, high) = (0, 0)
            for place in (position..<text.count).reversed() {
                high = high << 8 | low >> 56
                low = low << 8 | UInt64(text[place])
            }
        }
    }

    /// The word of ASCII letters, digits and underscores that they begin with: how long it is, and its bytes in lower case
    /// with 0 behind them; `nil` if it is as long as all of them. An underscore becomes U+007F, which no word has.
    @inline(__always)
    var word: (length: Int, low: UInt64, high: UInt64)? {
        let end = Self.nonWordBytes(low)
        if end != 0 {
            let length = end.trailingZeroBitCount >> 3
            return (length, Self.lower(low) & Self.first(length), 0)
        }
        let farEnd = Self.nonWordBytes(high)
        guard farEnd != 0 else { return nil }
        let length = farEnd.trailingZeroBitCount >> 3
        return (8 &+ length, Self.lower(low), Self.lower(high) & Self.first(length))
    }

    @inline(__always)
    private static func lower(_ bytes: UInt64) -> UInt64 { bytes | 0x2020_2020_2020_2020 }

    /// A mask of the first bytes, up to seven.
    @inline(__always)
    private static func first(_ count: Int) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: count &* 8) &- 1 }

    /// The top bit of each byte that is no ASCII letter, digit or underscore. (A sum of a byte below 0x80 and 0x80 - n has
    /// its top bit if and only if the byte is at least n; it never carries.)
    @inline(__always)
    private static func nonWordBytes(_ bytes: UInt64) -> UInt64 {
        let top: UInt64 = 0x8080_8080_8080_8080
        let low = bytes & ~top
        let letter = low | 0x2020_2020_2020_2020
        let isLetter = (letter &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(letter &+ 0x0505_0505_0505_0505)
        let isDigit = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
        let isUnderscore = top &- (low ^ 0x5F5F_5F5F_5F5F_5F5F)
        return ~((isLetter | isDigit | isUnderscore) & ~bytes) & top
    }
}
