import Foundation
import TestSupport
import Testing

@Suite struct AgreementTests {
    /// Two annotators of thirty items; the second takes every fifth item for the first label.
    static let rows: [(item: Int, annotator: String, label: Int)] = (0..<30).flatMap { item in
        let second = item % 5 == 0 ? 0 : item % 3
        return [(item, "anna", item % 3), (item, "ben", second)]
    }

    private static func coefficients(_ output: String) throws -> [String: [String: Double]] {
        let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        return try Dictionary(
            uniqueKeysWithValues: ["krippendorffAlpha", "cohenKappa", "fleissKappa"].map {
                ($0, try #require(report[$0] as? [String: Double]))
            })
    }

    @Test("Long JSON Lines, CSV under other names, and a wide table give the same coefficients")
    func formats() throws {
        try withTemporaryFolder { folder in
            let long = Self.rows.map { row in
                "{\"item\":\"\(row.item)\",\"annotator\":\"\(row.annotator)\",\"label\":\"l\(row.label)\",\"text\":\"a\"}\n"
            }
            try long.joined().write(to: "\(folder)/long.jsonl")
            let csv = Self.rows.map { "\($0.item),\($0.annotator),l\($0.label)\n" }.joined()
            try ("unit,coder,code\n" + csv).write(to: "\(folder)/long.csv")
            let wide = (0..<30).map { item in
                let (first, second) = (Self.rows[2 * item].label, Self.rows[2 * item + 1].label)
                return "\(item)\tl\(first)\tl\(second)\n"
            }.joined()
            try ("item\tanna\tben\n" + wide).write(to: "\(folder)/wide.tsv")
            let runs = [
                ["long.jsonl"], ["wide.tsv"], ["wide.tsv", "--annotators", "anna", "ben"],
                ["long.csv", "--item-field", "unit", "--annotator-field", "coder", "--label-field", "code"],
            ]
            let found = try runs.map { arguments in
                let result = try Tool.run(
                    "stance-eval", ["agreement"] + arguments + ["--format", "json"], directory: folder)
                #expect(result.status == 0 && result.error.isEmpty)
                return try Self.coefficients(result.output)
            }
            #expect(found.dropFirst().allSatisfy { $0 == found[0] })
            for coefficient in found[0].values {
                #expect(Set(coefficient.keys) == ["value", "low", "high"])
                #expect(coefficient["low"]! < coefficient["value"]! && coefficient["value"]! < coefficient["high"]!)
            }
            let text = try Tool.run("stance-eval", ["agreement", "long.jsonl"], directory: folder).output
            #expect(text.contains("4 items with different labels:\n"))
            #expect(text.contains("rows anna, columns ben\n"))
        }
    }

    @Test(
        "What cannot be compared is an error",
        arguments: [
            ("item,annotator,label\n1,a,x\n2,b,x\n", "agreement needs at least two annotators with an item in common"),
            ("item,annotator,label\n1,a,\n1,b,\n", "the field 'label' is empty in every record; is it the right one?"),
        ])
    func wrong(text: String, message: String) throws {
        try withTemporaryFolder { folder in
            try text.write(to: "\(folder)/a.csv")
            let result = try Tool.run("stance-eval", ["agreement", "a.csv"], directory: folder)
            #expect(result.status == 65 && result.output.isEmpty)
            #expect(result.error == "error: a.csv: \(message)\n")
        }
    }

    @Test(
        "A long table is not taken for a wide one, nor a number of rows for an annotator",
        arguments: [
            (
                "item,coder,code\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n",
                ", line 3: the item '1' has two rows, each field of which is taken for an annotator's labels. If the rows are "
                    + "labels, name their fields with --annotator-field and --label-field"
            ),
            (
                "doc,text,anna,ben\n1,t,x,x\n2,t,y,x\n3,t,x,x\n4,t,y,y\n5,t,x,y\n",
                ": the field 'doc' has another value in every row, as no annotator's labels do. Name the annotators' fields "
                    + "with --annotators, or the items' with --item-field"
            ),
        ])
    func mistaken(text: String, message: String) throws {
        try withTemporaryFolder { folder in
            try text.write(to: "\(folder)/a.csv")
            let result = try Tool.run("stance-eval", ["agreement", "a.csv"], directory: folder)
            #expect(result.status == 65 && result.error == "error: a.csv\(message)\n")
        }
    }

    @Test("Where one label was given, the coefficients are not defined, and said so")
    func oneLabel() throws {
        let result = try Tool.run(
            "stance-eval", ["agreement", "-", "--input-format", "csv"],
            input: "item,annotator,label\n1,a,x\n1,b,x\n2,a,x\n2,b,x\n")
        #expect(result.output.contains("not defined: one label  2 items with two labels or more\n"))
        #expect(result.output.hasPrefix("2 items, 2 annotators (a, b), 4 labels; "))
    }

    @Test("An annotator who labels an item twice is an error with its line")
    func twice() throws {
        let result = try Tool.run(
            "stance-eval", ["agreement", "-", "--input-format", "csv"],
            input: "item,annotator,label\n1,a,x\n1,b,x\n1,a,y\n")
        #expect(result.status == 65)
        #expect(result.error == "error: standard input, line 4: the annotator 'a' labels the item '1' twice\n")
    }
}
