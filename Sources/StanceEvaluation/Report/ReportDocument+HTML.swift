import StancePages

extension ReportDocument {
    /// One page, with all plots in it.
    func html() -> String {
        let body = Self.page.render([
            "title": title,
            "sections": sections.map { section in
                ["title": section.title, "blocks": section.blocks.map { values($0, in: section) }] as [String: Any]
            },
        ])
        return PageFrame.html(
            title: title, style: palette.css + PageTemplate.text(PackageResources.report_css), body: Self.mark + body)
    }

    /// What tells a report from a page of somebody else.
    static let mark = "<!-- a report by stance-eval -->\n"

    private static let page = PageTemplate(PackageResources.report_mustache)

    private func values(_ block: Block, in section: Section) -> [String: Any] {
        switch block {
        case .text(let text): text.isEmpty ? [:] : ["text": text]
        case .table(let table):
            [
                "table": [
                    "name": section.title, "hasHead": !table.head.isEmpty, "head": table.head,
                    "rows": table.rows.map { ["cells": $0.map(values)] },
                ] as [String: Any]
            ]
        case .figures(let figures):
            ["figures": ["items": figures.map { ["svg": $0.drawing.inline, "caption": $0.caption] }]]
        }
    }

    private func values(_ cell: Cell) -> [String: Any] {
        switch cell {
        case .text(let text): ["plain": text]
        case .code(let text): ["code": text]
        case .label(let label, let index): ["sign": palette[index].sign, "index": index, "text": label]
        case .estimate(let estimate?, _): ["value": estimate.three, "interval": estimate.interval]
        case .estimate(nil, let otherwise): ["plain": otherwise]
        }
    }
}

extension Estimate {
    /// `[0.583, 1.000]`.
    var interval: String { isBounded ? "[\(threeLow), \(threeHigh)]" : "–" }
}
