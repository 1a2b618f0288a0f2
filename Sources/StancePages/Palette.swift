/// How labels look on a page: a colour that colour-blind readers can tell from the others, and a sign for those who see none.
///
/// The colours are those of Okabe and Ito ("Color Universal Design", 2008), darkened or lightened until text in them has a
/// contrast of at least 4.5 to 1 on the page (WCAG 2.2, criterion 1.4.3). Warning, reassurance and neutral have theirs
/// always; the labels of other models take the others in turn, and all share the last ones when there are more.
public struct Palette: Sendable {
    /// The look of one label.
    public struct Look: Sendable, Equatable {
        /// A sign that differs in shape, not in colour alone.
        public let sign: String
        /// The CSS colour on a light page.
        public let light: String
        /// The CSS colour on a dark page.
        public let dark: String
    }

    private let looks: [Look]

    /// - Parameter labels: a model's labels, in its order.
    public init(labels: [String]) {
        var others = Self.others.makeIterator()
        looks = labels.map { Self.stances[$0] ?? others.next() ?? Self.rest }
    }

    /// The look of the label with this index.
    public subscript(label: Int) -> Look { looks[label] }

    /// The colours as CSS custom properties `--label-0`, `--label-1`, ..., for light and dark pages.
    public var css: String {
        let light = looks.enumerated().map { "--label-\($0): \($1.light);" }.joined(separator: " ")
        let dark = looks.enumerated().map { "--label-\($0): \($1.dark);" }.joined(separator: " ")
        return
            ":root { \(light) }\n@media (prefers-color-scheme: dark) { :root { \(dark) } }\n@media print { :root { \(light) } }\n"
    }

    private static let stances = [
        "warning": Look(sign: "▲", light: "#b84a00", dark: "#ff9a5c"),
        "reassurance": Look(sign: "●", light: "#00659e", dark: "#66bdf0"),
        "neutral": Look(sign: "◇", light: "#5c5c5c", dark: "#b8b8b8"),
    ]

    private static let others = [
        Look(sign: "■", light: "#00659e", dark: "#66bdf0"),
        Look(sign: "▲", light: "#b84a00", dark: "#ff9a5c"),
        Look(sign: "●", light: "#00785a", dark: "#3fcca4"),
        Look(sign: "◆", light: "#a14d7e", dark: "#e8a5cb"),
        Look(sign: "▼", light: "#806000", dark: "#f0c24a"),
        Look(sign: "○", light: "#39729b", dark: "#9bd3f7"),
    ]

    private static let rest = Look(sign: "◇", light: "#5c5c5c", dark: "#b8b8b8")
}
