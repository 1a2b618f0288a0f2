import StanceKit
import TestSupport
import Testing

@testable import CommandLineSupport

@Suite struct AnnotationPageTests {
    private func queue(_ text: String, name: String = "q.csv:1") throws -> AnnotationQueue {
        try withTemporaryFolder { folder in
            let item = AnnotationItem(name: name, text: Array(text.utf8)[...], place: StanceError.Place())
            return try AnnotationQueue(
                items: [item], file: AnnotationFile(path: "\(folder)/l.jsonl", annotator: "mia"))
        }
    }

    private func lines(
        _ queue: AnnotationQueue, labels: [String] = ["warning", "reassurance", "neutral"], columns: Int, rows: Int,
        firstLine: Int = 0, message: String = ""
    ) throws -> [String] {
        var page = AnnotationPage(keys: try LabelKeys(labels), hasColor: false, hasGuidelines: true)
        page.firstLine = firstLine
        page.message = message
        return page.lines(queue, annotator: "mia", size: Screen.Size(columns: columns, rows: rows))
    }

    @Test("A page has progress, text, keys and what was done last")
    func wholePage() throws {
        #expect(
            try lines(
                queue("The dam will hold, she said."), columns: 40, rows: 12, message: "neutral: The vote is on Monday."
            )
                == [
                    "0 of 1  mia  q.csv:1", "", "The dam will hold, she said.", "", "", "", "", "", "",
                    "1 warning  2 reassurance  3 neutral", "u undo  s skip  g guidelines  q quit",
                    "neutral: The vote is on Monday.",
                ])
    }

    @Test("A text that is longer than the page can be read to its end")
    func scrolling() throws {
        let text = (1...200).map { "word\($0)" }.joined(separator: " ")
        let count = Terminal.wrapped(text, to: 40).count
        let queue = try queue(text)
        var shown: [String] = []
        for first in stride(from: 0, to: count, by: 6) {
            let page = try lines(queue, columns: 40, rows: 12, firstLine: first)
            #expect(page.count == 12)
            shown += page[2..<8]
        }
        let words = Set(shown.joined(separator: " ").split(separator: " "))
        #expect((1...200).allSatisfy { words.contains("word\($0)") })
        #expect(try lines(queue, columns: 40, rows: 12)[8] == "lines 1-6 of \(count), ↓ more")
        #expect(
            try lines(queue, columns: 40, rows: 12, firstLine: 1000)[8]
                == "lines \(count - 5)-\(count) of \(count), ↑ more")
    }

    @Test(
        "No line is wider than the window and none commands it, whatever is in the text",
        arguments: [
            "水位が上がっています。住民は高台に避難してください。堤防は持ちません。",
            "e\u{301}a\u{308}" + String(repeating: "o\u{302}\u{323}", count: 300), String(repeating: "x", count: 999),
            "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿❤️ 🇩🇪🇫🇷 and \u{1B}[2J\u{1B}]0;title\u{7} \u{9B}31m more\u{0}",
            "a\tb\r\nc\u{2028}d", "", "ｆｕｌｌ　ｗｉｄｔｈ",
        ])
    func hostileTexts(text: String) throws {
        let queue = try queue(text, name: text)
        for (columns, rows) in [(80, 24), (40, 12), (21, 9)] {
            let page = try lines(
                queue, labels: ["水位が上がっています。住民は高台", "b", text.isEmpty ? "c" : text], columns: columns, rows: rows,
                message: text)
            #expect(page.count <= rows)
            for line in page {
                #expect(Terminal.columns(of: line) <= columns)
                #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            }
        }
    }

    @Test("A window without room for a line of text says so")
    func smallWindows() throws {
        let queue = try queue("One")
        #expect(try lines(queue, columns: 80, rows: 5) == ["The window is too small."])
        #expect(try lines(queue, columns: 12, rows: 50) == ["The window …"])
        #expect(try lines(queue, columns: 80, rows: 7)[2] == "One")
    }

    @Test("Guidelines keep their lines")
    func guidelines() throws {
        var page = AnnotationPage(keys: try LabelKeys(["a", "b"]), hasColor: false, hasGuidelines: true)
        let size = Screen.Size(columns: 20, rows: 10)
        let lines = page.lines(ofGuidelines: "One\n\nTwo words that\twrap around\n", size: size)
        #expect(
            lines == ["guidelines", "", "One", "", "Two words that wrap", "around", "", "", "g back", ""])
    }

    @Test("Digits come first; commands are never labels; too many or equal labels are refused")
    func labelKeys() throws {
        let keys = try LabelKeys((1...31).map { "label \($0)" })
        #expect(
            keys.label(of: "1") == "label 1" && keys.label(of: "9") == "label 9" && keys.label(of: "a") == "label 10")
        #expect("usgq 0".allSatisfy { keys.label(of: $0) == nil })
        #expect(Set(keys.all.map(\.key)).count == 31)
        for labels in [["a"], ["a", "a"], ["a", ""], (1...32).map(String.init)] {
            #expect(throws: StanceError.self) { try LabelKeys(labels) }
        }
    }
}
