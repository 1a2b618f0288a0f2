import Foundation
import TestSupport
import Testing

@Suite struct DecisionTests {
    /// Enough letters for a calibration, a tenth of them with the wrong label, so that nothing is quite sure.
    private static let letters = (1...60).map { number in
        let (first, second) = number % 10 == 0 ? ("billing", "shipping") : ("shipping", "billing")
        return "__label__\(first) Where is parcel \(number) and when does it come?\n"
            + "__label__\(second) Why was invoice \(number) charged twice?\n"
    }.joined()

    private static let input = "Where is the parcel?\nWas the invoice charged twice?\n\nIs the parcel charged?\n"

    /// Trains a model and classifies with each of the lists of arguments.
    private func classify(_ runs: [[String]], training: [String] = []) throws -> [Tool.Result] {
        try withTemporaryFolder { folder in
            try Self.letters.write(to: "\(folder)/train.txt")
            let trained = try Tool.run(
                "stance-train", ["--train", "train.txt", "--output", "m"] + training,
                directory: folder)
            #expect(trained.status == 0)
            return try runs.map { arguments in
                try Tool.run(
                    "stance", ["classify", "--model", "m", "--input-format", "lines"] + arguments,
                    input: Self.input, directory: folder)
            }
        }
    }

    private struct Answer: Decodable, Equatable {
        var text: String
        var label: String?
        var probabilities: [String: Double]?
        var set: [String]?
    }

    private func answers(_ result: Tool.Result) throws -> [Answer] {
        #expect(result.status == 0)
        return try result.output.split(separator: "\n").map {
            try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
        }
    }

    private static let lines = ["--format", "jsonl"]

    @Test("A prior moves the probabilities towards it, that of the training not at all")
    func prior() throws {
        let results = try classify([
            Self.lines, Self.lines + ["--prior", "shipping=0.01"], Self.lines + ["--prior", "shipping=0.5"],
            Self.lines + ["--prior", "shipping=0.5", "--prior", "billing=0.5"],
        ]).map(answers)
        for row in [0, 1, 3] {
            let shares = try results.map { try #require($0[row].probabilities?["shipping"]) }
            // The odds fall by 99.
            let expected = shares[0] / (shares[0] + 99 * (1 - shares[0]))
            #expect(abs(shares[1] - expected) < 1e-4)
            #expect(abs(shares[2] - shares[0]) < 1e-5 && shares[3] == shares[2])
        }
        #expect(results[0].map(\.label) != results[1].map(\.label))
        #expect(results[1][0].label == "billing" && results[0][0].label == "shipping")
    }

    @Test("A cost moves the label and leaves the probabilities")
    func cost() throws {
        let results = try classify([Self.lines, Self.lines + ["--cost", "billing=100000"]]).map(answers)
        #expect(results[1].map(\.label) == ["billing", "billing", nil, "billing"])
        #expect(results[1].map(\.probabilities) == results[0].map(\.probabilities))
    }

    @Test("A coverage adds the set: a list in JSON Lines, joined by semicolons in CSV, before the text in TSV")
    func coverage() throws {
        let coverage = ["--coverage", "0.97"]
        let results = try classify([
            Self.lines + coverage, ["--format", "csv"] + coverage, ["--format", "tsv"] + coverage, Self.lines,
        ])
        let answers = try answers(results[0])
        let sets = answers.map { ($0.set ?? []).joined(separator: ";") }
        // A tenth of the labels is wrong: to be right more often, both have to be named.
        #expect(sets[0] == "shipping;billing" || sets[0] == "billing;shipping")
        #expect(answers[2].set == nil && results[0].output.contains(#""probabilities":null,"set":null}"#))
        for answer in answers where answer.label != nil { #expect(answer.set?.contains(answer.label ?? "") == true) }
        let table = results[1].output.components(separatedBy: "\n")
        #expect(table[0] == "text,label,probability,probability_billing,probability_shipping,set")
        // A cell with a semicolon is quoted.
        let quoted = sets.map { $0.contains(";") ? "\"\($0)\"" : $0 }
        #expect(table[1...4].map { $0.components(separatedBy: ",").last } == quoted)
        let rows = results[2].output.components(separatedBy: "\n")
        #expect(rows[0..<4].map { $0.components(separatedBy: "\t")[2] } == sets)
        #expect(!results[3].output.contains("\"set\""))
    }

    @Test("A larger coverage never makes a set smaller")
    func nested() throws {
        let runs = ["0.5", "0.8", "0.9", "0.99"].map { Self.lines + ["--coverage", $0] }
        let sets = try classify(runs).map { try answers($0).map { Set($0.set ?? []) } }
        for (smaller, larger) in zip(sets, sets.dropFirst()) {
            #expect(zip(smaller, larger).allSatisfy { $0.isSubset(of: $1) })
        }
    }

    @Test("Where nothing is sure enough there is no label, but probabilities")
    func abstain() throws {
        let results = try classify([
            Self.lines, Self.lines + ["--abstain", "1"], ["--format", "tsv", "--abstain", "1"],
            Self.lines + ["--abstain", "0"],
        ])
        let found = try answers(results[1])
        #expect(found.allSatisfy { $0.label == nil })
        #expect(try found.map(\.probabilities) == answers(results[0]).map(\.probabilities))
        #expect(
            results[1].output.hasPrefix(#"{"text":"Where is the parcel?","label":null,"probabilities":{"billing":"#))
        #expect(results[2].output.split(separator: "\n").allSatisfy { $0.hasPrefix("\t") })
        #expect(results[3].output == results[0].output)
    }

    @Test("What makes no sense is refused with code 64, and nothing is classified")
    func refused() throws {
        let runs = [
            ["--prior", "shipping=0.5", "--coverage", "0.9"], ["--prior", "shipping"], ["--prior", "shipping=much"],
            ["--prior", "praise=0.5"], ["--prior", "shipping=1"],
            ["--prior", "shipping=0.2", "--prior", "billing=0.2"],
            ["--prior", "shipping=0.2", "--prior", "shipping=0.2"], ["--cost", "shipping=0"],
            ["--cost", "shipping=nan"], ["--cost", "praise=2"], ["--coverage", "1"], ["--coverage", "0"],
            ["--coverage", "nan"], ["--abstain", "1.1"], ["--abstain", "nan"],
        ]
        for (arguments, result) in zip(runs, try classify(runs)) {
            #expect(result.status == 64, "\(arguments)")
            #expect(result.output.isEmpty && result.error.hasPrefix("error: "), "\(arguments)")
        }
        let result = try classify([["--coverage", "0.9"]], training: ["--calibration-folds", "0"])[0]
        #expect(result.status == 64 && result.error.contains("train it with calibration folds"))
    }
}
