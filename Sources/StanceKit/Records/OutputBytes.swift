import Foundation

/// Writes bytes to a file descriptor.
public enum OutputBytes {
    /// Writes all of `bytes`.
    ///
    /// - Throws: `StanceError.Cause.fileUnwritable`, or `.readerGone` when whoever reads the other end of a pipe has
    ///   closed it.
    public static func write(
        _ bytes: [UInt8], to descriptor: Int32, reportedAs name: String
    ) throws(StanceError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&request, 1, -1)
            } else if errno == EPIPE {
                throw StanceError(.readerGone, path: name)
            } else if errno != EINTR {
                throw StanceError(.fileUnwritable(reason: String(cString: strerror(errno))), path: name)
            }
        }
    }
}
