import StanceKit
import TestSupport
import Testing

@Suite struct LabelledTextTests {
    private func read(_ file: String, _ format: RecordFormat, labelField: String = "label") throws -> [String] {
        try withFile(file.utf8) { path in
            do {
                return try LabelledText.read(
                    path: path, format: format, fields: LabelledText.Fields(label: labelField)
                )
                .map { "\($0.label): \(String(decoding: $0.text, as: UTF8.self))" }
            } catch let error as StanceError {
                throw StanceError(error.cause, path: error.place.path == path ? "file" : "?", line: error.place.line)
            }
        }
    }

    @Test("Labels are read from every format, numbers as they are spelt")
    func labels() throws {
        #expect(try read("label\ttext\na\tx\n", .tsv) == ["a: x"])
        #expect(try read("text,kind\nx,1\n", .csv, labelField: "kind") == ["1: x"])
        #expect(try read(#"{"text":"x","label":1}"#, .jsonl) == ["1: x"])
        #expect(try read("__label__a x\n", .fasttext, labelField: "kind") == ["a: x"])
    }

    @Test(
        "A record without a usable label is an error with file and line",
        arguments: [
            ("label,text\na,x\n,y\n", .csv, StanceError(.missingLabel, path: "file", line: 3)),
            ("text\nx\n", .tsv, StanceError(.unknownField("label", known: ["text"]), path: "file", line: 2)),
            (#"{"text":"x"}"#, .jsonl, StanceError(.missingField("label"), path: "file", line: 1)),
            (#"{"text":"x","label":null}"#, .jsonl, StanceError(.missingLabel, path: "file", line: 1)),
            (#"{"text":"x","label":[]}"#, .jsonl, StanceError(.fieldIsNotText("label"), path: "file", line: 1)),
            ("", .jsonl, StanceError(.noRecords, path: "file")),
            ("label,text\n", .csv, StanceError(.noRecords, path: "file")),
        ] as [(String, RecordFormat, StanceError)])
    func faults(file: String, format: RecordFormat, error: StanceError) {
        #expect(throws: error) { try read(file, format) }
    }
}
