import Foundation
import StancePages

/// The reliability diagram: how often labels of some probability are right, and below it how many labels have it.
struct ReliabilityPlot {
    var scores: ProbabilityScores

    private static let (width, height) = (340.0, 410.0)
    private static let bars = 20

    func drawing() -> Drawing {
        let bins = scores.reliabilityBins()
        var drawing = Drawing(
            width: Self.width, height: Self.height, title: "Reliability diagram",
            description: "Probability of the most probable label, and the share of right ones. "
                + bins.map { bin in
                    String(
                        format: "%.2f: %.2f (%.2f to %.2f) of %d items", bin.confidence, bin.accuracy.value,
                        bin.accuracy.low, bin.accuracy.high, bin.items)
                }.joined(separator: "; "))
        let frame = Frame(
            x: Axis(0...1, from: 40, to: Self.width - 14), y: Axis(0...1, from: 290, to: 30))
        frame.draw(on: &drawing, x: "", y: "share that is right")
        drawing.line(
            [(frame.x.position(0), frame.y.position(0)), (frame.x.position(1), frame.y.position(1))], .faint,
            dash: "5 4")
        for bin in bins {
            frame.drawInterval(bin.accuracy, at: bin.confidence, .link, on: &drawing)
            drawing.circle(
                (frame.x.position(bin.confidence), frame.y.position(bin.accuracy.value)), radius: 3.5, .link,
                hint: String(
                    format: "probability %.3f: %.3f right, %.3f to %.3f, of %d items", bin.confidence,
                    bin.accuracy.value, bin.accuracy.low, bin.accuracy.high, bin.items))
        }
        drawCounts(frame.x, on: &drawing)
        return drawing
    }

    private func drawCounts(_ x: Axis, on drawing: inout Drawing) {
        var counts = [Int](repeating: 0, count: Self.bars)
        for (confidence, _) in scores.confidences {
            counts[min(Self.bars - 1, Int(confidence * Double(Self.bars)))] += 1
        }
        let most = max(1, counts.max() ?? 1)
        let (base, height) = (372.0, 50.0)
        for (place, count) in counts.enumerated() where count > 0 {
            let (left, right) = (x.position(Double(place) / 20), x.position(Double(place + 1) / 20))
            let tall = max(1, height * Double(count) / Double(most))
            drawing.rectangle(
                x: left + 1, y: base - tall, width: right - left - 2, height: tall, fill: .faint, opacity: 0.6,
                hint: "\(count) items")
        }
        drawing.line([(x.position(0), base), (x.position(1), base)], .faint)
        drawing.text(String(most), at: (x.position(0) - 6, base - height + 8), .end, color: .faint, size: 11)
        drawing.text("0", at: (x.position(0) - 6, base + 4), .end, color: .faint, size: 11)
        drawing.text("items", at: (2, base - height / 2 + 6), size: 11)
        drawing.text("probability of the given label", at: ((x.position(0) + x.position(1)) / 2, base + 22), .middle)
    }
}
