import Foundation
import StanceKit

/// A file that no other process changes while this value lives, as far as all of them ask for the lock.
final class LockedFile {
    private let path: String
    private let descriptor: Int32

    /// Opens a regular file, makes it if it is not there, and waits for its lock.
    init(_ path: String) throws(StanceError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StanceError(.fileUnwritable(reason: "it is not a regular file"), path: path)
        }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw Self.failure(path) }
        }
    }

    deinit { close(descriptor) }

    private static func failure(_ path: String) -> StanceError {
        StanceError(.fileUnwritable(reason: String(cString: strerror(errno))), path: path)
    }

    /// The number of bytes.
    func size() throws(StanceError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(path) }
        return Int(status.st_size)
    }

    /// All bytes.
    func bytes() throws(StanceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: try size())
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes { [done] in
                pread(descriptor, $0.baseAddress! + done, $0.count - done, off_t(done))
            }
            guard count > 0 else { throw Self.failure(path) }
            done += count
        }
        return bytes
    }

    /// Writes bytes at the end and waits until they are on disk; if that fails, the file is as before.
    func append(_ bytes: [UInt8]) throws(StanceError) {
        let end = try size()
        do throws(StanceError) {
            try overwrite(bytes, at: end)
        } catch {
            ftruncate(descriptor, off_t(end))
            throw error
        }
    }

    /// Writes bytes at a place and waits until they are on disk.
    func overwrite(_ bytes: [UInt8], at offset: Int) throws(StanceError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { [done] in
                pwrite(descriptor, $0.baseAddress! + done, $0.count - done, off_t(offset + done))
            }
            if count < 0, errno != EINTR { throw Self.failure(path) }
            done += max(0, count)
        }
        try synchronize()
    }

    /// Cuts the file off.
    func truncate(to size: Int) throws(StanceError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw Self.failure(path) }
        try synchronize()
    }

    private func synchronize() throws(StanceError) {
        guard fsync(descriptor) == 0 else { throw Self.failure(path) }
    }
}
