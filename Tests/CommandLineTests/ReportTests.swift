import Foundation
import TestSupport
import Testing

@Suite struct ReportTests {
    private static let predictions =
        "id,gold,predicted,who,probability_x,probability_y\n"
        + (0..<60).map { number in
            let (gold, given) = (number % 3 == 0 ? "x" : "y", number % 4 == 0 ? "x" : "y")
            return "\(number),\(gold),\(given),s\(number % 5),\(given == "x" ? "0.8,0.2" : "0.3,0.7")\n"
        }.joined()

    private static func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test("--report leaves a page, Markdown, plots and metrics; the same input gives the same bytes; the output stays")
    func evaluation() throws {
        try withTemporaryFolder { folder in
            try Self.predictions.write(to: "\(folder)/p.csv")
            try "size,value,low,high\n100,0.4,0.3,0.5\n1000,0.6,0.5,0.7\n".write(to: "\(folder)/curve.csv")
            let arguments = ["--predictions", "p.csv", "--by", "who", "--resamples", "50"]
            let plain = try Tool.run("stance-eval", arguments, directory: folder)
            let reporting = arguments + ["--report", "out", "--learning-curve", "curve.csv"]
            let result = try Tool.run("stance-eval", reporting, directory: folder)
            #expect(result.status == 0 && result.output == plain.output && result.error == "report       out\n")
            #expect(
                try Self.names("\(folder)/out") == [
                    "confusion.svg", "groups-1.svg", "learning-curve.svg", "metrics.csv", "precision-recall-1.svg",
                    "precision-recall-2.svg", "reliability.svg", "report.html", "report.md",
                ])
            let first = try TemporaryDirectory.contents(of: "\(folder)/out")
            let page = String(decoding: try #require(first["report.html"]), as: UTF8.self)
            #expect(page.contains("stance-eval \(reporting.joined(separator: " "))"))
            _ = try Tool.run("stance-eval", reporting, directory: folder)
            #expect(try TemporaryDirectory.contents(of: "\(folder)/out") == first)
            #expect(try Self.names(folder) == ["curve.csv", "out", "p.csv"])
        }
    }

    @Test("estimate has a report too, with the model's checksum where it labels")
    func estimate() throws {
        try withTemporaryFolder { folder in
            try "gold,text\nwarning,The dam may break.\nneutral,We met at noon.\n".write(to: "\(folder)/s.csv")
            try "text\nThe roof will not hold.\n".write(to: "\(folder)/c.csv")
            let model = Tool.project.appendingPathComponent("Models/stance-en").path
            let result = try Tool.run(
                "stance-eval",
                ["estimate", "--model", model, "--labelled", "s.csv", "--collection", "c.csv", "--report", "out"],
                directory: folder)
            #expect(result.status == 0)
            let page = try String(contentsOfFile: "\(folder)/out/report.html", encoding: .utf8)
            let configuration = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(model)/config.json")))
                    as? [String: Any])
            #expect(page.contains(try #require(configuration["checksum"] as? String)) && page.contains("too few"))
        }
    }

    @Test("compare and agreement have reports with the numbers of their JSON")
    func comparisonAndAgreement() throws {
        try withTemporaryFolder { folder in
            try Self.predictions.write(to: "\(folder)/p.csv")
            try Self.predictions.replacing(",x,y,", with: ",x,x,").write(to: "\(folder)/q.csv")
            try "item,anna,ben\n1,x,x\n2,y,y\n3,x,y\n4,y,y\n".write(to: "\(folder)/a.csv")
            let runs = [
                (["compare", "p.csv", "q.csv"], "differences-1.svg", "accuracy", "pair,p.csv minus q.csv"),
                (["agreement", "a.csv"], "pairs.svg", "krippendorffAlpha", "(all),(all)"),
            ]
            for (arguments, plot, metric, group) in runs {
                let result = try Tool.run(
                    "stance-eval", arguments + ["--format", "json", "--report", "out"], directory: folder)
                #expect(result.status == 0)
                #expect(try Self.names("\(folder)/out").contains(plot))
                let report = try #require(
                    try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
                let holder = (report["pairs"] as? [[String: Any]])?.first ?? [:]
                let found = try #require((report[metric] ?? holder[metric]) as? [String: Double])
                let page = try String(contentsOfFile: "\(folder)/out/report.html", encoding: .utf8)
                #expect(page.contains(String(format: "%.3f<small>[%.3f", found["value"]!, found["low"]!)))
                let rows = try String(contentsOfFile: "\(folder)/out/metrics.csv", encoding: .utf8)
                #expect(rows.contains("\n\(metric),(all),\(group),"))
            }
        }
    }

    @Test("A directory with other things is refused before any work, and keeps them; so is a curve without a report")
    func refused() throws {
        try withTemporaryFolder { folder in
            try Self.predictions.write(to: "\(folder)/p.csv")
            let result = try Tool.run("stance-eval", ["--predictions", "p.csv", "--report", "."], directory: folder)
            #expect(result.status == 1 && result.output.isEmpty)
            #expect(
                result.error
                    == "error: .: this is there already and is not a report alone; choose another directory for the report\n"
            )
            #expect(try Self.names(folder) == ["p.csv"])
            let curve = try Tool.run(
                "stance-eval", ["--predictions", "p.csv", "--learning-curve", "p.csv"], directory: folder)
            #expect(curve.status == 64 && curve.error.contains("name a directory with --report"))
        }
    }

    @Test("The JSON of every subcommand is as docs/schemas/stance-eval.json says")
    func schema() throws {
        let schema = try JSONSchema(
            contentsOf: Tool.project.appendingPathComponent("docs/schemas/stance-eval.json"))
        try withTemporaryFolder { folder in
            try Self.predictions.write(to: "\(folder)/p.csv")
            try Self.predictions.replacing(",x,y,", with: ",x,x,").write(to: "\(folder)/q.csv")
            try "item,anna,ben,cem\n1,x,x,y\n2,y,y,\n3,x,y,y\n4,y,y,y\n".write(to: "\(folder)/a.csv")
            let runs: [(name: String, arguments: [String])] = [
                ("evaluate", ["--predictions", "p.csv", "--by", "who", "--cluster", "who", "--errors", "2"]),
                ("compare", ["compare", "p.csv", "q.csv"]), ("agreement", ["agreement", "a.csv"]),
                (
                    "estimateShares",
                    ["estimate", "--labelled", "p.csv", "--collection", "q.csv", "--by", "who", "--width", "0.1"]
                ),
                ("power", ["power", "--difference", "0.1", "--disagreement", "0.3"]),
            ]
            for (name, arguments) in runs {
                let result = try Tool.run("stance-eval", arguments + ["--format", "json"], directory: folder)
                let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
                #expect(try schema.faults(in: value, by: name) == [])
            }
            #expect(try schema.faults(in: ["items": "x"], by: "power").count == 5)
            let wrong: [String: Any] = ["value": 1.0, "low": "none", "high": 2.0, "more": 3.0]
            #expect(try schema.faults(in: wrong, by: "estimate").count == 2)
        }
    }
}
