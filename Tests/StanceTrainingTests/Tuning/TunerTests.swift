import Foundation
import LinearAlgebra
import StanceEvaluation
import StanceKit
import Synchronization
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct TunerTests {
    /// A recipe small enough for a debug build, which sees single letters alone: any other is better.
    private static var start: TrainingRecipe {
        var recipe = Corpus.recipe()
        recipe.features = FeatureConfiguration(wordNGrams: nil, characterNGrams: 1...1, bucketBits: 8)
        recipe.network.members = 1
        return recipe
    }

    private static func tuner(
        start: TrainingRecipe = start, recipes: Int = 4, metric: TuningMetric? = nil, threads: Int = 2
    ) -> Tuner {
        var tuner = Tuner(
            start: start, recipes: recipes, metric: metric, seed: 1, parallelism: Parallelism(threads: threads))
        tuner.resamples = 100
        return tuner
    }

    /// What a result comes to, in bytes.
    private static func bytes(_ result: TuningResult) -> String {
        String(decoding: result.chosen.recipe.json, as: UTF8.self) + result.table
    }

    @Test("The obviously better recipe is chosen, and the starting one is on the last rung")
    func better() throws {
        let result = try Self.tuner().tune(on: Corpus.data(Corpus.lines(60, labelCount: 5)))
        #expect(result.entries.count == 5 && result.metric == .accuracy)
        #expect(result.chosen.number != 0 && result.chosen.recipe.features.wordNGrams != nil)
        let start = try #require(result.entries.first { $0.number == 0 })
        #expect(start.rung == result.entries[0].rung && start.estimate != nil)
        #expect((result.chosen.value ?? 0) > (start.value ?? 1) + 0.1)
        #expect(result.table.contains("(the starting recipe)") && result.table.contains("looks better than it is"))
    }

    @Test("Entries of a higher rung come first, on each rung the best first", arguments: TuningMetric.allCases)
    func ranking(metric: TuningMetric) throws {
        let result = try Self.tuner(metric: metric).tune(on: Corpus.data(Corpus.lines(30)))
        for (first, second) in zip(result.entries, result.entries.dropFirst()) {
            let lead = metric.lead(of: first.value ?? 0, over: second.value ?? 0)
            #expect(first.rung > second.rung || first.rung == second.rung && lead >= 0)
        }
        #expect(result.entries.allSatisfy { ($0.estimate != nil) == ($0.rung == result.entries[0].rung) })
    }

    @Test("A linear recipe that may be as good as networks is preferred, with the interval of their lead")
    func preference() throws {
        var start = Self.start
        start.algorithm = .ensemble
        start.logistic.l2 = 0.05
        let result = try Self.tuner(start: start, recipes: 6).tune(on: Corpus.data(Corpus.lines(60)))
        let best = result.entries[0]
        if let lead = result.lead {
            #expect(best.recipe.algorithm != .logistic && result.chosen.recipe.algorithm == .logistic)
            #expect(lead.low <= 0 && lead.value >= 0 && result.table.contains("* chosen: the best linear recipe."))
        } else {
            #expect(result.chosen.number == best.number)
        }
    }

    @Test("Neither the number of threads nor a journal changes the result")
    func threads() throws {
        let data = try Corpus.data(Corpus.lines(30))
        let results = try [1, 2].map { try Self.bytes(Self.tuner(threads: $0).tune(on: data)) }
        #expect(Set(results).count == 1)
        try withTemporaryFolder { folder in
            let journaled = try Self.bytes(Self.tuner().tune(on: data, journal: "\(folder)/j"))
            #expect(journaled == results[0])
        }
    }

    @Test("From a journal cut anywhere the search ends in the same bytes")
    func resumption() throws {
        let data = try Corpus.data(Corpus.lines(30))
        try withTemporaryFolder { folder in
            let path = "\(folder)/journal"
            let whole = try Self.bytes(Self.tuner().tune(on: data, journal: path))
            let journal = try Data(contentsOf: URL(fileURLWithPath: path))
            for share in [0.1, 0.6, 1] {
                try journal.prefix(Int(share * Double(journal.count))).write(to: URL(fileURLWithPath: path))
                #expect(try Self.bytes(Self.tuner(threads: 1).tune(on: data, journal: path)) == whole)
            }
        }
    }

    @Test("A search that is ended keeps what is finished, and goes on from it")
    func cancellation() throws {
        let data = try Corpus.data(Corpus.lines(30))
        try withTemporaryFolder { folder in
            let path = "\(folder)/journal"
            let isOver = Atomic<Bool>(false)
            let error = #expect(throws: StanceError.self) {
                try Self.tuner(threads: 1).tune(
                    on: data, journal: path,
                    progress: { if $0.recipes == 2 { isOver.store(true, ordering: .relaxed) } },
                    isCancelled: { isOver.load(ordering: .relaxed) })
            }
            #expect(error?.cause == .interrupted)
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 3)
            let whole = try Self.bytes(Self.tuner().tune(on: data))
            #expect(try Self.bytes(Self.tuner().tune(on: data, journal: path)) == whole)
        }
    }

    @Test("A journal of other data, another recipe, metric, seed or number of recipes is refused with its path")
    func otherWork() throws {
        let data = try Corpus.data(Corpus.lines(30))
        try withTemporaryFolder { folder in
            let path = "\(folder)/journal"
            var tuner = Self.tuner(recipes: 1)
            // The journal is there before the search ends.
            #expect(throws: StanceError(.interrupted)) {
                try tuner.tune(on: data, journal: path, isCancelled: { true })
            }
            let refusal = StanceError(.checkpointOfOtherWork, path: path)
            let other = try Corpus.data(Corpus.lines(30, seed: 2))
            #expect(throws: refusal) { try tuner.tune(on: other, journal: path) }
            tuner.seed = 2
            #expect(throws: refusal) { try tuner.tune(on: data, journal: path) }
            #expect(throws: refusal) { try Self.tuner(recipes: 2).tune(on: data, journal: path) }
            #expect(throws: refusal) { try Self.tuner(recipes: 1, metric: .logLoss).tune(on: data, journal: path) }
            #expect(throws: refusal) {
                try Self.tuner(start: Corpus.recipe(), recipes: 1).tune(on: data, journal: path)
            }
        }
    }

    @Test("A number of recipes out of bounds is a usage error", arguments: [0, -1, 1001])
    func bounds(recipes: Int) throws {
        let data = try Corpus.data(Corpus.lines(30))
        let error = #expect(throws: StanceError.self) { try Self.tuner(recipes: recipes).tune(on: data) }
        #expect(error?.code == .usage)
    }
}
