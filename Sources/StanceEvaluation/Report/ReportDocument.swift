import StancePages

/// A report: facts, tables and plots in sections, the same in HTML and in Markdown, and all its metrics in long form.
public struct ReportDocument: Sendable {
    /// A part with a heading.
    public struct Section: Sendable {
        var title: String
        var blocks: [Block]
    }

    /// What stands in a section.
    enum Block: Sendable {
        case text(String)
        case table(Table)
        case figures([Figure])
    }

    /// Rows of cells below a head.
    struct Table: Sendable {
        var head: [String]
        var rows: [[Cell]]
    }

    /// A cell of a table.
    enum Cell: Sendable, Equatable {
        /// Words, or a number that has no interval.
        case text(String)
        /// What is written as it is: a digest, a command.
        case code(String)
        /// A label with its place in the palette.
        case label(String, Int)
        /// A value with its interval; `nil` where it is not defined.
        case estimate(Estimate?, otherwise: String)
    }

    /// A plot, whose file is called `NAME.svg`.
    struct Figure: Sendable {
        var name: String
        var caption: String
        var drawing: Drawing
    }

    /// The heading of the whole.
    var title: String
    /// The parts.
    var sections: [Section]
    /// The colours of the labels.
    var palette: Palette
    /// Every metric.
    var metrics: [MetricRow]
}

extension ReportDocument.Cell {
    /// A number with three decimals.
    static func number(_ value: Double) -> Self { .text(Estimate(value: value, low: value, high: value).three) }
    /// A whole number.
    static func number(_ value: Int) -> Self { .text(String(value)) }
}
