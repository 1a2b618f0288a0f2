import Foundation
import StanceKit

/// The files that paths stand for.
enum CorpusFiles {
    /// Replaces each directory by the files below it whose extension tells a format, sorted by path. A file that is
    /// named twice is there once; hidden files and links to directories are passed over.
    ///
    /// - Throws: `StanceError` for a path that is not there, a directory that cannot be read, or one without such files.
    static func files(at paths: [String]) throws(StanceError) -> [String] {
        var files: [String] = []
        var seen = Set<String>()
        for path in paths {
            for file in try expanded(path) {
                let identity = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
                if file == "-" || seen.insert(identity).inserted { files.append(file) }
            }
        }
        return files
    }

    private static func expanded(_ path: String) throws(StanceError) -> [String] {
        var isDirectory: ObjCBool = false
        if path == "-" { return [path] }
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw StanceError(.fileNotFound, path: path)
        }
        guard isDirectory.boolValue else { return [path] }
        var found: [String] = []
        try collect(from: path, into: &found)
        guard !found.isEmpty else { throw StanceError(.noRecordFiles, path: path) }
        return found.sorted()
    }

    private static func collect(from directory: String, into files: inout [String]) throws(StanceError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw StanceError(.fileUnreadable(reason: String(cString: strerror(EACCES))), path: directory)
        }
        for name in names where !name.hasPrefix(".") {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { continue }
            if !isDirectory.boolValue {
                if RecordFormat(path: name) != nil { files.append(path) }
            } else if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil {
                try collect(from: path, into: &files)
            }
        }
    }
}
