import Foundation
import TestSupport
import Testing

@Suite struct AnalyzeTests {
    private static let article = "Data/demo-article.txt"

    private func articles(_ output: String) throws -> [[String: Any]] {
        try output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test("The sample article: its quotations, speakers and stances")
    func demo() throws {
        let result = try Tool.run("stance", ["analyze", "--format", "jsonl", Self.article])
        #expect(result.status == 0 && result.error.isEmpty)
        let article = try #require(try articles(result.output).first)
        #expect(article["origin"] as? String == Self.article)
        let quotes = try #require(article["quotes"] as? [[String: Any]])
        #expect(
            quotes.map { $0["speaker"] as? String } == [
                "the inspection service", "Ingrid Solvang", "Marek Dahl", "Marek Dahl", "Tove Brandt", "Ingrid Solvang",
            ])
        #expect(
            quotes.map { $0["label"] as? String } == [
                "warning", "reassurance", "neutral", "neutral", nil, "reassurance",
            ])
        #expect(quotes[4]["label"] is NSNull && quotes[4]["probabilities"] is NSNull)
        #expect(quotes.map { ($0["segments"] as? [[Int]])?.count } == [2, 1, 1, 1, 1, 1])

        let text = Array(
            try String(contentsOfFile: Tool.project.path + "/" + Self.article, encoding: .utf8).unicodeScalars)
        func slice(_ start: Int, _ end: Int) -> String {
            var slice = String.UnicodeScalarView()
            slice.append(contentsOf: text[start..<end])
            return String(slice)
        }
        for quote in quotes {
            let segments = try #require(quote["segments"] as? [[Int]])
            #expect(quote["text"] as? String == segments.map { slice($0[0], $0[1]) }.joined(separator: " "))
            #expect(quote["start"] as? Int == segments.first?[0] && quote["end"] as? Int == segments.last?[1])
            let mention = slice(
                try #require(quote["speaker_start"] as? Int), try #require(quote["speaker_end"] as? Int))
            #expect((quote["speaker"] as? String)?.hasSuffix(mention) == true)
        }
    }

    @Test("Records keep their fields, and know the line they came from")
    func records() throws {
        try withTemporaryFolder { folder in
            let quotation = #"\"The bridge will be closed on Monday,\" said Ada Brook."#
            let records = [
                #"{"id":1,"body":"\#(quotation)","quotes":3}"#, "", #"{"body":"Nothing said.","origin":"x"}"#,
                #"{"body":"\#(quotation)","origin":"x"}"#,
            ]
            try records.joined(separator: "\n").write(to: "\(folder)/news.jsonl")
            let model = Tool.project.path + "/Models/stance-en"
            func run(_ format: String) throws -> Tool.Result {
                try Tool.run(
                    "stance",
                    ["analyze", "--model", model, "--text-field", "body", "--format", format, "news.jsonl"],
                    directory: folder)
            }
            let found = try articles(run("jsonl").output)
            #expect(found.map { $0["origin"] as? String } == ["news.jsonl:1", "news.jsonl:3", "news.jsonl:4"])
            #expect(found[0]["id"] as? Int == 1 && found[0]["input_quotes"] as? Int == 3)
            #expect(found[0]["body"] as? String == "\"The bridge will be closed on Monday,\" said Ada Brook.")
            #expect(found[1]["input_origin"] as? String == "x")
            #expect((found[1]["quotes"] as? [Any])?.isEmpty == true)

            let whole = try JSONSerialization.jsonObject(with: Data(try run("json").output.utf8)) as? [[String: Any]]
            #expect(whole?.count == 3)

            let csv = try run("csv")
            #expect(csv.status == 65)
            #expect(
                csv.error == """
                    error: news.jsonl, line 4: the field 'origin' is not one of the first record's, which are the \
                    columns: id, quotes. Use --format jsonl

                    """)
            let lines = csv.output.split(separator: "\n")
            #expect(
                lines.first
                    == """
                    id,quotes,origin,text,segments,start,end,kind,speaker,speaker_start,speaker_end,speaker_confidence,cue,label,probability,\
                    probability_neutral,probability_reassurance,probability_warning
                    """)
            #expect(
                lines.last?.hasPrefix(
                    "1,3,news.jsonl:1,\"The bridge will be closed on Monday,\",1-37,1,37,direct,Ada Brook,44,53,0.99,said,"
                )
                    == true)
        }
    }

    @Test("Several text files are several articles, in order")
    func severalFiles() throws {
        try withTemporaryFolder { folder in
            for number in 0..<9 {
                try "“We open bridge number \(number) today,” said Ada Brook.".write(to: "\(folder)/\(number).txt")
            }
            let names = (0..<9).map { "\($0).txt" }
            let model = Tool.project.path + "/Models/stance-en"
            let result = try Tool.run(
                "stance", ["analyze", "--model", model, "--format", "jsonl"] + names, directory: folder)
            #expect(try articles(result.output).map { $0["origin"] as? String } == names)
            let page = try Tool.run("stance", ["analyze", "--model", model] + names, directory: folder)
            #expect(page.output.components(separatedBy: "  1 quotation\n").count == 10)
        }
    }

    @Test("Counted by speaker over all articles")
    func bySpeaker() throws {
        try withTemporaryFolder { folder in
            for number in 0..<21 {
                let other = number == 3 ? " “The boat number three will be late today,” said Tom Reed." : ""
                try "“We open bridge number \(number) today,” said Ada Brook.\(other)".write(
                    to: "\(folder)/\(number).txt")
            }
            let names = (0..<21).map { "\($0).txt" }
            let model = Tool.project.path + "/Models/stance-en"
            func run(_ options: String...) throws -> Tool.Result {
                try Tool.run(
                    "stance", ["analyze", "--model", model, "--by", "speaker"] + options + names, directory: folder)
            }
            let found = try articles(run("--format", "jsonl").output)
            #expect(found.map { $0["speaker"] as? String } == ["Ada Brook", "Tom Reed"])
            #expect(found.map { $0["quotations"] as? Int } == [21, 1])
            let stances = try #require(found[0]["stances"] as? [String: [String: Any]])
            #expect(stances.values.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == 21)
            let page = try run()
            #expect(page.output.hasPrefix("Ada Brook  21 quotations  (shares uncorrected: the classifier errs)\n"))
            #expect(page.output.contains("Tom Reed  1 quotation\n"))
            let csv = try run("--format", "csv", "--threads", "1").output.split(separator: "\n")
            #expect(csv.count == 3 && csv[0].hasPrefix("speaker,quotations,count_neutral,example_neutral,"))
            #expect(csv[1].hasPrefix("Ada Brook,21,") && csv[2].hasPrefix("Tom Reed,1,"))
        }
    }

    @Test("Reported speech on request")
    func indirect() throws {
        try withTemporaryFolder { folder in
            try "Ada Brook warned that the old bridge would not hold.".write(to: "\(folder)/a.txt")
            func quotes(_ options: [String]) throws -> [[String: Any]] {
                let model = Tool.project.path + "/Models/stance-en"
                let result = try Tool.run(
                    "stance", ["analyze", "--model", model, "--format", "jsonl"] + options + ["a.txt"],
                    directory: folder)
                return try #require(try articles(result.output).first?["quotes"] as? [[String: Any]])
            }
            #expect(try quotes([]).isEmpty)
            let found = try quotes(["--indirect"])
            #expect(found.map { $0["kind"] as? String } == ["indirect"])
            #expect(found.map { $0["text"] as? String } == ["the old bridge would not hold"])
            #expect(found.map { $0["speaker"] as? String } == ["Ada Brook"])
        }
    }
}
