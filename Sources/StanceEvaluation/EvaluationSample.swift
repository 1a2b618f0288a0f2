public import LinearAlgebra
public import StanceKit

/// Items with a true label, a predicted one, and as far as there are any probabilities: what an evaluation sees.
public struct EvaluationSample: Sendable {
    /// Where it is from, for messages.
    public var name: String
    /// The labels, in the order of the probabilities.
    public var labels: [String]
    /// The true label of each item, as an index into `labels`.
    public var truths: [Int]
    /// The predicted label of each item.
    public var predictions: [Int]
    /// A row of probabilities for each item; `nil` without any.
    public var probabilities: [[Double]]?
    /// The id of each item, if its file has a field `id`; each stands once, unless items may repeat.
    public var ids: [String]?
    /// The text of each item, empty where there is none.
    public var texts: [String]
    /// The values of the fields asked for, `(none)` where one is empty.
    public var fields: [String: [String]]
    /// How many further items have no predicted label: blank texts, and those of which the model was not sure enough.
    public private(set) var withoutLabel = 0
    /// The files that it was read from.
    public private(set) var files: [Provenance.File]
    /// The checksum of the model that labelled it, if one did.
    public private(set) var model: String?

    /// What stands for the value of a field that is empty.
    static let noValue = "(none)"

    /// Reads files of predictions made by any tool.
    ///
    /// - Parameters:
    ///   - keeping: names of fields by which the items are to be grouped.
    ///   - mayAbstain: whether items without a predicted label are left out and counted; else they are an error.
    ///   - mayRepeat: whether an id may stand several times, since its items are drawn together.
    /// - Throws: `StanceError`, with file and line, for a file without the fields, an empty label, wrong probabilities, a
    ///   label that has no probability, an id that stands twice.
    public init(
        predictions table: RecordTable, fields: PredictionFields, keeping: [String] = [], mayAbstain: Bool = false,
        mayRepeat: Bool = false
    ) throws(StanceError) {
        let found = fields.found(in: table)
        guard let gold = found.gold, let predicted = found.predicted else {
            throw StanceError(.noPredictions(known: table.fields), path: table.name)
        }
        files = [Provenance.File(table, role: "true and given labels")]
        var table = table
        if mayAbstain {
            _ = try table.labels(gold)
            let judged = try table.labelsIfAny(predicted).enumerated().filter { $0.element != nil }.map(\.offset)
            withoutLabel = table.records.count - judged.count
            if withoutLabel > 0 { table = table.records(at: judged) }
        }
        let (truths, given) = (try table.labels(gold), try table.labels(predicted))
        let probabilities = try table.probabilities()
        let labels = probabilities?.labels ?? Set(truths + given).sorted()
        self.truths = try Self.indices(of: truths, in: labels, table)
        predictions = try Self.indices(of: given, in: labels, table)
        (self.labels, self.probabilities, name) = (labels, probabilities?.rows, table.name)
        texts = table.has("text") ? try table.values(of: "text").map { $0 ?? "" } : table.records.map { _ in "" }
        ids = try Self.ids(table, mayRepeat: mayRepeat)
        self.fields = try Self.columns(keeping, table)
    }

    /// Labels the texts of a labelled file with a model. Blank texts are left out and counted, as `classify` gives them no label.
    ///
    /// - Precondition: the classifier gives every other text a label.
    /// - Throws: `StanceError`, with file and line, for an empty label or one that the model does not give.
    public init(
        labelled table: RecordTable, labelField: String, classifier: Classifier, keeping: [String] = [],
        mayRepeat: Bool = false, parallelism: Parallelism
    ) throws(StanceError) {
        labels = classifier.labels
        name = table.name
        files = [Provenance.File(table, role: "texts and true labels")]
        var table = table
        let readable = table.records.indices.filter { !table.records[$0].isBlank }
        guard !readable.isEmpty else { throw StanceError(.blankTexts, path: table.name) }
        withoutLabel = table.records.count - readable.count
        if withoutLabel > 0 { table = table.records(at: readable) }
        truths = try Self.indices(of: try table.labels(labelField), in: labels, table)
        let found = classifier.classify(table.records.map(\.text), parallelism: parallelism)
        predictions = found.map { prediction in
            guard let label = prediction.labelIndex else { preconditionFailure("the classifier does not abstain") }
            return label
        }
        probabilities = found.map { $0.probabilities.map(Double.init) }
        texts = table.records.map { String(decoding: $0.text, as: UTF8.self) }
        ids = try Self.ids(table, mayRepeat: mayRepeat)
        fields = try Self.columns(keeping, table)
        model = classifier.checksum
    }

    /// Adds the items of another sample.
    ///
    /// - Precondition: either both or neither have probabilities; both kept the same fields.
    public mutating func append(_ other: EvaluationSample) {
        let all = probabilities == nil && labels != other.labels ? Set(labels + other.labels).sorted() : labels
        let other = other.relabelled(all)
        self = relabelled(all)
        truths += other.truths
        predictions += other.predictions
        if let rows = other.probabilities { probabilities? += rows } else { probabilities = nil }
        withoutLabel += other.withoutLabel
        texts += other.texts
        ids = nil
        files += other.files
        for (field, values) in other.fields { fields[field, default: []] += values }
    }

    /// The same with other labels, among which are all of its own.
    public func relabelled(_ labels: [String]) -> EvaluationSample {
        guard labels != self.labels else { return self }
        var result = self
        let places = self.labels.map { label in labels.firstIndex(of: label)! }
        result.labels = labels
        result.truths = truths.map { places[$0] }
        result.predictions = predictions.map { places[$0] }
        result.probabilities = probabilities?.map { row in
            var moved = [Double](repeating: 0, count: labels.count)
            for (place, value) in zip(places, row) { moved[place] = value }
            return moved
        }
        return result
    }

    /// The items at some places, in that order; of those without a label nothing is known.
    public func items(_ places: [Int]) -> EvaluationSample {
        var result = self
        result.truths = places.map { truths[$0] }
        result.predictions = places.map { predictions[$0] }
        result.probabilities = probabilities.map { rows in places.map { rows[$0] } }
        result.ids = ids.map { ids in places.map { ids[$0] } }
        result.withoutLabel = 0
        result.texts = places.map { texts[$0] }
        result.fields = fields.mapValues { values in places.map { values[$0] } }
        return result
    }

    /// The places of the items with each value of a field, values sorted.
    public func groups(by field: String) -> [(value: String, places: [Int])] {
        Self.groups(fields[field] ?? [])
    }

    static func groups(_ values: [String]) -> [(value: String, places: [Int])] {
        var places: [String: [Int]] = [:]
        for (place, value) in values.enumerated() { places[value, default: []].append(place) }
        return places.keys.sorted().map { ($0, places[$0]!) }
    }

    /// The cluster of each item, numbered from 0, by a field that was kept. An item without a value is a cluster of its own.
    public func clusters(by field: String?) -> [Int]? {
        guard let field, let values = fields[field] else { return nil }
        var numbers: [String: Int] = [:]
        var count = 0
        return values.map { value in
            if value != Self.noValue, let number = numbers[value] { return number }
            count += 1
            if value != Self.noValue { numbers[value] = count - 1 }
            return count - 1
        }
    }

    /// Refuses a field of clusters of which there is one alone, since its draws would all be the same.
    ///
    /// - Throws: `StanceError.Cause.invalidConfiguration`.
    public func checkClusters(by field: String?) throws(StanceError) {
        guard let field, let first = fields[field]?.first, Set(clusters(by: field) ?? []).count < 2 else { return }
        throw StanceError(
            .invalidConfiguration(
                reason: "--cluster \(field): every item has the value '\(first)'; intervals need two clusters or more"))
    }

    static func indices(
        of names: [String], in labels: [String], _ table: RecordTable
    ) throws(StanceError) -> [Int] {
        let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        var indices: [Int] = []
        for (name, record) in zip(names, table.records) {
            guard let index = numbers[name] else {
                throw StanceError(.unknownLabel(name, known: labels), path: table.name, line: record.line)
            }
            indices.append(index)
        }
        return indices
    }

    /// Refuses files in which an item stands twice: an id, or an item with labels of several annotators.
    ///
    /// - Throws: `StanceError.Cause.repeatedItem`, `.itemLabelledTwice`.
    public static func refuseRepeated(in tables: [RecordTable]) throws(StanceError) {
        try RecordTable.refuseSeveralLabels(in: tables)
        try RecordTable.refuseRepeated("id", in: tables) { .repeatedItem(id: $0) }
    }

    /// The ids, if there are any, and a check that no item stands twice.
    private static func ids(_ table: RecordTable, mayRepeat: Bool) throws(StanceError) -> [String]? {
        if !mayRepeat { try refuseRepeated(in: [table]) }
        return table.has("id") ? try table.filled("id") : nil
    }

    static func columns(_ names: [String], _ table: RecordTable) throws(StanceError) -> [String: [String]] {
        var columns: [String: [String]] = [:]
        for name in names { columns[name] = try table.values(of: name).map { $0 ?? noValue } }
        return columns
    }
}
