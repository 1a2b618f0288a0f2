internal import CVectors

/// Sixteen bytes of a text at a time, as two numbers; the first byte is the lowest one of `low`.
struct SixteenBytes {
    var low: UInt64
    var high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The bytes from a place on; 0 for those behind the text's end.
    @inline(__always)
    init(of text: UnsafeBufferPointer<UInt8>, at position: Int) {
        let raw = UnsafeRawPointer(text.baseAddress!)
        if position &+ 16 <= text.count {
            low = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position &+ 8, as: UInt64.self))
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

    /// How many bytes long the word of ASCII letters, digits and underscores is that they begin with: 16 if there are no others.
    ///
    /// - Parameter withApostrophes: whether apostrophes between these are part of the word.
    @inline(__always)
    func wordLength(withApostrophes: Bool = false) -> Int {
        (~CVWordBytes(CVSixteen(low: low, high: high), withApostrophes)).trailingZeroBitCount
    }

    /// The first bytes, a word, in lower case with 0 behind them. An underscore becomes U+007F, which no word has.
    @inline(__always)
    func word(ofLength length: Int) -> SixteenBytes {
        let lowered = CVSixteen(low: low | 0x2020_2020_2020_2020, high: high | 0x2020_2020_2020_2020)
        let word = CVFirst(lowered, length)
        return SixteenBytes(low: word.low, high: word.high)
    }
}
