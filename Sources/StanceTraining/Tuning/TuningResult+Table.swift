import Foundation
import StanceEvaluation

extension TuningResult {
    /// The recipes as a table for people, with what is to be said of the one chosen.
    public var table: String {
        let start = entries.first { $0.number == 0 }?.recipe ?? TrainingRecipe()
        let rungs = entries.first?.rung ?? 1
        var rows = [["", "rank", "rung", metric.name, "differs from the starting recipe in"]]
        for (place, entry) in entries.enumerated() {
            rows.append([
                entry.number == chosen.number ? "*" : "", "\(place + 1)", "\(entry.rung)", figure(entry),
                entry.number == 0 ? "(the starting recipe)" : entry.recipe.differences(from: start),
            ])
        }
        let widths = rows[0].indices.map { column in rows.reduce(0) { max($0, $1[column].count) } }
        let lines = rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 1 || column == 2 ? space + cell.0 : column == 4 ? cell.0 : cell.0 + space
            }.joined(separator: "  ")
        }
        return (lines + ["", "* chosen: \(reason)", selection(rungs: rungs)]).joined(separator: "\n")
    }

    private func number(_ value: Double) -> String { String(format: "%.3f", value) }

    private func figure(_ entry: Entry) -> String {
        if let estimate = entry.estimate {
            return "\(number(estimate.value)) [\(number(estimate.low)), \(number(estimate.high))]"
        }
        return entry.value.map(number) ?? "not trainable"
    }

    private var reason: String {
        guard let lead else { return "the best on all data, by cross-validation." }
        return "the best linear recipe. What leads has networks, and leads by \(number(lead.value)) "
            + "[\(number(lead.low)), \(number(lead.high))]: by chance, perhaps."
    }

    private func selection(rungs: Int) -> String {
        "Intervals: 95 %, on rung \(rungs), all data; lower rungs saw a part of it. As the best of \(entries.count) recipes the one\n"
            + "chosen looks better than it is: measure it on data that the search has not seen."
    }
}
