import LinearAlgebra
public import StanceEvaluation
import StanceKit

/// What a search found.
public struct TuningResult: Sendable {
    /// A recipe of the search.
    public struct Entry: Sendable {
        /// Its number: 0 for the starting recipe, the others as they were drawn.
        public var number: Int
        /// The recipe.
        public var recipe: TrainingRecipe
        /// The last rung on which it was evaluated, from 1.
        public var rung: Int
        /// Its metric there; `nil` if it cannot be trained on so few examples.
        public var value: Double?
        /// The metric with its interval, for recipes that reached the last rung.
        public var estimate: Estimate?
    }

    /// What was to be best.
    public let metric: TuningMetric
    /// All recipes: those of the last rung first, on each rung the best first.
    public let entries: [Entry]
    /// The recipe to train with.
    public let chosen: Entry
    /// By how much the best recipe is better than the one chosen, with the interval of a paired bootstrap; `nil` where they
    /// are the same.
    public let lead: Estimate?

    /// Chooses among the recipes of the last rung: the best one, or, where that has networks, the best linear one by which
    /// the lead's interval holds 0.
    ///
    /// - Parameter ranking: the candidates' numbers, the best first.
    init(
        _ run: TuningRun, ranking: [Int], standings: [Int: (rung: Int, value: Double?)], last: [Int: TuningOutcome]
    ) throws(StanceError) {
        let metric = run.tuner.metric
        let (truths, labelCount) = (Array(run.data.primaryTargets), run.data.labels.count)
        let bootstrap = Bootstrap(resamples: run.tuner.resamples, seed: run.tuner.seed)
        func value(_ outcome: TuningOutcome, _ drawn: [Int]) -> Double {
            metric.value(outcome, truths: truths, labelCount: labelCount, on: drawn)
        }
        let finalists = ranking.filter { last[$0] != nil }
        let estimates = run.tuner.parallelism.map(count: finalists.count) { place in
            bootstrap.estimate(items: truths.count) { value(last[finalists[place]]!, $0) }
        }
        let intervals = Dictionary(uniqueKeysWithValues: zip(finalists, estimates))
        entries = ranking.map { number in
            Entry(
                number: number, recipe: run.candidates[number], rung: (standings[number]?.rung ?? 0) + 1,
                value: standings[number]?.value, estimate: intervals[number])
        }
        guard let best = entries.first(where: { $0.estimate != nil }), let bestOutcome = last[best.number] else {
            throw StanceError(.noFeatures(minimumDocumentFrequency: run.tuner.start.features.minimumDocumentFrequency))
        }
        self.metric = metric
        var (chosen, lead): (Entry, Estimate?) = (best, nil)
        if best.recipe.algorithm != .logistic {
            for entry in entries where entry.recipe.algorithm == .logistic {
                guard let outcome = last[entry.number] else { continue }
                let found = bootstrap.estimate(items: truths.count) { drawn in
                    metric.lead(of: value(bestOutcome, drawn), over: value(outcome, drawn))
                }
                guard found.low <= 0 else { continue }
                (chosen, lead) = (entry, found)
                break
            }
        }
        (self.chosen, self.lead) = (chosen, lead)
    }
}
