import StancePages

extension ShareReport {
    /// The most labels whose groups are drawn.
    private static let mostLabels = 10

    /// The report as a document with plots.
    public func document(provenance: Provenance) -> ReportDocument {
        let labels = shares.keys.sorted()
        let palette = Palette(labels: labels)
        var sections = [
            provenance.section([
                ("labelled items", String(labelled)), ("other items", String(unlabelled)),
                ("intervals", "95 %, Wilson's at the effective sample size"),
            ]),
            .init(
                title: "Shares",
                blocks: [
                    table(labels), .text(Self.explanation),
                    .text(
                        labels.count > Self.mostLabels
                            ? "The plots show the \(Self.mostLabels) labels with the most labelled items." : ""),
                    .figures(figures(labels, palette)),
                ]),
        ]
        for (field, groups) in (groups ?? [:]).sorted(by: { $0.key < $1.key }) {
            sections.append(.init(title: "By \(field)", blocks: [table(field, groups, labels)]))
        }
        sections.append(.init(title: "What this rests on", blocks: Self.assumptions.map { .text($0) }))
        return ReportDocument(
            title: "Shares of \(labels.count) labels in \(labelled + unlabelled) items", sections: sections,
            palette: palette, metrics: metricRows())
    }

    private static let explanation =
        "The share is a power-tuned prediction-powered estimate (PPI++; Angelopoulos, Duchi & Zrnic 2023): the labels, with "
        + "λ times what the predictions for all items add. The labels alone are the classical estimate; predicted is what "
        + "the classifier alone says, errors and all. Too few: fewer than \(ShareEstimate.fewestPositives) labelled items "
        + "have the label."

    private static let assumptions = [
        "The labelled items are a simple random sample of the collection, or their weights are one over the probability with "
            + "which each was drawn.",
        "The classifier was not trained on the labelled items. Items are independent.",
        "Each label has its own λ: shares need not sum to 1.",
    ]

    private func table(_ labels: [String]) -> ReportDocument.Block {
        let hasWidth = shares.values.contains { $0.labelsToAdd != nil }
        let rows = labels.enumerated().compactMap { index, label -> [ReportDocument.Cell]? in
            guard let found = shares[label] else { return nil }
            return [
                .label(label, index), .estimate(found.share, otherwise: "too few"),
                .estimate(found.labelsAlone, otherwise: "too few"), .number(found.predicted), .number(found.lambda),
                .text("\(found.positives) of \(found.labelled)"),
            ] + (hasWidth ? [.text(found.labelsToAddCell ?? "–")] : [])
        }
        return .table(
            .init(
                head: ["label", "share", "labels alone", "predicted", "λ", "labelled"]
                    + (hasWidth ? ["labels to add"] : []), rows: rows))
    }

    private func table(
        _ field: String, _ groups: [String: [String: ShareEstimate]], _ labels: [String]
    ) -> ReportDocument.Block {
        let rows = groups.sorted { $0.key < $1.key }.flatMap { value, shares in
            labels.enumerated().compactMap { index, label -> [ReportDocument.Cell]? in
                guard let found = shares[label] else { return nil }
                return [
                    .text(value), .label(label, index), .estimate(found.share, otherwise: "too few"),
                    .estimate(found.labelsAlone, otherwise: "too few"), .number(found.predicted),
                    .text("\(found.positives) of \(found.labelled)"), .number(found.unlabelled),
                ]
            }
        }
        return .table(
            .init(
                head: [field, "label", "share", "labels alone", "predicted", "labelled", "other items"], rows: rows))
    }

    /// A plot for each label: all items, then the groups.
    private func figures(_ labels: [String], _ palette: Palette) -> [ReportDocument.Figure] {
        let frequent = labels.indices.sorted { (positives(labels[$1]), $0) < (positives(labels[$0]), $1) }
        return frequent.prefix(Self.mostLabels).sorted().enumerated().compactMap { place, index in
            let label = labels[index]
            guard let all = shares[label] else { return nil }
            let groups = (groups ?? [:]).sorted { $0.key < $1.key }.flatMap { field, groups in
                groups.sorted { $0.key < $1.key }.compactMap { value, shares in
                    shares[label].map { (name: "\(field) \u{2068}\(value)\u{2069}", share: $0) }
                }
            }
            let enough = groups.filter { !$0.share.tooFew }
            let shown = enough.sorted { ($1.share.labelled, $0.name) < ($0.share.labelled, $1.name) }
                .prefix(EvaluationReport.mostGroups)
            let plot = ForestPlot(
                title: "Share of \(label)", heading: ("\(palette[index].sign) \(label)", .label(index)), axis: "share",
                series: [
                    .init(name: "corrected by the predictions", color: .label(index)),
                    .init(name: "labels alone", color: .faint, isFilled: false, dash: "5 3"),
                ],
                rows: ([("all items", all)] + shown.map { ($0.name, $0.share) }).map { name, share in
                    .init(name: name, values: [share.share, share.labelsAlone])
                })
            var captions: [String] = []
            let few = groups.count - enough.count
            if few > 0 {
                captions.append(few == 1 ? "One group has too few labels." : "\(few) groups have too few labels.")
            }
            if shown.count < enough.count { captions.append("Shown are the \(shown.count) with the most labels.") }
            return .init(
                name: "shares-\(place + 1)", caption: captions.joined(separator: " "), drawing: plot.drawing())
        }
    }

    private func positives(_ label: String) -> Int { shares[label]?.positives ?? 0 }
}
