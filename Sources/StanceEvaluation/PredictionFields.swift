import StanceKit

/// Where true and predicted labels stand in a file of predictions.
public struct PredictionFields: Sendable, Equatable {
    /// The true label's field; `nil` to look for `gold`, `true`, `input_label`, `label`. Where texts were
    /// classified twice, `input_input_label` is the one that they had before.
    public var gold: String?
    /// The predicted label's field; `nil` to look for `predicted`, `prediction`, and, if another field holds the true
    /// label, `label`.
    public var predicted: String?

    /// Names the fields.
    public init(gold: String? = nil, predicted: String? = nil) {
        self.gold = gold
        self.predicted = predicted
    }

    /// The field to which `classify` moved the label that the texts had before it, as often as it was run.
    private static func firstInput(of table: RecordTable) -> String? {
        table.fields.filter {
            $0.hasSuffix("input_label")
                && $0.split(separator: "_", omittingEmptySubsequences: false).dropLast().allSatisfy { $0 == "input" }
        }
        .max { $0.count < $1.count }
    }

    /// The two fields of a file, each `nil` where the file has none.
    public func found(in table: RecordTable) -> (gold: String?, predicted: String?) {
        let predicted =
            self.predicted ?? ["predicted", "prediction"].first(where: table.has)
        let others = ["gold", "true"].first(where: table.has) ?? Self.firstInput(of: table)
        if let predicted {
            return (gold ?? others ?? (table.has("label") && predicted != "label" ? "label" : nil), predicted)
        }
        if let named = gold ?? others, named != "label", table.has("label") { return (named, "label") }
        return (gold ?? others ?? (table.has("label") ? "label" : nil), nil)
    }
}

extension RecordTable {
    /// Whether some tool has said of its texts what label they have.
    public var hasPredictions: Bool {
        fields.contains { ["predicted", "prediction", "probabilities"].contains($0) || $0.hasPrefix("probability_") }
    }

    /// The records that have probabilities, where the file has any: a blank text has none.
    func placesWithProbabilities() -> [Int] {
        let field = fields.contains("probabilities") ? "probabilities" : fields.first { $0.hasPrefix("probability_") }
        return records.indices.filter { place in
            guard let field, let value = records[place].fields.last(where: { $0.name == field })?.value else {
                return true
            }
            return switch value {
            case .text(let bytes): !bytes.isEmpty
            case .json(let bytes): bytes.first != UInt8(ascii: "n")
            }
        }
    }

    /// The probabilities that a file of predictions has: an object `probabilities`, or fields `probability_LABEL`.
    ///
    /// - Returns: the labels, sorted, and a row of probabilities for each record; `nil` if there are none.
    /// - Throws: `StanceError`, with file and line, for a value that is no probability, or a row that does not sum to 1
    ///   within 0.01.
    func probabilities() throws(StanceError) -> (labels: [String], rows: [[Double]])? {
        let prefix = "probability_"
        let columns = fields.filter { $0.hasPrefix(prefix) && $0.count > prefix.count }
        let labels: [String]
        var rows: [[Double]] = []
        if has("probabilities"), let first = try members(of: records[0]) {
            labels = first.keys.sorted()
            for record in records {
                let members = try members(of: record) ?? [:]
                var row: [Double] = []
                for label in labels {
                    guard let value = members[label] else {
                        throw StanceError(.missingField("probabilities.\(label)"), path: name, line: record.line)
                    }
                    row.append(value)
                }
                rows.append(row)
            }
        } else if !columns.isEmpty {
            labels = columns.map { String($0.dropFirst(prefix.count)) }.sorted()
            var read: [[Double]] = []
            for label in labels { read.append(try numbers(prefix + label)) }
            rows = records.indices.map { row in read.map { $0[row] } }
        } else {
            return nil
        }
        for (row, record) in zip(rows, records) {
            if let wrong = row.first(where: { $0 > 1 || $0 < 0 }) {
                throw StanceError(
                    .notAProbability("probabilities", value: "\(wrong)"), path: name, line: record.line)
            }
            let sum = row.reduce(0, +)
            guard abs(sum - 1) <= 0.01 else {
                throw StanceError(.notADistribution(sum: sum), path: name, line: record.line)
            }
        }
        return (labels, rows)
    }

    private func members(of record: Record) throws(StanceError) -> [String: Double]? {
        guard case .json(let bytes)? = record.fields.last(where: { $0.name == "probabilities" })?.value else {
            return nil
        }
        guard let members = JSON.numbers(bytes) else {
            throw StanceError(
                .notAProbability("probabilities", value: String(decoding: bytes.prefix(40), as: UTF8.self)), path: name,
                line: record.line)
        }
        return members
    }
}
