import StancePages
import Testing

struct PageFrameTests {
    @Test func titlesAreTextAndNothingComesFromOutside() {
        let page = PageFrame.html(title: "<script>\"a\" & b", style: "main { color: red; }", body: "<main>x</main>")
        #expect(page.contains("<title>&lt;script&gt;&quot;a&quot; &amp; b</title>"))
        #expect(page.contains("<main>x</main>"))
        #expect(page.contains("main { color: red; }"))
        #expect(!page.contains("http"))
    }

    @Test func templatesEscapeWhatTheyAreGiven() {
        let template = PageTemplate(Array("<p>{{text}}</p>".utf8))
        #expect(template.render(["text": "<b>&\"'"]) == "<p>&lt;b&gt;&amp;&quot;&#39;</p>")
        // One character to Swift, but a browser takes the mark alone.
        #expect(template.render(["text": "\"\u{301}<\u{301}"]) == "<p>&quot;\u{301}&lt;\u{301}</p>")
    }
}
