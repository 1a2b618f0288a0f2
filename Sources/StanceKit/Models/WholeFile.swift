import Foundation

/// Reads files that are needed as a whole.
enum WholeFile {
    /// The bytes of a file, without any change to them.
    ///
    /// - Throws: `StanceError` if it cannot be read or has more than `limit` bytes.
    static func read(_ path: String, atMost limit: Int) throws(StanceError) -> [UInt8] {
        let file = try InputFile(path: path)
        var bytes: [UInt8] = []
        while try file.readRaw(into: &bytes) > 0 {
            guard bytes.count <= limit else {
                throw StanceError(.malformedModel(reason: "it is larger than \(limit) bytes"), path: path)
            }
        }
        return bytes
    }
}
