import Foundation
import StanceKit

/// The shares of labels in a collection, in all and by group.
public struct ShareReport: Sendable, Equatable, Codable {
    /// The labelled items.
    public var labelled: Int
    /// The items of the collection that are not among them.
    public var unlabelled: Int
    /// How many items of the collection are among them.
    public var matched: Int
    /// The share of each label.
    public var shares: [String: ShareEstimate]
    /// The same for groups of the items: by field, then by value. A group without labelled items has only predictions.
    public var groups: [String: [String: [String: ShareEstimate]]]?

    /// Estimates the shares of all labels. Items of the collection that are labelled ones, by their `id`, else their `item`,
    /// else their text, are not counted twice.
    public init(labelled: PredictedItems, collection: [PredictedItems], width: Double? = nil) {
        let kept = collection.map { items in
            let isLabelled = items.names.areAmong(labelled.names)
            return (0..<items.count).filter { isLabelled?[$0] != true }
        }
        let labels = Set(labelled.golds).union(labelled.predictions.keys).union(
            collection.flatMap(\.predictions.keys)
        ).sorted()
        func shares(_ places: [Int], _ rest: [[Int]]) -> [String: ShareEstimate] {
            Dictionary(
                uniqueKeysWithValues: labels.map { label in
                    let predictions = labelled.predictions[label]
                    let unlabelled = zip(collection, rest).flatMap { items, places in
                        places.map { items.predictions[label]?[$0] ?? 0 }
                    }
                    return (
                        label,
                        ShareEstimate(
                            isLabel: places.map { labelled.golds[$0] == label },
                            predictions: places.map { predictions?[$0] ?? 0 },
                            weights: labelled.weights.map { weights in places.map { weights[$0] } },
                            unlabelled: unlabelled, width: width)
                    )
                })
        }
        self.labelled = labelled.count
        unlabelled = kept.reduce(0) { $0 + $1.count }
        matched = collection.reduce(0) { $0 + $1.count } - unlabelled
        self.shares = shares(Array(0..<labelled.count), kept)
        guard !labelled.fields.isEmpty else { return }
        groups = Dictionary(
            uniqueKeysWithValues: labelled.fields.map { field, values in
                let found = Dictionary(
                    uniqueKeysWithValues: EvaluationSample.groups(values).map { ($0.value, $0.places) })
                let rest = zip(collection, kept).map { items, places in
                    Dictionary(grouping: places) { items.fields[field]?[$0] ?? EvaluationSample.noValue }
                }
                let names = Set(found.keys).union(rest.flatMap(\.keys))
                return (
                    field,
                    Dictionary(
                        uniqueKeysWithValues: names.map { name in
                            (name, shares(found[name] ?? [], rest.map { $0[name] ?? [] }))
                        })
                )
            })
    }

    /// The report as JSON, keys sorted.
    public func json() -> String {
        String(decoding: JSON.indented(self), as: UTF8.self)
    }

    /// The report as tables for people.
    public func table(showing shown: (String) -> String = { $0 }) -> String {
        let width = shares.keys.reduce(10) { max($0, shown($1).count) } + 2
        let hasWidth = shares.values.contains { $0.labelsToAdd != nil }
        func rows(_ shares: [String: ShareEstimate]) -> [String] {
            let head =
                ["share", "labels alone"].map { $0.padding(to: 22) }.joined() + "predicted  positives"
                + (hasWidth ? "  labels to add" : "")
            return ["".padding(to: width) + head]
                + shares.sorted { $0.key < $1.key }.map { label, found in
                    let cells = [found.share, found.labelsAlone].map { ($0?.cell ?? "too few").padding(to: 22) }
                    return shown(label).padding(to: width) + cells.joined()
                        + String(format: "%.3f", found.predicted).padding(to: 11)
                        + "\(found.positives) of \(found.labelled)"
                        + (found.labelsToAddCell.map { "  \($0)" } ?? "")
                }
        }
        let all = [shares] + (groups ?? [:]).values.flatMap(\.values)
        var lines = ["\(labelled) labelled items, \(unlabelled) others; 95 % intervals"]
        if all.contains(where: { $0.values.contains(where: \.tooFew) }) {
            lines.append("too few: fewer than \(ShareEstimate.fewestPositives) labelled items have the label")
        }
        lines.append("")
        lines += rows(shares)
        for (field, groups) in (groups ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (value, shares) in groups.sorted(by: { $0.key < $1.key }) {
                lines += ["", "\(shown(field)) \(shown(value))"] + rows(shares)
            }
        }
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }
}
