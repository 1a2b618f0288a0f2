import CommandLineSupport
import StanceKit
import Testing

@Suite struct ExplanationStyleTests {
    private static let explanation = Explanation(
        labelIndex: 1, logit: 1, base: 0,
        spans: [
            .init(range: 0..<3, text: "dam", weight: 1), .init(range: 5..<9, text: "will", weight: 0.4),
            .init(range: 10..<13, text: "not", weight: -0.6), .init(range: 13..<14, text: "!", weight: 0),
        ])

    @Test("Words are set off where they stand after wrapping, and the text stays the same")
    func styled() {
        let shown = "“dam  will not!”"
        let lines = Terminal.wrapped(shown, to: 10)
        let styled = ExplanationStyle.styled(lines, of: shown, Self.explanation, offset: 1, hasColor: true)
        #expect(
            styled == ["“\u{1B}[1;4mdam\u{1B}[0m \u{1B}[1mwill\u{1B}[0m", "\u{1B}[2mnot\u{1B}[0m!”"])
        #expect(ExplanationStyle.styled(lines, of: shown, Self.explanation, offset: 1, hasColor: false) == lines)
    }

    @Test("Without colours, signs tell for and against")
    func summary() {
        let labels = ["calm", "alarm"]
        #expect(
            ExplanationStyle.summary(of: Self.explanation, labels: labels)
                == "why alarm: dam +1.00, will +0.40; against alarm: not −0.60")
        let nothing = Explanation(labelIndex: 0, logit: 0, base: 0, spans: [])
        #expect(ExplanationStyle.summary(of: nothing, labels: labels) == "no word tells for or against calm")
    }

    @Test("A weight may be of any size")
    func size() {
        let explanation = Explanation(
            labelIndex: 0, logit: 1e30, base: 0, spans: [.init(range: 0..<3, text: "dam", weight: 1e30)])
        #expect(ExplanationStyle.summary(of: explanation, labels: ["b"]).hasPrefix("why b: dam +1"))
    }

    @Test("A word that would command the terminal is shown")
    func hostile() {
        let explanation = Explanation(
            labelIndex: 0, logit: 1, base: 0, spans: [.init(range: 0..<5, text: "a\u{1B}[2J", weight: 1)])
        #expect(ExplanationStyle.summary(of: explanation, labels: ["b"]) == "why b: a\u{FFFD}[2J +1.00")
    }
}
