import Foundation
import TestSupport
import Testing

@Suite struct TuneTests {
    /// A recipe small enough for a debug build, with a penalty so heavy that almost any other recipe is better.
    private static let start = """
        {"features": {"bucketBits": 8, "characterNGrams": null}, "logistic": {"l2": 3000}, "network": {"members": 1}}
        """
    private static let arguments = [
        "tune", "--train", "train.tsv", "--recipe", "start.json", "--recipes", "4", "--output", "r.json",
    ]

    private func prepare(_ folder: String) throws {
        try Examples.tsv.write(to: "\(folder)/train.tsv")
        try Self.start.write(to: "\(folder)/start.json")
    }

    private func contents(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test("A search writes a recipe that training takes, and tells of every recipe")
    func endToEnd() throws {
        try withTemporaryFolder { folder in
            try prepare(folder)
            let result = try Tool.run("stance-train", Self.arguments, directory: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            let lines = result.output.components(separatedBy: "\n")
            #expect(lines[0] == "   rank  rung  accuracy              differs from the starting recipe in")
            #expect(lines[1...5].allSatisfy { $0.contains("[") || $0.contains("  1  ") })
            #expect(lines.contains { $0.hasPrefix("*  ") } && result.output.contains("(the starting recipe)"))
            #expect(result.output.contains("chosen looks better than it is: measure it on data"))
            let command = "stance-train --train train.tsv --recipe r.json --output my-model"
            #expect(result.output.hasSuffix("\nrecipe      r.json\ntrain with  \(command)\n"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                    "r.json", "start.json", "train.tsv",
                ])
            #expect(try Tool.shell(command, directory: folder).status == 0)
            let bytes = try contents("\(folder)/r.json")
            let again = try Tool.run("stance-train", Self.arguments + ["--threads", "1"], directory: folder)
            #expect(try again.output == result.output && contents("\(folder)/r.json") == bytes)
        }
    }

    @Test("A search that was killed goes on from its journal to the same recipe", arguments: ["KILL", "INT"])
    func resumption(signal: String) throws {
        try withTemporaryFolder { folder in
            try prepare(folder)
            let whole = try Tool.run("stance-train", Self.arguments, directory: folder)
            let bytes = try contents("\(folder)/r.json")
            try FileManager.default.removeItem(atPath: "\(folder)/r.json")
            let cut = try Tool.shell(
                """
                stance-train \(Self.arguments.joined(separator: " ")) & pid=$!
                while kill -0 $pid && [ "$(cat r.json.journal 2>/dev/null | wc -l)" -lt 3 ]; do sleep 0.01; done
                kill -\(signal) $pid
                wait $pid
                """, directory: folder)
            // The search may have been over before the signal.
            if FileManager.default.fileExists(atPath: "\(folder)/r.json.journal") {
                #expect(cut.status == (signal == "INT" ? 130 : 137))
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/r.json"))
                if signal == "INT" {
                    #expect(
                        cut.error == "warning: the same command goes on from r.json.journal\n"
                            + "error: stopped before the end; no result was written\n")
                }
            }
            let resumed = try Tool.run("stance-train", Self.arguments, directory: folder)
            #expect(resumed.status == 0 && resumed.output == whole.output)
            #expect(try contents("\(folder)/r.json") == bytes)
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/r.json.journal"))
        }
    }

    @Test("Something else at the output, or a journal of other work, is refused and left as it is")
    func refusals() throws {
        try withTemporaryFolder { folder in
            try prepare(folder)
            try "my notes\n".write(to: "\(folder)/r.json")
            let occupied = try Tool.run("stance-train", Self.arguments, directory: folder)
            #expect(occupied.status == 1 && occupied.output.isEmpty)
            #expect(
                occupied.error
                    == "error: r.json: this is there already and is not a recipe; choose another file for the output\n")
            #expect(try contents("\(folder)/r.json") == Data("my notes\n".utf8))
            try FileManager.default.removeItem(atPath: "\(folder)/r.json")
            try "{}\n".write(to: "\(folder)/r.json.journal")
            let other = try Tool.run("stance-train", Self.arguments, directory: folder)
            #expect(other.status == 64)
            #expect(other.error.hasPrefix("error: r.json.journal: it keeps the state of other work: other data,"))
            #expect(try contents("\(folder)/r.json.journal") == Data("{}\n".utf8))
        }
    }

    @Test("A link to a recipe stays, and the recipe is replaced")
    func link() throws {
        try withTemporaryFolder { folder in
            try prepare(folder)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/r.json", withDestinationPath: "start.json")
            let before = try contents("\(folder)/start.json")
            let result = try Tool.run("stance-train", Self.arguments, directory: folder)
            #expect(result.status == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/r.json") == "start.json")
            #expect(try contents("\(folder)/start.json") != before)
        }
    }

    @Test(
        "Exit codes tell usage from input",
        arguments: [
            (["--recipes", "0", "--train", "train.tsv", "--output", "r"], 64),
            (["--metric", "recall", "--train", "train.tsv", "--output", "r"], 64),
            (["--train", "train.tsv"], 64),
            (["--train", "none.tsv", "--output", "r"], 66),
            (["--train", "train.tsv", "--recipe", "none.json", "--output", "r"], 66),
            (["--train", "start.json", "--output", "r"], 65),
            (["--train", "train.tsv", "--recipe", "train.tsv", "--output", "r"], 65),
            (["--train", "train.tsv", "--recipe", "start.json", "--output", "none/r"], 1),
        ] as [([String], Int32)])
    func exitCodes(arguments: [String], status: Int32) throws {
        try withTemporaryFolder { folder in
            try prepare(folder)
            let result = try Tool.run("stance-train", ["tune"] + arguments, directory: folder)
            #expect(result.status == status && result.output.isEmpty && !result.error.isEmpty)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.sorted() == ["start.json", "train.tsv"])
        }
    }
}
