import Foundation
import TestSupport
import Testing

@Suite struct ExplainTests {
    private static let model = Tool.project.path + "/Models/stance-en"
    private static let text = "The dam will not hold if it rains — nobody\tknows."

    private func object(_ line: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    /// What an explanation claims of a text: its spans are places of it, and all sums to the logit.
    private func check(_ explanation: [String: Any], of text: String) throws {
        let scalars = Array(text.unicodeScalars)
        var sum = try #require(explanation["base"] as? Double)
        for span in try #require(explanation["spans"] as? [[String: Any]]) {
            let range = try #require(span["start"] as? Int)..<(try #require(span["end"] as? Int))
            var slice = String.UnicodeScalarView()
            slice.append(contentsOf: scalars[range])
            #expect(span["text"] as? String == String(slice))
            sum += try #require(span["weight"] as? Double)
        }
        #expect(abs(sum - (try #require(explanation["logit"] as? Double))) < 1e-4)
    }

    @Test("JSON: the label's logit, what each word adds, and where it stands")
    func json() throws {
        let lines = "\(Self.text)\n\n"
        let result = try Tool.run("stance", ["classify", "--explain", "--format", "jsonl"], input: lines)
        let records = try result.output.split(separator: "\n").map(object)
        let explanation = try #require(records[0]["explanation"] as? [String: Any])
        #expect(explanation["label"] as? String == records[0]["label"] as? String)
        try check(explanation, of: Self.text)
        #expect(records[1]["explanation"] is NSNull)

        let analysis = try Tool.run("stance", ["analyze", "--explain", "--format", "jsonl", "Data/demo-article.txt"])
        let quotes = try #require(try object(analysis.output)["quotes"] as? [[String: Any]])
        for quote in quotes where !(quote["label"] is NSNull) {
            try check(
                try #require(quote["explanation"] as? [String: Any]), of: try #require(quote["text"] as? String))
        }
        #expect(quotes[4]["explanation"] is NSNull)
    }

    @Test("A field of the input that is called explanation is kept under another name")
    func fieldNames() throws {
        try withTemporaryFolder { folder in
            try #"{"text":"\#(Self.text.replacing("\t", with: " "))","explanation":"mine"}"#.write(
                to: "\(folder)/a.jsonl")
            let result = try Tool.run(
                "stance", ["classify", "--model", Self.model, "--explain", "--format", "jsonl", "a.jsonl"],
                directory: folder)
            #expect(try object(result.output)["input_explanation"] as? String == "mine")
            let plain = try Tool.run(
                "stance", ["classify", "--model", Self.model, "--format", "jsonl", "a.jsonl"], directory: folder)
            #expect(try object(plain.output)["explanation"] as? String == "mine")
        }
    }

    @Test("In a pipe: the telling words in plain text, with their signs")
    func text() throws {
        let result = try Tool.run(
            "stance", ["classify", "--explain"], input: "We are confident that the dam is safe.\n")
        #expect(result.output.contains("\nwhy reassurance: ") || result.output.contains("why reassurance: "))
        #expect(result.output.contains("confident +"))
        #expect(!result.output.contains("\u{1B}"))
        let article = try Tool.run("stance", ["analyze", "--explain", "Data/demo-article.txt"])
        #expect(article.output.components(separatedBy: "    why ").count == 6)
    }

    @Test(
        "Formats that have no place for words' weights are refused",
        arguments: [
            ["classify", "--explain", "--format", "csv"], ["classify", "--explain", "--format", "tsv"],
            ["analyze", "--explain", "--format", "csv"], ["analyze", "--explain", "--by", "speaker"],
            ["analyze", "--format", "html", "--by", "speaker"],
        ])
    func refused(arguments: [String]) throws {
        let result = try Tool.run("stance", arguments + ["Data/demo-article.txt"])
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(
            result.error.contains("--explain has no place in a table or a count")
                || result.error.contains("--by speaker gives no html"))
    }
}
