import Foundation

/// Writes a directory of files so that readers see the old one or the new one, never a part.
package enum DirectoryReplacement {
    /// Writes `files` into a temporary sibling of `directory`, syncs them to disk, and puts it in place.
    ///
    /// - Parameter owned: the names of files that may be replaced. A directory that holds anything else is refused.
    package static func write(
        _ files: [String: [UInt8]], to directory: String, replacing owned: Set<String>
    ) throws(StanceError) {
        try check(directory, replacing: owned)
        let target = resolved(directory)
        let exists = access(target, F_OK) == 0
        let nameStart = target.lastIndex(of: "/").map(target.index(after:)) ?? target.startIndex
        let (prefix, name) = (target[..<nameStart], target[nameStart...])
        try makeDirectories(String(prefix), reportedAs: directory)
        removeAbandoned(of: name, in: prefix)
        let temporary = "\(prefix).\(name).partial-\(getpid())"
        removeTree(temporary)
        do throws(StanceError) {
            guard mkdir(temporary, 0o777) == 0 else { throw WholeFile.writeError(directory) }
            for (name, bytes) in files {
                try WholeFile.create(bytes, at: "\(temporary)/\(name)", reportedAs: directory)
            }
            synchronize(temporary)
            try exchange(
                temporary, with: target, retired: "\(prefix).\(name).retired-\(getpid())", exists: exists,
                reportedAs: directory)
        } catch {
            removeTree(temporary)
            throw error
        }
    }

    /// Refuses a place where something stands that is not to be replaced.
    static func check(_ directory: String, replacing owned: Set<String>) throws(StanceError) {
        guard access(directory, F_OK) == 0 else { return }
        guard let contents = try? FileManager.default.contentsOfDirectory(atPath: directory),
            owned.isSuperset(of: contents)
        else { throw StanceError(.outputOccupied, path: directory) }
    }

    /// The path without slashes at its end; where it is there already, without symbolic links, which stay as they are.
    private static func resolved(_ path: String) -> String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private static func makeDirectories(_ path: String, reportedAs reported: String) throws(StanceError) {
        guard !path.isEmpty else { return }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw StanceError(.fileUnwritable(reason: "its parent directory cannot be made"), path: reported)
        }
    }

    /// Puts `temporary` where `target` is. Between the two renamings of an existing target there is none: a killed
    /// process leaves the old directory, the new one, or the old one under the name `retired`.
    private static func exchange(
        _ temporary: String, with target: String, retired: String, exists: Bool, reportedAs reported: String
    ) throws(StanceError) {
        if exists {
            removeTree(retired)
            guard rename(target, retired) == 0 else { throw WholeFile.writeError(reported) }
        }
        guard rename(temporary, target) == 0 else {
            let error = WholeFile.writeError(reported)
            if exists { rename(retired, target) }
            throw error
        }
        removeTree(retired)
    }

    /// Brings a directory's entries to disk, where the file system can.
    private static func synchronize(_ directory: String) {
        let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Removes what killed processes have left: temporary directories whose process is gone.
    private static func removeAbandoned(of name: Substring, in prefix: Substring) {
        let siblings =
            (try? FileManager.default.contentsOfDirectory(atPath: prefix.isEmpty ? "." : String(prefix))) ?? []
        for sibling in siblings {
            for stage in [".\(name).partial-", ".\(name).retired-"] where sibling.hasPrefix(stage) {
                guard let process = pid_t(sibling.dropFirst(stage.count)), process != getpid() else { continue }
                if kill(process, 0) != 0, errno == ESRCH { removeTree("\(prefix)\(sibling)") }
            }
        }
    }

    private static func removeTree(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
