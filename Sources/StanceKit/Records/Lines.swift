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
        withUnsafeBufferPointer { bytes in
            var count = 0
            for byte in bytes { count &+= byte == 0x0A ? 1 : 0 }
            return count
        }
    }
}
