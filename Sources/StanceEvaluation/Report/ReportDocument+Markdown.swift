import StancePages

extension ReportDocument {
    /// The report in Markdown (GitHub's, with tables), which refers to the files of its plots.
    func markdown() -> String {
        Self.text.render([
            "title": Self.escaped(title),
            "sections": sections.map { section in
                ["title": Self.escaped(section.title), "blocks": section.blocks.map(values)] as [String: Any]
            },
        ])
    }

    private static let text = PageTemplate(PackageResources.markdown_mustache)

    private func values(_ block: Block) -> [String: Any] {
        switch block {
        case .text(let text): return text.isEmpty ? [:] : ["text": Self.escaped(text)]
        case .table(let table):
            let width = table.rows.first?.count ?? table.head.count
            let head = table.head.isEmpty ? [String](repeating: "", count: width) : table.head.map(Self.escaped)
            let rule = [String](repeating: "---", count: width)
            return [
                "table": [
                    "head": Self.row(head) + "\n" + Self.row(rule), "rows": table.rows.map { Self.row($0.map(words)) },
                ] as [String: Any]
            ]
        case .figures(let figures):
            return [
                "figures": figures.map { figure in
                    let caption: [String: Any] =
                        figure.caption.isEmpty ? [:] : ["caption": Self.escaped(figure.caption)]
                    return ["title": Self.escaped(figure.drawing.title), "file": "\(figure.name).svg"]
                        .merging(caption) { $1 }
                }
            ]
        }
    }

    private func words(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): Self.escaped(text)
        case .code(let text): Self.code(text)
        case .label(let label, let index): "\(palette[index].sign) \(Self.escaped(label))"
        case .estimate(let estimate?, _): "\(estimate.three) \(Self.escaped(estimate.interval))"
        case .estimate(nil, let otherwise): Self.escaped(otherwise)
        }
    }

    private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// A text as Markdown shows it, on one line: what could be markup has a backslash before it.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": result += " "
            case "\0"..<" ": result += "\u{FFFD}"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "!", "&", "~", "$":
                result += "\\\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A text as code on one line, between more backticks than stand in it.
    private static func code(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
        let longest = line.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        return longest == 0 ? fence + line + fence : "\(fence) \(line) \(fence)"
    }
}
