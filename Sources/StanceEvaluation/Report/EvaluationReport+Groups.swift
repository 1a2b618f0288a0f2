import StancePages

extension EvaluationReport {
    /// The most groups that a plot shows.
    static let mostGroups = 40

    /// The section of the groups by one field.
    func groupSection(
        _ field: String, _ reports: [String: EvaluationReport], name: String, _ palette: Palette
    ) -> ReportDocument.Section {
        let ordered = reports.sorted { $0.key < $1.key }
        let largest = reports.sorted { ($1.value.items, $0.key) < ($0.value.items, $1.key) }.prefix(Self.mostGroups)
        let plot = ForestPlot(
            title: "Accuracy and macro-F1 by \(field)", axis: "accuracy, macro-F1",
            series: [
                .init(name: "accuracy", color: .link),
                .init(name: "macro-F1", color: .ink, isFilled: false, dash: "5 3"),
            ],
            rows: largest.map { value, report in
                // Isolated, so that a name that is written from right to left does not take the number along.
                .init(name: "\u{2068}\(value)\u{2069} (\(report.items))", values: [report.accuracy, report.macroF1])
            })
        let rows = ordered.map { value, report -> [ReportDocument.Cell] in
            [
                .text(value), .number(report.items), .estimate(report.accuracy, otherwise: ""),
                .estimate(report.macroF1, otherwise: ""), .estimate(report.weightedF1, otherwise: ""),
                .estimate(report.cohenKappa, otherwise: "not defined"),
            ]
        }
        var blocks: [ReportDocument.Block] = [
            .figures([
                .init(
                    name: name,
                    caption: "In brackets the items of each group; the numbers are accuracies."
                        + (reports.count > largest.count
                            ? " Shown are the \(largest.count) largest of \(reports.count) groups." : ""),
                    drawing: plot.drawing())
            ]),
            .table(.init(head: [field, "items", "accuracy", "macro-F1", "weighted F1", "Cohen's kappa"], rows: rows)),
        ]
        if confusion.labels.count <= ConfusionPlot.mostLabels { blocks.append(labelTable(field, ordered)) }
        return .init(title: "By \(field)", blocks: blocks)
    }

    /// Precision, recall and F1 of each label that occurs in each group.
    private func labelTable(_ field: String, _ reports: [(key: String, value: EvaluationReport)])
        -> ReportDocument.Block
    {
        let rows = reports.flatMap { value, report in
            confusion.labels.enumerated().compactMap { index, label -> [ReportDocument.Cell]? in
                guard let metrics = report.perLabel[label], metrics.support > 0 else { return nil }
                return [
                    .text(value), .label(label, index), .number(metrics.support),
                    .estimate(metrics.precision, otherwise: ""), .estimate(metrics.recall, otherwise: ""),
                    .estimate(metrics.f1, otherwise: ""),
                ]
            }
        }
        return .table(.init(head: [field, "label", "items", "precision", "recall", "F1"], rows: rows))
    }
}
