import Foundation
import StanceKit
import TestSupport
import Testing

@testable import CommandLineSupport

@Suite struct AnnotationQueueTests {
    private let items = ["A", "B", "C"].enumerated().map { place, name in
        AnnotationItem(
            name: name, text: Array("Text \(name)".utf8)[...], place: StanceError.Place(path: "q.txt", line: place + 1))
    }

    private func queue(_ folder: String, _ annotator: String = "mia") throws -> AnnotationQueue {
        try AnnotationQueue(
            items: items, file: AnnotationFile(path: "\(folder)/labels.jsonl", annotator: annotator))
    }

    @Test("Items come in order, and a new session goes on behind the last label")
    func resuming() throws {
        try withTemporaryFolder { folder in
            var first = try queue(folder)
            #expect(first.current?.name == "A")
            try first.label("x")
            #expect(first.current?.name == "B" && first.doneCount == 1)
            var second = try queue(folder)
            #expect(second.current?.name == "B" && second.last?.label == "x" && second.last?.item.name == "A")
            try second.label("y")
            try second.label("z")
            #expect(second.current == nil && second.doneCount == 3)
            // Nothing is left to label.
            try second.label("z")
            #expect(try queue(folder).doneCount == 3)
            // Another annotator begins at the first item.
            #expect(try queue(folder, "ben").current?.name == "A")
        }
    }

    @Test("Undo takes back labels of earlier sessions, the latest first")
    func undoing() throws {
        try withTemporaryFolder { folder in
            var first = try queue(folder)
            try first.label("x")
            try first.label("y")
            var second = try queue(folder)
            #expect(try second.undo() && second.current?.name == "B")
            #expect(try second.undo() && second.current?.name == "A")
            #expect(try !second.undo())
            try second.label("z")
            let labels = try AnnotationFile(path: "\(folder)/labels.jsonl", annotator: "mia").labels
            #expect(labels.map(\.item) == ["A"] && labels.map(\.label) == ["z"])
        }
    }

    @Test("A skipped item comes again at the end, and undo brings it back at once")
    func skipping() throws {
        try withTemporaryFolder { folder in
            var queue = try queue(folder)
            queue.skip()
            #expect(queue.current?.name == "B" && queue.doneCount == 0)
            #expect(try queue.undo() && queue.current?.name == "A")
            queue.skip()
            try queue.label("x")
            try queue.label("y")
            #expect(queue.current?.name == "A")
            try queue.label("z")
            #expect(queue.current == nil)
            for name in ["A", "C", "B", "A"] {
                #expect(try queue.undo() && queue.current?.name == name)
            }
            #expect(queue.doneCount == 0)
        }
    }

    @Test("An item of the file whose text is another one here is an error, not done")
    func otherTexts() throws {
        try withTemporaryFolder { folder in
            var first = try queue(folder)
            try first.label("x")
            var others = items
            others[0].text = Array("Another text".utf8)[...]
            let file = try AnnotationFile(path: "\(folder)/labels.jsonl", annotator: "mia")
            let error = #expect(throws: StanceError.self) { try AnnotationQueue(items: others, file: file) }
            let place = StanceError.Place(path: "\(folder)/labels.jsonl", line: 1)
            #expect(error == StanceError(.itemOfTwoTexts("A", other: place), path: "q.txt", line: 1))
            // Marks and white space may differ, as after a spreadsheet.
            others[0].text = Array(" “Text A”".utf8)[...]
            #expect(try AnnotationQueue(items: others, file: file).doneCount == 1)
        }
    }

    @Test("Texts are read from every format, and called by their item, or file and line")
    func reading() throws {
        func read(_ text: String, _ name: String) throws -> [AnnotationItem] {
            try withTemporaryFolder { folder in
                let path = "\(folder)/\(name)"
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                return try AnnotationItem.read(paths: [path], format: nil, textField: "text", itemField: "item")
                    .map { item in
                        var item = item
                        item.name = item.name.replacing("\(folder)/", with: "")
                        return item
                    }
            }
        }
        func texts(_ items: [AnnotationItem]) -> [String] { items.map { String(decoding: $0.text, as: UTF8.self) } }

        let lines = try read("One\n \r\nTwo\r\n", "q.txt")
        #expect(lines.map(\.name) == ["q.txt:1", "q.txt:3"] && texts(lines) == ["One", "Two"])
        let csv = try read("\u{FEFF}item,text,label\na,\"One,\ntwo\",\n,Three,\n", "q.csv")
        #expect(csv.map(\.name) == ["a", "q.csv:4"] && texts(csv) == ["One,\ntwo", "Three"])
        let json = try read(#"{"item":7,"text":"One"}"# + "\n" + #"{"item":7,"text":"one!"}"#, "q.jsonl")
        #expect(json.map(\.name) == ["7"])
        let error = #expect(throws: StanceError.self) { try read("item\ttext\na\tOne\na\tTwo\n", "q.tsv") }
        #expect(error?.place.line == 3 && error?.code == .badData)
        #expect(throws: StanceError.self) { try read("\n\n", "q.txt") }
    }
}
