extension LearningCurve {
    /// The section that shows it.
    var section: ReportDocument.Section {
        let hasNames = series.contains { !$0.name.isEmpty }
        let rows = series.flatMap { name, points in
            points.map { point -> [ReportDocument.Cell] in
                (hasNames ? [.text(name)] : []) + [
                    .text(String(Int(point.size))), .estimate(point.score, otherwise: ""),
                ]
            }
        }
        let head = (hasNames ? ["series"] : []) + ["training examples", "score"]
        return .init(
            title: "Learning curve",
            blocks: [
                .figures([
                    .init(
                        name: "learning-curve", caption: "Scores with their intervals, as the file has them.",
                        drawing: LearningCurvePlot(curve: self).drawing())
                ]),
                .table(.init(head: head, rows: rows)),
            ])
    }
}
