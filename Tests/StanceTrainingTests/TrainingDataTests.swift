import Foundation
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct TrainingDataTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func error(
        reading texts: [String], as name: String, format: RecordFormat? = nil, textField: String = "text",
        labelField: String = "label"
    ) throws -> StanceError? {
        let paths = try texts.enumerated().map { try directory.write($1, to: "\($0)-\(name)") }
        return #expect(throws: StanceError.self) {
            _ = try TrainingData(
                paths: paths, format: format, fields: LabelledText.Fields(text: textField, label: labelField))
        }
    }

    private func path(_ name: String) -> String { "\(directory.path)/\(name)" }

    static let table = "text\tlabel\nwhere is my parcel\tshipping\nI was charged twice\tbilling\n"
    static let line = "__label__billing my card was refused\n"

    @Test("The same bytes under two names are refused: their examples would count twice")
    func repeatedFile() throws {
        let found = try error(reading: [Self.table, Self.table], as: "a.tsv")
        #expect(found == StanceError(.repeatedFile(path("0-a.tsv")), path: path("1-a.tsv")))
        let paths = try [directory.write(Self.table, to: "b.tsv"), directory.write(Self.table, to: "c.tsv")]
        let auxiliary = #expect(throws: StanceError.self) {
            _ = try TrainingData(paths: [paths[0]], auxiliary: [paths[1]])
        }
        #expect(auxiliary?.cause == .repeatedFile(paths[0]))
    }

    @Test("labels are sorted, whatever order the files have them in")
    func labels() throws {
        let data = try Corpus.data(
            "__label__shipping late\n__label__Billing a\n__label__account b\n__label__shipping c\n")
        #expect(data.labels == ["Billing", "account", "shipping"])
        #expect(data.targets == [2, 0, 1, 2])
        #expect(data.labelCounts == [1, 1, 2])
        #expect(data.texts.map { String(decoding: $0, as: UTF8.self) } == ["late", "a", "b", "c"])
    }

    @Test("several files are read in the order named, each in its own format")
    func severalFiles() throws {
        let paths = [
            try directory.write(Self.table, to: "letters.tsv"), try directory.write(Self.line, to: "more.txt"),
            try directory.write("{\"text\":\"is it \\u00fcp?\",\"label\":\"praise\"}\n", to: "last.jsonl"),
            try directory.write("label,text\nbilling,\"twice, again\"\n", to: "calls.csv"),
        ]
        let data = try TrainingData(paths: paths)
        #expect(
            data.texts.map { String(decoding: $0, as: UTF8.self) } == [
                "where is my parcel", "I was charged twice", "my card was refused", "is it üp?", "twice, again",
            ])
        #expect(data.targets.map { data.labels[$0] } == ["shipping", "billing", "billing", "praise", "billing"])
    }

    @Test("each file is on record with its name, its SHA-256 digest and its records")
    func files() throws {
        let paths = [
            try directory.write(Self.table, to: "letters.tsv"), try directory.write(Self.line, to: "more.txt"),
        ]
        // As sha256sum prints them.
        #expect(
            try TrainingData(paths: paths).files == [
                .init(
                    name: "letters.tsv", sha256: "91b872091be2e704a1c74b98aec6c897ad6f29b9592114e44d305eb684d9211c",
                    records: 2),
                .init(
                    name: "more.txt", sha256: "7082fd779780f9051b6ca5ef3062cf763b216eb0f7fda920343874e0d7c260f4",
                    records: 1),
            ])
    }

    @Test("fields may have other names, and a format named beats the extension")
    func otherFields() throws {
        let path = try directory.write("topic\tbody\nbilling\trefund\nshipping\tparcel\n", to: "letters.csv")
        let data = try TrainingData(
            paths: [path], format: .tsv, fields: LabelledText.Fields(text: "body", label: "topic"))
        #expect(data.labels == ["billing", "shipping"])
        #expect(String(decoding: data.texts[1], as: UTF8.self) == "parcel")
    }

    @Test("a single label is refused, with the files")
    func singleLabel() throws {
        let cause = StanceError.Cause.singleLabel("billing")
        #expect(try error(reading: [Self.line], as: "a.txt") == StanceError(cause, path: path("0-a.txt")))
        let both = "\(path("0-b.txt")), \(path("1-b.txt"))"
        #expect(try error(reading: [Self.line, Self.line + Self.line], as: "b.txt") == StanceError(cause, path: both))
    }

    @Test(
        "a record without a label is refused, with file and line",
        arguments: [
            ("a.tsv", "text\tlabel\nhello\tpraise\n\nlate\t\n", StanceError.Cause.missingLabel, 4),
            ("a.csv", "text,label\n\"two\nlines\",praise\nlate,\n", .missingLabel, 4),
            ("a.jsonl", "{\"text\":\"a\",\"label\":\"b\"}\n{\"text\":\"late\",\"label\":\"\"}\n", .missingLabel, 2),
            ("a.jsonl", "{\"text\":\"a\",\"label\":\"b\"}\n\n{\"text\":\"late\"}\n", .missingField("label"), 3),
            ("a.txt", "__label__praise lovely\nlate\n", .unlabelledLine, 2),
            ("a.txt", "__label__praise lovely\n__label__a __label__b late\n", .severalLabels, 2),
        ])
    func missingLabel(name: String, text: String, cause: StanceError.Cause, line: Int) throws {
        #expect(try error(reading: [text], as: name) == StanceError(cause, path: path("0-\(name)"), line: line))
    }

    @Test("a field that the header does not name is refused, with those it does", arguments: ["label", "text"])
    func unknownField(missing: String) throws {
        let text = "text\tlabel\nlate\tshipping\n"
        let error = try error(
            reading: [text], as: "a.tsv", textField: missing == "text" ? "body" : "text",
            labelField: missing == "label" ? "topic" : "label")
        #expect(error?.cause == .unknownField(missing == "text" ? "body" : "topic", known: ["text", "label"]))
        #expect(error?.place.path == path("0-a.tsv"))
        #expect(error?.code == .badData)
    }

    @Test("the first file that is not in order is the one named")
    func secondFile() throws {
        let error = try error(reading: [Self.line, "no label\n"], as: "a.txt")
        #expect(error == StanceError(.unlabelledLine, path: path("1-a.txt"), line: 1))
    }

    @Test("a file that is not there, or has no records, is refused")
    func noFile() throws {
        let missing = #expect(throws: StanceError.self) { _ = try TrainingData(paths: [path("none.tsv")]) }
        #expect(missing == StanceError(.fileNotFound, path: path("none.tsv")))
        #expect(try error(reading: [""], as: "empty.txt") == StanceError(.noRecords, path: path("0-empty.txt")))
    }
}
