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

    /// Whether it is a pipe or a socket from which nobody reads any more.
    static var hasLostReader: Bool {
        var request = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return poll(&request, 1, 0) > 0 && Int32(request.revents) & (POLLERR | POLLHUP) != 0
    }

    /// Writes a text and a newline.
    public static func writeLine(_ text: String) throws(StanceError) {
        try write(Array("\(text)\n".utf8))
    }
}
