import Foundation
import StanceKit

/// Reads records that came with a request as the tools read a file: byte order marks, UTF-16, repairs and errors alike.
enum UploadedRecords {
    /// The records of `bytes`.
    ///
    /// - Parameter limit: how many there may be.
    /// - Throws: `ServiceError` 422 that says where they are broken, 413 if there are more than `limit`.
    static func read(
        _ bytes: [UInt8], format: RecordFormat, textField: String, limit: Int
    ) throws -> [Record] {
        // Readers take paths: this one is of a file that lies in no folder and is gone when it is closed.
        guard let file = tmpfile() else { throw ServiceError.internalError }
        defer { fclose(file) }
        try OutputBytes.write(bytes, to: fileno(file), reportedAs: "a temporary file")
        do throws(StanceError) {
            let reader = try RecordReader(path: "/dev/fd/\(fileno(file))", format: format, textField: textField)
            var records: [Record] = []
            while let block = try reader.nextBlock() {
                let (found, fault) = reader.parser.records(of: block)
                records += found
                if let fault { throw fault }
                guard records.count <= limit else { break }
            }
            guard !records.isEmpty else { throw StanceError(.noRecords) }
            if records.count <= limit { return records }
        } catch {
            // The path would say nothing to who sent them.
            let place = error.place.line.map { "line \($0): " } ?? ""
            throw ServiceError.invalidRequest("\(place)\(error.cause)")
        }
        throw ServiceError.tooManyTexts(limit)
    }
}
