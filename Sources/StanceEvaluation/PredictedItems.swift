public import LinearAlgebra
public import StanceKit

/// Labelled items, or items of the collection without labels, with what a classifier says of them.
public struct PredictedItems: Sendable {
    /// Where they are from, for messages.
    public let name: String
    /// The label of each item; empty where there are none.
    public var golds: [String]
    /// The predicted labels, or the probabilities, of each item: for each label a number from 0 to 1. All are 0 of an item
    /// without a prediction.
    public var predictions: [String: [Double]]
    /// How many items there are.
    public var count: Int
    /// How many of these have no prediction: blank texts, and those of which the model was not sure enough.
    public private(set) var withoutPrediction = 0
    /// What tells the items from others, as far as the file has it.
    let names: Names
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
    ///   - textField: the text's field, by which items are told apart that have no names; a file without it has `text`.
    public init(
        _ table: RecordTable, gold: String?, predicted: String, textField: String = "text", weight: String? = nil,
        keeping: [String]
    ) throws(StanceError) {
        let textField = table.textField(named: textField)
        let texts = table.has(textField) ? try table.withTexts(of: textField).records.map(\.text) : nil
        try self.init(table, gold: gold, weight: weight, keeping: keeping, texts: texts, model: nil)
        let judged = table.placesWithProbabilities()
        if !judged.isEmpty, let (labels, rows) = try table.records(at: judged).probabilities() {
            for (index, label) in labels.enumerated() {
                var column = [Double](repeating: 0, count: count)
                for (place, row) in zip(judged, rows) { column[place] = row[index] }
                predictions[label] = column
            }
            withoutPrediction = count - judged.count
        } else {
            let given = try table.labelsIfAny(predicted)
            for label in Set(given.compactMap(\.self)) { predictions[label] = given.map { $0 == label ? 1 : 0 } }
            withoutPrediction = given.count { $0 == nil }
        }
    }

    /// Takes the predictions from a model, which reads the texts in the field named, or `text` in a file without that one.
    public init(
        _ table: RecordTable, gold: String?, classifier: Classifier, textField: String = "text", weight: String? = nil,
        keeping: [String], parallelism: Parallelism
    ) throws(StanceError) {
        let table = try table.withTexts(of: table.textField(named: textField))
        let texts = table.records.map(\.text)
        try self.init(table, gold: gold, weight: weight, keeping: keeping, texts: texts, model: classifier.checksum)
        _ = try EvaluationSample.indices(of: golds, in: classifier.labels, table)
        let found = classifier.classify(texts, parallelism: parallelism)
        let isBlank = table.records.map(\.isBlank)
        for (index, label) in classifier.labels.enumerated() {
            predictions[label] = zip(found, isBlank).map { $1 ? 0 : Double($0.probabilities[index]) }
        }
        withoutPrediction = isBlank.count { $0 }
    }

    private init(
        _ table: RecordTable, gold: String?, weight: String?, keeping: [String], texts: [ArraySlice<UInt8>]?,
        model: String?
    ) throws(StanceError) {
        (name, count) = (table.name, table.records.count)
        golds = try gold.map { field throws(StanceError) in try table.labels(field) } ?? []
        predictions = [:]
        names = try Names(table, texts: texts, areLabelled: gold != nil)
        weights = try weight.map { field throws(StanceError) in try table.numbers(field) }
        fields = try EvaluationSample.columns(keeping, table)
        file = Provenance.File(table, role: gold == nil ? "collection" : "labelled items")
        self.model = model
    }
}

extension PredictedItems {
    /// Refuses files of one collection that have an item in common: it would count twice.
    ///
    /// - Throws: `StanceError.Cause.repeatedFile`, `.repeatedID`.
    public static func refuseRepeated(in collection: [PredictedItems]) throws(StanceError) {
        try Provenance.refuseRepeated(collection.map(\.file))
        var seen = Set<String>()
        for items in collection { try items.names.refuseRepeated(&seen, path: items.name) }
    }

    /// The names, by `id` or else `item`, of items that stand with another text among labelled ones.
    public func withOtherTexts(in labelled: PredictedItems) -> [String] { names.withOtherTexts(in: labelled.names) }

    /// What tells items apart: the field `id`, else `item`, else the text.
    struct Names: Sendable {
        private let ids: [String]?
        private let items: [String]?
        private let texts: [UInt64]?

        fileprivate init(
            _ table: RecordTable, texts: [ArraySlice<UInt8>]?, areLabelled: Bool
        ) throws(StanceError) {
            if areLabelled { try RecordTable.refuseSeveralLabels(in: [table]) }
            try RecordTable.refuseRepeated("id", in: [table]) { .repeatedID($0) }
            ids = table.has("id") ? try table.filled("id") : nil
            let items = table.has("item") ? try table.values(of: "item").compactMap(\.self) : []
            // A field in which values repeat, or are missing, is something else.
            self.items = Set(items).count == table.records.count ? items : nil
            self.texts = texts?.map(TextKey.of)
        }

        /// Refuses an id that others have too.
        func refuseRepeated(_ seen: inout Set<String>, path: String) throws(StanceError) {
            for id in ids ?? [] where !seen.insert(id).inserted { throw StanceError(.repeatedID(id), path: path) }
        }

        /// What these and others are called, where both have it: ids, or else items of which some are the same.
        private func named(as others: Names) -> (own: [String], others: [String])? {
            if let ids, let known = others.ids { return (ids, known) }
            if let items, let known = others.items, !Set(known).isDisjoint(with: items) { return (items, known) }
            return nil
        }

        /// Whether each of these items is among others. A text that stands several times is so as often as there.
        func areAmong(_ others: Names) -> [Bool]? {
            if let names = named(as: others) { return names.own.map(Set(names.others).contains) }
            guard let texts, let known = others.texts else { return nil }
            var left = Dictionary(known.map { ($0, 1) }, uniquingKeysWith: +)
            return texts.map { text in
                guard let count = left[text], count > 0 else { return false }
                left[text] = count - 1
                return true
            }
        }

        /// The names of items that others have with another text.
        func withOtherTexts(in others: Names) -> [String] {
            guard let names = named(as: others), let texts, let known = others.texts else { return [] }
            let knownTexts = Dictionary(zip(names.others, known), uniquingKeysWith: { first, _ in first })
            return zip(names.own, texts).filter { name, text in knownTexts[name].map { $0 != text } ?? false }.map(\.0)
        }
    }
}
