import Foundation
import StanceKit
import StancePages
import Testing

@Suite struct ReadingPageTests {
    private static let labels = ["neutral", "reassurance", "warning"]

    private func statement(
        _ text: String, _ segments: [Range<Int>], label: Int? = 2, speaker: String? = "Ada Brook",
        words: [(Range<Int>, Double)] = []
    ) -> AnalyzedArticle.Statement {
        let quotation = Quotation(segments: segments, kind: .direct, text: text, speaker: speaker)
        return AnalyzedArticle.Statement(
            quotation: quotation, prediction: label.map { Prediction(labelIndex: $0, probabilities: [0.1, 0.2, 0.7]) },
            explanation: label.map {
                Explanation(
                    labelIndex: $0, logit: 1.5, base: -0.5,
                    spans: words.map { Explanation.Span(range: $0.0, text: "word", weight: $0.1) })
            })
    }

    private func fragment(_ text: String, _ statements: [AnalyzedArticle.Statement]) -> String {
        ReadingPage([AnalyzedArticle(origin: "a.txt", text: text, statements: statements)], labels: Self.labels)
            .fragment
    }

    /// The paragraphs of prose, without what stands in the signs.
    private func prose(_ fragment: String) -> [String] {
        fragment.split(separator: "\n").filter { $0.hasPrefix("<p class=\"prose\"") }.map { line in
            String(line).replacing(/<a class="sign"[^>]*>[^<]*<\/a>/, with: "").replacing(/<[^>]*>/, with: "")
        }
    }

    @Test("A quotation in parts is one quotation, explained word by word across them")
    func segments() {
        // "He said “one two”. Then “three”."
        let text = "He said “one two”.\r\nThen “three”."
        let page = fragment(
            text, [statement("one two three", [9..<16, 26..<31], words: [(4..<7, 1), (8..<13, -0.5)])])
        #expect(prose(page) == ["He said “one two”.", "Then “three”."])
        #expect(page.components(separatedBy: "id=\"quotation-1\"").count == 2)
        #expect(page.contains("one <span class=\"for-3\">two</span></span>”."))
        #expect(page.contains("<span class=\"quote label-2\"><span class=\"against-2\">three</span></span>”."))
        #expect(page.components(separatedBy: "class=\"note label-2\"").count == 2)
    }

    @Test("A quotation in wrapped lines stands in one paragraph")
    func wrapped() {
        let page = fragment("He said “one\ntwo” twice.\n\nIt rained.", [statement("one\ntwo", [9..<16])])
        #expect(prose(page) == ["He said “one two” twice.", "It rained."])
    }

    @Test("Quotations in each other keep the text whole, and the inner one its words")
    func nested() {
        let page = fragment(
            "one two three four", [statement("one two three", [0..<13]), statement("two", [4..<7], label: 0)])
        #expect(prose(page) == ["one two three four"])
        #expect(page.contains("<span class=\"quote label-0\" id=\"quotation-2\">"))
        let open = page.components(separatedBy: "<span").count
        #expect(open == page.components(separatedBy: "</span>").count)
    }

    @Test("Offsets that no article has, and articles without a word, do no harm")
    func foreignOffsets() {
        #expect(
            prose(fragment("one", [statement("one and more", [0..<12], words: [(4..<7, 1), (50..<60, 1)])])) == ["one"])
        #expect(fragment("", []).contains("No quotation was found."))
        #expect(prose(fragment(" \n\n\r\n\u{2028}", [])).isEmpty)
    }

    @Test("No text from outside becomes markup, an attribute or a command")
    func hostile() {
        // To Swift a mark with a combining mark is one character, to a browser it ends an attribute.
        let hostile = "\"\u{301} onfocus=alert(1) '\u{301}<\u{301}script>&\u{301} \u{0}\u{1B}\u{202E}\u{2066}"
        let article = AnalyzedArticle(
            origin: hostile, text: hostile, statements: [statement("alert(1) ", [13..<22], speaker: hostile)])
        let page = ReadingPage([article, article], labels: ["<b>", "\"", hostile]).html
        for character in ["\u{0}", "\u{1B}", "\u{202E}", "\u{2066}"] {
            #expect(!page.unicodeScalars.contains { String($0) == character })
        }
        #expect(!page.contains(/<.?.?script/))
        // Every quotation mark that is left stands around the value of an attribute, or around a string of the style.
        for tag in page.matches(of: /<[a-z][^>]*>/) {
            let scalars = String(tag.output).unicodeScalars
            #expect(scalars.count { $0 == "\"" } % 2 == 0 && !String(tag.output).contains(/" ?on[a-z]+=/))
        }
        #expect(page.contains("&quot;\u{301} onfocus=alert(1) &#39;\u{301}&lt;\u{301}script&gt;&amp;\u{301}"))
        #expect(page.contains("\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"))
    }

    @Test("The panel counts by speaker and leads to every quotation; what has no label is named")
    func panel() {
        let first = AnalyzedArticle(
            origin: "a.txt", text: "one two three",
            statements: [statement("one", [0..<3]), statement("two", [4..<7], label: nil)])
        let second = AnalyzedArticle(
            origin: "b.txt", text: "four", statements: [statement("four", [0..<4], label: 1, speaker: nil)])
        let page = ReadingPage([first, second], labels: Self.labels).fragment
        for number in 1...3 {
            #expect(page.contains("href=\"#quotation-\(number)\" aria-label=\"quotation \(number)\""))
            #expect(page.components(separatedBy: "id=\"quotation-\(number)\"").count == 2)
        }
        #expect(page.contains("without a label</span> <b>1</b>"))
        #expect(page.contains("<h3>Speaker unknown</h3>"))
        #expect(page.contains("href=\"#article-2\""))
        #expect(page.contains("too short to label"))
    }

    @Test("Whoever serves the page can forbid every style and script in it")
    func strictPolicy() {
        let page = fragment("one two", [statement("one two", [0..<7], words: [(0..<3, 1)])])
        #expect(!page.contains("style") && !page.contains("<script") && !page.contains("http"))
        let style = ReadingPage.style(labels: Self.labels)
        for label in Self.labels.indices {
            #expect(style.contains(".label-\(label) { --look: var(--label-\(label)); }"))
        }
    }
}
