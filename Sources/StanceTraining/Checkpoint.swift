import Foundation
import LinearAlgebra
import StanceEvaluation
public import StanceKit

/// A directory in which the state of a training is kept, so that the same training can go on after it was cut off, and
/// ends in the same bytes.
public struct Checkpoint: Sendable {
    /// The directory.
    public let directory: String

    private static let fingerprintFile = "fingerprint"

    /// Opens a directory, or makes it.
    ///
    /// - Parameter work: what the training is made of; a directory that was begun for other work is refused.
    /// - Throws: `StanceError` if it cannot be read or written, or belongs to other work.
    public init(directory: String, work: String) throws(StanceError) {
        self.directory = directory
        let fingerprint = SHA256.hexadecimal(of: work)
        let path = "\(directory)/\(Self.fingerprintFile)"
        if let found = FileManager.default.contents(atPath: path) {
            guard String(decoding: found, as: UTF8.self) == fingerprint else {
                throw StanceError(.checkpointOfOtherWork, path: directory)
            }
            return
        }
        let contents = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        guard contents.isEmpty else { throw StanceError(.checkpointOccupied, path: directory) }
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw StanceError(.fileUnwritable(reason: "the directory cannot be made"), path: directory)
        }
        try WholeFile.write(Array(fingerprint.utf8), to: path)
    }

    /// What is kept under a name, `nil` if there is nothing.
    ///
    /// - Throws: `StanceError.Cause.damagedCheckpoint` if a single bit of it has changed, or `decode` cannot read it.
    func load<Value>(
        _ name: String, as decode: (Safetensors.Tensors) throws(StanceError) -> Value
    ) throws(StanceError) -> Value? {
        let path = path(of: name)
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let (tensors, digest) = (bytes.dropLast(SHA256.byteCount), bytes.suffix(SHA256.byteCount))
        do throws(StanceError) {
            guard SHA256.hash(tensors).elementsEqual(digest) else { throw StanceError(.damagedCheckpoint) }
            return try decode(Safetensors.decoded(tensors))
        } catch {
            throw StanceError(.damagedCheckpoint, path: path)
        }
    }

    /// Keeps tensors under a name, whole or not at all: a safetensors file, and behind it the SHA-256 digest of its bytes.
    func save(_ tensors: Safetensors.Tensors, as name: String) throws(StanceError) {
        let bytes = Safetensors.encoded(tensors)
        try WholeFile.write(Array(bytes) + SHA256.hash(bytes), to: path(of: name))
    }

    /// Removes what is kept under a name.
    func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: path(of: name))
    }

    /// Removes the directory: the work is done.
    public func removeAll() {
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func path(of name: String) -> String { "\(directory)/\(name).state" }
}

extension Checkpoint {
    /// Opens the directory for one training.
    ///
    /// - Throws: as `init(directory:work:)`.
    public init(directory: String, data: TrainingData, recipe: TrainingRecipe) throws(StanceError) {
        // States of before proportional columns were merged have other parameters.
        let work = "\(stanceVersion), merged\n\(data.fingerprint)\n\(String(decoding: recipe.json, as: UTF8.self))"
        try self.init(directory: directory, work: work)
    }
}

extension TrainingData {
    /// A digest of the files, and of what the options of reading have made of their bytes: labels, weights and shares.
    var fingerprint: String {
        let digest = SHA256()
        for file in files + [vectors?.file].compactMap({ $0 }) {
            digest.update("\(file.name) \(file.sha256) \(file.records)\n".utf8)
        }
        digest.update("\(primaryCount)\n".utf8)
        for label in labels { digest.update("\(label)\n".utf8) }
        for target in targets { digest.update("\(target) ".utf8) }
        for value in weights + (shares?.values ?? []) { digest.update("\(value) ".utf8) }
        for text in texts {
            digest.update("\(text.count) ".utf8)
            digest.update(text)
        }
        for group in groups { digest.update("\(group) ".utf8) }
        for (row, groups) in furtherGroups.sorted(by: { $0.key < $1.key }) { digest.update("\(row) \(groups) ".utf8) }
        return digest.hexadecimal()
    }
}
