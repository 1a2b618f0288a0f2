import Foundation
import TestSupport
import Testing

/// `stance annotate` in a real terminal.
@Suite struct AnnotateTests {
    private static let texts = "The dam may break.\nNobody is in danger.\nThe vote is on Monday.\n"
    private static let arguments = [
        "annotate", "q.txt", "--output", "l.jsonl", "--annotator", "mia", "--labels", "claim,question,other",
    ]

    private func terminal(
        _ folder: String, _ more: [String] = [], columns: Int = 80, rows: Int = 24
    ) throws -> PseudoTerminal {
        try PseudoTerminal("stance", Self.arguments + more, columns: columns, rows: rows, directory: folder)
    }

    private func lines(_ folder: String) throws -> [String] {
        try String(contentsOfFile: "\(folder)/l.jsonl", encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func withTexts(_ texts: String = texts, _ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try texts.write(to: "\(folder)/q.txt")
            try body(folder)
        }
    }

    @Test("Labels go to no file of texts, to no other tool's file, and not beside labels of another set")
    func otherFiles() throws {
        try withTexts { folder in
            try "{\"text\":\"A\"}\n".write(to: "\(folder)/t.jsonl")
            // Its last line is cut short: it is not removed.
            let other = "{\"text\":\"A\",\"label\":\"x\"}\n{\"text\":"
            try other.write(to: "\(folder)/o.jsonl")
            try "{\"item\":\"i\",\"annotator\":\"mia\",\"label\":\"x\",\"text\":\"A\"}\n".write(to: "\(folder)/l.jsonl")
            let cases = [
                ("t.jsonl", "t.jsonl", "t.jsonl: this is one of the files that are read"),
                ("q.txt", "o.jsonl", "o.jsonl, line 2: not a JSON object"),
                ("q.txt", "l.jsonl", "l.jsonl, line 1: mia has given the label 'x' before"),
            ]
            for (input, output, message) in cases {
                let tool = try PseudoTerminal(
                    "stance", ["annotate", input, "--output", output, "--annotator", "mia", "--labels", "a,b"],
                    columns: 120,
                    rows: 24, directory: folder)
                try tool.expect(message)
                #expect(tool.wait().status != 0)
            }
            #expect(try String(contentsOfFile: "\(folder)/o.jsonl", encoding: .utf8) == other)
        }
    }

    @Test("Label, undo, kill, go on: nothing is lost")
    func labelUndoKillResume() throws {
        try withTexts { folder in
            let first = try terminal(folder)
            try first.expect("0 of 3  mia  q.txt:1")
            try first.expect("The dam may break.")
            try first.expect("1 claim  2 question  3 other")
            first.type("1")
            try first.expect("claim: The dam may break.")
            first.type("2")
            try first.expect("question: Nobody is in danger.")
            first.type("u")
            try first.expect("1 of 3  mia  q.txt:2")
            try first.expect("taken back")
            first.type("3")
            try first.expect("other: Nobody is in danger.")
            first.send(SIGKILL)
            #expect(first.wait().status == SIGKILL)
            let expected = [
                #"{"item":"q.txt:1","annotator":"mia","label":"claim","text":"The dam may break."}"#,
                #"{"item":"q.txt:2","annotator":"mia","label":"other","text":"Nobody is in danger."}"#,
            ]
            #expect(try lines(folder) == expected)

            let second = try terminal(folder)
            try second.expect("2 of 3  mia  q.txt:3")
            try second.expect("other: Nobody is in danger.")
            second.type("uu")
            try second.expect("0 of 3  mia  q.txt:1")
            second.type("s")
            try second.expect("Nobody is in danger.")
            try second.expect("skipped")
            second.type("23")
            try second.expect("2 of 3  mia  q.txt:1")
            second.type("1")
            try second.expect("All 3 are labelled.")
            second.type("q")
            try second.expect("l.jsonl: 3 of 3 labelled by mia")
            #expect(second.wait() == (.exit, 0))
            #expect(second.isRestored)
            #expect(
                try lines(folder).map { $0.components(separatedBy: "\"label\":")[1].prefix(9) } == [
                    "\"question", "\"other\",\"", "\"claim\",\"",
                ])
        }
    }

    @Test(
        "The terminal is as before, whatever ends the session",
        arguments: [
            ("q", 0, Process.TerminationReason.exit, 0), ("\u{4}", 0, .exit, 0), ("\u{3}", 0, .exit, 130),
            ("", SIGINT, .exit, 130), ("", SIGTERM, .uncaughtSignal, SIGTERM), ("", SIGHUP, .uncaughtSignal, SIGHUP),
        ] as [(String, Int32, Process.TerminationReason, Int32)])
    func ending(keys: String, signal: Int32, reason: Process.TerminationReason, status: Int32) throws {
        try withTexts { folder in
            let terminal = try terminal(folder)
            try terminal.expect("q quit")
            #expect(!terminal.isRestored)
            terminal.type("1")
            try terminal.expect("claim: The dam")
            if signal != 0 { terminal.send(signal) } else { terminal.type(keys) }
            // The cursor and the page of before come back.
            try terminal.expect("\u{1B}[?2004l\u{1B}[?25h\u{1B}[?1049l")
            try terminal.expect("l.jsonl: 1 of 3 labelled by mia")
            #expect(terminal.wait() == (reason, status))
            #expect(terminal.isRestored)
            #expect(try lines(folder).count == 1)
        }
    }

    @Test("In a window too small to show the text, keys give and take no labels")
    func tooSmall() throws {
        try withTexts { folder in
            let terminal = try terminal(folder)
            try terminal.expect("0 of 3  mia  q.txt:1")
            terminal.type("1")
            try terminal.expect("1 of 3  mia  q.txt:2")
            terminal.resize(columns: 80, rows: 4)
            try terminal.expect("The window is too small.")
            let keys = "12usg"
            terminal.type(keys)
            // Each is answered before the window has another size.
            for _ in keys { try terminal.expect("The window is too small.") }
            terminal.resize(columns: 80, rows: 5)
            try terminal.expect("The window is too small.")
            terminal.resize(columns: 80, rows: 24)
            try terminal.expect("1 of 3  mia  q.txt:2")
            terminal.resize(columns: 80, rows: 4)
            try terminal.expect("The window is too small.")
            terminal.type("q")
            try terminal.expect("l.jsonl: 1 of 3 labelled by mia")
            #expect(terminal.wait() == (.exit, 0))
            #expect(try lines(folder).count == 1)
        }
    }

    @Test("The same file twice is read once")
    func fileTwice() throws {
        try withTexts { folder in
            let terminal = try PseudoTerminal(
                "stance", ["annotate", "q.txt"] + Self.arguments.dropFirst(), columns: 80, rows: 24, directory: folder)
            try terminal.expect("0 of 3  mia  q.txt:1")
            terminal.type("q")
            #expect(terminal.wait() == (.exit, 0))
        }
    }

    @Test("A label that cannot be written ends the session with an error and the terminal as before")
    func unwritable() throws {
        try withTexts { folder in
            let terminal = try terminal(folder)
            try terminal.expect("q quit")
            try FileManager.default.removeItem(atPath: "\(folder)/l.jsonl")
            try FileManager.default.createDirectory(atPath: "\(folder)/l.jsonl", withIntermediateDirectories: false)
            terminal.type("1")
            try terminal.expect("\u{1B}[?1049l")
            try terminal.expect("error: l.jsonl: cannot be written: ")
            #expect(terminal.wait() == (.exit, 1))
            #expect(terminal.isRestored)
        }
    }

    @Test("The page follows the window's size; a text longer than the page scrolls")
    func resizing() throws {
        let text = (1...150).map { "word\($0)" }.joined(separator: " ")
        try withTexts(text + "\n") { folder in
            let terminal = try terminal(folder)
            try terminal.expect("word150")
            terminal.resize(columns: 40, rows: 12)
            let page = try terminal.expect("lines 1-6 of 30, ↓ more")
            #expect(!page.contains("word150"))
            for _ in 1...5 { terminal.type(" ") }
            try terminal.expect("word150")
            try terminal.expect("lines 25-30 of 30, ↑ more")
            terminal.type("\u{1B}[A")
            try terminal.expect("lines 24-29 of 30, ↓ more")
            terminal.resize(columns: 15, rows: 3)
            try terminal.expect("The window is …")
            terminal.type("q")
            try terminal.expect("0 of 1 labelled")
        }
    }

    @Test("Guidelines come and go at a key; keys of several bytes and pasted text are no labels")
    func guidelines() throws {
        try withTexts { folder in
            try "A claim\r\n\r\nsays that something is so.\r\n".write(to: "\(folder)/g.md")
            let terminal = try terminal(folder, ["--guidelines", "g.md"])
            try terminal.expect("g guidelines")
            terminal.type("g1")
            try terminal.expect("says that something is so.")
            terminal.type("\u{1B}")
            try terminal.expect("0 of 3")
            terminal.type("\u{1B}[C\u{1B}[200~123\u{1B}[201~é\r2")
            try terminal.expect("question: The dam may break.")
            terminal.type("q")
            try terminal.expect("1 of 3 labelled")
            #expect(try lines(folder).count == 1)
        }
    }

    @Test("The labels are the model's if none are named; training reads what was labelled")
    func modelLabels() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let pool = "item,text,label\na,Where is my box?,\nb,Why was I charged?,\n"
            try pool.write(to: "\(folder)/q.csv")
            let terminal = try PseudoTerminal(
                "stance", ["annotate", "q.csv", "--output", "l.jsonl", "--model", model], directory: folder)
            try terminal.expect("1 billing  2 shipping")
            terminal.type("21")
            try terminal.expect("All 2 are labelled.")
            terminal.type("q")
            try terminal.expect("2 of 2 labelled")
            let trained = try Tool.run(
                "stance-train", ["--train", "train.tsv", "l.jsonl", "--output", "new"], directory: folder)
            #expect(trained.status == 0 && trained.output.contains("examples     26: billing 13, shipping 13"))
        }
    }

    @Test("Without a terminal, or in one that cannot place its cursor, there is a clear error")
    func noTerminal() throws {
        try withTexts { folder in
            let piped = try Tool.run("stance", Self.arguments, directory: folder)
            #expect(piped.status == 64)
            #expect(piped.error.hasPrefix("error: this works in a terminal alone"))
            let dumb = try PseudoTerminal("stance", Self.arguments, directory: folder, type: "dumb")
            try dumb.expect("error: this works in a terminal alone")
            #expect(dumb.wait() == (.exit, 64))
        }
    }

    @Test(
        "Wrong requests are told before the page is drawn",
        arguments: [
            (["--labels", "a"], "error: annotate takes 2 to 31 labels", 64),
            (["--output", "l.csv"], "error: l.csv: labels are written as JSON Lines; end the name in .jsonl", 64),
            (["--guidelines", "none.md"], "error: none.md: there is no such file", 66),
            (["--annotator", ""], "Error: --annotator takes a name.", 64),
            (["--text-field", "x", "--input-format", "csv"], "error: q.txt, line 1: there is no field 'x'", 65),
        ] as [([String], String, Int32)])
    func usage(more: [String], message: String, status: Int32) throws {
        try withTexts { folder in
            let terminal = try terminal(folder, more)
            let shown = try terminal.expect(message)
            #expect(!shown.contains("\u{1B}[?1049h"))
            #expect(terminal.wait() == (.exit, status))
        }
    }
}
