import Foundation
public import StanceKit

/// How explanations look in a terminal.
public enum ExplanationStyle {
    /// Lines of a text with its words set off by what they add: bold for the label, underlined too where strongly so, dim
    /// against it.
    ///
    /// - Parameters:
    ///   - lines: what `Terminal.wrapped` made of `shown`.
    ///   - shown: the displayable text, `offset` scalars of which stand before the text that is explained.
    public static func styled(
        _ lines: [String], of shown: String, _ explanation: Explanation, offset: Int = 0, hasColor: Bool
    ) -> [String] {
        guard hasColor else { return lines }
        let scalars = Array(shown.unicodeScalars)
        var shades = [Int](repeating: 0, count: scalars.count)
        for (span, shade) in zip(explanation.spans, explanation.shades(levels: 3)) {
            for place in span.range where place + offset < shades.count { shades[place + offset] = shade }
        }
        var place = 0
        return lines.map { line in
            var runs: [(shade: Int, text: String.UnicodeScalarView)] = []
            for scalar in line.unicodeScalars {
                // Wrapping folds spaces and changes nothing else.
                while place < scalars.count, scalars[place] != scalar { place += 1 }
                let shade = scalar == " " || place >= shades.count ? 0 : shades[place]
                if runs.last?.shade != shade { runs.append((shade, String.UnicodeScalarView())) }
                runs[runs.count - 1].text.append(scalar)
                place += 1
            }
            return runs.map { styled(String($0.text), shade: $0.shade) }.joined()
        }
    }

    private static func styled(_ text: String, shade: Int) -> String {
        switch shade {
        case 2...: Terminal.styled(text, .bold, .underlined, isOn: true)
        case 1: Terminal.styled(text, .bold, isOn: true)
        case 0: text
        default: Terminal.styled(text, .dim, isOn: true)
        }
    }

    /// The telling words in a line, with what they add: `why warning: gambling +0.61, fail +0.44; against: council -0.20`.
    public static func summary(of explanation: Explanation, labels: [String]) -> String {
        let telling = explanation.tellingWords(atMost: 5)
        func list(_ words: [Explanation.Span]) -> String {
            words.map { "\(Terminal.displayable($0.text)) \(weight($0.weight))" }.joined(separator: ", ")
        }
        let label = Terminal.displayable(labels[explanation.labelIndex])
        var parts: [String] = []
        if !telling.towards.isEmpty { parts.append("why \(label): \(list(telling.towards))") }
        if !telling.against.isEmpty { parts.append("against \(label): \(list(telling.against))") }
        return parts.isEmpty ? "no word tells for or against \(label)" : parts.joined(separator: "; ")
    }

    /// A weight with its sign and two decimals.
    private static func weight(_ weight: Double) -> String {
        (weight < 0 ? "−" : "+") + String(format: "%.2f", abs(weight))
    }
}
