import Foundation
import StanceKit

/// What the page says of statements, as values of its templates.
struct StatementValues {
    private let labels: [String]
    private let palette: Palette

    init(labels: [String]) {
        self.labels = labels
        palette = Palette(labels: labels)
    }

    /// How a label is shown: its class, sign and name.
    func look(of label: Int) -> [String: Any] {
        ["look": "label-\(label)", "sign": palette[label].sign, "label": labels[label].displayable]
    }

    /// How a statement is shown in the text: its class, its sign, and what a screen reader says of the sign.
    func mark(of statement: AnalyzedArticle.Statement) -> [String: Any] {
        let speaker = statement.quotation.speaker.map { ", \($0.displayable)" } ?? ""
        guard let prediction = statement.prediction else {
            return ["look": "unlabelled", "sign": "○", "spoken": "too short to label\(speaker)", "isExplained": false]
        }
        guard let label = prediction.labelIndex, let probability = prediction.probability else {
            return ["look": "unlabelled", "sign": "○", "spoken": "no label\(speaker): why", "isExplained": true]
        }
        let spoken = "\(labels[label].displayable), \(Self.percent(probability))\(speaker): why"
        return look(of: label).merging(["spoken": spoken, "isExplained": true]) { $1 }
    }

    /// The note at the margin: who speaks, the label, and why.
    func note(of statement: AnalyzedArticle.Statement) -> [String: Any] {
        let quotation = statement.quotation
        var values = mark(of: statement)
        values["speaker"] = quotation.speaker?.displayable ?? false
        values["isIndirect"] = quotation.kind == .indirect
        values["attribution"] = attribution(of: quotation) ?? false
        guard let prediction = statement.prediction else {
            values["label"] = "too short to label"
            return values
        }
        if prediction.labelIndex == nil { values["label"] = "no label" }
        values["percent"] = prediction.probability.map(Self.percent) ?? false
        values["probabilities"] = prediction.probabilities.enumerated().sorted { $0.element > $1.element }.map {
            look(of: $0.offset).merging(["percent": Self.percent($0.element)]) { $1 }
        }
        values["set"] =
            prediction.set.map { set in set.map { labels[$0].displayable }.joined(separator: ", ") } ?? false
        if let explanation = statement.explanation { values.merge(reasons(explanation)) { $1 } }
        return values
    }

    private func reasons(_ explanation: Explanation) -> [String: Any] {
        let telling = explanation.tellingWords(atMost: 6)
        func list(_ words: [Explanation.Span]) -> [[String: Any]] {
            words.map { ["word": $0.text.displayable, "weight": Self.decimal($0.weight)] }
        }
        return [
            "explained": labels[explanation.labelIndex].displayable,
            "hasTowards": !telling.towards.isEmpty, "towards": list(telling.towards),
            "hasAgainst": !telling.against.isEmpty, "against": list(telling.against),
            "logit": Self.decimal(explanation.logit), "base": Self.decimal(explanation.base),
            "sum": Self.decimal(explanation.spans.reduce(0) { $0 + $1.weight }),
        ]
    }

    /// How the article names the speaker.
    private func attribution(of quotation: Quotation) -> String? {
        guard let confidence = quotation.speakerConfidence else { return nil }
        let cue = quotation.cue.map { "“\($0.displayable)”, " } ?? ""
        return "\(cue)speaker \(Self.percent(Float(confidence))) sure"
    }

    private static func percent(_ share: Float) -> String { "\(Int((share * 100).rounded()))%" }

    /// Two decimals with a sign that is as wide as a plus.
    private static func decimal(_ number: Double) -> String {
        (number < 0 ? "−" : "+") + String(format: "%.2f", abs(number))
    }
}
