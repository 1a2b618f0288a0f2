import Foundation
import StanceKit

/// How far annotators agree: coefficients with intervals over items, pairs of annotators, and the items that split them.
///
/// A coefficient that the data does not define is `nil`, and absent from the JSON: where only one label was ever given.
public struct AgreementReport: Sendable, Equatable, Codable {
    /// Two annotators on the items that both labelled.
    public struct Pair: Sendable, Equatable, Codable {
        /// The annotators: rows of the counts, then columns.
        public var annotators: [String]
        /// The items that both labelled.
        public var items: Int
        /// The share of them with the same label.
        public var agreement: Double
        /// Cohen's kappa.
        public var cohenKappa: Estimate?
        /// Counts in the order of `labels`.
        public var counts: [[Int]]
    }

    /// An item with different labels.
    public struct Split: Sendable, Equatable, Codable {
        /// The item.
        public var item: String
        /// The label of each annotator.
        public var labels: [String: String]
    }

    /// How many items have at least one label.
    public var items: Int
    /// How many have at least two.
    public var pairableItems: Int
    /// How many labels were given.
    public var ratings: Int
    /// The annotators.
    public var annotators: [String]
    /// The labels.
    public var labels: [String]
    /// How the intervals were made.
    public var intervals: EvaluationReport.Intervals
    /// Krippendorff's alpha, nominal.
    public var krippendorffAlpha: Estimate?
    /// Cohen's kappa; of more than two annotators the mean over pairs (Light 1971); of more than 20 none.
    public var cohenKappa: Estimate?
    /// Fleiss' kappa of the items that have `fleissRaters` labels.
    public var fleissKappa: Estimate?
    /// The most frequent number of labels that an item has, from 2 up.
    public var fleissRaters: Int
    /// How many items have so many.
    public var fleissItems: Int
    /// Each pair of annotators with items in common; of more than 20 annotators none.
    public var pairs: [Pair]
    /// How many items have different labels.
    public var splitItems: Int
    /// The items whose labels differ most, as many as asked for.
    public var splits: [Split]

    /// The most annotators that are compared in pairs.
    public static let mostPaired = 20

    /// Computes everything.
    ///
    /// - Parameter splitLimit: how many of the items that split the annotators are named.
    public init(_ ratings: Ratings, splitLimit: Int = 20, bootstrap: Bootstrap = Bootstrap()) {
        let labelCount = ratings.labels.count
        let (units, patterns) = ResamplingUnits.grouping(ratings.values)
        let tallies = patterns.map { Agreement.tally($0, labelCount: labelCount) }
        let sizes = zip(tallies, units.counts).map { (ratings: $0.reduce(0, +), items: $1) }
        let itemsOfSize = Dictionary(
            sizes.filter { $0.ratings > 1 }.map { ($0.ratings, $0.items) }, uniquingKeysWith: +)
        let mode = itemsOfSize.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        let raters = mode?.key ?? 2
        let count = ratings.annotators.count
        let places =
            count > Self.mostPaired
            ? [] : (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } }
        let found = bootstrap.estimates(of: units) { counts -> [Double?] in
            let kappas = places.map { pair in
                Agreement.confusion(patterns, counts: counts, pair.0, pair.1, labelCount: labelCount).kappaIfAny
            }
            let defined = kappas.compactMap(\.self)
            return [
                Agreement.krippendorffAlpha(tallies, counts: counts),
                Agreement.fleissKappa(tallies, counts: counts, raters: raters),
                defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count),
            ] + kappas
        }
        .map { $0?.unlessConstant }
        items = ratings.items.count
        pairableItems = itemsOfSize.values.reduce(0, +)
        self.ratings = sizes.reduce(0) { $0 + $1.ratings * $1.items }
        (annotators, labels) = (ratings.annotators, ratings.labels)
        intervals = EvaluationReport.Intervals(resamples: bootstrap.resamples, seed: bootstrap.seed)
        (krippendorffAlpha, fleissKappa, cohenKappa) = (found[0], found[1], found[2])
        (fleissRaters, fleissItems) = (raters, mode?.value ?? 0)
        pairs = zip(places, found.dropFirst(3)).compactMap { place, kappa in
            let matrix = Agreement.confusion(
                patterns, counts: units.counts, place.0, place.1, labelCount: labelCount)
            guard matrix.total > 0 else { return nil }
            return Pair(
                annotators: [ratings.annotators[place.0], ratings.annotators[place.1]], items: matrix.total,
                agreement: matrix.accuracy, cohenKappa: kappa,
                counts: (0..<labelCount).map { row in (0..<labelCount).map { matrix[row, $0] } })
        }
        (splitItems, splits) = Self.splits(ratings, limit: splitLimit)
    }

    /// The items with different labels, those on which the largest share of pairs of labels differs first.
    private static func splits(_ ratings: Ratings, limit: Int) -> (Int, [Split]) {
        let differing = ratings.values.enumerated().compactMap { item, pattern -> (item: Int, share: Double)? in
            let tally = Agreement.tally(pattern, labelCount: ratings.labels.count)
            let all = tally.reduce(0, +)
            let same = tally.reduce(0) { $0 + $1 * $1 }
            guard all > 1, same < all * all else { return nil }
            return (item, Double(all * all - same) / Double(all * (all - 1)))
        }.sorted { ($1.share, $0.item) < ($0.share, $1.item) }
        let splits = differing.prefix(limit).map { item, _ in
            Split(
                item: ratings.items[item],
                labels: Dictionary(
                    uniqueKeysWithValues: ratings.values[item].enumerated().filter { $0.element >= 0 }.map {
                        (ratings.annotators[$0.offset], ratings.labels[$0.element])
                    }))
        }
        return (differing.count, Array(splits))
    }

    /// The report as JSON, keys sorted.
    public func json() -> String {
        String(decoding: JSON.indented(self), as: UTF8.self)
    }

    /// The report as tables for people.
    public func table(showing shown: (String) -> String = { $0 }) -> String {
        let width = (["Krippendorff's alpha"] + labels.map(shown)).reduce(0) { max($0, $1.count) } + 2
        let names = annotators.count > 8 ? "" : " (\(annotators.map(shown).joined(separator: ", ")))"
        var lines = [
            "\(items) items, \(annotators.count) annotators\(names), \(ratings) labels; 95 % bootstrap intervals over items",
            "",
        ]
        for (_, name, estimate, note) in coefficients {
            lines.append(
                name.padding(to: width) + (estimate?.cell ?? "not defined: one label").padding(to: 24) + note)
        }
        if pairs.count == 1, labels.count <= 10 {
            let names = pairs[0].annotators.map(shown)
            lines += ["", "rows \(names[0]), columns \(names[1])"]
            lines += EvaluationReport.confusionLines(
                .init(labels: labels, counts: pairs[0].counts), corner: "", width: width, showing: shown)
        } else {
            let names = pairs.map { $0.annotators.map(shown).joined(separator: ", ") }
            let wide = names.reduce(width) { max($0, $1.count + 2) }
            lines += ["", "".padding(to: wide) + "Cohen's kappa".padding(to: 22) + "agreement  items"]
            for (name, pair) in zip(names, pairs) {
                lines.append(
                    name.padding(to: wide) + (pair.cohenKappa?.cell ?? "-").padding(to: 22)
                        + String(format: "%.3f", pair.agreement).padding(to: 11) + String(pair.items))
            }
        }
        lines += [
            "", "\(splitItems) item\(splitItems == 1 ? "" : "s") with different labels" + (splits.isEmpty ? "" : ":"),
        ]
        for split in splits {
            let given = split.labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            lines.append(shown("  \(split.item): \(given)"))
        }
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }
}

extension ConfusionMatrix {
    /// Kappa, `nil` also where there is nothing.
    fileprivate var kappaIfAny: Double? { total > 0 ? cohenKappa : nil }
}
