import Foundation
import Testing

@testable import StanceEvaluation

@Suite struct EvaluationReportTests {
    /// Four bills, one of them taken for a parcel, and two parcels.
    static let report = EvaluationReport(
        labels: ["billing", "shipping"], outcomes: [(0, 0), (0, 0), (0, 1), (0, 0), (1, 1), (1, 1)],
        bootstrap: Bootstrap(resamples: 200, seed: 1))

    private static func parsed(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("it holds the metrics of its confusion matrix")
    func metrics() throws {
        #expect(Self.report.items == 6)
        #expect(Self.report.accuracy.value == 5.0 / 6)
        #expect(Self.report.confusion.labels == ["billing", "shipping"])
        #expect(Self.report.confusion.counts == [[3, 1], [0, 2]])
        let billing = try #require(Self.report.perLabel["billing"])
        #expect([billing.precision.value, billing.recall.value, billing.f1.value] == [1, 0.75, 6.0 / 7])
        #expect(billing.support == 4)
        let shipping = try #require(Self.report.perLabel["shipping"])
        #expect([shipping.precision.value, shipping.recall.value, shipping.f1.value] == [2.0 / 3, 1, 0.8])
        #expect(shipping.support == 2)
        #expect(abs(Self.report.macroF1.value - (6.0 / 7 + 0.8) / 2) <= 1e-12)
    }

    @Test("its JSON has each metric with its interval, each label, and the confusion matrix")
    func json() throws {
        let object = try Self.parsed(Self.report.json())
        #expect(
            Set(object.keys) == [
                "items", "intervals", "accuracy", "macroF1", "weightedF1", "matthewsCorrelation", "cohenKappa",
                "perLabel",
                "confusion",
            ])
        #expect(object["items"] as? Int == 6)
        let accuracy = try #require(object["accuracy"] as? [String: Double])
        let macroF1 = try #require(object["macroF1"] as? [String: Double])
        for (found, expected) in [(accuracy, Self.report.accuracy), (macroF1, Self.report.macroF1)] {
            #expect(Set(found.keys) == ["value", "low", "high"])
            // JSONSerialization reads some numbers one ulp off.
            for (key, number) in ["value": expected.value, "low": expected.low, "high": expected.high] {
                #expect(abs(try #require(found[key]) - number) <= 1e-15)
            }
        }
        let perLabel = try #require(object["perLabel"] as? [String: [String: Any]])
        #expect(Set(perLabel.keys) == ["billing", "shipping"])
        let billing = try #require(perLabel["billing"])
        #expect(Set(billing.keys) == ["precision", "recall", "f1", "support"])
        #expect((billing["recall"] as? [String: Double])?["value"] == 0.75)
        #expect(billing["support"] as? Int == 4)
        let confusion = try #require(object["confusion"] as? [String: Any])
        #expect(confusion["labels"] as? [String] == ["billing", "shipping"])
        #expect(confusion["counts"] as? [[Int]] == [[3, 1], [0, 2]])
    }

    @Test("its JSON is read back as the same report, and written as the same text each time")
    func roundTrip() throws {
        let text = Self.report.json()
        #expect(try JSONDecoder().decode(EvaluationReport.self, from: Data(text.utf8)) == Self.report)
        #expect(Self.report.json() == text)
    }

    @Test("labels that JSON must escape come through", arguments: ["say \"no\"", "a\\b", "fête", "tab\there", "a/b"])
    func escaping(label: String) throws {
        let report = EvaluationReport(
            labels: [label, "other"], outcomes: [(0, 0), (1, 1)], bootstrap: Bootstrap(resamples: 1))
        let perLabel = try #require(try Self.parsed(report.json())["perLabel"] as? [String: Any])
        #expect(perLabel.keys.contains(label))
    }

    @Test("its table shows every metric in a column of its own")
    func table() {
        let estimate = { (value: Double) in Estimate(value: value, low: value - 0.25, high: 1) }
        var report = Self.report
        report.accuracy = estimate(0.8333)
        report.macroF1 = estimate(0.8286)
        report.weightedF1 = estimate(0.838)
        report.matthewsCorrelation = Estimate(value: 0.707, low: -0.25, high: 1)
        report.cohenKappa = nil
        report.perLabel = [
            "billing": .init(precision: estimate(1), recall: estimate(0.75), f1: estimate(0.857), support: 4),
            "shipping": .init(precision: estimate(0.667), recall: estimate(1), f1: estimate(0.8), support: 2),
        ]
        #expect(
            report.table() == """
                6 items; 95 % bootstrap intervals

                accuracy           0.833 [.583, 1.00]
                macro-F1           0.829 [.579, 1.00]
                weighted F1        0.838 [.588, 1.00]
                Matthews           0.707 [-.250, 1.00]

                                   precision           recall              F1                  items
                billing            1.000 [.750, 1.00]  0.750 [.500, 1.00]  0.857 [.607, 1.00]  4
                shipping           0.667 [.417, 1.00]  1.000 [.750, 1.00]  0.800 [.550, 1.00]  2

                true \\ given       billing            shipping
                billing            3                  1
                shipping           0                  2
                """)
    }

    @Test("long labels widen the table, and no line ends with a space")
    func longLabels() {
        let report = EvaluationReport(
            labels: ["questions about a delivery", "other"], outcomes: [(0, 0), (1, 1)],
            bootstrap: Bootstrap(resamples: 1))
        let lines = report.table().split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("questions about a delivery  ") })
        #expect(lines.contains { $0.hasPrefix("other" + String(repeating: " ", count: 23)) })
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    }

    @Test("the confusion matrix is in the table for up to ten labels", arguments: [(10, true), (11, false)])
    func manyLabels(count: Int, isShown: Bool) {
        let report = EvaluationReport(
            labels: (0..<count).map { "label \($0)" }, outcomes: (0..<count).map { ($0, $0) },
            bootstrap: Bootstrap(resamples: 1))
        #expect(report.table().contains("true \\ given") == isShown)
        #expect(report.confusion.counts.count == count)
    }
}
