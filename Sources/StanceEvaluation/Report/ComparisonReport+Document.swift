import StancePages

extension ComparisonReport {
    /// The report as a document with plots.
    public func document(provenance: Provenance, clusterField: String? = nil) -> ReportDocument {
        let labels = pairs.first.map { $0.perLabel.keys.sorted() } ?? []
        let palette = Palette(labels: labels)
        let units = intervals.clusters.map { "\($0) clusters by \(clusterField ?? "a field")" } ?? "items"
        let facts =
            [
                ("items", String(items)),
                (
                    "intervals",
                    "95 %, paired BCa bootstrap (Efron 1987) over \(units), \(intervals.resamples) draws, seed \(intervals.seed)"
                ),
            ] + (intervals.caution.map { [("caution", $0)] } ?? [])
        let systemRows = systems.map { system -> [ReportDocument.Cell] in
            [
                .text(system.name), .estimate(system.accuracy, otherwise: ""),
                .estimate(system.macroF1, otherwise: ""),
            ]
        }
        let overview = ReportDocument.Section(
            title: "Each alone", blocks: [.table(.init(head: ["", "accuracy", "macro-F1"], rows: systemRows))])
        let compared = pairs.enumerated().map { place, pair in
            section(pair, labels, name: "differences-\(place + 1)")
        }
        return ReportDocument(
            title: "Comparison on \(items) items", sections: [provenance.section(facts), overview] + compared,
            palette: palette, metrics: metricRows())
    }

    private func section(_ pair: Pair, _ labels: [String], name: String) -> ReportDocument.Section {
        let overall = pair.overall.map { (name: $0.name, difference: $0.difference) }
        let byLabel = labels.flatMap { label -> [(name: String, difference: Difference?)] in
            let found = pair.perLabel[label]
            return [
                ("\(label), precision", found?.precision), ("\(label), recall", found?.recall),
                ("\(label), F1", found?.f1),
            ]
        }
        let plot = ForestPlot(
            title: "Differences", axis: "difference", series: [.init(name: "first minus second", color: .link)],
            rows: (overall + byLabel.prefix(3 * PrecisionRecallPlot.mostLabels)).compactMap { name, difference in
                difference.map { .init(name: name, values: [$0.estimate]) }
            })
        let rows = (overall + byLabel).map { name, difference -> [ReportDocument.Cell] in
            [
                .text(name), .estimate(difference?.estimate, otherwise: "not defined"),
                .text(difference.map { Self.probability($0.pValue) } ?? "–"),
            ] + (pairs.count > 1 ? [.text(difference.map { Self.probability($0.holmPValue) } ?? "–")] : [])
        }
        let test = pair.mcNemar
        let holm = pairs.count > 1 ? ", with Holm's correction over the pairs \(Self.probability(test.holmPValue))" : ""
        var blocks: [ReportDocument.Block] = [
            .text(
                "McNemar's exact test: \(test.onlyFirst) items are right by the first alone, \(test.onlySecond) by the "
                    + "second; p \(Self.probability(test.pValue))\(holm). They part on \(pair.parted) items."),
            .figures([
                .init(
                    name: name,
                    caption: "The first minus the second, with paired intervals: one that leaves out 0 is a difference."
                        + (labels.count > PrecisionRecallPlot.mostLabels ? " The table has the other labels too." : ""),
                    drawing: plot.drawing())
            ]),
            .table(.init(head: ["metric", "difference", "p"] + (pairs.count > 1 ? ["p, Holm"] : []), rows: rows)),
        ]
        if !pair.partings.isEmpty {
            blocks.append(
                .table(
                    .init(
                        head: ["item", "true label", "the first", "the second", "text"],
                        rows: pair.partings.map { parting in
                            ([parting.item, parting.gold] + parting.given + [parting.text]).map { .text($0) }
                        })))
        }
        return .init(title: "\(pair.systems[0]) minus \(pair.systems[1])", blocks: blocks)
    }

    /// Every difference; the group is the pair.
    private func metricRows() -> [MetricRow] {
        pairs.flatMap { pair -> [MetricRow] in
            var found = MetricRows(field: "pair", group: pair.systems.joined(separator: " minus "))
            for metric in pair.overall { found.add(metric.key, metric.difference?.estimate) }
            for (label, differences) in pair.perLabel.sorted(by: { $0.key < $1.key }) {
                found.add("precision", differences.precision?.estimate, label: label)
                found.add("recall", differences.recall?.estimate, label: label)
                found.add("f1", differences.f1?.estimate, label: label)
            }
            return found.rows
        }
    }
}

extension ComparisonReport.Pair {
    /// The differences in the metrics of all labels together.
    var overall: [(key: String, name: String, difference: ComparisonReport.Difference?)] {
        [
            ("accuracy", "accuracy", accuracy), ("macroF1", "macro-F1", macroF1),
            ("weightedF1", "weighted F1", weightedF1), ("matthewsCorrelation", "Matthews", matthewsCorrelation),
            ("cohenKappa", "Cohen's kappa", cohenKappa),
        ]
    }
}

extension ComparisonReport.Difference {
    /// The difference with its interval.
    var estimate: Estimate { Estimate(value: value, low: low, high: high) }
}
