/// A run of whole records as they stand in a file, in valid UTF-8: what one thread parses at a time.
public struct RecordBlock: Sendable {
    /// The records' bytes.
    let bytes: [UInt8]
    /// The line on which the first record begins, counted from 1.
    let firstLine: Int

    /// The first line with bytes that are not UTF-8, `nil` if all are; each maximal part of them became U+FFFD.
    package let firstRepairedLine: Int?

    /// Whether there were bytes that are not UTF-8.
    public var hasRepairedBytes: Bool { firstRepairedLine != nil }

    init(bytes: [UInt8], firstLine: Int) {
        self.firstLine = firstLine
        guard let fault = UTF8Repair.firstFault(in: bytes) else {
            self.bytes = bytes
            firstRepairedLine = nil
            return
        }
        self.bytes = UTF8Repair.repaired(bytes)
        firstRepairedLine = firstLine + bytes[..<fault].lineCount
    }
}

/// Replaces what is not UTF-8.
enum UTF8Repair {
    /// The bytes with U+FFFD for every maximal ill-formed part.
    static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// Where the first ill-formed part begins; `nil` if the bytes are valid UTF-8.
    static func firstFault(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { buffer in
            var index = 0
            while index < buffer.count {
                // ASCII, sixteen bytes at a step.
                while index + 16 <= buffer.count,
                    buffer.loadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self)
                        & SIMD2(repeating: 0x8080_8080_8080_8080) == .zero
                {
                    index += 16
                }
                guard index < buffer.count else { break }
                guard let length = sequenceLength(buffer, at: index) else { return index }
                index += length
            }
            return nil
        }
    }

    /// The length of the well-formed sequence at `index` (Unicode, table 3-7), `nil` where there is none.
    private static func sequenceLength(_ buffer: UnsafeRawBufferPointer, at index: Int) -> Int? {
        let lead = buffer[index]
        let (length, second): (Int, ClosedRange<UInt8>)
        switch lead {
        case 0..<0x80: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard index + length <= buffer.count, second.contains(buffer[index + 1]) else { return nil }
        for offset in 2..<max(2, length) where buffer[index + offset] & 0xC0 != 0x80 { return nil }
        return length
    }
}
