import Foundation
import StanceKit
import TestSupport
import Testing

@testable import StanceEvaluation

@Suite struct ShareReportDocumentTests {
    /// Every fourth item is x; a place that is written from right to left has few.
    private static func report() throws -> (ShareReport, ReportDocument) {
        try withTemporaryFolder { folder in
            func items(_ name: String, _ numbers: Range<Int>, gold: String?) throws -> PredictedItems {
                let rows = numbers.map { number in
                    "\(number),\(number % 4 == 0 ? "<x>" : "y"),\(number % 5 == 0 ? "<x>" : "y"),\(number % 20 < 19 ? "here" : "שם")\n"
                }
                let path = "\(folder)/\(name).csv"
                try Data(("id,gold,predicted,place\n" + rows.joined()).utf8).write(to: URL(fileURLWithPath: path))
                return try PredictedItems(
                    RecordTable(path: path, format: nil), gold: gold, predicted: "predicted", keeping: ["place"])
            }
            let (labelled, rest) = (try items("s", 0..<300, gold: "gold"), try items("c", 300..<2000, gold: nil))
            let report = ShareReport(labelled: labelled, collection: [rest], width: 0.05)
            return (report, report.document(provenance: Provenance(command: [], files: [labelled.file, rest.file])))
        }
    }

    @Test("Shares and labels alone stand side by side, with the numbers of the JSON; groups with few labels say so")
    func numbers() throws {
        let (report, document) = try Self.report()
        let read = try JSONDecoder().decode(ShareReport.self, from: Data(report.json().utf8))
        let (html, markdown) = (document.html(), document.markdown())
        let csv = String(decoding: MetricRow.csv(document.metrics), as: UTF8.self)
        for (label, found) in read.shares {
            for (metric, estimate) in [("share", found.share), ("labelsAlone", found.labelsAlone)] {
                let estimate = try #require(estimate)
                #expect(html.contains("\(estimate.three)<small>\(estimate.interval)</small>"))
                #expect(markdown.contains("\(estimate.three) \\[\(estimate.threeLow), \(estimate.threeHigh)\\]"))
                #expect(
                    csv.contains(
                        "\n\(metric),\(label),(all),(all),\(estimate.value),\(estimate.low),\(estimate.high)\n"))
            }
            #expect(csv.contains("\npositives,\(label),(all),(all),\(found.positives),,\n"))
        }
        #expect(!html.contains("<x>") && html.contains("<bdi>too few</bdi>"))
        #expect(html.contains("One group has too few labels."))
        let drawings = ReportSamples.drawings(in: html)
        #expect(drawings.count == 2 && drawings.allSatisfy(ReportSamples.isXML))
        #expect(drawings[0].contains("labels alone") && drawings[0].contains("place \u{2068}here\u{2069}"))
    }
}
