/// How records stand in a file.
public enum RecordFormat: String, CaseIterable, Sendable {
    /// One text a line, without a label.
    case lines
    /// Tab-separated fields under a header, without quoting.
    case tsv
    /// Fields separated by commas or semicolons under a header (RFC 4180; quoted fields may hold newlines).
    case csv
    /// One JSON object a line.
    case jsonl
    /// fastText's training lines: `__label__x text`.
    case fasttext
    /// One record: the whole file is the text.
    case text

    /// Whether its records have named fields, of which one is the text.
    public var hasFields: Bool { self == .tsv || self == .csv || self == .jsonl }

    /// The format that a file's extension tells, `nil` where it tells none; `.gz` behind it is passed over.
    public init?(path: String) {
        if path.lowercased().hasSuffix(".gz") {
            self.init(path: String(path.dropLast(3)))
            return
        }
        guard let dot = path.lastIndex(of: ".") else { return nil }
        switch path[path.index(after: dot)...].lowercased() {
        case "tsv", "tab": self = .tsv
        case "csv": self = .csv
        case "jsonl", "ndjson": self = .jsonl
        case "ft", "fasttext": self = .fasttext
        default: return nil
        }
    }
}
