import StancePages

/// The axes of a plot with numbers both ways.
struct Frame {
    var x: Axis
    var y: Axis

    /// Draws grid, ticks and titles.
    func draw(on drawing: inout Drawing, x xTitle: String, y yTitle: String) {
        let (left, right) = (x.position(x.domain.lowerBound), x.position(x.domain.upperBound))
        let (bottom, top) = (y.position(y.domain.lowerBound), y.position(y.domain.upperBound))
        for tick in y.ticks {
            let place = y.position(tick)
            drawing.line([(left, place), (right, place)], .line)
            drawing.text(y.label(tick), at: (left - 6, place + 4), .end, color: .faint, size: 11)
        }
        for tick in x.ticks {
            let place = x.position(tick)
            drawing.line([(place, bottom), (place, bottom + 4)], .faint)
            drawing.text(x.label(tick), at: (place, bottom + 17), .middle, color: .faint, size: 11)
        }
        drawing.line([(left, bottom), (right, bottom)], .faint)
        drawing.text(xTitle, at: ((left + right) / 2, bottom + 34), .middle)
        drawing.text(yTitle, at: (2, top - 10))
    }

    /// Draws an upright interval, if there is one.
    func drawInterval(_ estimate: Estimate, at value: Double, _ color: PlotColor, on drawing: inout Drawing) {
        guard estimate.isBounded else { return }
        let place = x.position(value)
        drawing.line([(place, y.position(estimate.low)), (place, y.position(estimate.high))], color, thickness: 1.5)
    }
}
