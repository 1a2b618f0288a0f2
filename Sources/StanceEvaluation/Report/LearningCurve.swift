import Foundation
public import StanceKit

/// Scores with intervals at several sizes of the training data, in one or more series.
public struct LearningCurve: Sendable {
    /// A score at one size.
    public struct Point: Sendable, Equatable {
        /// The number of training examples.
        public var size: Double
        /// The score with its interval.
        public var score: Estimate
    }

    /// The series, each of rising size, in the order in which they come.
    public private(set) var series: [(name: String, points: [Point])] = []
    /// The file's name.
    public let name: String
    /// Its SHA-256.
    public let sha256: String

    /// Reads a curve: records (TSV, CSV, JSON Lines) with the fields `size`, `value`, `low`, `high`, and `series` if there are
    /// several.
    ///
    /// - Throws: `StanceError`, with file and line, for a file without these, or a size that is not above 0.
    public init(path: String) throws(StanceError) {
        let table = try RecordTable(path: path, format: nil)
        (name, sha256) = (table.name, table.sha256)
        let names =
            table.has("series") ? try table.values(of: "series").map { $0 ?? "" } : table.records.map { _ in "" }
        let sizes = try table.numbers("size")
        for (size, record) in zip(sizes, table.records) where size == 0 {
            throw StanceError(.notAWeight("size", value: String(size)), path: table.name, line: record.line)
        }
        let (values, lows, highs) = (try table.numbers("value"), try table.numbers("low"), try table.numbers("high"))
        for place in names.indices {
            let point = Point(
                size: sizes[place], score: Estimate(value: values[place], low: lows[place], high: highs[place]))
            if let known = series.firstIndex(where: { $0.name == names[place] }) {
                series[known].points.append(point)
            } else {
                series.append((names[place], [point]))
            }
        }
        for place in series.indices { series[place].points.sort { $0.size < $1.size } }
    }
}
