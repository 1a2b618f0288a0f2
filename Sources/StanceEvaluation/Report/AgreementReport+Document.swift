import StancePages

extension AgreementReport {
    /// The report as a document with plots.
    public func document(provenance: Provenance) -> ReportDocument {
        let palette = Palette(labels: labels)
        let facts = [
            ("items", String(items)), ("annotators", String(annotators.count)), ("labels given", String(ratings)),
            (
                "intervals",
                "95 %, BCa bootstrap (Efron 1987) over items, \(intervals.resamples) draws, seed \(intervals.seed)"
            ),
        ]
        let rows = coefficients.map { coefficient -> [ReportDocument.Cell] in
            [
                .text(coefficient.name), .estimate(coefficient.estimate, otherwise: "not defined: one label"),
                .text(coefficient.note),
            ]
        }
        var sections = [
            provenance.section(facts),
            .init(
                title: "All annotators together",
                blocks: [.table(.init(head: ["coefficient", "value", "of"], rows: rows))]),
            pairSection,
        ]
        if pairs.count == 1, labels.count <= ConfusionPlot.mostLabels {
            let plot = ConfusionPlot(
                confusion: .init(labels: labels, counts: pairs[0].counts), palette: palette,
                rows: "of \(annotators[0])",
                columns: "of \(annotators[1])")
            sections.append(
                .init(
                    title: "What is taken for what",
                    blocks: [
                        .figures([
                            .init(
                                name: "confusion",
                                caption:
                                    "Items by the label of each annotator, and their share of the row. In bordered "
                                    + "cells they agree.", drawing: plot.drawing())
                        ])
                    ]))
        }
        if !splits.isEmpty { sections.append(splitSection(palette)) }
        var metrics = MetricRows()
        for coefficient in coefficients { metrics.add(coefficient.key, coefficient.estimate) }
        (metrics.field, metrics.group) = ("pair", "")
        for pair in pairs {
            metrics.group = pair.annotators.joined(separator: ", ")
            metrics.add("cohenKappa", pair.cohenKappa)
            metrics.add("agreement", pair.agreement)
        }
        return ReportDocument(
            title: "Agreement of \(annotators.count) annotators on \(items) items", sections: sections,
            palette: palette,
            metrics: metrics.rows)
    }

    /// The coefficients of all annotators together, with what they rest on.
    var coefficients: [(key: String, name: String, estimate: Estimate?, note: String)] {
        [
            (
                "krippendorffAlpha", "Krippendorff's alpha", krippendorffAlpha,
                "\(pairableItems) items with two labels or more"
            ),
            ("cohenKappa", "Cohen's kappa", cohenKappa, annotators.count > 2 ? "mean over pairs of annotators" : ""),
            ("fleissKappa", "Fleiss' kappa", fleissKappa, "\(fleissItems) items with \(fleissRaters) labels"),
        ]
    }

    private var pairSection: ReportDocument.Section {
        let rows = pairs.map { pair -> [ReportDocument.Cell] in
            [
                .text(pair.annotators[0]), .text(pair.annotators[1]), .number(pair.items),
                .estimate(pair.cohenKappa, otherwise: "not defined"), .number(pair.agreement),
            ]
        }
        let shown = pairs.filter { $0.cohenKappa != nil }.prefix(EvaluationReport.mostGroups)
        let plot = ForestPlot(
            title: "Cohen's kappa of each pair", axis: "Cohen's kappa",
            series: [.init(name: "Cohen's kappa", color: .link)],
            rows: shown.map { pair in
                .init(
                    name: pair.annotators.map { "\u{2068}\($0)\u{2069}" }.joined(separator: ", ") + " (\(pair.items))",
                    values: [pair.cohenKappa])
            })
        let figure = ReportDocument.Figure(
            name: "pairs", caption: "In brackets the items that both labelled.", drawing: plot.drawing())
        return .init(
            title: "Pair by pair",
            blocks: (shown.isEmpty ? [] : [.figures([figure])]) + [
                .table(.init(head: ["", "", "items", "Cohen's kappa", "agreement"], rows: rows))
            ])
    }

    private func splitSection(_ palette: Palette) -> ReportDocument.Section {
        let rows = splits.map { split -> [ReportDocument.Cell] in
            let given = split.labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            return [.text(split.item), .text(given)]
        }
        return .init(
            title: "Items that split them",
            blocks: [
                .text("\(splitItems) items have different labels; here those on which most differ."),
                .table(.init(head: ["item", "labels"], rows: rows)),
            ])
    }
}
