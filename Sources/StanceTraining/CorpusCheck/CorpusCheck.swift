public import LinearAlgebra
public import StanceKit

/// Checks a corpus before anyone trains on it: broken records, labels, ids, texts that stand twice.
///
/// ```swift
/// let report = try CorpusCheck().report(on: ["Data"])
/// for finding in report.findings { print(finding) }  // Data/train.csv, line 7: the text is empty
/// ```
public struct CorpusCheck: Sendable {
    /// What the check has come to.
    public enum Progress: Sendable {
        /// It reads this file.
        case reading(path: String)
        /// It compares the texts of so many records.
        case comparing(records: Int)
        /// It trains on so many texts, to see which labels models without them doubt.
        case doubting(records: Int)
    }

    /// The format of every file; `nil` to tell each by its extension, else as fastText lines.
    public var format: RecordFormat?
    /// The field that holds the text.
    public var textField = "text"
    /// The field that holds the label.
    public var labelField = "label"
    /// The field that holds a record's id, where a record has one.
    public var idField = "id"
    /// The field that names a record's split; records without one make up a split for each file.
    public var splitField = "split"
    /// Whether labels that are probably wrong are sought, by cross-validation with the default recipe.
    public var findsLabelErrors = false
    /// The threads to use; the result does not depend on them.
    public var parallelism = Parallelism.allCores

    /// Makes a check of the usual fields.
    public init() {}

    /// Checks files and directories together, as one corpus.
    ///
    /// Of a directory every file below it is read whose extension tells a format, in the paths' order.
    /// - Parameters:
    ///   - paths: files and directories; `-` is standard input.
    ///   - progress: is called as the work goes on.
    /// - Throws: `StanceError` for a path that is not there or cannot be read, for a directory without files of
    ///   records, and for another field of ids or splits than the usual one that no record has. What is wrong inside a file is a finding.
    /// - Complexity: near-linear in the bytes, over all threads; the texts are in memory.
    public func report(
        on paths: [String], progress: (Progress) -> Void = { _ in }
    ) throws(StanceError) -> CorpusReport {
        var records = CorpusRecords(check: self)
        for file in try CorpusFiles.files(at: paths) {
            progress(.reading(path: RecordReader.displayName(of: file)))
            try records.read(file)
        }
        try checkFields(of: records)
        progress(.comparing(records: records.items.count))
        var found = records.findings + labelFindings(records) + idFindings(records) + textFindings(records)
        let search = findsLabelErrors ? LabelErrorSearch(records, parallelism: parallelism) : nil
        if let search {
            progress(.doubting(records: search.items.count))
            found += try search.findings()
        }
        let byKind = Dictionary(grouping: found, by: \.kind)
        let labels = Set(records.items.compactMap(\.label)).sorted()
        return CorpusReport(
            labels: labels, splits: splits(of: records, labels: labels),
            findings: CorpusFinding.Kind.allCases.flatMap { byKind[$0] ?? [] }, labelErrorsSought: search != nil)
    }

    /// Refuses a field that was named and that no record has.
    private func checkFields(of records: CorpusRecords) throws(StanceError) {
        let usual = CorpusCheck()
        let named = [
            (idField, usual.idField, records.hasIDs, "--id-field"),
            (splitField, usual.splitField, records.hasSplits, "--split-field"),
        ]
        for (name, usual, isThere, option) in named where name != usual && !isThere && !records.items.isEmpty {
            throw StanceError(.invalidConfiguration(reason: "\(option): no record has a field '\(name)'"))
        }
    }

    private func splits(of records: CorpusRecords, labels: [String]) -> [CorpusReport.Split] {
        let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        var splits = records.splits.map { name in
            CorpusReport.Split(name: name, labelCounts: [Int](repeating: 0, count: labels.count))
        }
        for item in records.items {
            splits[item.split].records += 1
            if let label = item.label.flatMap({ indices[$0] }) { splits[item.split].labelCounts[label] += 1 }
        }
        return splits
    }
}
