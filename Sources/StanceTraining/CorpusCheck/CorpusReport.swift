/// What a check of a corpus found.
public struct CorpusReport: Sendable, Equatable {
    /// A part of the corpus.
    public struct Split: Sendable, Equatable {
        /// Its name: the value of the split field, or a file's path.
        public var name: String
        /// How many records it has.
        public var records = 0
        /// How many of them have each label, in the order of `CorpusReport.labels`.
        public var labelCounts: [Int] = []
    }

    /// The labels, sorted.
    public var labels: [String]
    /// The splits, in the order in which they first occur.
    public var splits: [Split]
    /// What was found: kind by kind, within a kind in the order of reading.
    public var findings: [CorpusFinding]
    /// Whether labels that are probably wrong were sought: not if nobody asked, or on too few texts.
    public var labelErrorsSought = false

    /// How many findings there are of each kind that occurs, in the kinds' order.
    public var counts: [(kind: CorpusFinding.Kind, count: Int)] {
        CorpusFinding.Kind.allCases.compactMap { kind in
            let count = findings.count { $0.kind == kind }
            return count > 0 ? (kind, count) : nil
        }
    }

    /// Whether nothing is wrong: there are notes at the most.
    public var isSound: Bool { findings.allSatisfy(\.kind.isNote) }

    /// The counts as tables for people: records and labels by split, then findings by kind.
    ///
    /// Up to six labels are columns; more are rows.
    /// - Parameter shown: makes a name fit to be shown, since names come from files.
    public func summary(showing shown: (String) -> String = { $0 }) -> String {
        var rows = [["", "records"] + labels.map(shown) + ["no label"]]
        for split in splits {
            rows.append([shown(split.name)] + cells(split.records, split.labelCounts))
        }
        let sums = labels.indices.map { label in splits.reduce(0) { $0 + $1.labelCounts[label] } }
        let records = splits.reduce(0) { $0 + $1.records }
        if splits.count != 1 { rows.append(["all"] + cells(records, sums)) }
        if records == sums.reduce(0, +) { rows = rows.map { $0.dropLast() } }
        if labels.count > 6 { rows = rows[0].indices.map { column in rows.map { $0[column] } } }

        let faults = counts.filter { !$0.kind.isNote }
        let notes = counts.filter(\.kind.isNote)
        var kinds = [["findings", "\(faults.reduce(0) { $0 + $1.count })"]]
        kinds += faults.map { ["  \($0.kind.rawValue)", "\($0.count)"] }
        if !notes.isEmpty { kinds.append(["notes", "\(notes.reduce(0) { $0 + $1.count })"]) }
        kinds += notes.map { ["  \($0.kind.rawValue)", "\($0.count)"] }
        return Self.table(rows) + "\n" + Self.table(kinds)
    }

    private func cells(_ records: Int, _ counts: [Int]) -> [String] {
        ([records] + counts + [records - counts.reduce(0, +)]).map(String.init)
    }

    /// Columns side by side: the first flush left, the others flush right.
    private static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.reduce(0) { max($0, $1[column].count) } }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
