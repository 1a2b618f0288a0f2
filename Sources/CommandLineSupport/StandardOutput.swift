import Foundation
public import StanceKit

/// Standard output, where results go.
public enum StandardOutput {
    /// Writes bytes.
    ///
    /// - Throws: `StanceError`, with the cause `readerGone` if nobody reads any more.
    public static func write(_ bytes: [UInt8]) throws(StanceError) {
        try OutputBytes.write(bytes, to: STDOUT_FILENO, reportedAs: "standard output")
    }

    /// Writes a text and a newline.
    public static func writeLine(_ text: String) throws(StanceError) {
        try write(Array("\(text)\n".utf8))
    }
}
