import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import StanceKit

@Suite struct ModelDirectoryTests {
    private func contents(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func put(_ bytes: some Sequence<UInt8>, at path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    @Test("A model that was written and read again says the same")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let model = try SmallModel()
            try model.write(to: "\(folder)/a/b/model/")
            let read = try Classifier(contentsOf: "\(folder)/a/b/model")
            #expect(read.labels == model.labels)
            for text in SmallModel.texts {
                #expect(read.classify(text) == (try model.classifier).classify(text))
            }
            let configuration = try ModelDirectory.readFiles("\(folder)/a/b/model").configuration
            #expect(configuration.features == model.space.configuration)
            let whole = try JSONSerialization.jsonObject(with: Data(contents("\(folder)/a/b/model/config.json")))
            let training = try #require((whole as? [String: Any])?["training"] as? [String: [String]])
            #expect(training == ["files": ["a.tsv"]])
        }
    }

    @Test("A model replaces a model and an empty folder, nothing else, and leaves nothing beside it")
    func replacement() throws {
        try withTemporaryFolder { folder in
            let directory = "\(folder)/model"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
            try SmallModel(seed: 1).write(to: directory)
            let before = try contents("\(directory)/config.json")
            try SmallModel(seed: 2).write(to: directory)
            #expect(try contents("\(directory)/config.json") != before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model"])

            try put("mine".utf8, at: "\(folder)/notes.txt")
            #expect(throws: StanceError(.outputOccupied, path: folder)) { try SmallModel().write(to: folder) }
            #expect(throws: StanceError(.outputOccupied, path: "\(folder)/notes.txt")) {
                try SmallModel().write(to: "\(folder)/notes.txt")
            }
            #expect(try contents("\(folder)/notes.txt") == Array("mine".utf8))

            try put("mine too".utf8, at: "\(directory)/thesis.tex")
            #expect(throws: StanceError(.outputOccupied, path: directory)) { try SmallModel().write(to: directory) }
            #expect(throws: StanceError(.outputOccupied, path: directory)) {
                try ModelDirectory.checkDestination(directory)
            }
        }
    }

    @Test("A symbolic link to a model stays one, and the model behind it is replaced")
    func symbolicLink() throws {
        try withTemporaryFolder { folder in
            try SmallModel(seed: 1).write(to: "\(folder)/model")
            let before = try contents("\(folder)/model/config.json")
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "model")
            try SmallModel(seed: 2).write(to: "\(folder)/link")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "model")
            #expect(try contents("\(folder)/model/config.json") != before)
        }
    }

    @Test("What a killed process left behind is removed, what a living one is writing is not")
    func abandoned() throws {
        try withTemporaryFolder { folder in
            let living = ".model.partial-\(getppid())"
            // No process has the largest number.
            for name in [".model.partial-\(pid_t.max)", ".model.retired-\(pid_t.max)", living, ".model.partial-x"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
            }
            try SmallModel().write(to: "\(folder)/model")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names == [living, ".model.partial-x", "model"].sorted())
        }
    }

    @Test("Where nothing can be written the old model stays")
    func unwritable() throws {
        try withTemporaryFolder { folder in
            try put("".utf8, at: "\(folder)/file")
            #expect(throws: StanceError.self) { try SmallModel().write(to: "\(folder)/file/model") }
        }
    }

    @Test("A change of any byte of the two files is noticed")
    func flippedBits() throws {
        try withTemporaryFolder { folder in
            let directory = "\(folder)/model"
            try SmallModel().write(to: directory)
            for name in ["config.json", "model.safetensors"] {
                let path = "\(directory)/\(name)"
                let bytes = try contents(path)
                for position in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
                    var changed = bytes
                    changed[position] ^= 1 << UInt8(position % 8)
                    try put(changed, at: path)
                    #expect(throws: StanceError.self, "\(name) byte \(position)") {
                        try Classifier(contentsOf: directory)
                    }
                }
                for length in [0, 1, bytes.count / 2, bytes.count - 1] {
                    try put(bytes.prefix(length), at: path)
                    #expect(throws: StanceError.self) { try Classifier(contentsOf: directory) }
                }
                try put(bytes + [0x20], at: path)
                #expect(throws: StanceError.self) { try Classifier(contentsOf: directory) }
                try put(bytes, at: path)
            }
            _ = try Classifier(contentsOf: directory)
        }
    }

    @Test("What is wrong is said with the place")
    func reasons() throws {
        try withTemporaryFolder { folder in
            let directory = "\(folder)/model"
            let configuration = "\(directory)/config.json"
            #expect(throws: StanceError(.fileNotFound, path: configuration)) {
                try Classifier(contentsOf: directory)
            }
            try SmallModel().write(to: directory)
            let text = String(decoding: try contents(configuration), as: UTF8.self)
            try put(text.replacing("\"formatVersion\" : 4", with: "\"formatVersion\" : 7").utf8, at: configuration)
            #expect(throws: StanceError(.unsupportedModelVersion(7, newest: 4), path: configuration)) {
                try Classifier(contentsOf: directory)
            }
            try put("{}".utf8, at: configuration)
            #expect(
                throws: StanceError(.malformedModel(reason: "it has no format version"), path: configuration)
            ) { try Classifier(contentsOf: directory) }
            try put(text.replacing("warning", with: "caution").utf8, at: configuration)
            #expect(
                throws: StanceError(
                    .malformedModel(reason: "its files have changed since it was written (the checksum differs)"),
                    path: directory)
            ) { try Classifier(contentsOf: directory) }
            try put(text.utf8, at: configuration)
            try FileManager.default.removeItem(atPath: "\(directory)/model.safetensors")
            #expect(throws: StanceError(.fileNotFound, path: "\(directory)/model.safetensors")) {
                try Classifier(contentsOf: directory)
            }
        }
    }

    /// Writes tensors and labels with a right checksum, as somebody who means harm would.
    private func sealed(
        labels: [String]? = nil, tensors: (inout [String: Safetensors.Tensor], SmallModel) -> Void = { _, _ in }
    ) throws -> Result<Classifier, StanceError> {
        try withTemporaryFolder { folder in
            let directory = "\(folder)/model"
            let model = try SmallModel()
            try model.write(to: directory)
            var parts = try Safetensors.decoded(Data(contents("\(directory)/model.safetensors")))
            tensors(&parts, model)
            let weights = Safetensors.encoded(parts)
            var configuration = try ModelDirectory.readFiles(directory).configuration
            if let labels { configuration.labels = labels }
            configuration.checksum = ModelChecksum.placeholder
            let blank = JSON.encoded(configuration, formatting: .prettyPrinted)
            let checksum = ModelChecksum.checksum(configuration: blank, weights: weights)
            try put(weights, at: "\(directory)/model.safetensors")
            let text = try #require(ModelChecksum.replacing(ModelChecksum.placeholder, with: checksum, in: blank))
            try put(text, at: "\(directory)/config.json")
            do throws(StanceError) {
                return .success(try Classifier(contentsOf: directory))
            } catch {
                return .failure(error)
            }
        }
    }

    @Test("Parts that do not fit together are refused even under a right checksum")
    func hostileParts() throws {
        _ = try sealed().get()
        let integers = try #require(try SmallModel().model.integers)
        let rows = integers.words.rows
        let known = try SmallModel().space.index.bits
        func scales(_ scales: [Float]) throws -> Result<Classifier, StanceError> {
            try sealed { parts, _ in parts["words.scales"] = .init(scales, shape: [scales.count]) }
        }
        let attempts: [Result<Classifier, StanceError>] = [
            try sealed(labels: ["a", "b"]),
            try sealed(labels: ["a", "b", "b"]),
            try sealed { parts, _ in parts["bias"] = .init([Float.nan, 0, 0], shape: [3]) },
            try sealed { parts, _ in parts["bias"] = .init([Float(1), 0], shape: [2]) },
            try sealed { parts, _ in parts["bias"] = .init([Float(1), 0, 0, 0], shape: [4]) },
            try sealed { parts, _ in parts["bias"] = nil },
            try sealed { parts, _ in parts["words.rows"] = nil },
            try sealed { parts, _ in parts["words.rows"] = .init(Array(rows.dropLast())) },
            try sealed { parts, _ in parts["words.rows"] = .init(rows + [.zero]) },
            try sealed { parts, _ in parts["words.rows"] = .init(rows.map { _ in SIMD4(1, 1, 1, -1) }) },
            try sealed { parts, _ in parts["words.rows"] = .init(rows.map { _ in SIMD4(1, 1, 1, 0) }) },
            try sealed { parts, _ in parts["words.rows"] = .init([Float](repeating: 1, count: 4), shape: [1, 4]) },
            try scales([1, 1, 1]), try scales([1, 1, 1, 0]), try scales([1, 1, 1, -1]), try scales([1, 1, 1, .nan]),
            try scales([1, 1, 1, .infinity]), try scales([1, 1, 3, 1]), try scales([1, 1, 0x1p100, 1]),
            try scales([0x1p60, 0x1p60, 1, 1]), try scales([1, 1, 1, 0x1p-126]),
            try sealed { parts, _ in parts["features.known"] = nil },
            try sealed { parts, _ in parts["features.known"] = .init(Array(known.reversed())) },
            try sealed { parts, _ in parts["features.known"] = .init(known.map { _ in 0 }) },
            try sealed { parts, _ in parts["features.known"] = .init(Array(known.dropLast())) },
            try sealed { parts, _ in parts["features.known"] = .init(known + [0]) },
            try sealed { parts, _ in parts["weights"] = .init([Float(1)], shape: [1, 1]) },
        ]
        for (index, attempt) in attempts.enumerated() {
            guard case .failure(let error) = attempt, case .malformedModel = error.cause else {
                Issue.record("attempt \(index) was not refused as malformed")
                continue
            }
        }
    }
}
