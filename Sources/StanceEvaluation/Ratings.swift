public import StanceKit

/// Which label each annotator gave each item.
public struct Ratings: Sendable {
    /// The items' names.
    public let items: [String]
    /// The annotators' names.
    public let annotators: [String]
    /// The labels, sorted.
    public let labels: [String]
    /// For each item the label of each annotator, -1 where there is none.
    public let values: [[Int]]

    /// The names of the fields of a long table, and of a wide one's annotators.
    public struct Fields: Sendable {
        /// The item's field.
        public var item: String
        /// The annotator's field.
        public var annotator: String
        /// The label's field.
        public var label: String
        /// The fields of a wide table in which each annotator's labels stand; none for a long table, or, where it has no
        /// field of annotators, for all fields but `item`, `id` and `text`.
        public var wide: [String]

        /// Names the fields.
        public init(
            item: String = "item", annotator: String = "annotator", label: String = "label", wide: [String] = []
        ) {
            (self.item, self.annotator, self.label, self.wide) = (item, annotator, label, wide)
        }
    }

    /// Reads tables, one after another.
    ///
    /// - Throws: `StanceError`, with file and line, for a missing field, an item that an annotator labels twice, labels that
    ///   are all empty, or where no two annotators have an item in common.
    public init(_ tables: [RecordTable], fields: Fields = Fields()) throws(StanceError) {
        var given: [(item: String, annotator: String, label: String)] = []
        var seen = Set<[String]>()
        var wideRows = 0
        for table in tables {
            func add(_ item: String, _ annotator: String, _ label: String, _ line: Int) throws(StanceError) {
                guard seen.insert([item, annotator]).inserted else {
                    throw StanceError(
                        .repeatedRating(item: item, annotator: annotator), path: table.name, line: line)
                }
                given.append((item, annotator, label))
            }
            if fields.wide.isEmpty, table.has(fields.annotator) {
                let (items, annotators) = (try table.filled(fields.item), try table.filled(fields.annotator))
                let labels = try table.labelsIfAny(fields.label)
                for (row, record) in table.records.enumerated() {
                    if let label = labels[row] { try add(items[row], annotators[row], label, record.line) }
                }
            } else {
                let names =
                    fields.wide.isEmpty
                    ? table.fields.filter { ![fields.item, "id", "text"].contains($0) } : fields.wide
                let key = [fields.item, "id"].first(where: table.has)
                let items = try key.map { name throws(StanceError) in try table.filled(name) }
                var rows = Set<String>()
                if fields.wide.isEmpty, let second = items?.firstIndex(where: { !rows.insert($0).inserted }) {
                    throw StanceError(
                        .repeatedRow(item: items![second]), path: table.name, line: table.records[second].line)
                }
                for name in names {
                    let labels = try table.labelsIfAny(name)
                    if fields.wide.isEmpty, Self.areNames(labels) {
                        throw StanceError(.notAnnotator(name), path: table.name)
                    }
                    for (row, record) in table.records.enumerated() {
                        guard let label = labels[row] else { continue }
                        try add(items?[row] ?? String(wideRows + row + 1), name, label, record.line)
                    }
                }
                wideRows += table.records.count
            }
        }
        self.init(given)
        guard values.contains(where: { $0.count { $0 >= 0 } > 1 }) else {
            throw StanceError(.singleAnnotator, path: tables.first?.name)
        }
    }

    /// Whether values tell rows apart, as labels of several items do not.
    private static func areNames(_ values: [String?]) -> Bool {
        values.count > 4 && Set(values).count == values.count
    }

    /// Makes ratings of triples; of several for the same item and annotator the last one counts.
    public init(_ given: [(item: String, annotator: String, label: String)]) {
        func numbered(_ names: [String]) -> [String: Int] {
            var numbers: [String: Int] = [:]
            for name in names where numbers[name] == nil { numbers[name] = numbers.count }
            return numbers
        }
        let items = numbered(given.map(\.item))
        annotators = Set(given.map(\.annotator)).sorted()
        labels = Set(given.map(\.label)).sorted()
        let (annotatorNumbers, labelNumbers) = (numbered(annotators), numbered(labels))
        var values = [[Int]](repeating: [Int](repeating: -1, count: annotators.count), count: items.count)
        for (item, annotator, label) in given {
            values[items[item]!][annotatorNumbers[annotator]!] = labelNumbers[label]!
        }
        self.values = values
        self.items = items.sorted { $0.value < $1.value }.map(\.key)
    }
}
