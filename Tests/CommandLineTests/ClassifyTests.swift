import Foundation
import TestSupport
import Testing

@Suite struct ClassifyTests {
    private func classify(_ input: String, _ arguments: [String] = []) throws -> Tool.Result {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            return try Tool.run("stance", ["classify", "--model", model] + arguments, input: input)
        }
    }

    @Test("TSV has label, probability and escaped text; a blank line gets an empty label")
    func tsv() throws {
        let result = try classify(
            "Where is the parcel?\n\u{A0}\u{3000} \nWas my card\tcharged \\ twice?\r\n",
            ["--format", "tsv", "--input-format", "lines"])
        #expect(result.status == 0 && result.error.isEmpty)
        let rows = result.output.split(separator: "\n").map { $0.components(separatedBy: "\t") }
        #expect(rows.map(\.count) == [3, 3, 3])
        #expect(rows.map { $0[0] } == ["shipping", "", "billing"])
        #expect(rows.map { $0[2] } == ["Where is the parcel?", "\u{A0}\u{3000} ", #"Was my card\tcharged \\ twice?"#])
        #expect(rows[1][1].isEmpty)
        #expect(try #require(Double(rows[0][1])) > 0.5)
    }

    @Test("JSON Lines keep the input's fields; those that the tool writes are kept as input_NAME")
    func jsonLines() throws {
        let input = """
            {"id":7,"question":"Where is the courier?","label":"x","text":[1.50,{"a":null}],"input_label":"y"}

            {"question":null}

            """
        let result = try classify(
            input, ["--format", "jsonl", "--input-format", "jsonl", "--text-field", "question"])
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            lines[0].hasPrefix(
                #"{"id":7,"input_label":"x","input_text":[1.50,{"a":null}],"input_input_label":"y","#
                    + #""text":"Where is the courier?","label":"shipping","probabilities":{"billing":0."#))
        #expect(lines[1] == #"{"text":"","label":null,"probabilities":null}"#)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
        let probabilities = try #require(object["probabilities"] as? [String: Double])
        #expect(abs(probabilities.values.reduce(0, +) - 1) < 2e-6)
    }

    @Test("CSV keeps the columns, in a form that reads back")
    func csv() throws {
        let result = try classify(
            "id;text;label\n1;\"Where is\nmy \"\"parcel\"\"; please?\";a\n",
            ["--format", "csv", "--input-format", "csv"])
        let lines = result.output.components(separatedBy: "\n")
        #expect(lines[0] == "id,input_label,text,label,probability,probability_billing,probability_shipping")
        #expect(lines[1] == "1,a,\"Where is")
        #expect(lines[2].hasPrefix("my \"\"parcel\"\"; please?\",shipping,0."))
    }

    @Test("Text is aligned, without colours in a pipe, and cannot command the terminal")
    func text() throws {
        let result = try classify("Where is the parcel?\nIs the invoice \u{1B}[31mright?\n")
        let lines = result.output.split(separator: "\n")
        #expect(lines[0].hasPrefix("shipping  ") && lines[0].hasSuffix("%  Where is the parcel?"))
        #expect(lines[1].hasPrefix("billing   ") && lines[1].hasSuffix("%  Is the invoice \u{FFFD}[31mright?"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test("Many records come out in order, the same on one thread and on three")
    func order() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let lines = (0..<9000).map { "Where is parcel \($0)?" + String(repeating: " now", count: $0 % 90) }
            try lines.joined(separator: "\n").write(to: "\(folder)/a.txt")
            let results = try ["1", "3"].map { threads in
                try Tool.run(
                    "stance",
                    ["classify", "--model", model, "--format", "tsv", "--threads", threads, "\(folder)/a.txt"])
            }
            #expect(results[0].output == results[1].output)
            let texts = results[0].output.split(separator: "\n").map { $0.split(separator: "\t")[2] }
            #expect(texts.map(String.init) == lines)
        }
    }

    @Test("Several files follow one another; a broken one is reported and the others are read")
    func severalFiles() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            try "{\"text\":\"first\"}\n{\"text\":\"second\"}\n{\"text\"\n{\"text\":\"lost\"}\n".write(
                to: "\(folder)/a.jsonl")
            try "text\nlast\n".write(to: "\(folder)/b.csv")
            try "".write(to: "\(folder)/empty.txt")
            let result = try Tool.run(
                "stance",
                ["classify", "--model", model, "--format", "tsv", "a.jsonl", "missing.txt", "empty.txt", "b.csv"],
                directory: folder)
            #expect(
                result.output.split(separator: "\n").map { $0.split(separator: "\t")[2] } == [
                    "first", "second", "last",
                ])
            #expect(
                result.error == """
                    error: a.jsonl, line 3: not a JSON object: the line ends early at byte 8
                    error: missing.txt: there is no such file
                    error: empty.txt: there are no records in it

                    """)
            #expect(result.status == 65)
        }
    }

    @Test("What is no text is told by its beginning, and not labelled line by line")
    func notText() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            try "[\n  {\"text\": \"Where is it?\"}\n]\n".write(to: "\(folder)/a.json")
            try "[{\"text\": \"Where is it?\"}]\n".write(to: "\(folder)/b.jsonl")
            try "[Applause.]\n".write(to: "\(folder)/c.txt")
            try Data([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x0A, 0x61, 0x0A]).write(
                to: URL(fileURLWithPath: "\(folder)/d.xlsx"))
            try Data("text,a\rone,1\rtwo,2\r".utf8).write(to: URL(fileURLWithPath: "\(folder)/e.csv"))
            let result = try Tool.run(
                "stance",
                ["classify", "--model", model, "--format", "tsv", "a.json", "b.jsonl", "c.txt", "d.xlsx", "e.csv"],
                directory: folder)
            #expect(result.status == 65)
            #expect(result.output.split(separator: "\n").map { $0.split(separator: "\t")[2] } == ["[Applause.]"])
            let array =
                "this is a JSON array; records are objects, one a line. Make them with jq -c '.[]' FILE > FILE.jsonl"
            #expect(
                result.error == """
                    error: a.json, line 1: \(array)
                    error: b.jsonl, line 1: \(array)
                    error: d.xlsx: this is a spreadsheet, a document or an archive, not text; save it as CSV or as plain text, in UTF-8
                    error: e.csv, line 1: its lines end in carriage returns alone; save it with line feeds

                    """)
            // Named, the format is as the user says.
            let lines = try Tool.run(
                "stance", ["classify", "--model", model, "--input-format", "lines", "a.json"], directory: folder)
            #expect(lines.status == 0 && lines.output.split(separator: "\n").count == 3)
        }
    }

    @Test("A field that lines do not have is told of")
    func fieldOfLines() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            try "Where is it?\n".write(to: "\(folder)/a.txt")
            let result = try Tool.run(
                "stance", ["classify", "--model", model, "--text-field", "q", "a.txt"], directory: folder)
            #expect(result.status == 0 && result.output.hasSuffix("Where is it?\n"))
            #expect(
                result.error.hasPrefix("warning: a.txt: read as lines, without fields, whatever --text-field says; "))
        }
    }

    @Test("Text in another language is noticed")
    func otherLanguage() throws {
        let result = try classify(String(repeating: "Der Deich hält dem Wasser nicht mehr lange stand.\n", count: 5))
        #expect(result.status == 0)
        #expect(
            result.error.hasPrefix("warning: standard input: ")
                && result.error.hasSuffix("the model; is the text in the model's language?\n"))
        #expect(try classify(Examples.rows.map(\.text).joined(separator: "\n")).error.isEmpty)
    }
}
