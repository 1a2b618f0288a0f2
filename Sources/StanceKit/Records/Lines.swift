import Foundation

extension [UInt8] {
    /// The place behind the line that holds `start`: behind its newline, or the end.
    func lineEnd(from start: Int) -> Int {
        withUnsafeBytes { bytes in
            guard let line = bytes.baseAddress.map({ $0 + start }),
                let found = memchr(line, 0x0A, bytes.count - start)
            else { return bytes.count }
            return start + (UnsafeRawPointer(found) - line) + 1
        }
    }
}

extension ArraySlice<UInt8> {
    /// The number of newlines.
    var lineCount: Int {
        withUnsafeBytes { bytes in
            let ones: UInt64 = 0x0101_0101_0101_0101
            var count = 0
            var place = 0
            while place + 8 <= bytes.count {
                // Eight counts side by side, each up to the 255 that a byte can hold.
                var lanes: UInt64 = 0
                let end = Swift.min(place + 8 * 255, bytes.count - 7)
                while place < end {
                    let others = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ (ones &* 0x0A)
                    let isOther = ((others & (ones &* 0x7F)) &+ ones &* 0x7F) | others
                    lanes &+= (~isOther >> 7) & ones
                    place += 8
                }
                let pairs = (lanes & 0x00FF_00FF_00FF_00FF) &+ (lanes >> 8 & 0x00FF_00FF_00FF_00FF)
                count += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
            }
            for byte in bytes[place...] { count += byte == 0x0A ? 1 : 0 }
            return count
        }
    }
}
