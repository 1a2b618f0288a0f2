import Foundation
import StanceKit

/// What an evaluation found: every metric with its interval. Its JSON is the output of `stance-eval --format json`.
public struct EvaluationReport: Sendable, Equatable, Codable {
    /// The metrics of one label.
    public struct LabelMetrics: Sendable, Equatable, Codable {
        /// The share of its predictions that are right.
        public var precision: Estimate
        /// The share of its occurrences that are found.
        public var recall: Estimate
        /// The harmonic mean of precision and recall.
        public var f1: Estimate
        /// How often it is right.
        public var support: Int
    }

    /// Counts of true labels (rows) and predicted labels (columns), both in the order of `labels`.
    public struct Confusion: Sendable, Equatable, Codable {
        /// The labels of rows and columns.
        public var labels: [String]
        /// The counts.
        public var counts: [[Int]]
    }

    /// How many items were evaluated.
    public var items: Int
    /// The share of predictions that are right.
    public var accuracy: Estimate
    /// The mean of the labels' F1.
    public var macroF1: Estimate
    /// The metrics of each label.
    public var perLabel: [String: LabelMetrics]
    /// The confusion matrix.
    public var confusion: Confusion

    /// Computes every metric.
    ///
    /// - Parameter outcomes: the true and the predicted label of each item, as indices into `labels`; at least one.
    public init(
        labels: [String], outcomes: [(truth: Int, prediction: Int)], bootstrap: Bootstrap = Bootstrap()
    ) {
        precondition(!outcomes.isEmpty, "there is something to evaluate")
        let estimates = bootstrap.estimates(of: outcomes, labelCount: labels.count) { matrix in
            [matrix.accuracy, matrix.macroF1]
                + labels.indices.flatMap { label -> [Double?] in
                    let (given, right) = (matrix.predicted(label) > 0, matrix.support(of: label) > 0)
                    return [
                        given ? matrix.precision(of: label) : nil, right ? matrix.recall(of: label) : nil,
                        given || right ? matrix.f1(of: label) : nil,
                    ]
                }
        }
        let matrix = ConfusionMatrix(labelCount: labels.count, outcomes: outcomes)
        items = outcomes.count
        accuracy = estimates[0]
        macroF1 = estimates[1]
        perLabel = Dictionary(
            uniqueKeysWithValues: labels.enumerated().map { index, label in
                let first = 2 + 3 * index
                return (
                    label,
                    LabelMetrics(
                        precision: estimates[first], recall: estimates[first + 1], f1: estimates[first + 2],
                        support: matrix.support(of: index))
                )
            })
        confusion = Confusion(
            labels: labels, counts: labels.indices.map { row in labels.indices.map { matrix[row, $0] } })
    }

    /// The report as JSON, keys sorted.
    public func json() -> String {
        String(decoding: JSON.encoded(self, formatting: [.prettyPrinted, .sortedKeys]), as: UTF8.self)
    }

    /// The report as a table for people.
    ///
    /// - Parameter shown: makes a label fit to be shown, since labels come from files.
    public func table(showing shown: (String) -> String = { $0 }) -> String {
        // Without the zero before the point, a row fits into 80 columns.
        func bound(_ value: Double) -> String {
            let text = String(format: "%.3f", value)
            return text.hasPrefix("0") ? String(text.dropFirst()) : "1.00"
        }
        func cell(_ estimate: Estimate) -> String {
            String(format: "%.3f", estimate.value) + " [\(bound(estimate.low)), \(bound(estimate.high))]"
        }
        let corner = "true \\ given"
        let width = ([corner] + confusion.labels.map(shown)).reduce(0) { max($0, $1.count) } + 2
        var lines = ["\(items) items; 95 % bootstrap intervals", ""]
        lines.append("accuracy".padding(to: width) + cell(accuracy))
        lines.append("macro-F1".padding(to: width) + cell(macroF1))
        lines.append("")
        lines.append(
            "".padding(to: width)
                + ["precision", "recall", "F1"].map { $0.padding(to: 20) }.joined() + "items")
        for label in confusion.labels {
            guard let metrics = perLabel[label] else { continue }
            lines.append(
                shown(label).padding(to: width)
                    + [metrics.precision, metrics.recall, metrics.f1].map { cell($0).padding(to: 20) }.joined()
                    + String(metrics.support))
        }
        if confusion.labels.count <= 10 {
            lines.append("")
            lines.append(corner.padding(to: width) + confusion.labels.map { shown($0).padding(to: width) }.joined())
            for (label, row) in zip(confusion.labels, confusion.counts) {
                lines.append(shown(label).padding(to: width) + row.map { String($0).padding(to: width) }.joined())
            }
        }
        return lines.map { line in
            var line = line
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
