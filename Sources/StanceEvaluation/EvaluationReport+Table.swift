import Foundation
import StanceKit

extension EvaluationReport {
    /// The report as a table for people.
    ///
    /// - Parameter shown: makes a label fit to be shown, since labels come from files.
    public func table(showing shown: (String) -> String = { $0 }) -> String {
        let corner = "true \\ given"
        let width = ([corner, "calibration error"] + confusion.labels.map(shown)).reduce(0) { max($0, $1.count) } + 2
        let drawn = intervals.clusters.map { " over \($0) clusters" } ?? ""
        var lines = ["\(items) items; 95 % bootstrap intervals\(drawn)"] + [coverage].compactMap(\.self) + [""]
        for metric in overall {
            guard let value = metric.estimate else { continue }
            let isBand = metric.key == "expectedCalibrationError"
            lines.append(
                metric.name.padding(to: width)
                    + (isBand ? "\(value.three), \(value.bounds) if perfectly calibrated" : value.cell))
        }
        lines.append("")
        lines.append(
            "".padding(to: width)
                + ["precision", "recall", "F1"].map { $0.padding(to: 20) }.joined() + "items")
        for label in confusion.labels {
            guard let metrics = perLabel[label] else { continue }
            lines.append(
                shown(label).padding(to: width)
                    + [metrics.precision, metrics.recall, metrics.f1].map { $0.cell.padding(to: 20) }.joined()
                    + String(metrics.support))
        }
        if logLoss != nil {
            lines += ["", "".padding(to: width) + "ROC area".padding(to: 20) + "precision-recall area"]
            for label in confusion.labels {
                guard let metrics = perLabel[label] else { continue }
                let areas = [metrics.rocArea, metrics.precisionRecallArea].map { ($0?.cell ?? "-").padding(to: 20) }
                lines.append(shown(label).padding(to: width) + areas.joined())
            }
        }
        if confusion.labels.count <= 10 {
            lines.append("")
            lines += Self.confusionLines(confusion, corner: corner, width: width, showing: shown)
        }
        for (field, reports) in (groups ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines += ["", "by \(shown(field))"] + Self.groupLines(reports, showing: shown)
        }
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }

    /// How many items have no label, in words; `nil` if all have one.
    var coverage: String? {
        withoutLabel.map { missing in
            let all = items + missing
            return "\(missing) of \(all) items have no predicted label and are left out: coverage "
                + String(format: "%.3f", Double(items) / Double(all))
        }
    }

    static func confusionLines(
        _ confusion: Confusion, corner: String, width: Int, showing shown: (String) -> String
    ) -> [String] {
        [corner.padding(to: width) + confusion.labels.map { shown($0).padding(to: width) }.joined()]
            + zip(confusion.labels, confusion.counts).map { label, row in
                shown(label).padding(to: width) + row.map { String($0).padding(to: width) }.joined()
            }
    }

    private static func groupLines(
        _ reports: [String: EvaluationReport], showing shown: (String) -> String
    ) -> [String] {
        let width = reports.keys.reduce(0) { max($0, shown($1).count) } + 2
        let head = "".padding(to: width) + "items".padding(to: 8) + "accuracy".padding(to: 20) + "macro-F1"
        return [head]
            + reports.sorted { $0.key < $1.key }.map { value, report in
                shown(value).padding(to: width) + String(report.items).padding(to: 8)
                    + report.accuracy.cell.padding(to: 20) + report.macroF1.cell
            }
    }
}

extension Estimate {
    /// `0.833 [.583, 1.00]`: without the zero before the point, three columns fit into 80.
    package var cell: String { String(format: "%.3f", value) + " " + bounds }

    /// `[.583, 1.00]`; a dash where there is no interval.
    package var bounds: String {
        guard isBounded else { return "–" }
        func bound(_ value: Double) -> String {
            let text = String(format: "%.3f", value)
            if text.hasPrefix("0") { return String(text.dropFirst()) }
            if text.hasPrefix("-0") { return "-" + text.dropFirst(2) }
            return String(format: "%.2f", value)
        }
        return "[\(bound(low)), \(bound(high))]"
    }
}

extension String {
    /// The text without spaces at its end.
    package var withoutTrailingSpaces: String {
        var line = self
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
