import Foundation
internal import LinearAlgebra
import StanceKit

/// What several classifiers of the same items differ in.
public struct ComparisonReport: Sendable, Equatable, Codable {
    /// One of them.
    public struct System: Sendable, Equatable, Codable {
        /// Its name.
        public var name: String
        /// The share of predictions that are right.
        public var accuracy: Estimate
        /// The mean of the labels' F1.
        public var macroF1: Estimate
    }

    /// The first minus the second, on the same draws of items, and how often chance alone would do as much.
    public struct Difference: Sendable, Equatable, Codable {
        /// The difference.
        public var value: Double
        /// The paired bootstrap interval's lower end.
        public var low: Double
        /// Its upper end.
        public var high: Double
        /// Twice the share of draws on the other side of 0, two-sided.
        public var pValue: Double
        /// The same with Holm's correction over all pairs; of two classifiers the same.
        public var holmPValue: Double
    }

    /// The differences of one label.
    public struct LabelDifferences: Sendable, Equatable, Codable {
        /// Of precision; `nil` where one never gives the label.
        public var precision: Difference?
        /// Of recall; `nil` where the label never is right.
        public var recall: Difference?
        /// Of F1.
        public var f1: Difference?
    }

    /// McNemar's test.
    public struct Test: Sendable, Equatable, Codable {
        /// Items that only the first has right.
        public var onlyFirst: Int
        /// Items that only the second has right.
        public var onlySecond: Int
        /// The exact two-sided p-value.
        public var pValue: Double
        /// The same with Holm's correction over all pairs.
        public var holmPValue: Double
    }

    /// An item on which two classifiers part.
    public struct Parting: Sendable, Equatable, Codable {
        /// The item's id, or its place from 1.
        public var item: String
        /// The true label.
        public var gold: String
        /// The two labels given.
        public var given: [String]
        /// The text, if there is one.
        public var text: String
    }

    /// Two classifiers beside each other.
    public struct Pair: Sendable, Equatable, Codable {
        /// Their names.
        public var systems: [String]
        /// Of accuracy.
        public var accuracy: Difference?
        /// Of macro-F1.
        public var macroF1: Difference?
        /// Of weighted F1.
        public var weightedF1: Difference?
        /// Of Matthews' correlation.
        public var matthewsCorrelation: Difference?
        /// Of Cohen's kappa; `nil` where one label is all there is.
        public var cohenKappa: Difference?
        /// Of each label's metrics.
        public var perLabel: [String: LabelDifferences]
        /// McNemar's exact test of the two accuracies.
        public var mcNemar: Test
        /// How many items they label differently.
        public var parted: Int
        /// Some of these, those first that one of the two has right.
        public var partings: [Parting]
    }

    /// How many items there are.
    public var items: Int
    /// How the intervals were made.
    public var intervals: EvaluationReport.Intervals
    /// The classifiers.
    public var systems: [System]
    /// Every pair of them, the first minus the second.
    public var pairs: [Pair]

    /// Compares samples of the same items in the same order, with the same labels (see `EvaluationSample.aligned`).
    ///
    /// - Parameters:
    ///   - names: a name for each sample.
    ///   - partingLimit: how many of the items on which two part are given.
    public init(
        _ samples: [EvaluationSample], names: [String], clusterField: String? = nil, partingLimit: Int = 10,
        bootstrap: Bootstrap
    ) {
        precondition(samples.count > 1 && names.count == samples.count, "there is something to compare")
        let (first, labels) = (samples[0], samples[0].labels)
        let clusters = first.clusters(by: clusterField)
        let (units, kinds) = ResamplingUnits.grouping(
            first.truths.indices.map { item in [first.truths[item]] + samples.map { $0.predictions[item] } },
            clusters: clusters)
        let width = LabelMetric.common + 3 * labels.count
        let cells = samples.indices.map { system in kinds.map { $0[0] * labels.count + $0[system + 1] } }
        let run = bootstrap.draws(of: units) { counts in
            cells.flatMap {
                LabelMetric.values(ConfusionMatrix(labelCount: labels.count, cells: $0, counts: counts))
            }
        }
        items = first.truths.count
        intervals = EvaluationReport.Intervals(
            resamples: bootstrap.resamples, seed: bootstrap.seed, clusters: clusters.map { Set($0).count })
        let drawn = intervals.clusters ?? items
        systems = names.enumerated().map { system, name in
            func estimate(_ metric: Int) -> Estimate {
                let place = system * width + metric
                return Bootstrap.interval(
                    around: run.values[place] ?? 0, draws: run.draws.compactMap { $0[place] },
                    jackknife: run.jackknife.compactMap { left, weight in left[place].map { ($0, weight) } })
            }
            return System(
                name: name, accuracy: estimate(0).beyondBounds(items: drawn), macroF1: estimate(1).unlessConstant)
        }
        let places = samples.indices.flatMap { a in (a + 1..<max(samples.count, a + 1)).map { (a, $0) } }
        let differences = places.map { pair in
            bootstrap.parallelism.map(count: width) { metric in
                Difference(run, pair.0 * width + metric, pair.1 * width + metric)
            }
        }
        let corrected = (0..<width).map { metric in
            Holm.corrected(differences.map { $0[metric]?.pValue ?? 1 })
        }
        let tests = places.map { Test(samples[$0.0], samples[$0.1]) }
        let correctedTests = Holm.corrected(tests.map(\.pValue))
        pairs = places.enumerated().map { number, place in
            func difference(_ metric: Int) -> Difference? {
                var found = differences[number][metric]
                found?.holmPValue = corrected[metric][number]
                return found
            }
            var test = tests[number]
            test.holmPValue = correctedTests[number]
            let (a, b) = (samples[place.0], samples[place.1])
            return Pair(
                systems: [names[place.0], names[place.1]], accuracy: difference(0), macroF1: difference(1),
                weightedF1: difference(2), matthewsCorrelation: difference(3), cohenKappa: difference(4),
                perLabel: Dictionary(
                    uniqueKeysWithValues: labels.enumerated().map { index, label in
                        let start = LabelMetric.common + 3 * index
                        return (
                            label,
                            LabelDifferences(
                                precision: difference(start), recall: difference(start + 1), f1: difference(start + 2))
                        )
                    }),
                mcNemar: test, parted: zip(a.predictions, b.predictions).count { $0 != $1 },
                partings: Self.partings(a, b, limit: partingLimit))
        }
    }

    private static func partings(_ a: EvaluationSample, _ b: EvaluationSample, limit: Int) -> [Parting] {
        let parted = a.truths.indices.filter { a.predictions[$0] != b.predictions[$0] }
        func isDecided(_ item: Int) -> Bool { [a.predictions[item], b.predictions[item]].contains(a.truths[item]) }
        return (parted.filter(isDecided) + parted.filter { !isDecided($0) }).prefix(limit).map { item in
            Parting(
                item: a.ids?[item] ?? String(item + 1), gold: a.labels[a.truths[item]],
                given: [a.labels[a.predictions[item]], b.labels[b.predictions[item]]],
                text: a.texts[item].isEmpty ? b.texts[item] : a.texts[item])
        }
    }

    /// The report as JSON, keys sorted.
    public func json() -> String {
        String(decoding: JSON.indented(self), as: UTF8.self)
    }
}

extension ComparisonReport.Test {
    fileprivate init(_ first: EvaluationSample, _ second: EvaluationSample) {
        var (onlyFirst, onlySecond) = (0, 0)
        for (item, truth) in first.truths.enumerated() {
            switch (first.predictions[item] == truth, second.predictions[item] == truth) {
            case (true, false): onlyFirst += 1
            case (false, true): onlySecond += 1
            default: break
            }
        }
        let value = McNemar.pValue(onlyFirst: onlyFirst, onlySecond: onlySecond)
        self.init(onlyFirst: onlyFirst, onlySecond: onlySecond, pValue: value, holmPValue: value)
    }
}

extension ComparisonReport.Difference {
    fileprivate init?(
        _ run: (values: [Double?], draws: [[Double?]], jackknife: [([Double?], weight: Double)]), _ first: Int,
        _ second: Int
    ) {
        func difference(_ values: [Double?]) -> Double? {
            guard let a = values[first], let b = values[second] else { return nil }
            return a - b
        }
        guard let value = difference(run.values) else { return nil }
        let draws = run.draws.compactMap(difference)
        let interval = Bootstrap.interval(
            around: value, draws: draws,
            jackknife: run.jackknife.compactMap { left, weight in difference(left).map { ($0, weight) } })
        let (below, above) = (draws.count { $0 <= 0 }, draws.count { $0 >= 0 })
        let share = Double(min(below, above) + 1) / Double(draws.count + 1)
        self.init(value: value, low: interval.low, high: interval.high, pValue: min(1, 2 * share), holmPValue: 1)
    }
}
