import Foundation
import StanceEvaluation
import StanceKit
import Synchronization

/// A file that keeps every evaluation of a search, so that the same search can go on after it was cut off.
///
/// It has a JSON object on each line: first the work's fingerprint, then the evaluations as they were finished. A last line
/// without its end was cut short and is dropped; so is all that follows a line that cannot be read.
final class TuningJournal: Sendable {
    /// What one recipe came to on one rung.
    struct Evaluation: Sendable, Equatable, Codable {
        /// The rung, from 0.
        var rung: Int
        /// The recipe's number among the candidates.
        var candidate: Int
        /// What it made of the rung's examples; `nil` if it cannot be trained on them.
        var outcome: TuningOutcome?
    }

    private struct Header: Equatable, Codable {
        var version: String
        var fingerprint: String
    }

    /// Where it is.
    let path: String
    /// The evaluations that an earlier run kept.
    let evaluations: [Evaluation]
    private let descriptor: Mutex<Int32>

    /// Opens a journal, or begins one.
    ///
    /// - Parameter work: all that decides the evaluations; a file that was begun for other work is refused.
    /// - Throws: `StanceError` if it cannot be read or written, or belongs to other work.
    init(path: String, work: String) throws(StanceError) {
        self.path = path
        let digest = SHA256.hexadecimal(of: work)
        let header =
            JSON.encoded(
                Header(version: stanceVersion, fingerprint: digest), formatting: .sortedKeys) + [0x0A]
        let found = FileManager.default.fileExists(atPath: path) ? try WholeFile.read(path, atMost: 1 << 32) : []
        guard found.starts(with: header) || header.starts(with: found) else {
            throw StanceError(.checkpointOfOtherWork, path: path)
        }
        var kept: [Evaluation] = []
        var end = found.count < header.count ? 0 : header.count
        while end > 0, let newline = found[end...].firstIndex(of: 0x0A),
            let evaluation = try? JSONDecoder().decode(Evaluation.self, from: Data(found[end..<newline]))
        {
            kept.append(evaluation)
            end = newline + 1
        }
        evaluations = kept
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else {
            throw StanceError(.fileUnwritable(reason: String(cString: strerror(errno))), path: path)
        }
        descriptor = Mutex(file)
        guard ftruncate(file, off_t(end)) == 0 else {
            throw StanceError(.fileUnwritable(reason: String(cString: strerror(errno))), path: path)
        }
        if end == 0 { try OutputBytes.write(header, to: file, reportedAs: path) }
    }

    deinit {
        descriptor.withLock { _ = close($0) }
    }

    /// Keeps an evaluation. Several threads may do so at once.
    func append(_ evaluation: Evaluation) throws(StanceError) {
        let line = JSON.encoded(evaluation, formatting: .sortedKeys) + [0x0A]
        try descriptor.withLock { file throws(StanceError) in
            try OutputBytes.write(line, to: file, reportedAs: path)
        }
    }

    /// Removes a journal.
    static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
