internal import CVectors

/// Finds control characters and a few others in text, sixteen bytes at a time.
struct ByteSearch {
    private let first: UInt8
    private let second: UInt8
    private let third: UInt8

    /// Text of JSON strings ends or changes at these: control characters, quotation mark, backslash.
    static let json = ByteSearch(UInt8(ascii: "\""), UInt8(ascii: "\\"))
    /// What a tab-separated field may have to escape: control characters and backslash.
    static let tsv = ByteSearch(UInt8(ascii: "\\"), UInt8(ascii: "\\"))
    /// Why a CSV field may need quotation marks: control characters, quotation mark, comma, semicolon.
    static let csv = ByteSearch(UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"))

    /// What a character begins with that commands what shows it or ends a line (`isCommand`, U+2028 and U+2029).
    static let commands = ByteSearch(0x7F, 0xC2, 0xE2)

    private init(_ first: UInt8, _ second: UInt8, _ third: UInt8? = nil) {
        self.first = first
        self.second = second
        self.third = third ?? second
    }

    /// The place of the first such byte from `start` on; the number of bytes if there is none.
    @inline(__always)
    func firstIndex(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return start }
        var place = start
        while place &+ 16 <= bytes.count {
            let found = CVControlBytes(base + place, first, second, third)
            if found != 0 { return place &+ found.trailingZeroBitCount }
            place &+= 16
        }
        while place < bytes.count, !isSought(bytes[place]) { place &+= 1 }
        return place
    }

    @inline(__always)
    private func isSought(_ byte: UInt8) -> Bool { byte < 0x20 || byte == first || byte == second || byte == third }
}
