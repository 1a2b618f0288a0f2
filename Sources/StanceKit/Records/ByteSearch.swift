/// Finds control characters and a few others in text, eight bytes at a time.
struct ByteSearch {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64

    /// Text of JSON strings ends or changes at these: control characters, quotation mark, backslash.
    static let json = ByteSearch(UInt8(ascii: "\""), UInt8(ascii: "\\"))
    /// What a tab-separated field may have to escape: control characters and backslash.
    static let tsv = ByteSearch(UInt8(ascii: "\\"), UInt8(ascii: "\\"))
    /// Why a CSV field may need quotation marks: control characters, quotation mark, comma, semicolon.
    static let csv = ByteSearch(UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"))

    private static let ones: UInt64 = 0x0101_0101_0101_0101

    private init(_ first: UInt8, _ second: UInt8, _ third: UInt8? = nil) {
        self.first = Self.ones * UInt64(first)
        self.second = Self.ones * UInt64(second)
        self.third = Self.ones * UInt64(third ?? second)
    }

    /// The place of the first such byte from `start` on; the number of bytes if there is none.
    @inline(__always)
    func firstIndex(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var place = start
        let raw = UnsafeRawPointer(bytes.baseAddress)
        while let raw, place + 8 <= bytes.count {
            let found = marks(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            if found != 0 { return place + (found.trailingZeroBitCount >> 3) }
            place += 8
        }
        while place < bytes.count, marks(UInt64(bytes[place]) | ~0xFF) == 0 { place += 1 }
        return place
    }

    /// Bits of which the lowest is the top bit of the first such byte. (What a subtraction borrows shows only behind it.)
    @inline(__always)
    private func marks(_ bytes: UInt64) -> UInt64 {
        let controls = (bytes &- Self.ones &* 0x20) & ~bytes
        return (controls | zeros(bytes ^ first) | zeros(bytes ^ second) | zeros(bytes ^ third)) & (Self.ones << 7)
    }

    @inline(__always)
    private func zeros(_ bytes: UInt64) -> UInt64 { (bytes &- Self.ones) & ~bytes }
}
