import Foundation
import TestSupport
import Testing

@Suite struct EvaluateTests {
    @Test("JSON has a value and an interval for every metric")
    func json() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let result = try Tool.run(
                "stance-eval", ["--model", model, "--test", "\(folder)/train.tsv", "--format", "json"])
            #expect(result.status == 0 && result.error.isEmpty)
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
            // Without an error every draw is right too; Wilson's interval of 24 in 24 begins at 1 / (1 + 1.96² / 24).
            let accuracy = try #require(report["accuracy"] as? [String: Double])
            #expect(accuracy["value"] == 1 && accuracy["high"] == 1)
            #expect(abs(try #require(accuracy["low"]) - 0.862024) < 1e-6)
            for name in ["macroF1", "weightedF1", "matthewsCorrelation", "cohenKappa"] {
                #expect(report[name] as? [String: Double] == ["value": 1])
            }
            for name in ["logLoss", "brierScore"] {
                #expect(Set(try #require(report[name] as? [String: Double]).keys) == ["value", "low", "high"])
            }
            let labels = try #require(report["perLabel"] as? [String: [String: Any]])
            #expect(labels.keys.sorted() == ["billing", "shipping"])
            #expect(labels["billing"]?["support"] as? Int == 12)
            let confusion = try #require(report["confusion"] as? [String: Any])
            #expect(confusion["counts"] as? [[Int]] == [[12, 0], [0, 12]])
        }
    }

    @Test("A label that the model does not know is an error with file and line")
    func unknownLabel() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            try "label\ttext\nbilling\tx\nother\ty\n".write(to: "\(folder)/test.tsv")
            let result = try Tool.run("stance-eval", ["--model", model, "--test", "test.tsv"], directory: folder)
            #expect(result.status == 65 && result.output.isEmpty)
            #expect(
                result.error
                    == "error: test.tsv, line 3: the label 'other' is not one of these: billing, shipping\n")
        }
    }

    @Test("Predictions of another tool are read, in any format, with groups, clusters and errors")
    func predictions() throws {
        try withTemporaryFolder { folder in
            let rows = (0..<40).map { (gold: $0 % 2, given: $0 % 5 == 0 ? 1 : $0 % 2, number: $0) }
            func file(_ name: String, head: String, _ line: (Int, Int, Int) -> String) throws {
                try (head + rows.map { line($0.gold, $0.given, $0.number) + "\n" }.joined()).write(
                    to: "\(folder)/\(name)")
            }
            try file("a.csv", head: "id,gold,predicted,who,probability_x,probability_y\n") {
                "\($2),\($0 == 0 ? "x" : "y"),\($1 == 0 ? "x" : "y"),s\($2 % 7),\($1 == 0 ? "0.9,0.1" : "0.2,0.8")"
            }
            try file("a.tsv", head: "true\tlabel\n") { gold, given, _ in
                "\(gold == 0 ? "x" : "y")\t\(given == 0 ? "x" : "y")"
            }
            try file("a.jsonl", head: "") { gold, given, number in
                let chances = given == 0 ? "{\"x\":0.9,\"y\":0.1}" : "{\"x\":0.2,\"y\":0.8}"
                return "{\"label\":\"\(given == 0 ? "x" : "y")\",\"input_label\":\"\(gold == 0 ? "x" : "y")\","
                    + "\"probabilities\":\(chances)}"
            }
            for name in ["a.csv", "a.tsv", "a.jsonl"] {
                let result = try Tool.run(
                    "stance-eval", ["--predictions", name, "--format", "json"], directory: folder)
                let report = try #require(
                    try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
                #expect((report["accuracy"] as? [String: Double])?["value"] == 0.9, "\(name)")
                #expect((report["logLoss"] != nil) == (name != "a.tsv"))
            }
            let text = try Tool.run(
                "stance-eval",
                ["--predictions", "a.csv", "--by", "who", "--by", "who", "--cluster", "who", "--errors", "1"],
                directory: folder)
            #expect(text.output.contains("over 7 clusters"))
            // A field that is named twice is shown once.
            #expect(text.output.components(separatedBy: "by who\n").count == 2)
            #expect(text.output.contains("worst errors") && text.output.contains("  0: x 0.200, given y 0.800\n"))
        }
    }

    @Test(
        "Items without a predicted label are left out, counted and reported", arguments: ["csv", "jsonl"])
    func abstentions(format: String) throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let rows = Examples.rows.map { "\"\($0.text)\",\($0.label)\n" } + ["Zebra.,billing\n", ",shipping\n"]
            let classified = try Tool.run(
                "stance",
                ["classify", "--model", model, "--format", format, "--input-format", "csv", "--abstain", "0.7"],
                input: "text,label\n" + rows.joined(), directory: folder)
            try classified.output.write(to: "\(folder)/p.\(format)")
            let result = try Tool.run(
                "stance-eval", ["--predictions", "p.\(format)", "--report", "r"], directory: folder)
            #expect(result.status == 0)
            let coverage = "2 of 26 items have no predicted label and are left out: coverage 0.923"
            #expect(result.output.hasPrefix("24 items; 95 % bootstrap intervals\n\(coverage)\n"))
            #expect(try String(contentsOfFile: "\(folder)/r/report.md", encoding: .utf8).contains(coverage))
            let json = try Tool.run(
                "stance-eval", ["--predictions", "p.\(format)", "--format", "json"], directory: folder)
            let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect(report["withoutLabel"] as? Int == 2 && report["items"] as? Int == 24)
            let schema = try JSONSchema(
                contentsOf: Tool.project.appendingPathComponent("docs/schemas/stance-eval.json"))
            #expect(try schema.faults(in: report, by: "evaluate") == [])
        }
    }

    @Test("A blank text gets no label of a model, and is in no metric")
    func blankTexts() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            try (Examples.tsv + "billing\t \n").write(to: "\(folder)/test.tsv")
            let result = try Tool.run("stance-eval", ["--model", model, "--test", "test.tsv"], directory: folder)
            #expect(result.output.hasPrefix("24 items"))
            #expect(result.output.contains("1 of 25"))
        }
    }

    /// The report on a CSV file of predictions.
    private func report(on predictions: String) throws -> [String: Any] {
        try withTemporaryFolder { folder in
            try predictions.write(to: "\(folder)/p.csv")
            let result = try Tool.run(
                "stance-eval", ["--predictions", "p.csv", "--format", "json"], directory: folder)
            return try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        }
    }

    @Test("Where each draw gives the same value there is no interval")
    func perfectScores() throws {
        let report = try report(on: "gold,predicted\na,a\nb,b\n")
        #expect(report["macroF1"] as? [String: Double] == ["value": 1])
        #expect((report["accuracy"] as? [String: Double])?["low"] != nil)
    }

    @Test("Items without a cluster are clusters of their own; an item that several people labelled is refused")
    func clusters() throws {
        try withTemporaryFolder { folder in
            try "gold,predicted,c\na,a,x\na,b,x\nb,b,\nb,a,\n".write(to: "\(folder)/p.csv")
            let result = try Tool.run(
                "stance-eval", ["--predictions", "p.csv", "--cluster", "c"], directory: folder)
            #expect(result.output.contains("3 clusters"))
            let rows = ["mia", "ben"].map {
                "{\"item\":\"q:1\",\"annotator\":\"\($0)\",\"label\":\"a\",\"predicted\":\"a\"}\n"
            }
            try rows.joined().write(to: "\(folder)/l.jsonl")
            let refused = try Tool.run("stance-eval", ["--predictions", "l.jsonl"], directory: folder)
            #expect(
                refused.status == 65 && refused.error.hasPrefix("error: l.jsonl, line 2: the item 'q:1' has several"))
        }
    }

    @Test("Nothing counts twice that stands in two files: an id, or an item that two people labelled")
    func severalFiles() throws {
        try withTemporaryFolder { folder in
            func refusal(_ first: String, _ second: String, _ arguments: String...) throws -> Tool.Result {
                try first.write(to: "\(folder)/a.csv")
                try second.write(to: "\(folder)/b.csv")
                return try Tool.run(
                    "stance-eval", ["--predictions", "a.csv", "b.csv"] + arguments, directory: folder)
            }
            let (first, second) = ("id,gold,predicted\n1,a,a\n2,b,a\n", "id,gold,predicted\n3,a,a\n2,b,b\n")
            let twice = try refusal(first, second)
            #expect(twice.status == 65 && twice.error.hasPrefix("error: b.csv, line 3: the id '2' stands twice;"))
            #expect(try refusal(first, second, "--cluster", "id").output.hasPrefix("4 items"))
            let same = try refusal(first, first, "--cluster", "id")
            #expect(same.status == 65 && same.error.contains("b.csv: this has the same bytes as a.csv"))
            let mia = "item,annotator,label,predicted\nq:1,mia,a,a\nq:2,mia,b,b\n"
            let people = try refusal(mia, mia.replacingOccurrences(of: "mia", with: "ben"))
            #expect(people.status == 65)
            #expect(people.error.hasPrefix("error: b.csv, line 2: the item 'q:1' has several labels"))
            // The same of texts that a model is to label.
            let model = try Examples.train(in: folder)
            try "id,text,label\n1,x,billing\n".write(to: "\(folder)/c.csv")
            try "id,text,label\n1,y,shipping\n".write(to: "\(folder)/d.csv")
            let texts = try Tool.run(
                "stance-eval", ["--model", model, "--test", "c.csv", "d.csv"], directory: folder)
            #expect(texts.status == 65 && texts.error.hasPrefix("error: d.csv, line 2: the id '1' stands twice;"))
        }
    }

    @Test("White space around a label is no part of it; the label before two classifications is the true one")
    func labels() throws {
        let report = try report(on: "input_input_label,input_label,label\n a,b,a\nb,a,b \n")
        #expect(report["macroF1"] is [String: Any])
        #expect((report["accuracy"] as? [String: Double])?["value"] == 1)
    }

    @Test(
        "Wrong predictions are errors that say where and what",
        arguments: [
            ("gold,predicted\n,\n,\n", "p.csv: the field 'gold' is empty in every record; is it the right one?"),
            ("gold,predicted\na,a\n,b\n", "p.csv, line 3: the field 'gold' is empty"),
            (
                "text\na\n",
                "p.csv: no field holds predicted labels beside true ones; the fields are: text. "
                    + "Name them with --gold-field and --predicted-field"
            ),
            (
                "gold,predicted,probability_a,probability_b\na,a,0.5,0.5\nc,a,1,0\n",
                "p.csv, line 3: the label 'c' is not one of these: a, b"
            ),
            (
                "gold,predicted,probability_a,probability_b\na,a,0.5,0.4\n",
                "p.csv, line 2: the probabilities sum to 0.9, not to 1"
            ),
            (
                "gold,predicted,probability_a\na,a,x\n",
                "p.csv, line 2: the field 'probability_a' holds 'x', which is not a number from 0 up"
            ),
            (
                "id,gold,predicted\n7,a,a\n7,b,b\n",
                "p.csv, line 3: the id '7' stands twice; if one item is predicted several times, draw these together with --cluster id"
            ),
        ])
    func wrongPredictions(text: String, message: String) throws {
        try withTemporaryFolder { folder in
            try text.write(to: "\(folder)/p.csv")
            let result = try Tool.run("stance-eval", ["--predictions", "p.csv"], directory: folder)
            #expect(result.status == 65 && result.output.isEmpty)
            #expect(result.error == "error: \(message)\n")
        }
    }
}
