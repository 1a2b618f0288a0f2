/// A colour of a page, by its name: on dark pages and on paper it is another one.
public enum PlotColor: Sendable, Equatable {
    case paper, ink, faint, line, shade, link
    /// That of the label with this index in the page's `Palette`.
    case label(Int)

    /// The colour in CSS.
    var css: String { "var(--\(name))" }

    private var name: String {
        switch self {
        case .paper: "paper"
        case .ink: "ink"
        case .faint: "faint"
        case .line: "line"
        case .shade: "shade"
        case .link: "link"
        case .label(let index): "label-\(index)"
        }
    }
}

extension Palette {
    /// CSS in which every `var(--NAME)` of the page's colours and the labels' is the colour itself, as on a light page.
    func light(_ css: String) -> String {
        let declarations = (PageTemplate.text(PackageResources.frame_css) + self.css).split(separator: "}")
        // The first rule of each of the two is the light one.
        let rules = declarations.filter { $0.contains("--paper") || $0.contains("--label-0") }
        var colors: [Substring: Substring] = [:]
        for declaration in rules.flatMap({ $0.split { "{;\n".contains($0) } }) {
            let parts = declaration.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let start = parts[0].firstRange(of: "--") else { continue }
            let name = parts[0][start.upperBound...]
            if colors[name] == nil { colors[name] = parts[1].drop { $0 == " " } }
        }
        let pieces = css.split(separator: "var(--", omittingEmptySubsequences: false)
        return pieces.dropFirst().reduce(String(pieces[0])) { text, piece in
            let end = piece.firstIndex(of: ")") ?? piece.endIndex
            return text + (colors[piece[..<end]] ?? "currentColor") + piece[end...].dropFirst()
        }
    }
}
