public import LinearAlgebra
public import StanceKit

/// Searches for a recipe by successive halving (Karnin, Koren & Somekh 2013; Jamieson & Talwalkar 2016).
///
/// Recipes are drawn from a `RecipeSpace` and cross-validated on a share of the training data; the best third goes on to
/// three times as many examples, until three are left, which are compared on all of it. The starting recipe goes along to
/// the end, so that nothing is chosen that is worse on the folds, beyond chance, than where one began.
///
/// ```swift
/// let result = try Tuner(start: TrainingRecipe()).tune(on: data)
/// result.chosen.recipe  // train with it
/// ```
///
/// All recipes of a rung see the same examples in the same folds, and a rung's examples are among the next one's. The same
/// data, start and seed give the same result, however many threads there are, also after a cut.
public struct Tuner: Sendable {
    /// The recipe from which what is not varied is taken, and with which all others compete.
    public var start: TrainingRecipe
    /// How many other recipes are drawn.
    public var recipes: Int
    /// What is to be best.
    public var metric: TuningMetric
    /// The seed of the recipes, samples, folds and intervals.
    public var seed: UInt64
    /// The threads to use; the result does not depend on them.
    public var parallelism: Parallelism
    /// How many resamples the intervals are made of.
    var resamples = 1000

    /// How far a search is.
    public struct Progress: Sendable, Equatable {
        /// The rung, from 1.
        public var rung: Int
        /// How many rungs there are.
        public var rungs: Int
        /// How many recipes have been evaluated on this rung.
        public var recipes: Int
        /// How many will be.
        public var recipesOfRung: Int
        /// The work done, over all rungs.
        public var done: Int
        /// All work.
        public var total: Int
    }

    /// Makes a search.
    ///
    /// - Parameter metric: `nil` for the one that the starting recipe's decision asks for.
    public init(
        start: TrainingRecipe, recipes: Int = 27, metric: TuningMetric? = nil, seed: UInt64 = 0,
        parallelism: Parallelism = .allCores
    ) {
        self.start = start
        self.recipes = recipes
        self.metric = metric ?? TuningMetric(start.decision)
        self.seed = seed
        self.parallelism = parallelism
    }

    /// Searches.
    ///
    /// - Parameters:
    ///   - journal: a file that keeps what is finished, so that the same search goes on from it after a cut; `nil` for none.
    ///     It stays; remove it with `removeJournal(_:)` once the result is safe.
    ///   - progress: is called after each evaluation, from several threads, one at a time.
    ///   - isCancelled: whether the work is to end.
    /// - Throws: `StanceError.Cause.invalidConfiguration` for a recipe or a number of recipes that makes no sense, or too few examples,
    ///   `checkpointOfOtherWork` for a journal of another search, `interrupted` if it was cancelled.
    /// - Complexity: with 27 recipes some 29 cross-validations on a ninth, 10 on a third, and 4 on all of the data.
    public func tune(
        on data: TrainingData, journal: String? = nil, progress: @escaping @Sendable (Progress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(StanceError) -> TuningResult {
        if let fault = start.fault { throw StanceError(.invalidConfiguration(reason: fault)) }
        guard (1...1000).contains(recipes) else {
            throw StanceError(.invalidConfiguration(reason: "a search draws 1 to 1000 recipes"))
        }
        let candidates = RecipeSpace(start: start).candidates(recipes, seed: seed)
        if let fault = candidates.lazy.compactMap({ $0.lackOfVectors(data) }).first {
            throw StanceError(.invalidConfiguration(reason: fault))
        }
        let plan = TuningPlan(recipes: recipes, examples: data.primaryCount)
        try data.checkFolds(plan.rungs.map(\.folds).max() ?? 2)
        let journal = try journal.map { path throws(StanceError) in
            try TuningJournal(path: path, work: work(data, candidates))
        }
        let run = TuningRun(
            tuner: self, data: data, candidates: candidates, plan: plan, journal: journal, progress: progress,
            isCancelled: isCancelled)
        return try run.result()
    }

    /// Removes a journal: the search is over and its result is kept.
    public static func removeJournal(_ path: String) {
        TuningJournal.remove(path)
    }

    /// All that decides an evaluation, for the journal's fingerprint.
    private func work(_ data: TrainingData, _ candidates: [TrainingRecipe]) -> String {
        let recipes = candidates.map { String(decoding: $0.json, as: UTF8.self) }
        return ([stanceVersion, data.fingerprint, metric.rawValue, "\(seed)"] + recipes).joined(separator: "\n")
    }
}
