import StanceKit

/// A metric of a label in a group of items, as `metrics.csv` has it: one row each, for R and pandas.
struct MetricRow: Sendable, Equatable {
    /// What stands in place of a label, a field or a group where all are meant: no empty cell, which would be read as missing.
    static let all = "(all)"

    /// The metric's name in the JSON.
    var metric: String
    var label = Self.all
    /// The field that groups the items.
    var field = Self.all
    /// The value of that field.
    var group = Self.all
    var value: Double
    /// The interval's ends; `nil` of what has none.
    var low: Double?
    var high: Double?

    /// The rows as CSV (RFC 4180), with a header.
    static func csv(_ rows: [MetricRow]) -> [UInt8] {
        var bytes = Array("metric,label,field,group,value,low,high\n".utf8)
        for row in rows {
            for text in [row.metric, row.label, row.field, row.group] {
                RecordEncoding.appendCSV(text, to: &bytes)
                bytes.append(UInt8(ascii: ","))
            }
            let numbers = [row.value, row.low, row.high].map { $0.map(number) ?? "" }
            bytes.append(contentsOf: (numbers.joined(separator: ",") + "\n").utf8)
        }
        return bytes
    }

    /// The shortest digits that are this number and no other, as in the JSON.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }
}

/// Collects the rows of one group.
struct MetricRows {
    var rows: [MetricRow] = []
    var field = MetricRow.all
    var group = MetricRow.all

    mutating func add(_ metric: String, _ estimate: Estimate?, label: String = MetricRow.all) {
        guard let estimate else { return }
        rows.append(
            MetricRow(
                metric: metric, label: label, field: field, group: group, value: estimate.value,
                low: estimate.isBounded ? estimate.low : nil, high: estimate.isBounded ? estimate.high : nil))
    }

    mutating func add(_ metric: String, _ value: Double, label: String = MetricRow.all) {
        rows.append(MetricRow(metric: metric, label: label, field: field, group: group, value: value))
    }
}

extension EvaluationReport {
    /// Every metric, in all and by group.
    func metricRows(field: String = MetricRow.all, group: String = MetricRow.all) -> [MetricRow] {
        var found = MetricRows(field: field, group: group)
        found.add("items", Double(items))
        for metric in overall { found.add(metric.key, metric.estimate) }
        for label in confusion.labels {
            guard let metrics = perLabel[label] else { continue }
            found.add("support", Double(metrics.support), label: label)
            found.add("precision", metrics.precision, label: label)
            found.add("recall", metrics.recall, label: label)
            found.add("f1", metrics.f1, label: label)
            found.add("rocArea", metrics.rocArea, label: label)
            found.add("precisionRecallArea", metrics.precisionRecallArea, label: label)
        }
        return found.rows
            + (groups ?? [:]).sorted { $0.key < $1.key }.flatMap { field, reports in
                reports.sorted { $0.key < $1.key }.flatMap { $1.metricRows(field: field, group: $0) }
            }
    }
}

extension ShareReport {
    /// Every share, in all and by group.
    func metricRows() -> [MetricRow] {
        func rows(_ shares: [String: ShareEstimate], field: String, group: String) -> [MetricRow] {
            var found = MetricRows(field: field, group: group)
            for (label, share) in shares.sorted(by: { $0.key < $1.key }) {
                found.add("share", share.share, label: label)
                found.add("labelsAlone", share.labelsAlone, label: label)
                found.add("predicted", share.predicted, label: label)
                found.add("lambda", share.lambda, label: label)
                found.add("labelled", Double(share.labelled), label: label)
                found.add("positives", Double(share.positives), label: label)
                found.add("unlabelled", Double(share.unlabelled), label: label)
                if let labels = share.labelsToAdd { found.add("labelsToAdd", Double(labels), label: label) }
            }
            return found.rows
        }
        return rows(shares, field: MetricRow.all, group: MetricRow.all)
            + (groups ?? [:]).sorted { $0.key < $1.key }.flatMap { field, groups in
                groups.sorted { $0.key < $1.key }.flatMap { rows($1, field: field, group: $0) }
            }
    }
}
