import Foundation
import StanceKit
import StancePages
import TestSupport
import Testing

@testable import StanceEvaluation

@Suite struct LearningCurveTests {
    private static func curve(_ text: String, name: String = "curve.csv") throws -> LearningCurve {
        try withTemporaryFolder { folder in
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            return try LearningCurve(path: "\(folder)/\(name)")
        }
    }

    @Test("Series keep their order, their points stand by size")
    func reading() throws {
        let curve = try Self.curve(
            "series,size,value,low,high\nplain,200,0.5,0.4,0.6\nplain,100,0.4,0.3,0.5\nmore & more,100,0.6,0.5,0.7\n")
        #expect(curve.series.map(\.name) == ["plain", "more & more"])
        #expect(curve.series[0].points.map(\.size) == [100, 200])
        #expect(curve.series[1].points[0].score == Estimate(value: 0.6, low: 0.5, high: 0.7))
        let drawing = LearningCurvePlot(curve: curve).drawing().inline
        #expect(ReportSamples.isXML(drawing) && drawing.contains("more &amp; more"))
        let lines = try Self.curve("{\"size\":10,\"value\":0.1,\"low\":0,\"high\":0.2}\n", name: "curve.jsonl")
        #expect(ReportSamples.isXML(LearningCurvePlot(curve: lines).drawing().inline))
    }

    @Test(
        "What is no curve is an error with its line",
        arguments: [
            ("size,value,low,high\n100,0.4,0.3,0.5\n0,0.4,0.3,0.5\n", 3), ("size,value,low,high\n10,x,0.3,0.5\n", 2),
            ("size,value\n10,0.3\n", 2),
        ])
    func wrong(text: String, line: Int) {
        let error = #expect(throws: StanceError.self) { try Self.curve(text) }
        #expect(error?.place.line == line && error?.code == .badData)
    }
}
