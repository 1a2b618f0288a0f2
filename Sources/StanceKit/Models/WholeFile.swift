import Foundation

/// Reads files that are needed as a whole.
enum WholeFile {
    /// The bytes of a file, without any change to them.
    ///
    /// - Throws: `StanceError` if it cannot be read or has more than `limit` bytes.
    static func read(_ path: String, atMost limit: Int) throws(StanceError) -> [UInt8] {
        let file = try InputFile(path: path)
        guard let size = file.regularSize else {
            throw StanceError(.malformedModel(reason: "it is not a regular file"), path: path)
        }
        guard size <= limit else {
            throw StanceError(.malformedModel(reason: "it is larger than a model can be"), path: path)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + InputFile.readSize)
        while try file.readRaw(into: &bytes) > 0 {
            guard bytes.count <= limit else {
                throw StanceError(.malformedModel(reason: "it grows while it is read"), path: path)
            }
        }
        return bytes
    }
}
