internal import CVectors

/// Sixteen bytes of a text at a time, as two numbers; the first byte is the lowest one of `low`.
struct SixteenBytes {
    var low: UInt64
    var high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The bytes at an address.
    @inline(__always)
    init(at address: UnsafeRawPointer) {
        low = UInt64(littleEndian: address.loadUnaligned(as: UInt64.self))
        high = UInt64(littleEndian: address.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// At most sixteen bytes, with 0 behind them.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        (low, high) = (0, 0)
        for byte in bytes.reversed() {
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }
    }

    /// The first bytes, a token, with 0 behind them: of a word in lower case, where an underscore becomes U+007F, which no word
    /// has; of a mark with `high` as no word has it.
    ///
    /// - Parameter isWord: 1 for a word, 0 for a mark.
    @inline(__always)
    func token(ofLength length: Int, isWord: UInt64) -> SixteenBytes {
        let lowering = 0x2020_2020_2020_2020 &* isWord
        let token = CVFirst(CVSixteen(low: low | lowering, high: high | lowering), length)
        return SixteenBytes(low: token.low, high: token.high | (isWord &- 1))
    }
}
