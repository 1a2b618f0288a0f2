import StanceKit
import StancePages

extension EvaluationReport {
    /// The report as a document with plots.
    ///
    /// - Parameters:
    ///   - sample: what was evaluated, for the curves of its probabilities.
    ///   - curve: a learning curve to show with it.
    ///   - worst: errors to show, the worst first; none if empty.
    ///   - mostConfident: errors to show, the most confident first.
    public func document(
        of sample: EvaluationSample, provenance: Provenance, clusterField: String? = nil, curve: LearningCurve? = nil,
        worst: [EvaluationError] = [], mostConfident: [EvaluationError] = []
    ) -> ReportDocument {
        let palette = Palette(labels: confusion.labels)
        var sections = [provenance.section(facts(clusterField)), overallSection, labelSection(palette)]
        sections.append(confusionSection(palette))
        if let probabilities = sample.probabilities {
            let scores = ProbabilityScores(probabilities: probabilities, truths: sample.truths)
            sections += [calibrationSection(scores), precisionRecallSection(scores, palette)]
        }
        let fields = (groups ?? [:]).sorted { $0.key < $1.key }
        for (place, field) in fields.enumerated() {
            sections.append(groupSection(field.key, field.value, name: "groups-\(place + 1)", palette))
        }
        if let curve { sections.append(curve.section) }
        if !worst.isEmpty { sections.append(errorSection(worst, mostConfident, palette)) }
        return ReportDocument(
            title: "Evaluation of \(items) items", sections: sections, palette: palette, metrics: metricRows())
    }

    private func facts(_ clusterField: String?) -> [(String, String)] {
        let units = intervals.clusters.map { "\($0) clusters by \(clusterField ?? "a field")" } ?? "items"
        return [
            ("items", String(items)), ("labels", String(confusion.labels.count)),
            (
                "intervals",
                "95 %, BCa bootstrap (Efron 1987) over \(units), \(intervals.resamples) draws, seed \(intervals.seed); "
                    + "where a share is 0 or 1, Wilson's"
            ),
        ] + (coverage.map { [("without a label", $0)] } ?? []) + (clusterCaution.map { [("caution", $0)] } ?? [])
    }

    /// The metrics of all labels together.
    var overall: [(key: String, name: String, estimate: Estimate?, meaning: String)] {
        [
            ("accuracy", "accuracy", accuracy, "the share of given labels that are right"),
            ("macroF1", "macro-F1", macroF1, "the mean of the labels' F1"),
            ("weightedF1", "weighted F1", weightedF1, "the same, each label as often as it is true"),
            ("matthewsCorrelation", "Matthews", matthewsCorrelation, "correlation of true and given labels, -1 to 1"),
            ("cohenKappa", "Cohen's kappa", cohenKappa, "agreement beyond chance"),
            ("logLoss", "log loss", logLoss, "mean of -ln of the true label's probability; less is better"),
            (
                "brierScore", "Brier score", brierScore,
                "squared distance of probabilities and truth, 0 to 2; less is better"
            ),
            (
                "expectedCalibrationError", "calibration error", expectedCalibrationError,
                "mean distance of probability and share of right labels; in brackets what a perfectly calibrated model would show"
            ),
        ]
    }

    private var overallSection: ReportDocument.Section {
        let rows = overall.filter { $0.estimate != nil }.map { metric -> [ReportDocument.Cell] in
            [.text(metric.name), .estimate(metric.estimate, otherwise: ""), .text(metric.meaning)]
        }
        return .init(
            title: "All labels together",
            blocks: [
                .table(.init(head: ["metric", "value", "what it is"], rows: rows)),
                .text(
                    "Intervals say what other samples of as many items from the same source would be expected to show."
                        + (intervals.clusters == nil
                            ? " They take items to be independent; of items that come in clusters they are too narrow."
                            : "")),
            ])
    }

    private func labelSection(_ palette: Palette) -> ReportDocument.Section {
        let hasAreas = logLoss != nil
        let rows = confusion.labels.enumerated().compactMap { index, label -> [ReportDocument.Cell]? in
            guard let metrics = perLabel[label] else { return nil }
            let areas: [ReportDocument.Cell] = [metrics.rocArea, metrics.precisionRecallArea].map {
                .estimate($0, otherwise: "not defined")
            }
            return [
                .label(label, index), .number(metrics.support), .estimate(metrics.precision, otherwise: ""),
                .estimate(metrics.recall, otherwise: ""), .estimate(metrics.f1, otherwise: ""),
            ] + (hasAreas ? areas : [])
        }
        let head =
            ["label", "items", "precision", "recall", "F1"] + (hasAreas ? ["ROC area", "average precision"] : [])
        return .init(
            title: "Label by label",
            blocks: [
                .table(.init(head: head, rows: rows)),
                .text(
                    "Precision: the share of a label's predictions that are right. Recall: the share of its items that are "
                        + "found. F1: their harmonic mean. A ratio with nothing below the line is 0."),
            ])
    }

    private func confusionSection(_ palette: Palette) -> ReportDocument.Section {
        let count = confusion.labels.count
        guard count > ConfusionPlot.mostLabels else {
            let plot = ConfusionPlot(confusion: confusion, palette: palette)
            let caption =
                "Items of each true label (rows) by the label given (columns), and their share of the row. "
                + "Bordered cells are right."
            return .init(
                title: "What is taken for what",
                blocks: [.figures([.init(name: "confusion", caption: caption, drawing: plot.drawing())])])
        }
        let indices = Dictionary(uniqueKeysWithValues: confusion.labels.enumerated().map { ($1, $0) })
        let pairs = confusion.confusedPairs(limit: 30)
        let wrong = items - (0..<count).reduce(0) { $0 + confusion.counts[$1][$1] }
        let rows = pairs.map { pair -> [ReportDocument.Cell] in
            [
                .label(pair.truth, indices[pair.truth] ?? 0), .label(pair.given, indices[pair.given] ?? 0),
                .text("\(pair.count) of \(pair.support)"), .estimate(pair.share, otherwise: ""),
            ]
        }
        return .init(
            title: "What is taken for what",
            blocks: [
                .text(
                    "A matrix of \(count) labels cannot be read: the \(pairs.count) most frequent confusions stand here, "
                        + "\(pairs.reduce(0) { $0 + $1.count }) of \(wrong) wrong items. The JSON has the whole matrix."
                ),
                .table(.init(head: ["true label", "given label", "items", "share of the true label"], rows: rows)),
            ])
    }

    private func errorSection(
        _ worst: [EvaluationError], _ mostConfident: [EvaluationError], _ palette: Palette
    ) -> ReportDocument.Section {
        let indices = Dictionary(uniqueKeysWithValues: confusion.labels.enumerated().map { ($1, $0) })
        func table(_ errors: [EvaluationError]) -> ReportDocument.Block {
            .table(
                .init(
                    head: ["item", "true label", "its probability", "given label", "its probability", "text"],
                    rows: errors.map { error in
                        [
                            .text(error.item), .label(error.gold, indices[error.gold] ?? 0),
                            error.goldProbability.map { .number($0) } ?? .text("–"),
                            .label(error.predicted, indices[error.predicted] ?? 0),
                            error.predictedProbability.map { .number($0) } ?? .text("–"), .text(error.text),
                        ]
                    }))
        }
        let hasProbabilities = worst[0].goldProbability != nil
        return .init(
            title: "Errors",
            blocks: hasProbabilities
                ? [
                    .text("The worst: the true label is least probable."), table(worst),
                    .text("The most confident: the given label is most probable."), table(mostConfident),
                ] : [table(worst)])
    }
}
