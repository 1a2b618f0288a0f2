import Foundation
import StancePages

/// Scores over the number of training examples.
struct LearningCurvePlot {
    var curve: LearningCurve

    private static let dashes: [String?] = [nil, "6 4", "2 3", "9 3 2 3"]

    func drawing() -> Drawing {
        let points = curve.series.flatMap(\.points)
        let named = curve.series.filter { !$0.name.isEmpty }
        let height = 288 + 18 * Double(named.count)
        var drawing = Drawing(
            width: 340, height: height, title: "Learning curve",
            description: curve.series.map { name, points in
                "\(name): "
                    + points.map { point in
                        "\(Int(point.size)) examples \(point.score.three) (\(point.score.threeLow) to \(point.score.threeHigh))"
                    }.joined(separator: ", ")
            }.joined(separator: "; "))
        let (low, high) = (points.map(\.score.low).min() ?? 0, points.map(\.score.high).max() ?? 1)
        let (small, large) = (points.map(\.size).min() ?? 1, points.map(\.size).max() ?? 1)
        let frame = Frame(
            x: Axis(small / 1.1...large * 1.1, from: 44, to: 326, isLogarithmic: true),
            y: Axis(low...high, from: 240, to: 30, ticks: 7))
        frame.draw(on: &drawing, x: "training examples", y: "score")
        for (place, (name, points)) in curve.series.enumerated() {
            let color = PlotColor.label(place)
            // Beside each other: intervals at one size would hide each other.
            let shift = pow(1.03, Double(place) - Double(curve.series.count - 1) / 2)
            let dash = Self.dashes[place % Self.dashes.count]
            let isFilled = place % 2 == 0
            drawing.line(
                points.map { (frame.x.position($0.size * shift), frame.y.position($0.score.value)) }, color,
                thickness: 2,
                dash: dash)
            for point in points {
                frame.drawInterval(point.score, at: point.size * shift, color, on: &drawing)
                drawing.circle(
                    (frame.x.position(point.size * shift), frame.y.position(point.score.value)), radius: 4, color,
                    isFilled: isFilled)
            }
            guard !name.isEmpty else { continue }
            let y = 294 + 18 * Double(place)
            drawing.line([(44, y), (80, y)], color, thickness: 2, dash: dash)
            drawing.circle((62, y), radius: 4, color, isFilled: isFilled)
            drawing.text(name, at: (88, y + 4), most: 240)
        }
        return drawing
    }
}
