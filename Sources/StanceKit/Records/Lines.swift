internal import CVectors
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
    var lineCount: Int { withUnsafeBytes { CVCount($0.baseAddress, $0.count, 0x0A) } }
}
