import Foundation

/// Writes a prediction's label and probabilities, as every tool does.
public struct ProbabilityColumns: Sendable {
    private let labels: [String]
    /// The labels as JSON strings.
    private let literals: [[UInt8]]
    /// The JSON member `probabilities`, each of them 0, and where in it they stand.
    private let probabilities: (member: [UInt8], places: [Int])
    private let hasSets: Bool
    private let hasExplanations: Bool

    /// Makes a writer for the predictions of a classifier.
    ///
    /// - Parameter hasExplanations: whether objects have a member `explanation`; rows have none.
    public init(_ classifier: Classifier, hasExplanations: Bool = false) {
        self.init(labels: classifier.labels, hasSets: classifier.givesSets, hasExplanations: hasExplanations)
    }

    /// Makes a writer for the labels of a model.
    ///
    /// - Parameter hasSets: whether predictions come with sets.
    public init(labels: [String], hasSets: Bool = false, hasExplanations: Bool = false) {
        self.labels = labels
        literals = labels.map { label in
            var literal: [UInt8] = []
            RecordEncoding.appendJSON(label, to: &literal)
            return literal
        }
        probabilities = Self.probabilities(literals)
        self.hasSets = hasSets
        self.hasExplanations = hasExplanations
    }

    private static func probabilities(_ literals: [[UInt8]]) -> (member: [UInt8], places: [Int]) {
        var member = Array(",\"probabilities\":{".utf8)
        var places: [Int] = []
        for literal in literals {
            if !places.isEmpty { member.append(UInt8(ascii: ",")) }
            member += literal
            member.append(UInt8(ascii: ":"))
            places.append(member.count)
            RecordEncoding.appendProbability(0, to: &member)
        }
        return (member + "}".utf8, places)
    }

    /// The CSV columns: `label`, `probability` of that label, `probability_NAME` for each label, and where there are
    /// sets, `set`.
    public var names: [String] {
        ["label", "probability"] + labels.map { "probability_\($0)" } + (hasSets ? ["set"] : [])
    }

    /// The members of a JSON object.
    public var members: [String] {
        ["label", "probabilities"] + (hasSets ? ["set"] : []) + (hasExplanations ? ["explanation"] : [])
    }

    /// Appends the CSV cells, empty for no prediction.
    public func appendCSV(_ prediction: Prediction?, to output: inout [UInt8]) {
        guard let prediction else {
            output.append(contentsOf: repeatElement(UInt8(ascii: ","), count: names.count - 1))
            return
        }
        if let label = prediction.labelIndex { RecordEncoding.appendCSV(labels[label], to: &output) }
        output.append(UInt8(ascii: ","))
        if let probability = prediction.probability { RecordEncoding.appendProbability(probability, to: &output) }
        for probability in prediction.probabilities {
            output.append(UInt8(ascii: ","))
            RecordEncoding.appendProbability(probability, to: &output)
        }
        guard hasSets else { return }
        output.append(UInt8(ascii: ","))
        RecordEncoding.appendCSV(set(of: prediction), to: &output)
    }

    /// The labels of a prediction set, joined by semicolons; empty for no prediction.
    public func set(of prediction: Prediction?) -> String {
        (prediction?.set ?? []).map { labels[$0] }.joined(separator: ";")
    }

    /// Appends the JSON members `label`, `probabilities` and, where there are any, `set` and `explanation`; all `null` for no
    /// prediction.
    public func appendJSON(
        _ prediction: Prediction?, _ explanation: Explanation? = nil, to output: inout [UInt8]
    ) {
        guard let prediction else {
            output.append(contentsOf: members.map { "\"\($0)\":null" }.joined(separator: ",").utf8)
            return
        }
        output.append(contentsOf: "\"label\":".utf8)
        if let label = prediction.labelIndex {
            output.append(contentsOf: literals[label])
        } else {
            output.append(contentsOf: "null".utf8)
        }
        let start = output.count
        output.append(contentsOf: probabilities.member)
        output.withUnsafeMutableBytes { output in
            for (place, probability) in zip(probabilities.places, prediction.probabilities) {
                let spelling = RecordEncoding.spelling(of: probability)
                output.storeBytes(of: spelling, toByteOffset: start + place, as: UInt64.self)
            }
        }
        if hasSets { appendSet(of: prediction, to: &output) }
        if hasExplanations { append(explanation, to: &output) }
    }

    private func appendSet(of prediction: Prediction, to output: inout [UInt8]) {
        output.append(contentsOf: ",\"set\":[".utf8)
        for (position, index) in (prediction.set ?? []).enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            output.append(contentsOf: literals[index])
        }
        output.append(UInt8(ascii: "]"))
    }

    private func append(_ explanation: Explanation?, to output: inout [UInt8]) {
        output.append(contentsOf: ",\"explanation\":".utf8)
        guard let explanation else { return output.append(contentsOf: "null".utf8) }
        output.append(UInt8(ascii: "{"))
        RecordEncoding.appendMember("label", labels[explanation.labelIndex], to: &output)
        output.append(contentsOf: "\"logit\":\(Self.decimals(explanation.logit)),".utf8)
        output.append(contentsOf: "\"base\":\(Self.decimals(explanation.base)),\"spans\":[".utf8)
        for (position, span) in explanation.spans.enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "{"))
            RecordEncoding.appendMember("start", span.range.lowerBound, to: &output)
            RecordEncoding.appendMember("end", span.range.upperBound, to: &output)
            RecordEncoding.appendMember("text", span.text, to: &output)
            output.append(contentsOf: "\"weight\":\(Self.decimals(span.weight))}".utf8)
        }
        output.append(contentsOf: "]}".utf8)
    }

    /// Six decimals, whatever the locale.
    private static func decimals(_ number: Double) -> String {
        String(format: "%.6f", number)
    }
}
