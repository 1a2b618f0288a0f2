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
        let file = try InputFile(path: path)
        guard let size = file.regularSize else {
            throw StanceError(cause("it is not a regular file"), path: path)
        }
        guard size <= limit else {
            throw StanceError(cause("it is larger than such a file can be"), path: path)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + InputFile.readSize)
        while try file.readRaw(into: &bytes) > 0 {
            guard bytes.count <= limit else {
                throw StanceError(cause("it grows while it is read"), path: path)
            }
        }
        return bytes
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
