import Foundation
public import LinearAlgebra
public import StanceKit

/// Labelled items, or items of the collection without labels, with what a classifier says of them.
public struct PredictedItems: Sendable {
    /// The label of each item; empty where there are none.
    public var golds: [String]
    /// The predicted labels, or the probabilities, of each item: for each label a number from 0 to 1.
    public var predictions: [String: [Double]]
    /// How many items there are.
    public var count: Int
    /// The ids, if there are any.
    public var ids: [String]?
    /// The sampling weights, if there are any.
    public var weights: [Double]?
    /// The values of the fields that group the items.
    public var fields: [String: [String]]
    /// The file that they were read from.
    public let file: Provenance.File
    /// The checksum of the model that labelled them, if one did.
    public let model: String?

    /// Takes the predictions from a table.
    ///
    /// - Parameters:
    ///   - gold: the true label's field; `nil` for items without one.
    ///   - predicted: the predicted label's field; probabilities go before it.
    public init(
        _ table: RecordTable, gold: String?, predicted: String, weight: String? = nil, keeping: [String]
    ) throws(StanceError) {
        count = table.records.count
        golds = try gold.map { field throws(StanceError) in try table.filled(field) } ?? []
        if let (labels, rows) = try table.probabilities() {
            predictions = Dictionary(
                uniqueKeysWithValues: labels.enumerated().map { index, label in (label, rows.map { $0[index] }) })
        } else {
            let given = try table.filled(predicted)
            predictions = Dictionary(
                uniqueKeysWithValues: Set(given).map { label in (label, given.map { $0 == label ? 1 : 0 }) })
        }
        ids = try EvaluationSample.ids(table)
        weights = try weight.map { field throws(StanceError) in try table.numbers(field) }
        fields = try EvaluationSample.columns(keeping, table)
        file = Provenance.File(table, role: gold == nil ? "collection" : "labelled items")
        model = nil
    }

    /// Takes the predictions from a model.
    public init(
        _ table: RecordTable, gold: String?, classifier: Classifier, weight: String? = nil, keeping: [String],
        parallelism: Parallelism
    ) throws(StanceError) {
        count = table.records.count
        golds = try gold.map { field throws(StanceError) in try table.filled(field) } ?? []
        _ = try EvaluationSample.indices(of: golds, in: classifier.labels, table)
        let found = classifier.classify(table.records.map(\.text), parallelism: parallelism)
        predictions = Dictionary(
            uniqueKeysWithValues: classifier.labels.enumerated().map { index, label in
                (label, found.map { Double($0.probabilities[index]) })
            })
        ids = try EvaluationSample.ids(table)
        weights = try weight.map { field throws(StanceError) in try table.numbers(field) }
        fields = try EvaluationSample.columns(keeping, table)
        file = Provenance.File(table, role: gold == nil ? "collection" : "labelled items")
        model = classifier.checksum
    }
}

/// The shares of labels in a collection, in all and by group.
public struct ShareReport: Sendable, Equatable, Codable {
    /// The labelled items.
    public var labelled: Int
    /// The items of the collection that are not among them.
    public var unlabelled: Int
    /// The share of each label.
    public var shares: [String: ShareEstimate]
    /// The same for groups of the items: by field, then by value. A group without labelled items has only predictions.
    public var groups: [String: [String: [String: ShareEstimate]]]?

    /// Estimates the shares of all labels. Items of the collection whose id is that of a labelled one are not counted twice.
    public init(labelled: PredictedItems, collection: [PredictedItems], width: Double? = nil) {
        let known = Set(labelled.ids ?? [])
        let kept = collection.map { items in
            (0..<items.count).filter { place in items.ids.map { !known.contains($0[place]) } ?? true }
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
        self.shares = shares(Array(0..<labelled.count), kept)
        guard !labelled.fields.isEmpty else { return }
        groups = Dictionary(
            uniqueKeysWithValues: labelled.fields.map { field, values in
                let found = Dictionary(
                    uniqueKeysWithValues: EvaluationSample.groups(values).map { ($0.value, $0.places) })
                let rest = zip(collection, kept).map { items, places in
                    Dictionary(grouping: places) { items.fields[field]?[$0] ?? "(none)" }
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
                        + (found.labelsToAdd.map { "  \($0)" } ?? "")
                }
        }
        var lines = [
            "\(labelled) labelled items, \(unlabelled) others; 95 % intervals",
            "too few: fewer than \(ShareEstimate.fewestPositives) labelled items have the label", "",
        ]
        lines += rows(shares)
        for (field, groups) in (groups ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (value, shares) in groups.sorted(by: { $0.key < $1.key }) {
                lines += ["", "\(shown(field)) \(shown(value))"] + rows(shares)
            }
        }
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }
}
