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
    }
}
