public import StanceKit

/// Writes a prediction's label and probabilities, as every tool does.
public struct ProbabilityColumns: Sendable {
    private let labels: [String]

    /// Makes a writer for the labels of a model.
    public init(labels: [String]) {
        self.labels = labels
    }

    /// The CSV columns: `label`, `probability` of that label, and `probability_NAME` for each label.
    public var names: [String] {
        ["label", "probability"] + labels.map { "probability_\($0)" }
    }

    /// Appends the CSV cells, empty for no prediction.
    public func appendCSV(_ prediction: Prediction?, to output: inout [UInt8]) {
        guard let prediction else {
            output.append(contentsOf: repeatElement(UInt8(ascii: ","), count: labels.count + 1))
            return
        }
        RecordEncoding.appendCSV(labels[prediction.labelIndex], to: &output)
        output.append(UInt8(ascii: ","))
        RecordEncoding.appendProbability(prediction.probability, to: &output)
        for probability in prediction.probabilities {
            output.append(UInt8(ascii: ","))
            RecordEncoding.appendProbability(probability, to: &output)
        }
    }

    /// Appends the JSON members `label` and `probabilities`, both `null` for no prediction.
    public func appendJSON(_ prediction: Prediction?, to output: inout [UInt8]) {
        guard let prediction else {
            output.append(contentsOf: "\"label\":null,\"probabilities\":null".utf8)
            return
        }
        output.append(contentsOf: "\"label\":".utf8)
        RecordEncoding.appendJSON(labels[prediction.labelIndex], to: &output)
        output.append(contentsOf: ",\"probabilities\":{".utf8)
        for (index, probability) in prediction.probabilities.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            RecordEncoding.appendJSON(labels[index], to: &output)
            output.append(UInt8(ascii: ":"))
            RecordEncoding.appendProbability(probability, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }
}

/// The first line of a CSV file.
public enum CSVHeader {
    /// The names of the columns as a line.
    public static func line(_ names: [String]) -> [UInt8] {
        var output: [UInt8] = []
        for (index, name) in names.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            RecordEncoding.appendCSV(name, to: &output)
        }
        output.append(UInt8(ascii: "\n"))
        return output
    }
}
