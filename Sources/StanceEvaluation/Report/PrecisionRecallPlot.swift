import Foundation
import StancePages

/// The precision and the recall that a label has from each of its probabilities up, with the point of the labels given.
struct PrecisionRecallPlot {
    var label: String
    var index: Int
    var sign: String
    var metrics: EvaluationReport.LabelMetrics
    var curve: [(recall: Double, precision: Double)]
    /// The share of items with the label: the precision of chance.
    var prevalence: Double

    /// The most labels that get such a plot.
    static let mostLabels = 10

    func drawing() -> Drawing {
        var drawing = Drawing(
            width: 340, height: 272, title: "Precision and recall of \(label)",
            description: String(
                format: "Average precision %.3f, by chance %.3f. As given: precision %.3f, recall %.3f.",
                metrics.precisionRecallArea?.value ?? 0, prevalence, metrics.precision.value, metrics.recall.value))
        let frame = Frame(x: Axis(0...1, from: 40, to: 326), y: Axis(0...1, from: 228, to: 48))
        drawing.text("\(sign) \(label)", at: (2, 14), color: .label(index), size: 13, isBold: true, most: 330)
        frame.draw(on: &drawing, x: "recall", y: "precision")
        let chance = frame.y.position(prevalence)
        drawing.line([(frame.x.position(0), chance), (frame.x.position(1), chance)], .faint, dash: "2 3")
        drawing.line(steps.map { (frame.x.position($0), frame.y.position($1)) }, .label(index), thickness: 2)
        let (recall, precision) = (metrics.recall, metrics.precision)
        frame.drawInterval(precision, at: recall.value, .ink, on: &drawing)
        let place = frame.y.position(precision.value)
        if recall.isBounded {
            drawing.line(
                [(frame.x.position(recall.low), place), (frame.x.position(recall.high), place)], .ink, thickness: 1.5)
        }
        drawing.circle((frame.x.position(recall.value), place), radius: 4, .ink, isFilled: false)
        return drawing
    }

    /// The curve as steps, as average precision sums it up: the precision of the next recall holds from the last one on. Of
    /// thousands of steps those that half a pixel can show.
    private var steps: [(Double, Double)] {
        var points: [(Double, Double)] = []
        var last = (recall: 0.0, precision: -1.0)
        for point in curve where point.recall > last.recall {
            let isLast = point.recall == curve.last?.recall
            guard isLast || point.recall - last.recall >= 0.001 || abs(point.precision - last.precision) >= 0.002 else {
                continue
            }
            points += [(last.recall, point.precision), (point.recall, point.precision)]
            last = point
        }
        return points
    }
}
