import Foundation
import TestSupport
import Testing

/// What all tools have in common.
@Suite struct ToolTests {
    @Test(
        "Every tool says its version and explains itself with examples",
        arguments: ["stance", "stance-train", "stance-eval"])
    func help(tool: String) throws {
        #expect(try Tool.run(tool, ["--version"]).output == "0.1.0\n")
        let help = try Tool.run(tool, ["--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("EXAMPLES") && help.output.contains("Exit codes: 0 done, 1 failure, 64 usage"))
        for shell in ["bash", "zsh", "fish"] {
            let script = try Tool.run(tool, ["--generate-completion-script", shell])
            #expect(script.status == 0 && script.output.contains(tool))
        }
    }

    @Test(
        "Subcommands explain themselves with examples",
        arguments: [
            ("stance", "classify"), ("stance", "analyze"), ("stance", "annotate"), ("stance-train", "train"),
            ("stance-train", "cross-validate"), ("stance-train", "tune"), ("stance-train", "check"),
            ("stance-train", "suggest"), ("stance-eval", "evaluate"), ("stance-eval", "agreement"),
            ("stance-eval", "compare"), ("stance-eval", "estimate"), ("stance-eval", "power"),
        ])
    func subcommandHelp(tool: String, subcommand: String) throws {
        let help = try Tool.run(tool, [subcommand, "--help"], environment: ["COLUMNS": "80"]).output
        let examples = try #require(help.components(separatedBy: "EXAMPLES\n").dropFirst().first)
        // None of them is broken into two lines: they can be copied.
        for line in examples.prefix(upTo: try #require(examples.range(of: "\n\n")?.lowerBound)).split(separator: "\n") {
            #expect(line.hasPrefix("  \(tool) ") || line.hasPrefix("    --"))
        }
    }

    @Test(
        "A wrong request is exit code 64",
        arguments: [
            ("stance", ["classify", "--format", "xml"]), ("stance", ["classify", "--threads", "0"]),
            ("stance", ["sing"]), ("stance-train", []),
            ("stance-train", ["--train", "x", "--output", "y", "--l2", "a"]),
            ("stance-eval", ["--bogus"]), ("stance-eval", ["--predictions", "x.csv", "--report", "-"]),
            ("stance", ["annotate", "x.txt", "--output", "-"]),
            ("stance-train", ["--train", "x", "--output", "-"]),
            ("stance-train", ["--train", "x", "--output", "y", "--log", "-"]),
            ("stance-train", ["tune", "--train", "x", "--output", "-"]),
            ("stance-train", ["cross-validate", "--train", "x", "--predictions", "-"]),
        ] as [(String, [String])])
    func usage(tool: String, arguments: [String]) throws {
        let result = try Tool.run(tool, arguments)
        #expect(result.status == 64)
        #expect(result.error.hasPrefix("Error: "))
    }

    @Test("A penalty below zero is a wrong request too")
    func negativePenalty() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/t.tsv")
            let result = try Tool.run(
                "stance-train", ["--train", "t.tsv", "--output", "m", "--l2=-1"], directory: folder)
            #expect(result.status == 64)
            #expect(result.error == "error: the penalty's weight must be a number from 0 up\n")
        }
    }

    @Test("The model is --model, else STANCE_MODEL, else Models/stance-en, else the installed one")
    func modelLookup() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            func label(_ arguments: [String] = [], _ environment: [String: String] = [:], tool: String = "stance")
                throws
                -> Tool.Result
            {
                try Tool.run(
                    tool, ["classify", "--format", "tsv"] + arguments, input: "Where is the parcel?\n",
                    environment: environment, directory: folder)
            }
            let none = try label()
            #expect(none.status == 66)
            #expect(none.error.hasPrefix("error: no model found; looked in: $STANCE_MODEL, Models/stance-en, "))

            try FileManager.default.createDirectory(atPath: "\(folder)/bin", withIntermediateDirectories: true)
            try FileManager.default.createDirectory(atPath: "\(folder)/share/stance", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/share/stance/stance-en", withDestinationPath: model)
            try FileManager.default.copyItem(
                at: Tool.folder.appendingPathComponent("stance"), to: URL(fileURLWithPath: "\(folder)/bin/stance"))
            #expect(try label(tool: "\(folder)/bin/stance").output.hasPrefix("shipping\t"))

            #expect(try label([], ["STANCE_MODEL": model]).output.hasPrefix("shipping\t"))
            #expect(try label(["--model", model], ["STANCE_MODEL": "nowhere"]).output.hasPrefix("shipping\t"))
            let wrong = try label([], ["STANCE_MODEL": "nowhere"])
            #expect(wrong.status == 66 && wrong.error == "error: nowhere/config.json: there is no such file\n")

            let released = Tool.project.path + "/Models/stance-en"
            try FileManager.default.createDirectory(atPath: "\(folder)/Models", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/Models/stance-en", withDestinationPath: released)
            let labelled = try label().output
            #expect(["neutral", "reassurance", "warning"].contains { labelled.hasPrefix("\($0)\t") })
        }
    }

    @Test("When the reader of a pipe goes, the tool ends quietly")
    func brokenPipe() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            try String(repeating: "Where is the parcel?\n", count: 60_000).write(to: "\(folder)/a.txt")
            let result = try Tool.shell(
                "(stance classify --model \(model) --format tsv a.txt; echo \"status $?\" >&2) | head -n 1",
                directory: folder)
            #expect(result.output.hasPrefix("shipping\t"))
            #expect(result.error == "status 0\n")
        }
    }

    @Test(
        "The run ends though its input stays open: when the reader of the output goes, and at a broken record",
        .timeLimit(.minutes(10)), arguments: ["1", "2"])
    func openInput(threads: String) throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let classify = "stance classify --model \(model) --threads \(threads) --format tsv in.jsonl"
            // The tool is started before the pipe has a writer, which thus is the shell alone.
            let read = try Tool.shell(
                """
                mkfifo in.jsonl
                (\(classify); echo "status $?" >&2) | head -n 1 &
                exec 3> in.jsonl
                echo '{"text":"Where is the parcel?"}' >&3
                wait
                """, directory: folder)
            #expect(read.output.hasPrefix("shipping\t") && read.error == "status 0\n")

            // While one thread works on so many words, the other one begins to wait for more.
            let good = (0..<1000).map { "{\"text\":\"Where is parcel \($0 * 7919), not \($0 * 104_729)?\"}\n" }
            try (good.joined() + "{\"text\"\n").write(to: "\(folder)/records.jsonl")
            let broken = try Tool.shell(
                """
                \(classify) &
                exec 3> in.jsonl
                cat records.jsonl >&3
                wait $!
                """, directory: folder)
            #expect(broken.status == 65)
            #expect(broken.output.split(separator: "\n").count == 1000)
            #expect(
                broken.error
                    == "error: in.jsonl, line 1001: not a JSON object: the line ends early at byte 8\n")
        }
    }

    @Test("Where standard error cannot be written the exit code still tells", arguments: ["2>&-", "2>/dev/full"])
    func noStandardError(redirection: String) throws {
        for command in ["stance classify", "stance-train --output m --train", "stance-eval --test"] {
            let result = try Tool.shell("\(command) /no/such/file \(redirection)")
            #expect(result.status == 66, "\(command)")
        }
    }

    @Test("A full disk is a failure that says so", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        let result = try Tool.shell("stance analyze Data/demo-article.txt > /dev/full")
        #expect(result.status == 1)
        #expect(result.error == "error: standard output: cannot be written: No space left on device\n")
    }

    @Test("A directory in place of a file, and a file in place of a model")
    func wrongKinds() throws {
        let directory = try Tool.run("stance", ["analyze", "Data"])
        #expect(directory.status == 66 && directory.error == "error: Data: this is a directory; name the files in it\n")
        let file = try Tool.run("stance", ["analyze", "--model", "LICENSE", "Data/demo-article.txt"])
        #expect(file.status == 66 && file.error == "error: LICENSE/config.json: there is no such file\n")
    }
}
