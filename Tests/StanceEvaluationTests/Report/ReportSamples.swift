import Foundation
import StanceKit
import TestSupport

@testable import StanceEvaluation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reports of invented predictions.
enum ReportSamples {
    static let hostile = [
        "<script>alert(1)</script>", "a | b & *c* `d` [e](f)", "אזהרה",
        "an endless label " + String(repeating: "x", count: 200),
    ]

    /// A report of labels that are given at random, by a field with hostile values, and its document.
    static func evaluation(
        labels: [String], items: Int = 120, hasProbabilities: Bool = true
    ) throws -> (report: EvaluationReport, document: ReportDocument) {
        try withTemporaryFolder { folder in
            var lines = ""
            for item in 0..<items {
                let gold = labels[item % labels.count]
                let given = labels[item % 3 == 0 ? item / 3 % labels.count : item % labels.count]
                let share = labels.count == 1 ? 1 : 0.4 + Double(item % 7) / 20
                let rest = labels.count == 1 ? 0 : (1 - share) / Double(labels.count - 1)
                var record: [String: Any] = [
                    "id": "\(item)", "text": "A | text <b>", "gold": gold, "predicted": given,
                    "who": labels[item % 2 % labels.count],
                ]
                if hasProbabilities {
                    record["probabilities"] = Dictionary(
                        uniqueKeysWithValues: labels.map { ($0, $0 == given ? share : rest) })
                }
                let line = try JSONSerialization.data(withJSONObject: record)
                lines += String(decoding: line, as: UTF8.self) + "\n"
            }
            let path = "\(folder)/predictions.jsonl"
            try Data(lines.utf8).write(to: URL(fileURLWithPath: path))
            let table = try RecordTable(path: path, format: nil)
            let sample = try EvaluationSample(predictions: table, fields: PredictionFields(), keeping: ["who"])
            let report = EvaluationReport(sample, groupedBy: ["who"], bootstrap: Bootstrap(resamples: 30))
            let document = report.document(
                of: sample,
                provenance: Provenance(command: ["stance-eval", "it's `here` | there"], files: sample.files),
                worst: sample.errors(mostConfidentFirst: false, limit: 3),
                mostConfident: sample.errors(mostConfidentFirst: true, limit: 3))
            return (report, document)
        }
    }

    /// The drawings that stand in a page.
    static func drawings(in html: String) -> [String] {
        html.components(separatedBy: "<svg").dropFirst().map {
            "<svg" + $0.components(separatedBy: "</svg>")[0] + "</svg>"
        }
    }

    static func isXML(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }
}
