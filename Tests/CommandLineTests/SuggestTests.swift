import Foundation
import TestSupport
import Testing

@Suite struct SuggestTests {
    private func withModel(_ body: (_ folder: String, _ suggest: ([String]) throws -> Tool.Result) throws -> Void)
        throws
    {
        try withTemporaryFolder { folder in
            _ = try Examples.train(in: folder)
            try body(folder) { arguments in
                try Tool.run(
                    "stance-train", ["suggest"] + arguments, environment: ["STANCE_MODEL": "model"], directory: folder)
            }
        }
    }

    @Test("CSV has a byte order mark, item, text and an empty label, and nothing of the model's opinion")
    func csv() throws {
        try withModel { folder, suggest in
            try "id,text\n1,\"Why, and where?\"\n2,=1+1 parcels\n3,Where is the parcel?\n".write(to: "\(folder)/q.csv")
            let result = try suggest(["q.csv", "--count", "3", "--item-field", "id"])
            #expect(result.status == 0 && result.error == "picked 3 of 3 texts\n")
            let lines = result.output.split(separator: "\n")
            #expect(lines[0] == "\u{FEFF}item,text,label")
            #expect(
                Set(lines.dropFirst()) == ["1,\"Why, and where?\",", "2, =1+1 parcels,", "3,Where is the parcel?,"])
        }
    }

    @Test("TSV reads back, whatever is in a text; without an item field, file and line name it")
    func tsv() throws {
        try withModel { folder, suggest in
            try #"{"text":"Why\twas my\r\ncard\\ \"charged\"?"}"#.write(to: "\(folder)/q.jsonl")
            let result = try suggest(["q.jsonl", "--format", "tsv"])
            #expect(
                result.output == "\u{FEFF}item\ttext\tlabel\nq.jsonl:1\tWhy was my  card\\ \"charged\"?\t\n")
        }
    }

    @Test("What was picked is labelled, read by training, and not picked again")
    func loop() throws {
        try withModel { folder, suggest in
            let texts = (0..<40).map { "Where is the invoice of parcel \($0)?" }
            try texts.joined(separator: "\n").write(to: "\(folder)/q.txt")
            let first = try suggest(["q.txt", "--count", "10"])
            try first.output.replacing(",\n", with: ",billing\n").write(to: "\(folder)/first.csv")
            let trained = try Tool.run(
                "stance-train", ["--train", "train.tsv", "first.csv", "--output", "new"], directory: folder)
            #expect(trained.status == 0 && trained.output.contains("examples     34: billing 22, shipping 12"))
            let second = try suggest(["q.txt", "--count", "40", "--labelled", "first.csv", "train.tsv"])
            #expect(second.error == "picked 30 of 40 texts, 10 of them labelled already\n")
            func items(_ result: Tool.Result) -> Set<Substring> {
                Set(result.output.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first })
            }
            #expect(items(first).count == 10 && items(second).count == 30)
            #expect(items(first).isDisjoint(with: items(second)))
            // Labelled files have the texts where the others have them, or in text.
            try ("id,quotation,label\n" + texts.enumerated().map { "\($0),\($1),billing\n" }.joined()).write(
                to: "\(folder)/q.csv")
            let third = try suggest([
                "q.csv", "--text-field", "quotation", "--labelled", "first.csv", "q.csv", "--method", "random",
            ])
            #expect(third.error == "picked 0 of 40 texts, 40 of them labelled already\n")
        }
    }

    @Test("The same bytes for any number of threads, from files and from standard input")
    func threads() throws {
        try withModel { folder, suggest in
            let texts = (0..<1000).map { "Parcel, invoice \($0 % 53), card \($0 % 97) or courier \($0 % 11)?" }
            try texts.joined(separator: "\n").write(to: "\(folder)/q.txt")
            for method in ["uncertainty", "random"] {
                let one = try suggest(["q.txt", "--threads", "1", "--seed", "5", "--method", method])
                let many = try suggest(["q.txt", "--threads", "7", "--seed", "5", "--method", method])
                #expect(one.status == 0 && one.output == many.output)
            }
        }
    }

    @Test("A random sample needs no model, and may be one of the texts that are not labelled")
    func random() throws {
        try withTemporaryFolder { folder in
            try "One\n\nTwo\nTwo\n".write(to: "\(folder)/q.txt")
            let result = try Tool.run(
                "stance-train", ["suggest", "q.txt", "--method", "random"], environment: ["STANCE_MODEL": "none"],
                directory: folder)
            #expect(result.status == 0 && result.error == "picked 3 of 3 texts\n")
            #expect(
                result.output.split(separator: "\n").dropFirst().sorted() == [
                    "q.txt:1,One,", "q.txt:3,Two,", "q.txt:4,Two,",
                ])
            try "text,label\n“Two”,a\n".write(to: "\(folder)/known.csv")
            let rest = try Tool.run(
                "stance-train", ["suggest", "q.txt", "--method", "random", "--labelled", "known.csv"], directory: folder
            )
            #expect(rest.output == "\u{FEFF}item,text,label\nq.txt:1,One,\n")
            #expect(rest.error == "picked 1 of 3 texts, 2 of them labelled already\n")
        }
    }

    @Test(
        "Wrong requests and broken input write nothing",
        arguments: [
            (["q.txt", "--count", "0"], 64, "Error: --count takes a number from 1 to 100000."),
            (["none.txt"], 66, "error: none.txt: there is no such file"),
            (["q.txt", "b.jsonl"], 65, "error: b.jsonl, line 2: not a JSON object"),
            (
                ["q.txt", "--labelled", "d.csv"], 65,
                "error: d.csv, line 2: there is no field 'text'; the fields are: quote, label. Name another one with "
                    + "--text-field\n"
            ),
            (["i.csv"], 65, "error: i.csv, line 2: the item '1' has another text: i.csv, line 3."),
            (["t.csv", "--method", "random"], 65, "error: t.csv, line 2: the item '1' stands twice: t.csv, line 3. "),
            (["q.txt", "q.txt", "--method", "random"], 65, "error: q.txt, line 1: the item 'q.txt:1' stands twice: "),
        ] as [([String], Int32, String)])
    func faults(arguments: [String], status: Int32, message: String) throws {
        try withModel { folder, suggest in
            try "One\n".write(to: "\(folder)/q.txt")
            try "{\"text\":\"Two\"}\n{\n".write(to: "\(folder)/b.jsonl")
            try "quote,label\nOne,a\n".write(to: "\(folder)/d.csv")
            try "item,text\n1,Where is it?\n1,Where is it?\n".write(to: "\(folder)/t.csv")
            try "item,text\n1,Where is it?\n1,Who was charged?\n".write(to: "\(folder)/i.csv")
            let result = try suggest(arguments)
            #expect(result.status == status && result.output.isEmpty)
            #expect(result.error.hasPrefix(message), "\(result.error)")
        }
    }

    @Test("The guide to labels of one's own shows what is picked")
    func guide() throws {
        let docs = Tool.project.path + "/docs"
        let guide = try String(contentsOfFile: "\(docs)/YourOwnLabels.md", encoding: .utf8)
        let result = try Tool.run(
            "stance-train", ["suggest", "council.txt", "--method", "random", "--count", "20"],
            directory: "\(docs)/examples")
        let lines = result.output.dropFirst().split(separator: "\n")
        #expect(lines.count == 21 && guide.contains(lines.prefix(3).joined(separator: "\n")))
    }
}
