import Foundation
import StanceKit
import TestSupport
import Testing

@testable import CommandLineSupport

@Suite struct AnnotationFileTests {
    private func item(_ name: String, _ text: String) -> AnnotationItem {
        AnnotationItem(name: name, text: Array(text.utf8)[...], place: StanceError.Place(path: "q.txt", line: 1))
    }

    private func contents(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    private func withLabels(_ text: String, _ body: (String) throws -> Void) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(text, to: "labels.jsonl")
        try withExtendedLifetime(directory) { try body(path) }
    }

    private let mia = #"{"item":"1","annotator":"mia","label":"a","text":"One."}"# + "\n"
    private let ben = #"{"item":"1","annotator":"ben","label":"b","text":"One."}"# + "\n"

    @Test("Each label is a line, whatever is in it, and training reads the file")
    func appending() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/labels.jsonl"
        var file = try AnnotationFile(path: path, annotator: "Mia \"M\"")
        try file.append("good", to: item("a:1", "“One”\n\ttwo\\ \u{1B}[31m é 😀"))
        try file.append("bad", to: item("a:2", "Three."))
        #expect(
            try contents(path) == #"""
                {"item":"a:1","annotator":"Mia \"M\"","label":"good","text":"“One”\n\ttwo\\ \u001b[31m é 😀"}
                {"item":"a:2","annotator":"Mia \"M\"","label":"bad","text":"Three."}

                """#)
        let read = try LabelledText.read(path: path, format: nil, fields: LabelledText.Fields())
        #expect(read.map(\.label) == ["good", "bad"])
        #expect(read.map { String(decoding: $0.text, as: UTF8.self) } == ["“One”\n\ttwo\\ \u{1B}[31m é 😀", "Three."])
        let again = try AnnotationFile(path: path, annotator: "Mia \"M\"")
        #expect(again.labels == file.labels && again.labels.map(\.line) == [1, 2])
    }

    @Test("The last line is cut off when its label is taken back")
    func removingAtEnd() throws {
        try withLabels(ben) { path in
            var file = try AnnotationFile(path: path, annotator: "mia")
            try file.append("a", to: item("1", "One."))
            #expect(try contents(path) == ben + mia)
            try file.removeLabel(of: "1")
            #expect(try contents(path) == ben)
            #expect(file.labels.isEmpty)
            // Nothing to take back is nothing done.
            try file.removeLabel(of: "1")
            #expect(try contents(path) == ben)
        }
    }

    @Test("A line before another annotator's becomes spaces, and every line stays readable")
    func removingBeforeOthers() throws {
        try withLabels(mia + ben) { path in
            var file = try AnnotationFile(path: path, annotator: "mia")
            try file.removeLabel(of: "1")
            #expect(try contents(path) == String(repeating: " ", count: mia.utf8.count) + ben)
            #expect(try LabelledText.read(path: path, format: nil, fields: .init()).map(\.label) == ["b"])
            try file.append("c", to: item("1", "One."))
            #expect(file.labels.map(\.line) == [2])
            var other = try AnnotationFile(path: path, annotator: "ben")
            #expect(other.labels.map(\.line) == [1])
            try other.removeLabel(of: "1")
            try file.removeLabel(of: "1")
            #expect(try contents(path).allSatisfy { $0 == " " })
            #expect(try AnnotationFile(path: path, annotator: "mia").labels.isEmpty)
        }
    }

    @Test("A last line without an end gets one; one that was cut short is removed, and that is told")
    func mending() throws {
        try withLabels(ben + mia.dropLast()) { path in
            let file = try AnnotationFile(path: path, annotator: "mia")
            #expect(!file.hasRemovedPart && file.labels.count == 1)
            #expect(try contents(path) == ben + mia)
        }
        try withLabels(mia + ben.dropLast(9)) { path in
            let file = try AnnotationFile(path: path, annotator: "mia")
            #expect(file.hasRemovedPart && file.labels.count == 1)
            #expect(try contents(path) == mia)
        }
    }

    @Test("What another process has written is seen: no label twice")
    func twoWindows() throws {
        try withLabels(ben) { path in
            var one = try AnnotationFile(path: path, annotator: "mia")
            var two = try AnnotationFile(path: path, annotator: "mia")
            try one.append("a", to: item("1", "One."))
            let error = #expect(throws: StanceError.self) { try two.append("b", to: item("1", "One.")) }
            let place = StanceError.Place(path: path, line: 2)
            #expect(error?.cause == .secondLabel(item: "1", annotator: "mia", other: place))
            #expect(try contents(path) == ben + mia)
            try two.append("b", to: item("2", "Two."))
            #expect(try AnnotationFile(path: path, annotator: "mia").labels.map(\.item) == ["1", "2"])
        }
    }

    @Test("Many processes' labels are all kept")
    func atTheSameTime() throws {
        try withLabels("") { path in
            DispatchQueue.concurrentPerform(iterations: 4) { annotator in
                var file = try? AnnotationFile(path: path, annotator: "\(annotator)")
                for number in 0..<6 {
                    try? file?.append("a", to: item("\(number)", "Text \(number)."))
                    if number % 3 == 2 { try? file?.removeLabel(of: "\(number)") }
                }
            }
            for annotator in 0..<4 {
                let labels = try AnnotationFile(path: path, annotator: "\(annotator)").labels
                #expect(labels.map(\.item) == (0..<6).filter { $0 % 3 != 2 }.map(String.init))
            }
        }
    }

    @Test(
        "What is wrong with a file is told with its line",
        arguments: [
            ("{}\n", .missingField("text"), 1),
            (#"{"text":"x","annotator":"mia","label":"a"}"#, .missingField("item"), 1),
            (#"{"text":"x","annotator":"mia","item":1}"#, .missingField("label"), 1),
            (#"{"text":"x","annotator":["mia"],"item":1}"#, .fieldIsNotText("annotator"), 1),
        ] as [(String, StanceError.Cause, Int)])
    func faults(text: String, cause: StanceError.Cause, line: Int) throws {
        try withLabels(text) { path in
            let error = #expect(throws: StanceError.self) { try AnnotationFile(path: path, annotator: "mia") }
            #expect(error == StanceError(cause, path: path, line: line))
        }
    }

    @Test("Files of other names, places that cannot be written, and what is no file are refused")
    func places() throws {
        #expect(throws: StanceError.self) { try AnnotationFile(path: "labels.csv", annotator: "mia") }
        #expect(throws: StanceError.self) { try AnnotationFile(path: "/no/such/folder/l.jsonl", annotator: "mia") }
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/d.jsonl", withIntermediateDirectories: false)
            let error = #expect(throws: StanceError.self) {
                try AnnotationFile(path: "\(folder)/d.jsonl", annotator: "mia")
            }
            #expect(error?.code == .failure)
        }
    }
}
