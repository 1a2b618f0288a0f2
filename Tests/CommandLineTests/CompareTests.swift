import Foundation
import TestSupport
import Testing

@Suite struct CompareTests {
    private static func csv(_ given: (Int) -> String, ids: Bool = true, count: Int = 60) -> String {
        (ids ? "id," : "") + "gold,predicted\n"
            + (0..<count).map { (ids ? "\($0)," : "") + "\($0 % 2 == 0 ? "x" : "y"),\(given($0))\n" }.joined()
    }

    @Test("Files of predictions are matched by id; McNemar's test and the differences are there")
    func files() throws {
        try withTemporaryFolder { folder in
            // The first is wrong on 6 items of 60, the second on 15, three of them the same.
            try Self.csv { $0 % 10 == 0 ? "y" : $0 % 2 == 0 ? "x" : "y" }.write(to: "\(folder)/a.csv")
            let lines = Self.csv { $0 % 4 == 0 ? "y" : $0 % 2 == 0 ? "x" : "y" }.split(separator: "\n")
            try ([String(lines[0])] + lines.dropFirst().reversed().map(String.init)).joined(separator: "\n").write(
                to: "\(folder)/b.csv")
            let result = try Tool.run(
                "stance-eval", ["compare", "a.csv", "b.csv", "--format", "json", "--examples", "2"], directory: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
            let pair = try #require((report["pairs"] as? [[String: Any]])?.first)
            let test = try #require(pair["mcNemar"] as? [String: Double])
            #expect(test["onlyFirst"] == 12 && test["onlySecond"] == 3)
            // 2 · Σ C(15, i) for i up to 3, over 2¹⁵: 2 · 576 / 32768.
            #expect(abs(try #require(test["pValue"]) - 0.03515625) < 1e-12)
            let accuracy = try #require(pair["accuracy"] as? [String: Double])
            #expect(abs(try #require(accuracy["value"]) - 0.15) < 1e-12)
            #expect(accuracy["low"]! > 0 && accuracy["high"]! < 0.3)
            #expect(pair["parted"] as? Int == 15 && (pair["partings"] as? [Any])?.count == 2)
            let text = try Tool.run("stance-eval", ["compare", "a.csv", "b.csv", "a.csv"], directory: folder)
            #expect(text.status == 0 && text.output.contains("Holm"))
        }
    }

    @Test("One cluster tells nothing, and few clusters too little")
    func clusters() throws {
        try withTemporaryFolder { folder in
            func table(_ given: (Int) -> String) -> String {
                "gold,predicted,one,ten\n"
                    + (0..<60).map { "\($0 % 2 == 0 ? "x" : "y"),\(given($0)),all,\($0 % 10)\n" }.joined()
            }
            try table { $0 % 10 == 0 ? "y" : $0 % 2 == 0 ? "x" : "y" }.write(to: "\(folder)/a.csv")
            try table { $0 % 4 == 0 ? "y" : $0 % 2 == 0 ? "x" : "y" }.write(to: "\(folder)/b.csv")
            let one = "--cluster one: every item has the value 'all'; intervals need two clusters or more"
            for arguments in [["compare", "a.csv", "b.csv"], ["--predictions", "a.csv"]] {
                let refused = try Tool.run("stance-eval", arguments + ["--cluster", "one"], directory: folder)
                #expect(refused.status == 64 && refused.output.isEmpty && refused.error == "error: \(one)\n")
                let few = try Tool.run("stance-eval", arguments + ["--cluster", "ten"], directory: folder)
                #expect(few.status == 0)
                #expect(few.error.hasPrefix("warning: --cluster ten: 10 clusters are few: with fewer than some 20"))
            }
            let groups = try Tool.run(
                "stance-eval", ["--predictions", "a.csv", "--cluster", "ten", "--by", "ten", "--report", "r"],
                directory: folder)
            let rows = groups.output.components(separatedBy: "by ten\n").last ?? ""
            #expect(rows.contains("0.000 –") && rows.contains("1.000 –") && !rows.contains("["))
            let metrics = try String(contentsOfFile: "\(folder)/r/metrics.csv", encoding: .utf8)
            #expect(metrics.contains("accuracy,(all),ten,1,1,,\n"))
            let json = try Tool.run(
                "stance-eval", ["--predictions", "a.csv", "--cluster", "ten", "--by", "ten", "--format", "json"],
                directory: folder)
            let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            let group = try #require((report["groups"] as? [String: [String: [String: Any]]])?["ten"]?["1"])
            #expect(group["accuracy"] as? [String: Double] == ["value": 1])
        }
    }

    @Test("Items that are not the same are an error that names them")
    func mismatches() throws {
        try withTemporaryFolder { folder in
            try Self.csv({ _ in "x" }).write(to: "\(folder)/a.csv")
            try Self.csv({ _ in "x" }, count: 59).write(to: "\(folder)/short.csv")
            try Self.csv({ _ in "x" }).replacingOccurrences(of: "\n7,", with: "\n77,").write(to: "\(folder)/ids.csv")
            try Self.csv({ _ in "x" }).replacingOccurrences(of: "\n8,x", with: "\n8,y").write(to: "\(folder)/gold.csv")
            for (file, message) in [
                ("short.csv", "short.csv: 59 items, but 60 in a.csv; both must have the same items"),
                ("ids.csv", "a.csv: the id '7' is not in ids.csv; both must have the same items"),
                ("gold.csv", "gold.csv: the true label of item 8 is 'y', but 'x' in a.csv"),
            ] {
                let result = try Tool.run("stance-eval", ["compare", "a.csv", file], directory: folder)
                #expect(result.status == 65 && result.error == "error: \(message)\n")
            }
            let untested = try Tool.run("stance-eval", ["compare", "a.csv", folder], directory: folder)
            #expect(untested.status == 64 && untested.error.contains("name labelled texts for it with --test"))
        }
    }
}
