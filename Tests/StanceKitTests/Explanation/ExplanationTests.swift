import StanceKit
import Testing

@Suite struct ExplanationTests {
    private func explanation(_ words: [(String, Double)]) -> Explanation {
        var start = 0
        let spans = words.map { text, weight in
            defer { start += text.count + 1 }
            return Explanation.Span(range: start..<start + text.count, text: text, weight: weight)
        }
        return Explanation(labelIndex: 0, logit: 0, base: 0, spans: spans)
    }

    @Test("Telling words are summed over their occurrences; marks and what hardly tells are left out")
    func tellingWords() {
        let words = [
            ("Flood", 0.5), (",", 3), ("calm", -1), ("flood", 0.75), ("the", 0.01), ("rain", 1.25), ("dry", -2),
        ]
        let telling = explanation(words).tellingWords(atMost: 2)
        #expect(telling.towards.map(\.text) == ["Flood", "rain"] && telling.towards.map(\.weight) == [1.25, 1.25])
        #expect(telling.against.map(\.text) == ["dry", "calm"])
        #expect(explanation(words).tellingWords(atMost: 1).against.map(\.text) == ["dry"])
        #expect(explanation([]).tellingWords(atMost: 3).towards.isEmpty)
    }

    @Test("Shades are parts of the largest weight, with its sign")
    func shades() {
        #expect(
            explanation([("a", 2), ("b", -2), ("c", 0.3), ("d", 0.4), ("e", -1)]).shades(levels: 3) == [
                3, -3, 0, 1, -2,
            ])
        #expect(explanation([("a", 0), ("b", 0)]).shades(levels: 3) == [0, 0])
    }
}
