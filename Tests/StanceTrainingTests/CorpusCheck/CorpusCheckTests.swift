import Foundation
import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct CorpusCheckTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The report on files of these texts, their paths without the directory's.
    private func report(
        _ files: [(name: String, text: String)], threads: Int = 1, splitField: String = "split"
    ) throws -> CorpusReport {
        var check = CorpusCheck()
        check.parallelism = Parallelism(threads: threads)
        check.splitField = splitField
        return try check.report(on: files.map { try directory.write($0.text, to: $0.name) })
    }

    private func lines(_ report: CorpusReport) -> [String] {
        report.findings.map { "\($0.kind.rawValue) \($0)".replacingOccurrences(of: "\(directory.path)/", with: "") }
    }

    /// Records of a text and a label under a header, with labels that occur twice each.
    private static let sound =
        "text\tlabel\nmy card was charged\tbilling\nrefund me\tbilling\nlate box\tship\nno box\tship\n"

    @Test("Nothing is found in a corpus without faults, and its records are counted")
    func soundCorpus() throws {
        let report = try report([("a.tsv", Self.sound)])
        #expect(report.findings.isEmpty && report.isSound && report.counts.isEmpty)
        #expect(report.labels == ["billing", "ship"])
        #expect(report.splits == [.init(name: "\(directory.path)/a.tsv", records: 4, labelCounts: [2, 2])])
    }

    @Test(
        "Each fault is found where it is",
        arguments: [
            ("a.tsv", sound + " \tship\n", ["missing-text a.tsv, line 6: the text is empty"]),
            ("a.tsv", sound + "hello\t \n", ["missing-label a.tsv, line 6: the label is empty"]),
            ("a.tsv", sound + "hello\tother\n", ["rare-label a.tsv, line 6: the label 'other' occurs only here"]),
            (
                "a.tsv", sound + "hello\t Ship\nyes\t Ship\n",
                [
                    "label-variant a.tsv, line 6: the label 'Ship' differs from 'ship' in case only: a.tsv, line 4"
                ]
            ),
            (
                "a.tsv", sound + "refund me\tship\n",
                ["contradiction a.tsv, line 6: the label is 'ship', but 'billing' for the same text: a.tsv, line 3"]
            ),
            (
                "a.tsv", sound + "late box\tship\n",
                ["duplicate a.tsv, line 6: note: the text stands twice: a.tsv, line 4"]
            ),
            ("a.tsv", sound + "x\n" + "y\n", ["broken a.tsv, line 6: 1 field where the header has 2"]),
            ("a.tsv", "", ["broken a.tsv: there are no records in it"]),
            ("a.jsonl", "\n", ["broken a.jsonl: there are no records in it"]),
            (
                "a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
                ["broken a.jsonl, line 1: the field 'label' is missing"]
            ),
            (
                "a.txt", "__label__x a\n__label__ b\n__label__x c\n",
                [
                    "missing-label a.txt, line 2: the label is empty",
                    "single-label a.txt: every record has the label 'x'; training needs at least two labels",
                ]
            ),
        ] as [(String, String, [String])])
    func faults(name: String, text: String, expected: [String]) throws {
        let report = try report([(name, text)])
        #expect(lines(report) == expected)
        #expect(report.isSound == expected[0].hasPrefix("duplicate"))
    }

    @Test("An id that stands twice is found wherever it stands; records without ids have none")
    func ids() throws {
        let first = "{\"id\":7,\"text\":\"one\",\"label\":\"a\"}\n{\"text\":\"two\",\"label\":\"a\"}\n"
        let second =
            "{\"id\":\"7\",\"text\":\"three\",\"label\":\"b\"}\n{\"text\":\"four\",\"label\":\"b\",\"id\":null}\n"
        #expect(
            try lines(report([("a.jsonl", first), ("b.jsonl", second)])) == [
                "duplicate-id b.jsonl, line 1: the id '7' is also that of a.jsonl, line 1"
            ])
    }

    @Test("Texts of two splits are leaks, the same or nearly so; files are splits where no field names them")
    func leaks() throws {
        let words = "the bridge will be shut for some weeks while the old deck is laid anew"
        let first = "text\tlabel\n\(words)\ta\nsecond\ta\nthird\tb\n"
        let second = "text\tlabel\nThe bridge will be shut – \(words.dropFirst(24))!\ta\nsecond\tb\n"
        let found = try lines(report([("a.tsv", first), ("b.tsv", second)]))
        let path = directory.path
        #expect(
            found == [
                "contradiction b.tsv, line 3: the label is 'b', but 'a' for the same text: a.tsv, line 3",
                "leak b.tsv, line 3: the text is in the split b.tsv and in a.tsv: a.tsv, line 3",
                "near-duplicate b.tsv, line 2: the text is nearly one of the split a.tsv (similarity 1.00): a.tsv, line 2",
            ], "\(path)")
    }

    @Test("The split field parts one file, and joins records of two")
    func splitField() throws {
        let table = "part,text,label\ntrain,hello,a\ntest,hello,a\n"
        let other = "part,text,label\ntrain,hello,a\n,hello,a\nnone,bye,b\nnone,goodbye,b\n"
        let report = try report([("a.csv", table), ("b.csv", other)], splitField: "part")
        #expect(report.splits.map(\.name) == ["train", "test", "\(directory.path)/b.csv", "none"])
        #expect(report.splits.map(\.records) == [2, 1, 1, 2])
        #expect(report.findings.map(\.kind) == [.leak, .leak, .duplicate])
    }

    @Test("Bytes that are not UTF-8 are found with the first line that has them")
    func invalidBytes() throws {
        let path = "\(directory.path)/a.txt"
        let bytes =
            Array("__label__x one\n__label__x caf".utf8) + [0xE9] + Array("\n__label__y two\n__label__y ".utf8) + [0xFF]
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(
            try lines(CorpusCheck().report(on: [path])) == [
                "invalid-utf8 a.txt, line 2: bytes that are not UTF-8 begin here; save the file as UTF-8"
            ])
    }

    @Test("A broken file does not keep the next from being read; findings are grouped by kind")
    func grouped() throws {
        let broken = "text\tlabel\n\tship\nlate\n"
        let report = try report([("a.tsv", broken), ("b.tsv", Self.sound), ("c.tsv", broken)])
        #expect(report.findings.map(\.kind) == [.broken, .broken, .missingText, .missingText])
        #expect(report.splits.map(\.records) == [1, 4, 1])
        #expect(report.counts.map(\.count) == [2, 2])
    }

    @Test("The report is the same for 1, 2 and 3 threads")
    func threads() throws {
        let files = [("a.txt", Corpus.lines(3000)), ("b.txt", Corpus.lines(3000, seed: 2))]
        let expected = try report(files)
        #expect(expected.findings.count > 100)
        for threads in 2...3 { #expect(try report(files, threads: threads) == expected) }
    }
}
