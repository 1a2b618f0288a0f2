import Foundation
import TestSupport
import Testing

@Suite struct CrossValidateTests {
    private func validate(_ arguments: [String], _ check: (String, Tool.Result) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/train.tsv")
            let result = try Tool.run(
                "stance-train", ["cross-validate", "--train", "train.tsv", "--folds", "3"] + arguments,
                directory: folder)
            try check(folder, result)
        }
    }

    private static func object(_ line: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("The table has every example once, and writes no file")
    func table() throws {
        try validate([]) { folder, result throws in
            #expect(result.status == 0 && result.error.isEmpty)
            let lines = result.output.components(separatedBy: "\n")
            #expect(lines[0] == "24 items; 95 % bootstrap intervals")
            #expect(lines.contains { $0.hasPrefix("accuracy  ") && $0.contains("1.000") })
            #expect(lines.contains { $0.hasPrefix("billing  ") && $0.hasSuffix(" 12") })
            #expect(!result.output.contains("repeats"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["train.tsv"])
        }
    }

    @Test("Predictions and logs go over no file that is read, by whatever name")
    func outputIsInput() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/train.tsv")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/link.tsv", withDestinationPath: "train.tsv")
            for output in ["train.tsv", "link.tsv", "./train.tsv"] {
                let commands = [
                    ["cross-validate", "--train", "train.tsv", "--predictions", output],
                    ["train", "--train", "train.tsv", "--output", "model", "--log", output],
                ]
                for command in commands {
                    let result = try Tool.run("stance-train", command, directory: folder)
                    #expect(result.status == 1)
                    #expect(
                        result.error
                            == "error: \(output): this is one of the files that are read; choose another file for the output\n"
                    )
                }
            }
            #expect(try String(contentsOfFile: "\(folder)/train.tsv", encoding: .utf8) == Examples.tsv)
        }
    }

    @Test("Blank texts are left out and told of; predictions keep the records' numbers")
    func blankTexts() throws {
        try withTemporaryFolder { folder in
            let lines = Examples.tsv.split(separator: "\n")
            let rows = lines.prefix(2) + ["billing\t  "] + lines.dropFirst(2)
            try (rows.joined(separator: "\n") + "\n").write(to: "\(folder)/train.tsv")
            let result = try Tool.run(
                "stance-train", ["cross-validate", "--train", "train.tsv", "--folds", "3", "--predictions", "p.jsonl"],
                directory: folder)
            #expect(result.output.hasPrefix("24 items"))
            #expect(result.error.contains("warning: 1 record has a blank text and is left out"))
            let found = try String(contentsOfFile: "\(folder)/p.jsonl", encoding: .utf8).split(separator: "\n")
            #expect(try found.prefix(2).map { try Self.object($0)["id"] as? Int } == [1, 3])
        }
    }

    @Test("Several repeats end in their spread")
    func repeats() throws {
        try validate(["--repeats", "2"]) { _, result in
            #expect(result.output.contains("\n\n2 repeats\naccuracy  mean 1.000, 1.000 to 1.000\nmacro-F1  mean "))
        }
    }

    @Test("As JSON it is one object, the same on one thread and on two")
    func json() throws {
        var outputs: [String] = []
        for threads in ["1", "2"] {
            try validate(["--format", "json", "--threads", threads]) { _, result in
                let report = try Self.object(result.output)
                #expect(report["items"] as? Int == 24)
                #expect((report["accuracy"] as? [String: Any])?["value"] as? Double == 1)
                outputs.append(result.output)
            }
        }
        #expect(outputs[0] == outputs[1])
    }

    @Test("The predictions stand in the examples' order, for each repeat")
    func predictions() throws {
        try validate(["--predictions", "p.jsonl", "--repeats", "2"]) { folder, result in
            #expect(result.status == 0)
            let text = try String(contentsOfFile: "\(folder)/p.jsonl", encoding: .utf8)
            let rows = try text.split(separator: "\n").map { try Self.object($0) }
            #expect(
                rows.map { $0["repeat"] as? Int } == [Int](repeating: 0, count: 24) + [Int](repeating: 1, count: 24))
            let labels = Examples.rows.map(\.label)
            #expect(rows.map { $0["true"] as? String } == labels + labels)
            for part in [rows[..<24], rows[24...]] {
                for fold in 0..<3 { #expect(part.count { $0["fold"] as? Int == fold } == 8) }
            }
            for row in rows {
                let probabilities = try #require(row["probabilities"] as? [String: Double])
                let label = try #require(row["label"] as? String)
                #expect(probabilities[label] == probabilities.values.max())
                #expect(Set(probabilities.keys) == ["billing", "shipping"])
            }
        }
    }

    @Test("Repeats are no further items: an evaluation of them asks for the item as a cluster")
    func repeatsAreNoItems() throws {
        try validate(["--predictions", "p.jsonl", "--repeats", "2"]) { folder, _ in
            let text = try String(contentsOfFile: "\(folder)/p.jsonl", encoding: .utf8)
            let ids = try text.split(separator: "\n").map { try Self.object($0)["id"] as? Int }
            #expect(ids == Array(1...24) + Array(1...24))
            let items = try Tool.run("stance-eval", ["--predictions", "p.jsonl"], directory: folder)
            #expect(items.status == 65 && items.error.contains("draw these together with --cluster id"))
            let clusters = try Tool.run(
                "stance-eval", ["--predictions", "p.jsonl", "--cluster", "id"], directory: folder)
            #expect(
                clusters.status == 0 && clusters.output.contains("48 items; 95 % bootstrap intervals over 24 clusters"))
        }
    }

    @Test(
        "Predictions go through a link and into a pipe, and replace neither; a place that cannot be is refused at once")
    func places() throws {
        try validate(["--predictions", "p.jsonl"]) { folder, _ in
            let whole = try String(contentsOfFile: "\(folder)/p.jsonl", encoding: .utf8)
            let command = "stance-train cross-validate --train train.tsv --folds 3 --predictions"
            let link = try Tool.shell(
                "echo old > real; chmod 600 real; ln -s real link; \(command) link", directory: folder)
            #expect(link.status == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "real")
            #expect(try String(contentsOfFile: "\(folder)/real", encoding: .utf8) == whole)
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/real")[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let pipe = try Tool.shell(
                "mkfifo pipe; cat pipe > read & \(command) pipe; wait; test -p pipe", directory: folder)
            #expect(pipe.status == 0)
            #expect(try String(contentsOfFile: "\(folder)/read", encoding: .utf8) == whole)
            for place in [".", "none/p.jsonl", "train.tsv/p.jsonl"] {
                let refused = try Tool.shell("\(command) \(place)", directory: folder)
                #expect(refused.status == 1 && refused.output.isEmpty)
                #expect(refused.error.hasPrefix("error: \(place): cannot be written: "))
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names == ["link", "p.jsonl", "pipe", "read", "real", "train.tsv"])
        }
    }

    @Test("Where the file cannot be written in the end, the table is there all the same")
    func unwritten() throws {
        try validate([]) { folder, result in
            let full = try Tool.shell(
                "trap '' XFSZ; ulimit -f 8; stance-train cross-validate --train train.tsv --folds 3 --repeats 20 --predictions p.jsonl",
                directory: folder)
            #expect(full.status == 1 && full.output.hasPrefix(result.output))
            #expect(full.error.hasPrefix("error: p.jsonl: cannot be written: "))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/p.jsonl"))
        }
    }

    @Test("Examples of one group are predicted together")
    func groups() throws {
        try withTemporaryFolder { folder in
            try Examples.objects { "\"day\":\"\($0 / 4)\"" }.write(to: "\(folder)/a.jsonl")
            let result = try Tool.run(
                "stance-train",
                ["cross-validate", "--train", "a.jsonl", "--group-field", "day", "--predictions", "p.jsonl"],
                directory: folder)
            #expect(result.status == 0)
            let rows = try String(contentsOfFile: "\(folder)/p.jsonl", encoding: .utf8).split(separator: "\n")
            let folds = try rows.map { try #require(try Self.object($0)["fold"] as? Int) }
            for day in 0..<6 { #expect(Set(folds[day * 4..<day * 4 + 4]).count == 1) }
        }
    }

    @Test("Folds and repeats that make no sense are refused with code 64, and nothing is written")
    func refused() throws {
        for arguments in [["--folds", "1"], ["--folds", "25"], ["--repeats", "0"], ["--repeats", "1001"]] {
            try validate(["--predictions", "p.jsonl"] + arguments) { folder, result in
                #expect(result.status == 64 && result.output.isEmpty, "\(arguments)")
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/p.jsonl"))
            }
        }
    }
}
