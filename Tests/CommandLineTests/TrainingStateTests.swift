import Foundation
import TestSupport
import Testing

@Suite struct TrainingStateTests {
    /// Networks of many passes: enough work to be cut off in.
    private static let recipe = """
        {"algorithm":"ensemble","calibrationFolds":2,
         "features":{"characterNGrams":null,"bucketBits":12},"network":{"widths":[4],"epochs":150,"patience":150}}
        """

    private static let lines = (1...60).map { number in
        "__label__shipping Where is parcel number \(number) now?\n"
            + "__label__billing Why was invoice \(number) charged twice?\n"
    }.joined()

    /// A folder with the examples and the recipe.
    private func withExamples(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try Self.lines.write(to: "\(folder)/train.txt")
            try Self.recipe.write(to: "\(folder)/recipe.json")
            try body(folder)
        }
    }

    private static func arguments(_ output: String, _ more: [String]) -> [String] {
        ["--train", "train.txt", "--recipe", "recipe.json", "--threads", "1", "--output", output] + more
    }

    /// Starts a training, sends it a signal when `isTime`, and waits for its end.
    private func cut(
        _ arguments: [String], in folder: String, by signal: Int32, when isTime: () -> Bool
    ) throws -> (process: Process, error: String) {
        let process = Process()
        process.executableURL = Tool.folder.appendingPathComponent("stance-train")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        try "".write(to: "\(folder)/messages")
        let messages = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/messages"))
        process.standardError = messages
        try process.run()
        while process.isRunning, !isTime() { usleep(2000) }
        #expect(process.isRunning, "it was over too soon")
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return (process, try String(contentsOfFile: "\(folder)/messages", encoding: .utf8))
    }

    private func whole(in folder: String) throws -> [String: Data] {
        let result = try Tool.run("stance-train", Self.arguments("whole", []), directory: folder)
        #expect(result.status == 0)
        return try TemporaryDirectory.contents(of: "\(folder)/whole")
    }

    private func states(_ folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/state")) ?? []
        return names.filter { $0.hasSuffix(".state") }
    }

    @Test("A training that is killed, once and again, goes on with the same command and ends in the same bytes")
    func killed() throws {
        try withExamples { folder in
            let arguments = Self.arguments("m", ["--checkpoint", "state"])
            // In the first network, and behind all of the first fold.
            for name in ["fold-1-of-2-network-1.state", "fold-2-of-2-logistic-done.state"] {
                let (process, _) = try cut(arguments, in: folder, by: SIGKILL) { states(folder).contains(name) }
                #expect(process.terminationReason == .uncaughtSignal)
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/m"))
            }
            let result = try Tool.run("stance-train", arguments, directory: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            #expect(try TemporaryDirectory.contents(of: "\(folder)/m") == whole(in: folder))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/state"))
        }
    }

    @Test("Ctrl-C ends a training with code 130 and no model; its state goes on to the same bytes, and it is said")
    func interrupted() throws {
        try withExamples { folder in
            let arguments = Self.arguments("m", ["--checkpoint", "state"])
            let (process, error) = try cut(arguments, in: folder, by: SIGINT) { !states(folder).isEmpty }
            #expect(process.terminationReason == .exit && process.terminationStatus == 130)
            #expect(
                error == "warning: the same command goes on from state\n"
                    + "error: stopped before the end; no result was written\n")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/m"))
            #expect(try Tool.run("stance-train", arguments, directory: folder).status == 0)
            #expect(try TemporaryDirectory.contents(of: "\(folder)/m") == whole(in: folder))
        }
    }

    @Test("Ctrl-C leaves a model that is there as it was")
    func modelStays() throws {
        try withExamples { folder in
            let before = try whole(in: folder)
            let arguments = Self.arguments("whole", ["--log", "log.jsonl"])
            let (process, _) = try cut(arguments, in: folder, by: SIGINT) {
                FileManager.default.contents(atPath: "\(folder)/log.jsonl")?.isEmpty == false
            }
            #expect(process.terminationStatus == 130)
            #expect(try TemporaryDirectory.contents(of: "\(folder)/whole") == before)
        }
    }

    @Test("The state of another training is refused, and stays")
    func otherWork() throws {
        try withExamples { folder in
            let arguments = Self.arguments("m", ["--checkpoint", "state"])
            _ = try cut(arguments, in: folder, by: SIGKILL) { !states(folder).isEmpty }
            let before = try TemporaryDirectory.contents(of: "\(folder)/state")
            let result = try Tool.run("stance-train", arguments + ["--seed", "1"], directory: folder)
            #expect(result.status == 64)
            #expect(result.error.hasPrefix("error: state: it keeps the state of other work: "))
            #expect(try TemporaryDirectory.contents(of: "\(folder)/state") == before)
        }
    }

    @Test("A log has a line of JSON for each step, and keeps what stood there")
    func log() throws {
        try withExamples { folder in
            try "{\"before\":true}\n".write(to: "\(folder)/log.jsonl")
            let result = try Tool.run(
                "stance-train", Self.arguments("m", ["--log", "log.jsonl"]), directory: folder)
            #expect(result.status == 0)
            let lines = try String(contentsOfFile: "\(folder)/log.jsonl", encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.first == #"{"before":true}"# && lines.last == "")
            let events = try lines.dropFirst().dropLast().map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            for stage in ["fold 1 of 2", "fold 2 of 2", "model"] {
                for part in ["logistic", "network 1", "network 2"] {
                    let steps = events.filter { $0["stage"] as? String == stage && $0["part"] as? String == part }
                    #expect(!steps.isEmpty && steps.compactMap { $0["step"] as? Int } == Array(1...steps.count))
                    #expect(steps.allSatisfy { ($0["loss"] as? Double)?.isFinite == true })
                    #expect(steps.allSatisfy { ($0["validationLoss"] is Double) == (part != "logistic") })
                }
            }
        }
    }

    @Test("A log or a state that has no place is an error before training")
    func noPlace() throws {
        try withExamples { folder in
            for option in ["--log", "--checkpoint"] {
                let result = try Tool.run(
                    "stance-train", Self.arguments("m", [option, "train.txt/none"]), directory: folder)
                #expect(result.status == 1 && result.error.hasPrefix("error: train.txt/none: cannot be written: "))
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/m"))
            }
        }
    }
}
