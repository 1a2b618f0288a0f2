import Foundation
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct CorpusFilesTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        for folder in ["part", "part/deep", ".hidden", "nothing"] {
            try FileManager.default.createDirectory(
                atPath: "\(directory.path)/\(folder)", withIntermediateDirectories: true)
        }
        let names = ["part/z.tsv", "b.csv", "a.jsonl", "part/deep/a.tsv", "README.md", ".c.csv", ".hidden/d.csv"]
        for name in names { try directory.write("x", to: name) }
    }

    private func files(_ names: [String]) throws -> [String] {
        try CorpusFiles.files(at: names.map { "\(directory.path)/\($0)" })
            .map { String($0.dropFirst(directory.path.count + 1)) }
    }

    @Test("A directory stands for its visible files of records, sorted by path", arguments: ["", "/"])
    func recursive(end: String) throws {
        let found = try CorpusFiles.files(at: [directory.path + end])
        #expect(found == ["a.jsonl", "b.csv", "part/deep/a.tsv", "part/z.tsv"].map { "\(directory.path)/\($0)" })
    }

    @Test("Files named are taken as they are, in their order, each once")
    func named() throws {
        #expect(
            try files(["b.csv", "README.md", "part", "b.csv"]) == [
                "b.csv", "README.md", "part/deep/a.tsv", "part/z.tsv",
            ])
        #expect(try CorpusFiles.files(at: ["-"]) == ["-"])
    }

    @Test("Links to directories are not followed: they may lead round in a circle")
    func links() throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(directory.path)/nothing/up", withDestinationPath: directory.path)
        try FileManager.default.createSymbolicLink(
            atPath: "\(directory.path)/nothing/b.csv", withDestinationPath: "\(directory.path)/b.csv")
        #expect(try files(["nothing"]) == ["nothing/b.csv"])
    }

    @Test(
        "What is not there is refused, and so is a directory without files of records",
        arguments: [("none.tsv", StanceError.Cause.fileNotFound), ("nothing", .noRecordFiles)])
    func refused(name: String, cause: StanceError.Cause) throws {
        let error = #expect(throws: StanceError.self) { try files([name]) }
        #expect(error == StanceError(cause, path: "\(directory.path)/\(name)"))
        #expect(error?.code == .missingInput)
    }
}
