import Foundation

/// Reads and writes files as a whole.
package enum WholeFile {
    /// The bytes of a file, without any change to them.
    ///
    /// - Parameter cause: the cause of the error for a file that is no file, or too large.
    /// - Throws: `StanceError` if it cannot be read or has more than `limit` bytes.
    package static func read(
        _ path: String, atMost limit: Int,
        cause: (_ reason: String) -> StanceError.Cause = StanceError.Cause.malformedModel
    ) throws(StanceError) -> [UInt8] {
        let (file, size) = try open(path, atMost: limit, cause)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + InputFile.readSize)
        while try file.readRaw(into: &bytes) > 0 {
            guard bytes.count <= limit else {
                throw StanceError(cause("it grows while it is read"), path: path)
            }
        }
        return bytes
    }

    /// The bytes of a file, mapped into memory: read when they are looked at, and let go with the last part of them.
    ///
    /// - Throws: as `read`.
    static func map(_ path: String, atMost limit: Int) throws(StanceError) -> Data {
        let (file, size) = try open(path, atMost: limit, StanceError.Cause.malformedModel)
        return try file.map(size)
    }

    private static func open(
        _ path: String, atMost limit: Int, _ cause: (_ reason: String) -> StanceError.Cause
    ) throws(StanceError) -> (InputFile, size: Int) {
        let file = try InputFile(path: path)
        guard let size = file.regularSize else {
            throw StanceError(cause("it is not a regular file"), path: path)
        }
        guard size <= limit else {
            throw StanceError(cause("it is larger than such a file can be"), path: path)
        }
        return (file, size)
    }

    /// Writes a file, whole or not at all: what stands at `path` is replaced when all is on disk.
    ///
    /// A symbolic link stays, and what it leads to is replaced; a pipe or a device is written to.
    /// - Throws: `StanceError.Cause.fileUnwritable`, or `.readerGone` for a pipe that nobody reads.
    package static func write(_ bytes: [UInt8], to path: String) throws(StanceError) {
        guard case .file(let target, let mode) = try destination(path) else {
            return try writeThrough(bytes, to: path)
        }
        let (folder, name) = (Self.folder(of: target), target.split(separator: "/").last ?? "")
        let temporary = "\(folder)/.\(name.prefix(60)).partial-\(getpid())"
        unlink(temporary)
        do throws(StanceError) {
            try create(bytes, at: temporary, mode: mode, reportedAs: path)
            guard rename(temporary, target) == 0 else { throw writeError(path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Refuses a place where no file can be written, and a file that is read: to be asked before the work whose result it is
    /// to hold.
    ///
    /// - Throws: `StanceError.Cause.fileUnwritable`, `.outputIsInput`.
    package static func checkDestination(_ path: String, inputs: [String] = []) throws(StanceError) {
        try refuse(path, among: inputs)
        guard case .file(let target, _) = try destination(path) else {
            guard access(path, W_OK) == 0 else { throw writeError(path) }
            return
        }
        guard access(folder(of: target), W_OK) == 0 else { throw writeError(path) }
    }

    /// Refuses an output that is one of the inputs, by whatever name.
    ///
    /// - Throws: `StanceError.Cause.outputIsInput`.
    package static func refuse(_ path: String, among inputs: [String]) throws(StanceError) {
        var (status, other) = (stat(), stat())
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        for input in inputs where stat(input, &other) == 0 {
            if other.st_dev == status.st_dev, other.st_ino == status.st_ino {
                throw StanceError(.outputIsInput, path: path)
            }
        }
    }

    private enum Destination {
        /// A regular file, or nothing yet; with the permissions of what is replaced.
        case file(String, mode: mode_t?)
        /// A pipe or a device.
        case stream
    }

    private static func destination(_ path: String) throws(StanceError) -> Destination {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT, lstat(path, &status) != 0, !path.isEmpty, !path.hasSuffix("/") else {
                // A link to nothing, or a folder on the way that is none.
                throw writeError(path)
            }
            return .file(path, mode: nil)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw StanceError(.fileUnwritable(reason: String(cString: strerror(EISDIR))), path: path)
        case S_IFREG where openDescriptor(of: status) == nil:
            guard let real = realpath(path, nil) else { throw writeError(path) }
            defer { free(real) }
            return .file(String(cString: real), mode: status.st_mode & 0o7777)
        default: return .stream
        }
    }

    /// Standard output or standard error if that is the file (`/dev/stdout`): it cannot be replaced under the descriptor.
    private static func openDescriptor(of file: stat) -> Int32? {
        [STDOUT_FILENO, STDERR_FILENO].first { descriptor in
            var status = stat()
            return fstat(descriptor, &status) == 0 && status.st_dev == file.st_dev && status.st_ino == file.st_ino
        }
    }

    private static func writeThrough(_ bytes: [UInt8], to path: String) throws(StanceError) {
        var status = stat()
        if stat(path, &status) == 0, let descriptor = openDescriptor(of: status) {
            return try OutputBytes.write(bytes, to: descriptor, reportedAs: path)
        }
        let descriptor = Foundation.open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw writeError(path) }
        defer { close(descriptor) }
        try OutputBytes.write(bytes, to: descriptor, reportedAs: path)
    }

    /// Writes a new file and waits until it is on disk.
    static func create(
        _ bytes: [UInt8], at path: String, mode: mode_t? = nil, reportedAs reported: String
    ) throws(StanceError) {
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw writeError(reported) }
        defer { close(descriptor) }
        if let mode { fchmod(descriptor, mode) }
        try OutputBytes.write(bytes, to: descriptor, reportedAs: reported)
        guard fsync(descriptor) == 0 else { throw writeError(reported) }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// What the last call of the system says is wrong with a place.
    static func writeError(_ path: String) -> StanceError {
        StanceError(.fileUnwritable(reason: String(cString: strerror(errno))), path: path)
    }
}
