import Foundation
import StancePages

/// Values with intervals, one below the other, on an axis that has 0 on it: a row for each group, in it a mark for each series.
struct ForestPlot {
    /// A kind of mark: how it is called and drawn.
    struct Series {
        var name: String
        var color: PlotColor
        var isFilled = true
        var dash: String?
    }

    /// A name with a value for each series, `nil` where it has none.
    struct Row {
        var name: String
        var values: [Estimate?]
    }

    var title: String
    /// The label it is about, with its place in the palette.
    var heading: (text: String, color: PlotColor)?
    var axis: String
    var series: [Series]
    var rows: [Row]

    private static let (left, right) = (8.0, 326.0)
    private static let (nameHeight, markHeight, gap) = (17.0, 13.0, 8.0)

    func drawing() -> Drawing {
        let rowHeight = Self.nameHeight + Self.markHeight * Double(series.count) + Self.gap
        let top = 14 + (heading == nil ? 0 : 22) + 18 * Double(series.count)
        let bottom = top + rowHeight * Double(rows.count)
        var drawing = Drawing(
            width: 340, height: bottom + 42, title: title,
            description: rows.map { row in
                "\(row.name): "
                    + zip(series, row.values).map { series, value in
                        "\(series.name) " + (value.map { "\($0.three) (\($0.range))" } ?? "none")
                    }.joined(separator: ", ")
            }.joined(separator: "; "))
        let scale = self.scale
        if let heading {
            drawing.text(heading.text, at: (2, 14), color: heading.color, size: 13, isBold: true, most: 330)
        }
        drawKey(from: top - 18 * Double(series.count), on: &drawing)
        for tick in scale.ticks {
            let place = scale.position(tick)
            for row in rows.indices {
                let start = top + rowHeight * Double(row) + Self.nameHeight
                drawing.line([(place, start), (place, start + rowHeight - Self.nameHeight)], .line)
            }
            drawing.text(scale.label(tick), at: (place, bottom + 15), .middle, color: .faint, size: 11)
        }
        if scale.domain.lowerBound < 0 {
            drawing.line([(scale.position(0), top), (scale.position(0), bottom)], .ink)
        }
        drawing.line([(Self.left, bottom), (Self.right, bottom)], .faint)
        drawing.text(axis, at: ((Self.left + Self.right) / 2, bottom + 34), .middle)
        for (number, row) in rows.enumerated() {
            draw(row, from: top + rowHeight * Double(number), scale, on: &drawing)
        }
        return drawing
    }

    private var scale: Axis {
        let values = rows.flatMap { $0.values.compactMap(\.self) }
        let ends = values.flatMap { $0.isBounded ? [$0.low, $0.high] : [$0.value] }
        let (low, high) = (min(ends.min() ?? 0, 0), max(ends.max() ?? 1, 0))
        return Axis(low...high, from: Self.left, to: Self.right, ticks: 5)
    }

    private func drawKey(from top: Double, on drawing: inout Drawing) {
        for (place, series) in series.enumerated() {
            let y = top + 18 * Double(place)
            drawing.line([(2, y), (32, y)], series.color, thickness: 2, dash: series.dash)
            drawing.circle((17, y), radius: 4, series.color, isFilled: series.isFilled)
            drawing.text(series.name, at: (40, y + 4), most: 290)
        }
    }

    private func draw(_ row: Row, from top: Double, _ scale: Axis, on drawing: inout Drawing) {
        let first = row.values.first.flatMap(\.self)
        let value = first.map { "\($0.three) \($0.interval)" } ?? "too few"
        drawing.text(row.name, at: (2, top + 12), most: Self.right - 8 - TextWidth.of(value, size: 11))
        drawing.text(value, at: (Self.right + 10, top + 12), .end, color: .faint, size: 11)
        for (place, (series, value)) in zip(series, row.values).enumerated() {
            guard let value else { continue }
            let y = top + Self.nameHeight + Self.markHeight * (Double(place) + 0.5)
            if value.isBounded {
                drawing.line(
                    [(scale.position(value.low), y), (scale.position(value.high), y)], series.color, thickness: 2,
                    dash: series.dash)
            }
            drawing.circle(
                (scale.position(value.value), y), radius: 4, series.color, isFilled: series.isFilled,
                hint: "\(row.name), \(series.name): \(value.three), \(value.range)")
        }
    }
}

extension Estimate {
    /// The value with three decimals.
    var three: String { String(format: "%.3f", value) }
    /// The interval in words.
    var range: String { isBounded ? "\(threeLow) to \(threeHigh)" : "no interval" }
    /// The lower end with three decimals.
    var threeLow: String { String(format: "%.3f", low) }
    /// The upper end with three decimals.
    var threeHigh: String { String(format: "%.3f", high) }
}
