import Foundation
import TestSupport
import Testing

private let fields = "the fields are"
private let advice = "Name one with --text-field or --label-field"

@Suite struct TrainTests {
    @Test("Two trainings, on one thread and on two, give the same bytes")
    func reproducible() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/train.tsv")
            var models: [[String: Data]] = []
            for (index, threads) in ["1", "2", "2"].enumerated() {
                let result = try Tool.run(
                    "stance-train",
                    ["train", "--train", "train.tsv", "--output", "m\(index)", "--threads", threads, "--seed", "7"],
                    directory: folder)
                #expect(result.status == 0 && result.error.isEmpty)
                models.append(try TemporaryDirectory.contents(of: "\(folder)/m\(index)"))
            }
            #expect(models[0].keys.sorted() == ["README.md", "config.json", "model.safetensors"])
            #expect(models[0] == models[1] && models[1] == models[2])
            let configuration = try #require(
                try JSONSerialization.jsonObject(with: models[0]["config.json"] ?? Data()) as? [String: Any])
            let training = try #require(configuration["training"] as? [String: Any])
            #expect((training["recipe"] as? [String: Any])?["seed"] as? Int == 7)
        }
    }

    @Test("Every labelled format trains the same weights")
    func formats() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/a.tsv")
            try Examples.fastText.write(to: "\(folder)/b.txt")
            try Examples.jsonLines.write(to: "\(folder)/c.jsonl")
            let runs = [
                ["--train", "a.tsv"], ["--train", "b.txt"],
                ["--train", "c.jsonl", "--text-field", "question", "--label-field", "kind"],
            ]
            var weights: [Data?] = []
            for arguments in runs {
                let result = try Tool.run("stance-train", arguments + ["--output", "m"], directory: folder)
                #expect(result.status == 0)
                weights.append(try TemporaryDirectory.contents(of: "\(folder)/m")["model.safetensors"])
            }
            let piped = try Tool.shell("cat b.txt | stance-train --train - --output m", directory: folder)
            #expect(piped.status == 0)
            weights.append(try TemporaryDirectory.contents(of: "\(folder)/m")["model.safetensors"])
            #expect(Set(weights).count == 1)
        }
    }

    @Test("Several files follow one option or several")
    func severalFiles() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/a.tsv")
            try Examples.fastText.write(to: "\(folder)/b.txt")
            let runs = [["--train", "a.tsv", "b.txt"], ["--train", "a.tsv", "--train", "b.txt"]]
            let outputs = try runs.map { files in
                try Tool.run("stance-train", files + ["--output", "m"], directory: folder).output
            }
            #expect(outputs[0].hasPrefix("examples     48: billing 24, shipping 24\n") && outputs[0] == outputs[1])
        }
    }

    @Test(
        "What cannot be trained on is an error with file and line, and nothing is written",
        arguments: [
            ("", 65, "error: t.tsv: there are no records in it\n"),
            ("label\ttext\n", 65, "error: t.tsv: there are no records in it\n"),
            (
                "label\ttext\na\tx\na\ty\n", 65,
                "error: t.tsv: every record has the label 'a'; training needs at least two labels\n"
            ),
            ("label\ttext\na\tx\n\ty\n", 65, "error: t.tsv, line 3: the label is empty\n"),
            ("label\ttext\na\n", 65, "error: t.tsv, line 2: 1 field where the header has 2\n"),
            (
                "kind\ttext\na\tx\n", 65,
                "error: t.tsv, line 2: there is no field 'label'; \(fields): kind, text. \(advice)\n"
            ),
            (
                "label\tbody\na\tx\n", 65,
                "error: t.tsv, line 1: there is no field 'text'; \(fields): label, body. \(advice)\n"
            ),
        ] as [(String, Int32, String)])
    func badData(file: String, status: Int32, message: String) throws {
        try withTemporaryFolder { folder in
            try file.write(to: "\(folder)/t.tsv")
            let result = try Tool.run("stance-train", ["--train", "t.tsv", "--output", "m"], directory: folder)
            #expect(result.status == status)
            #expect(result.error == message)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["t.tsv"])
        }
    }

    @Test("A directory that is no model is not overwritten")
    func occupied() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/train.tsv")
            let result = try Tool.run("stance-train", ["--train", "train.tsv", "--output", "."], directory: folder)
            #expect(result.status == 1)
            #expect(result.error.hasPrefix("error: .: this is there already and is not a model"))
        }
    }
}
