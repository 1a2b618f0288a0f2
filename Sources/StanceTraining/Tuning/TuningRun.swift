import LinearAlgebra
import StanceKit
import Synchronization

/// One search, at work.
final class TuningRun: Sendable {
    let tuner: Tuner
    let data: TrainingData
    let candidates: [TrainingRecipe]
    let plan: TuningPlan
    private let journal: TuningJournal?
    private let progress: @Sendable (Tuner.Progress) -> Void
    private let isCancelled: @Sendable () -> Bool
    private let order: [Int]
    private let state: Mutex<State>

    /// What several threads write.
    private struct State {
        var work = 0
        var recipes = 0
        var hasFailed = false
    }

    init(
        tuner: Tuner, data: TrainingData, candidates: [TrainingRecipe], plan: TuningPlan, journal: TuningJournal?,
        progress: @escaping @Sendable (Tuner.Progress) -> Void, isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.tuner = tuner
        self.data = data
        self.candidates = candidates
        self.plan = plan
        self.journal = journal
        self.progress = progress
        self.isCancelled = isCancelled
        order = data.stratifiedOrder(seed: tuner.seed)
        state = Mutex(State())
    }

    /// Climbs the rungs.
    func result() throws(StanceError) -> TuningResult {
        var drawn = Array(candidates.indices.dropFirst())
        var standings: [Int: (rung: Int, value: Double?)] = [:]
        var last: [Int: TuningOutcome] = [:]
        for (number, rung) in plan.rungs.enumerated() {
            drawn.sort { isBefore(standings[$0]?.value, $0, standings[$1]?.value, $1) }
            drawn = Array(drawn.prefix(rung.recipes))
            let rows = order.prefix(rung.examples).sorted()
            let sample = data.selecting(rows)
            last = try outcomes(of: [0] + drawn, on: sample, rung: number)
            for candidate in [0] + drawn {
                let value = last[candidate].map { outcome in
                    tuner.metric.value(
                        outcome, truths: Array(sample.primaryTargets), labelCount: data.labels.count,
                        on: Array(sample.primaryRows))
                }
                standings[candidate] = (number, value)
            }
        }
        let ranking = standings.keys.sorted { first, second in
            guard let a = standings[first], let b = standings[second], a.rung == b.rung else {
                return standings[first]?.rung ?? 0 > standings[second]?.rung ?? 0
            }
            return isBefore(a.value, first, b.value, second)
        }
        return try TuningResult(self, ranking: ranking, standings: standings, last: last)
    }

    /// Whether a candidate of one value stands before another one; without a value it is last, of equal ones the earlier
    /// is first.
    private func isBefore(_ value: Double?, _ number: Int, _ other: Double?, _ otherNumber: Int) -> Bool {
        switch (value, other) {
        case (let value?, let other?) where value != other: tuner.metric.lead(of: value, over: other) > 0
        case (nil, _?): false
        case (_?, nil): true
        default: number < otherNumber
        }
    }

    /// What candidates make of the examples of a rung: from the journal, else by cross-validation.
    ///
    /// Candidates of the same features share the counts of n-grams. On all rungs but the last the threads take such groups
    /// of candidates, the ones with networks first since these take longest; on the last one, where there are few, folds.
    private func outcomes(
        of numbers: [Int], on sample: TrainingData, rung: Int
    ) throws(StanceError) -> [Int: TuningOutcome] {
        let kept = (journal?.evaluations ?? []).filter { evaluation in
            evaluation.rung == rung && numbers.contains(evaluation.candidate)
                && evaluation.outcome?.fits(sample, tuner.metric) != false
        }
        var found = Dictionary(kept.map { ($0.candidate, $0) }, uniquingKeysWith: { $1 })
        state.withLock { $0.recipes = 0 }
        advance(rung, by: found.count)
        var groups: [[Int]] = []
        for number in numbers where found[number] == nil {
            let group = groups.firstIndex { candidates[$0[0]].features == candidates[number].features }
            if let group { groups[group].append(number) } else { groups.append([number]) }
        }
        func networks(_ group: [Int]) -> Int { group.reduce(0) { $0 + candidates[$1].networkCount } }
        groups.sort { (networks($0), $1[0]) > (networks($1), $0[0]) }
        let isLast = rung == plan.rungs.count - 1
        let (outer, inner) = isLast ? (.serial, tuner.parallelism) : (tuner.parallelism, Parallelism.serial)
        let results = outer.map(count: groups.count) { group in
            Result { () throws(StanceError) in
                do throws(StanceError) {
                    return try evaluations(of: groups[group], on: sample, rung: rung, parallelism: inner)
                } catch {
                    state.withLock { $0.hasFailed = true }
                    throw error
                }
            }
        }
        // What ended the work, not what ended because of it.
        for case .failure(let error) in results where error.cause != .interrupted { throw error }
        for result in results { for evaluation in try result.get() { found[evaluation.candidate] = evaluation } }
        return found.compactMapValues(\.outcome)
    }

    /// Evaluates candidates of the same features, one after the other.
    private func evaluations(
        of numbers: [Int], on sample: TrainingData, rung: Int, parallelism: Parallelism
    ) throws(StanceError) -> [TuningJournal.Evaluation] {
        let monitor = TrainingMonitor(isCancelled: { self.isCancelled() || self.state.withLock(\.hasFailed) })
        if monitor.isCancelled() { throw StanceError(.interrupted) }
        let counts = try TextCounts(
            texts: sample.texts, configuration: candidates[numbers[0]].features,
            vectors: numbers.contains { candidates[$0].hasConvolution } ? sample.vectors : nil, parallelism: parallelism
        )
        var result: [TuningJournal.Evaluation] = []
        for number in numbers {
            var evaluation = TuningJournal.Evaluation(rung: rung, candidate: number)
            do throws(StanceError) {
                let predictions = try CrossValidation(
                    recipe: candidates[number], folds: plan.rungs[rung].folds, parallelism: parallelism
                ).predictions(on: sample, counts, seed: tuner.seed &+ UInt64(rung), monitor: monitor)
                evaluation.outcome = TuningOutcome(
                    predictions, truths: Array(sample.primaryTargets), metric: tuner.metric)
            } catch {
                // No n-gram is frequent enough, or weights have grown beyond all bounds: the recipe is no good here.
                switch error.cause {
                case .noFeatures, .malformedModel: break
                default: throw error
                }
            }
            try journal?.append(evaluation)
            advance(rung, by: 1)
            result.append(evaluation)
        }
        return result
    }

    private func advance(_ rung: Int, by recipes: Int) {
        let (plan, place) = (plan, plan.rungs[rung])
        state.withLock { state in
            state.recipes += recipes
            state.work += recipes * place.examples * place.folds
            progress(
                Tuner.Progress(
                    rung: rung + 1, rungs: plan.rungs.count, recipes: state.recipes, recipesOfRung: place.recipes + 1,
                    done: state.work, total: plan.work))
        }
    }
}
