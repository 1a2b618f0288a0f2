import Foundation
import StancePages

/// The confusion matrix as a drawing: counts, and the shares of each row; the right ones have a border.
struct ConfusionPlot {
    var confusion: EvaluationReport.Confusion
    var palette: Palette
    /// Whose labels the rows and the columns are.
    var rows = "true label"
    var columns = "given label"

    /// The most labels whose cells can still be read.
    static let mostLabels = 12

    private var isNarrow: Bool { confusion.labels.count <= 4 }
    private var cell: Double { isNarrow ? 228 / Double(max(3, confusion.labels.count)) : 46 }
    private var left: Double { 108 }
    private var top: Double { isNarrow ? 60 : 112 }

    func drawing() -> Drawing {
        let count = Double(confusion.labels.count)
        var drawing = Drawing(
            width: left + count * cell + (isNarrow ? 4 : 60), height: top + count * cell + 4, title: "Confusion matrix",
            description: "Rows: \(rows). Columns: \(columns). "
                + zip(confusion.labels, confusion.counts).map { label, row in
                    "\(label): " + zip(confusion.labels, row).map { "\($1) \($0)" }.joined(separator: ", ")
                }.joined(separator: ". "))
        drawing.text(columns, at: (left, 14), color: .faint)
        drawing.text(rows, at: (2, top - 9), color: .faint, most: left - 8)
        for (index, label) in confusion.labels.enumerated() {
            let middle = (Double(index) + 0.5) * cell
            let sign = palette[index].sign
            drawing.text(
                "\(sign) \(label)", at: (2, top + middle), color: .label(index), isBold: true, most: left - 8)
            drawing.text(
                "\(confusion.counts[index].reduce(0, +)) items", at: (2, top + middle + 15), color: .faint, size: 11)
            let place = left + middle
            if isNarrow {
                drawing.text(sign, at: (place, top - 25), .middle, color: .label(index), isBold: true)
                drawing.text(label, at: (place, top - 9), .middle, color: .label(index), size: 11, most: cell - 2)
            } else {
                // The sign stands upright: a square on its corner is another label's sign.
                drawing.text(sign, at: (place, top - 7), .middle, color: .label(index), isBold: true)
                drawing.text(label, at: (place + 3, top - 22), color: .label(index), size: 11, most: 110, rotation: -45)
            }
        }
        for (row, counts) in confusion.counts.enumerated() {
            for (column, value) in counts.enumerated() { draw(value, of: counts.reduce(0, +), row, column, &drawing) }
        }
        return drawing
    }

    private func draw(_ value: Int, of items: Int, _ row: Int, _ column: Int, _ drawing: inout Drawing) {
        let (x, y) = (left + Double(column) * cell, top + Double(row) * cell)
        let share = items > 0 ? Double(value) / Double(items) : 0
        let percent = items > 0 ? String(format: "%.0f %%", 100 * share) : "–"
        let labels = confusion.labels
        drawing.rectangle(
            x: x + 1.5, y: y + 1.5, width: cell - 3, height: cell - 3, fill: value > 0 ? .link : .shade,
            opacity: value > 0 ? 0.06 + 0.36 * share : 1, border: row == column ? .ink : nil,
            hint: "\(labels[row]), given \(labels[column]): \(value) of \(items)")
        let isEmpty = value == 0
        drawing.text(
            String(value), at: (x + cell / 2, y + cell / 2 - 1), .middle, color: isEmpty ? .faint : .ink, size: 13,
            isBold: row == column)
        drawing.text(
            percent, at: (x + cell / 2, y + cell / 2 + 14), .middle, color: isEmpty ? .faint : .ink, size: 11)
    }
}

extension EvaluationReport.Confusion {
    /// A true label and another one that was given for it.
    struct ConfusedPair: Sendable, Equatable {
        var truth: String
        var given: String
        var count: Int
        /// The share of the true label's items, with Wilson's interval.
        var share: Estimate
        var support: Int
    }

    /// The pairs of different labels that occur, the most frequent first.
    func confusedPairs(limit: Int) -> [ConfusedPair] {
        let found = counts.enumerated().flatMap { row, counts in
            counts.enumerated().filter { $0.offset != row && $0.element > 0 }.map { (row, $0.offset, $0.element) }
        }.sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
        return found.prefix(limit).map { truth, given, count in
            let support = counts[truth].reduce(0, +)
            return ConfusedPair(
                truth: labels[truth], given: labels[given], count: count,
                share: WilsonInterval.interval(share: Double(count) / Double(support), items: Double(support)),
                support: support)
        }
    }
}
