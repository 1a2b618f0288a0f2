import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct LabelErrorSearchTests {
    /// Letters in two files, with three wrong labels: the lines of the first file where they are.
    private static let planted = [10, 40, 71]

    private static func findings(threads: Int) throws -> [CorpusFinding] {
        var lines = Corpus.lines(90).split(separator: "\n").map(String.init)
        for line in planted {
            let (label, text) = (lines[line - 1].split(separator: " ")[0], lines[line - 1].drop { $0 != " " })
            lines[line - 1] = (label == "__label__billing" ? "__label__praise" : "__label__billing") + text
        }
        return try withTemporaryFolder { folder in
            let directory = try TemporaryDirectory()
            var records = CorpusRecords(check: CorpusCheck())
            try records.read(directory.write(lines.joined(separator: "\n") + "\n", to: "a.txt"))
            try records.read(directory.write(Corpus.lines(60, seed: 2), to: "b.txt"))
            let search = try #require(
                LabelErrorSearch(records, recipe: Corpus.recipe(), parallelism: Parallelism(threads: threads)))
            return try search.findings()
        }
    }

    @Test("Planted errors are found first, at their places, with words of the label suggested")
    func planted() throws {
        let findings = try Self.findings(threads: 2)
        let first = findings.prefix(3)
        #expect(Set(first.compactMap(\.place.line)) == Set(Self.planted))
        #expect(first.allSatisfy { $0.place.path?.hasSuffix("a.txt") == true && $0.kind == .labelError })
        for case .labelError(let error) in first.map(\.cause) {
            #expect(error.suggestedProbability > error.givenProbability)
            #expect((1...3).contains(error.words.count))
            #expect(error.words.allSatisfy { error.text.contains($0) })
        }
        let again = try Self.findings(threads: 1)
        #expect(findings.map(\.cause) == again.map(\.cause) && findings.map(\.place.line) == again.map(\.place.line))
    }

    @Test("A label error is a note that says both labels, their probabilities, the text and why")
    func wording() {
        let error = CorpusFinding.LabelError(
            given: "a", suggested: "b", givenProbability: 0.25, suggestedProbability: 0.5, words: ["x", "y"],
            text: "y x \"z\"")
        let finding = CorpusFinding(.labelError(error), at: StanceError.Place(path: "t.tsv", line: 7))
        #expect(
            "\(finding)"
                == "t.tsv, line 7: labelled a, the model thinks b (p(b)=0.50, p(a)=0.25): y x \"z\" (why: x, y)")
        #expect(
            String(decoding: finding.json, as: UTF8.self)
                == #"{"kind":"label-error","path":"t.tsv","line":7,"given":"a","suggested":"b","#
                + #""probabilities":{"a":0.250000,"b":0.500000},"words":["x","y"],"#
                + #""message":"labelled a, the model thinks b (p(b)=0.50, p(a)=0.25): y x \"z\" (why: x, y)"}"#)
        #expect(CorpusReport(labels: [], splits: [], findings: [finding]).isSound)
    }

    @Test("On few texts, or with one label, nothing is sought")
    func few() throws {
        for lines in [Corpus.lines(49), Corpus.lines(60, labelCount: 1)] {
            let directory = try TemporaryDirectory()
            var records = CorpusRecords(check: CorpusCheck())
            try records.read(directory.write(lines, to: "a.txt"))
            #expect(LabelErrorSearch(records, parallelism: .serial) == nil)
        }
    }

    @Test("Where no n-gram stands in two texts, nothing is found")
    func nothingShared() throws {
        let lines = (0..<60).map { "__label__\($0 % 2) \(UInt64($0 + 1) &* 0x9E37_79B9_7F4A_7C15)\n" }.joined()
        let directory = try TemporaryDirectory()
        var records = CorpusRecords(check: CorpusCheck())
        try records.read(directory.write(lines, to: "a.txt"))
        let search = try #require(
            LabelErrorSearch(records, recipe: Corpus.recipe(characters: nil), parallelism: .serial))
        #expect(try search.findings().isEmpty)
    }

    @Test("The word whose label it is weighs most; words that speak against come last or not at all")
    func wordWeights() throws {
        let data = try Corpus.data(Corpus.lines(60))
        let recipe = Corpus.recipe()
        let training = try TrainingMatrix(
            texts: data.texts, configuration: recipe.features, parallelism: .serial)
        let model = try PartFitter(recipe: recipe, stage: "", monitor: TrainingMonitor()).linear(
            training.matrix, data.targets(classWeights: .none), isRough: true, parallelism: .serial
        ).model
        let extractor = try FeatureExtractor(recipe.features)
        let weights = WordWeights(model: model, space: training.space, extractor: extractor)
        let text = Array("my password and the lovely refund refund".utf8)[...]
        // The labels are account, billing and praise.
        let words = weights.words(of: text, extractor.bucketCounts(of: text), for: 1, against: 2)
        #expect(words.first == "refund" && !words.contains("lovely"))
    }
}
