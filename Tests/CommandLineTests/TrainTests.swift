import Foundation
import TestSupport
import Testing

private let fields = "the fields are"

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
                #expect(result.status == 0)
                #expect(
                    result.error
                        == "warning: the probabilities are not calibrated: that takes 100 examples, there are 24\n")
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

    @Test(
        "Word vectors join logistic regression by a network, which every command takes; one that has no use for them says so"
    )
    func wordVectors() throws {
        try withTemporaryFolder { folder in
            let lines = (0..<60).map { "__label__a the dam is safe \($0)\n__label__b the dam will break \($0)\n" }
                .joined()
            try lines.write(to: "\(folder)/train.txt")
            let vectors = "5 3\ndam 1 0 2\nsafe 3 -1 0.5\nbreak -2 1 1\nwill 0 0 1\nis 1 1 1\n"
            try vectors.write(to: "\(folder)/words.vec")
            #expect(try Tool.shell("gzip -k words.vec", directory: folder).status == 0)
            let train = ["train", "--train", "train.txt", "--word-vectors"]
            let result = try Tool.run("stance-train", train + ["words.vec", "--output", "m"], directory: folder)
            #expect(result.status == 0 && result.error == "")
            #expect(result.output.contains("\nconvolution  over 5 words\n"))
            let again = try Tool.run("stance-train", train + ["words.vec.gz", "--output", "z"], directory: folder)
            #expect(again.status == 0)
            #expect(
                try TemporaryDirectory.contents(of: "\(folder)/m")["model.safetensors"]
                    == TemporaryDirectory.contents(of: "\(folder)/z")["model.safetensors"])
            let labelled = try Tool.shell(
                "echo 'the dam will break' | stance classify --model m --format csv", directory: folder)
            #expect(labelled.status == 0 && labelled.output.contains(",b,"))
            let crossed = try Tool.run(
                "stance-train", ["cross-validate", "--train", "train.txt", "--word-vectors", "words.vec"],
                directory: folder)
            #expect(crossed.status == 0)

            let useless = try Tool.run(
                "stance-train", train + ["words.vec", "--algorithm", "logistic", "--output", "n"], directory: folder)
            #expect(useless.status == 64 && useless.error.contains("the recipe has no use for word vectors"))
            try #"{"algorithm": "ensemble", "network": {"input": "vectors"}}"#.write(to: "\(folder)/r.json")
            let missing = try Tool.run(
                "stance-train", ["--train", "train.txt", "--recipe", "r.json", "--output", "n"], directory: folder)
            #expect(missing.status == 64 && missing.error.contains("--word-vectors"))
            try "dam 1 0 2\nsafe 3 -1\n".write(to: "\(folder)/broken.vec")
            let broken = try Tool.run("stance-train", train + ["broken.vec", "--output", "n"], directory: folder)
            #expect(broken.status == 65 && broken.error.hasPrefix("error: broken.vec, line 2: a word and 3 numbers"))
            let absent = try Tool.run("stance-train", train + ["absent.vec", "--output", "n"], directory: folder)
            #expect(absent.status == 66 && absent.error.contains("absent.vec"))
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
                "error: t.tsv, line 2: there is no field 'label'; \(fields): kind, text. Name another one with --label-field\n"
            ),
            (
                "label\tbody\na\tx\n", 65,
                "error: t.tsv, line 1: there is no field 'text'; \(fields): label, body. Name another one with --text-field\n"
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

    @Test("What needs calibration folds is refused where there are too few examples for them")
    func tooFew() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/t.tsv")
            for (option, value, use) in [
                ("--decision", "macro-f1", "offsets for macro-F1 are fitted"), ("--algorithm", "auto", "auto chooses"),
            ] {
                let result = try Tool.run(
                    "stance-train", ["--train", "t.tsv", option, value, "--output", "m"], directory: folder)
                #expect(result.status == 64 && result.output.isEmpty)
                #expect(
                    result.error
                        == "error: \(use) on calibration folds, which take 100 examples or more; there are 24\n")
            }
            let plain = try Tool.run(
                "stance-train", ["--train", "t.tsv", "--calibration-folds", "0", "--output", "m"], directory: folder)
            #expect(plain.status == 0 && plain.error.isEmpty)
        }
    }

    @Test("Labels that differ in case only are told of, once, where they are learnt and where they are predicted")
    func caseVariants() throws {
        try withTemporaryFolder { folder in
            try (Examples.tsv + "Billing\tWhat is this?\nShipping\tWhere is that?\n").write(to: "\(folder)/t.tsv")
            let warning =
                "warning: the labels 'Billing' and 'billing' differ in case only; if they are one, spell it in one way\n"
            let arguments = ["--train", "t.tsv", "--calibration-folds", "0", "--output", "m"]
            #expect(try Tool.run("stance-train", arguments, directory: folder).error == warning)
            try "gold,predicted\nBilling,billing\nbilling,billing\n".write(to: "\(folder)/p.csv")
            #expect(try Tool.run("stance-eval", ["--predictions", "p.csv"], directory: folder).error == warning)
        }
    }

    @Test("Bytes that are not UTF-8 are told of in texts, and refused in labels")
    func invalidBytes() throws {
        try withTemporaryFolder { folder in
            let labels = Array("label\ttext\n".utf8) + [0xD6] + Array("l\tone\n".utf8) + [0xDC] + Array("l\ttwo\n".utf8)
            try Data(labels).write(to: URL(fileURLWithPath: "\(folder)/labels.tsv"))
            let refused = try Tool.run("stance-train", ["--train", "labels.tsv", "--output", "m"], directory: folder)
            #expect(refused.status == 65)
            #expect(
                refused.error
                    == "error: labels.tsv, line 2: the label '\u{FFFD}l' has bytes that are not UTF-8; save the file as UTF-8\n"
            )
            let texts = Array(Examples.tsv.utf8) + Array("billing\tcaf".utf8) + [0xE9, 0x0A]
            try Data(texts).write(to: URL(fileURLWithPath: "\(folder)/texts.tsv"))
            let trained = try Tool.run("stance-train", ["--train", "texts.tsv", "--output", "m"], directory: folder)
            let warning = "warning: texts.tsv: bytes that are not UTF-8 became U+FFFD; save the file as UTF-8\n"
            #expect(trained.status == 0 && trained.error.hasPrefix(warning))
            let evaluated = try Tool.run("stance-eval", ["--model", "m", "--test", "texts.tsv"], directory: folder)
            #expect(evaluated.status == 0 && evaluated.error == warning)
            let agreement = try Tool.run(
                "stance-eval", ["agreement", "labels.tsv", "--annotators", "label"], directory: folder)
            #expect(agreement.status == 65 && agreement.error.contains("labels.tsv, line 2: the label"))
        }
    }

    @Test("Examples that are all in one group, or in fewer than there are folds, are not cut")
    func fewGroups() throws {
        try withTemporaryFolder { folder in
            try Examples.objects { "\"one\":1,\"three\":\($0 % 3)" }.write(to: "\(folder)/a.jsonl")
            for (field, start) in [
                ("one", "all examples are in one group ("), ("three", "the examples are in 3 groups ("),
            ] {
                let result = try Tool.run(
                    "stance-train", ["cross-validate", "--train", "a.jsonl", "--group-field", field], directory: folder)
                #expect(result.status == 64 && result.error.hasPrefix("error: \(start)"))
                #expect(result.error.contains("5 folds need 5 groups"))
            }
        }
    }

    @Test("A field that is the text's can be nothing else")
    func fieldOfText() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/t.tsv")
            let result = try Tool.run(
                "stance-train", ["--train", "t.tsv", "--text-field", "label", "--output", "m"], directory: folder)
            #expect(result.status == 64)
            #expect(result.error.hasPrefix("error: t.tsv, line 2: the field 'label' is read as the text"))
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
