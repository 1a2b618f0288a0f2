import Foundation
import TestSupport
import Testing

@Suite struct EstimateTests {
    /// Every fourth item is x, in the sample and beyond; every tenth of these is missed, and a few others are taken for x.
    private static func rows(_ numbers: Range<Int>, gold: Bool) -> String {
        numbers.map { number in
            let isLabel = number % 4 == 0
            let given = isLabel ? number % 40 != 0 : number % 21 == 1
            let place = number % 200 < 190 ? "here" : "there"
            return "{\"id\":\"\(number)\"," + (gold ? "\"gold\":\"\(isLabel ? "x" : "y")\"," : "")
                + "\"predicted\":\"\(given ? "x" : "y")\",\"place\":\"\(place)\"}\n"
        }.joined()
    }

    @Test("Shares in all and by group: narrower than the labels alone, or too few")
    func shares() throws {
        try withTemporaryFolder { folder in
            try Self.rows(0..<400, gold: true).write(to: "\(folder)/labelled.jsonl")
            try Self.rows(0..<8000, gold: false).write(to: "\(folder)/all.jsonl")
            let arguments = [
                "estimate", "--labelled", "labelled.jsonl", "--collection", "all.jsonl", "--by", "place", "--width",
                "0.02",
            ]
            let result = try Tool.run("stance-eval", arguments + ["--format", "json"], directory: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
            #expect(report["labelled"] as? Int == 400 && report["unlabelled"] as? Int == 7600)
            let label = try #require((report["shares"] as? [String: [String: Any]])?["x"])
            let share = try #require(label["share"] as? [String: Double])
            let alone = try #require(label["labelsAlone"] as? [String: Double])
            #expect(abs(share["value"]! - 0.25) < 0.01 && abs(alone["value"]! - 0.25) < 1e-12)
            #expect(share["high"]! - share["low"]! < 0.7 * (alone["high"]! - alone["low"]!))
            #expect(try #require(label["labelsToAdd"] as? Int) > 0)
            let text = try Tool.run("stance-eval", arguments, directory: folder).output
            let there = try #require(text.components(separatedBy: "place there\n").last)
            #expect(there.contains("too few") && text.contains("place here\n"))
        }
    }

    /// Texts of which every third is an x.
    private static func texts(_ numbers: Range<Int>) -> [(text: String, label: String)] {
        numbers.map { ("Statement number \($0) of the council, which is long enough.", $0 % 3 == 0 ? "x" : "y") }
    }

    @Test(
        "Labelled items are found in the collection by item, or by their text, and counted once",
        arguments: [true, false])
    func matching(byItem: Bool) throws {
        try withTemporaryFolder { folder in
            let labelled = Self.texts(0..<60).enumerated().map { number, row in
                "{\"item\":\"q:\(number)\",\"annotator\":\"mia\",\"label\":\"\(row.label)\",\"text\":\"\(row.text)\","
                    + "\"predicted\":\"\(row.label)\"}\n"
            }
            try labelled.joined().write(to: "\(folder)/sample.jsonl")
            let all = Self.texts(0..<200).enumerated().map { number, row in
                (byItem ? "q:\(number),," : ",\(row.text.uppercased().replacingOccurrences(of: ",", with: "")),")
                    + "\(row.label)\n"
            }
            try ((byItem ? "item,note,predicted\n" : "note,text,predicted\n") + all.joined()).write(
                to: "\(folder)/all.csv")
            let arguments = ["estimate", "--labelled", "sample.jsonl", "--collection", "all.csv"]
            let result = try Tool.run("stance-eval", arguments, directory: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            #expect(result.output.hasPrefix("60 labelled items, 140 others; 95 % intervals\n\n"))
            #expect(!result.output.contains("too few"))
            try ("predicted\n" + String(repeating: "x\ny\n", count: 20)).write(to: "\(folder)/all.csv")
            let unmatched = try Tool.run("stance-eval", arguments, directory: folder)
            #expect(unmatched.output.hasPrefix("60 labelled items, 40 others;"))
            #expect(unmatched.error.hasPrefix("warning: no labelled item is found in the collection"))
        }
    }

    @Test("What classify made of another field is read by its text; the same id with another text is told of")
    func textFields() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let rows = Examples.rows.enumerated().map { "\($0),\"\($1.text)\",\($1.label)\n" }
            try ("id,quotation,label\n" + rows.joined()).write(to: "\(folder)/sample.csv")
            let texts = "id,quotation\n" + Examples.rows.enumerated().map { "\($0),\"\($1.text)\"\n" }.joined()
            let classified = try Tool.run(
                "stance",
                [
                    "classify", "--model", model, "--format", "csv", "--input-format", "csv", "--text-field",
                    "quotation",
                ],
                input: texts + "24,The parcel is late.\n", directory: folder)
            try classified.output.write(to: "\(folder)/all.csv")
            let arguments = [
                "estimate", "--model", model, "--text-field", "quotation", "--labelled", "sample.csv", "--collection",
                "all.csv",
            ]
            let result = try Tool.run("stance-eval", arguments, directory: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            #expect(result.output.hasPrefix("24 labelled items, 1 others;"))
            try classified.output.replacingOccurrences(of: "\n7,", with: "\n7,An other text and ").write(
                to: "\(folder)/all.csv")
            #expect(
                try Tool.run("stance-eval", arguments, directory: folder).error
                    == "warning: all.csv: 1 of the items that are labelled have another text in sample.csv, first '7'; "
                    + "if they are other items, give them other ids\n")
            // A file with neither field says which it has.
            try "id,words\n1,a\n".write(to: "\(folder)/all.csv")
            let neither = try Tool.run("stance-eval", arguments, directory: folder)
            #expect(neither.status == 65)
            #expect(neither.error.contains("there is no field 'quotation'; the fields are: id, words"))
        }
    }

    @Test("Several annotators' labels of an item are not several items")
    func severalAnnotators() throws {
        try withTemporaryFolder { folder in
            let row = "{\"item\":\"q:1\",\"annotator\":\"mia\",\"label\":\"x\",\"predicted\":\"x\"}\n"
            try (row + row.replacingOccurrences(of: "mia", with: "ben")).write(to: "\(folder)/a.jsonl")
            let result = try Tool.run(
                "stance-eval", ["estimate", "--labelled", "a.jsonl", "--collection", "a.jsonl"], directory: folder)
            #expect(result.status == 65)
            #expect(
                result.error.hasPrefix(
                    "error: a.jsonl, line 2: the item 'q:1' has several labels, and one an item counts"))
        }
    }

    @Test("Nothing of a collection counts twice")
    func repeatedItems() throws {
        try withTemporaryFolder { folder in
            let rows = (1...30).map { "\($0),\($0 % 2 == 0 ? "a" : "b"),a\n" }.joined()
            try ("id,gold,predicted\n" + rows).write(to: "\(folder)/sample.csv")
            try "id,predicted\n40,a\n41,b\n".write(to: "\(folder)/c.csv")
            try "id,predicted\n41,b\n42,b\n".write(to: "\(folder)/d.csv")
            func estimate(_ collection: String...) throws -> Tool.Result {
                try Tool.run(
                    "stance-eval", ["estimate", "--labelled", "sample.csv", "--collection"] + collection,
                    directory: folder)
            }
            let twice = try estimate("c.csv", "c.csv")
            #expect(twice.status == 65)
            #expect(twice.error.hasPrefix("error: c.csv: this has the same bytes as c.csv"))
            let shared = try estimate("c.csv", "d.csv")
            #expect(shared.status == 65 && shared.error == "error: d.csv: the id '41' stands twice\n")
        }
    }

    @Test("What the model does not label counts as no label; predictions that are not used are told of")
    func abstentions() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let rows = Examples.rows.enumerated().map { "\($0),\"\($1.text)\",\($1.label)\n" }
            try ("id,text,label\n" + rows.joined()).write(to: "\(folder)/sample.csv")
            let classified = try Tool.run(
                "stance", ["classify", "--model", model, "--format", "csv", "--input-format", "csv"],
                input: "id,text,label\n" + rows.joined() + "99,,\n", directory: folder)
            try classified.output.write(to: "\(folder)/all.csv")
            let arguments = ["estimate", "--labelled", "all.csv", "--collection", "all.csv"]
            // The last item has no true label either.
            #expect(try Tool.run("stance-eval", arguments, directory: folder).status == 65)
            try classified.output.split(separator: "\n").dropLast().joined(separator: "\n").write(
                to: "\(folder)/labelled.csv")
            let result = try Tool.run(
                "stance-eval", ["estimate", "--labelled", "labelled.csv", "--collection", "all.csv"], directory: folder)
            #expect(result.status == 0 && result.output.hasPrefix("24 labelled items, 1 others;"))
            #expect(
                result.error
                    == "warning: all.csv: 1 of 25 items have no predicted label, and count as none of the labels\n")
            let unused = try Tool.run(
                "stance-eval", ["estimate", "--labelled", "sample.csv", "--collection", "all.csv"],
                environment: ["STANCE_MODEL": model], directory: folder)
            #expect(unused.status == 0)
            #expect(
                unused.error
                    == "warning: all.csv: its predictions are not used, since sample.csv has none of its own\n"
                    + "warning: all.csv: 1 of 25 items have no predicted label, and count as none of the labels\n")
        }
    }

    @Test("The help says what the labelled items must be; a weight that is no number is an error with its line")
    func words() throws {
        let help = try Tool.run("stance-eval", ["estimate", "--help"]).output
        #expect(help.contains("must be a random sample of the collection"))
        try withTemporaryFolder { folder in
            try "gold,predicted,w\nx,x,1\ny,x,-2\n".write(to: "\(folder)/a.csv")
            let result = try Tool.run(
                "stance-eval", ["estimate", "--labelled", "a.csv", "--collection", "a.csv", "--weight", "w"],
                directory: folder)
            #expect(result.status == 65)
            #expect(
                result.error
                    == "error: a.csv, line 3: the field 'w' holds '-2', which is not a number from 0 up\n")
        }
    }

    @Test("power gives a number of items, more for a smaller difference")
    func power() throws {
        func items(_ difference: String) throws -> Int {
            let result = try Tool.run(
                "stance-eval",
                ["power", "--difference", difference, "--disagreement", "0.2", "--format", "json"])
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
            return try #require(report["items"] as? Int)
        }
        #expect(try items("0.05") < items("0.03"))
        #expect(try Tool.run("stance-eval", ["power", "--difference", "0.1"]).status == 64)
        let both = ["power", "--difference", "0.02", "--disagreement", "0.1", "--accuracy", "0.8"]
        #expect(try Tool.run("stance-eval", both).status == 64)
    }
}
