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
    /// - Throws: `StanceError.Cause.fileUnwritable`.
    package static func write(_ bytes: [UInt8], to path: String) throws(StanceError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            throw StanceError(.fileUnwritable(reason: (reason ?? error as NSError).localizedDescription), path: path)
        }
    }
}
