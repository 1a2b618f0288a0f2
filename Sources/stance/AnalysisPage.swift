import CommandLineSupport
import StanceKit

/// An article's quotations as they are shown in a terminal.
struct AnalysisPage: Sendable {
    private let hasColor = Terminal.hasColor
    private let width = min(Terminal.width ?? 80, 100)

    /// A heading, then each quotation under its label, its probability and its speaker, and if it is explained above the words
    /// that tell.
    func text(
        origin: String, _ quotations: [Quotation], _ predictions: [Prediction?], _ explanations: [Explanation?],
        labels: [String]
    ) -> String {
        let count = "\(quotations.count) quotation\(quotations.count == 1 ? "" : "s")"
        var lines = [Terminal.styled(Terminal.displayable(origin), .bold, isOn: hasColor) + "  \(count)"]
        let labelWidth = labels.map(\.count).max() ?? 0
        for (index, (quotation, prediction)) in zip(quotations, predictions).enumerated() {
            let label: String
            if let prediction {
                label = LabelStyle.styled(prediction, labels: labels, width: labelWidth, hasColor: hasColor)
            } else {
                label = Terminal.styled("too short".padding(to: labelWidth + 6), .dim, isOn: hasColor)
            }
            let speaker = quotation.speaker.map(Terminal.displayable) ?? "(speaker unknown)"
            lines.append("")
            let isReported = quotation.kind == .indirect
            lines.append(
                "  \(label)  \(Terminal.styled(speaker, .bold, isOn: hasColor && quotation.speaker != nil))"
                    + (isReported ? ", reported" : ""))
            // Reported speech is not verbatim and has no marks.
            let text = Terminal.displayable(isReported ? quotation.text : "“\(quotation.text)”")
            let explanation = explanations.isEmpty ? nil : explanations[index]
            lines += body(text, explanation, offset: isReported ? 0 : 1, labels: labels).map { "    \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Parameter offset: how many characters stand before the quotation.
    private func body(_ text: String, _ explanation: Explanation?, offset: Int, labels: [String]) -> [String] {
        let lines = Terminal.wrapped(text, to: width - 4)
        guard let explanation else { return lines }
        return ExplanationStyle.styled(lines, of: text, explanation, offset: offset, hasColor: hasColor)
            + Terminal.wrapped(ExplanationStyle.summary(of: explanation, labels: labels), to: width - 4)
    }
}
