import StancePages

extension EvaluationReport {
    /// The section of the reliability diagram.
    func calibrationSection(_ scores: ProbabilityScores) -> ReportDocument.Section {
        let caption =
            "Each point is a fifteenth of the items, of rising probability of the most probable label: where it stands on "
            + "the dashed line, the probability says how often the label is right. Bars are Wilson's 95 % intervals of "
            + "independent items. Below: how many items have such a probability."
        return .init(
            title: "Do the probabilities mean what they say?",
            blocks: [
                .figures([
                    .init(name: "reliability", caption: caption, drawing: ReliabilityPlot(scores: scores).drawing())
                ])
            ])
    }

    /// The section of the precision-recall curves.
    func precisionRecallSection(_ scores: ProbabilityScores, _ palette: Palette) -> ReportDocument.Section {
        let occurring = confusion.labels.indices.filter { perLabel[confusion.labels[$0]]?.precisionRecallArea != nil }
        let chosen = occurring.sorted { (support($1), $0) < (support($0), $1) }.prefix(PrecisionRecallPlot.mostLabels)
        let figures = chosen.sorted().enumerated().compactMap { place, index -> ReportDocument.Figure? in
            let label = confusion.labels[index]
            guard let metrics = perLabel[label] else { return nil }
            let plot = PrecisionRecallPlot(
                label: label, index: index, sign: palette[index].sign, metrics: metrics,
                curve: scores.precisionRecallCurve(of: index), prevalence: Double(metrics.support) / Double(items))
            return .init(
                name: "precision-recall-\(place + 1)",
                caption: metrics.precisionRecallArea.map {
                    "average precision \($0.three) [\($0.threeLow), \($0.threeHigh)]"
                }
                    ?? "",
                drawing: plot.drawing())
        }
        let explanation =
            "Precision and recall if the label were given from some probability up. The circle is the label as it was "
            + "given, with its intervals; the dotted line is chance."
            + (occurring.count > chosen.count
                ? " Shown are the \(chosen.count) most frequent of \(occurring.count) labels, of equally frequent ones the first."
                : "")
        return .init(title: "Precision against recall", blocks: [.text(explanation), .figures(figures)])
    }

    private func support(_ index: Int) -> Int { perLabel[confusion.labels[index]]?.support ?? 0 }
}
