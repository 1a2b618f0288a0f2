import Foundation
import Testing

@testable import StancePages

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct DrawingTests {
    private static let hostile = "<script>\"a\"</script> & 'b' \u{0}\u{1B}[31m\u{FFFF} אזהרה"

    private static func drawing(_ text: String) -> Drawing {
        var drawing = Drawing(width: 200, height: 100, title: text, description: text)
        drawing.line([(0, 0), (10.126, 20)], .ink, dash: "2 3")
        drawing.rectangle(x: 1, y: 2, width: 3, height: 4, fill: .label(1), border: .ink, hint: text)
        drawing.circle((5, 5), radius: 2, .link, isFilled: false, hint: text)
        drawing.text(text, at: (10, 20), .middle, color: .label(0), isBold: true, most: 40, rotation: -45)
        return drawing
    }

    @Test("Whatever stands in it, it is XML, and texts come out as texts", arguments: ["plain", hostile])
    func isXML(text: String) throws {
        let drawing = Self.drawing(text)
        for xml in [drawing.inline, drawing.file(Palette(labels: ["a", "b"]))] {
            let reader = TextReader()
            let parser = XMLParser(data: Data(xml.utf8))
            parser.delegate = reader
            #expect(parser.parse(), "\(String(describing: parser.parserError)) in \(xml)")
            #expect(Set(reader.elements) == ["svg", "title", "desc", "rect", "circle", "polyline", "text"])
            #expect(
                reader.text.contains(
                    text == "plain" ? "plain" : "<script>\"a\"</script> & 'b' \u{FFFD}\u{FFFD}[31m\u{FFFD}"))
        }
    }

    @Test func aFileHasItsColoursInIt() {
        let file = Self.drawing("x").file(Palette(labels: ["warning", "reassurance"]))
        #expect(!file.contains("var(") && !file.contains("currentColor"))
        #expect(file.contains("fill:#b84a00") && file.contains("fill:#00659e") && file.contains("fill:#ffffff"))
        #expect(Self.drawing("x").inline.contains("fill:var(--label-1)"))
    }

    @Test func longTextsAreCutAndWholeUnderThePointer() {
        let text = String(repeating: "wide ", count: 20)
        var drawing = Drawing(width: 100, height: 20, title: "t", description: "d")
        drawing.text(text, at: (0, 10), most: 60)
        #expect(drawing.inline.contains("…<title>\(text)</title>"))
        #expect(TextWidth.of(TextWidth.fitted(text, to: 60, size: 12)) <= 60)
        #expect(TextWidth.fitted("short", to: 60, size: 12) == "short")
    }

    @Test(
        "Numbers have at most two decimals", arguments: [(10.0, "10"), (10.126, "10.13"), (-0.5, "-0.5"), (0.001, "0")])
    func numbers(value: Double, text: String) {
        #expect(Drawing.number(value) == text)
    }
}

/// Collects what a parser finds.
private final class TextReader: NSObject, XMLParserDelegate {
    var elements: [String] = []
    var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) { elements.append(name) }

    func parser(_ parser: XMLParser, foundCharacters found: String) { text += found }
}
