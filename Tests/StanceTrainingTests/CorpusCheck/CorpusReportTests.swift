import StanceKit
import Testing

@testable import StanceTraining

@Suite struct CorpusReportTests {
    private static let place = StanceError.Place(path: "a \"b\".tsv", line: 7)

    @Test("A finding as JSON has kind, place, the other place and the message")
    func json() {
        let single = CorpusFinding(.missingText, at: Self.place)
        #expect(
            String(decoding: single.json, as: UTF8.self)
                == #"{"kind":"missing-text","path":"a \"b\".tsv","line":7,"message":"the text is empty"}"#)
        let pair = CorpusFinding(.duplicateID("x"), at: Self.place, and: StanceError.Place(path: "c.tsv"))
        #expect(
            String(decoding: pair.json, as: UTF8.self)
                == #"{"kind":"duplicate-id","path":"a \"b\".tsv","line":7,"other":{"path":"c.tsv","line":null},"#
                + #""message":"the id 'x' is also that of c.tsv"}"#)
    }

    @Test("Only equal sets have a similarity of 1.00")
    func similarity() {
        let finding = CorpusFinding(
            .nearDuplicate(similarity: 0.9999, otherSplit: "train"), at: Self.place, and: StanceError.Place(path: "c"))
        #expect(finding.message == "the text is nearly one of the split train (similarity 0.99): c")
    }

    @Test("Few labels are columns; records without a label have one, if there are any")
    func columns() {
        let report = CorpusReport(
            labels: ["no", "yes"],
            splits: [
                .init(name: "train", records: 12, labelCounts: [4, 8]),
                .init(name: "dev", records: 3, labelCounts: [1, 1]),
            ],
            findings: [
                CorpusFinding(.missingLabel, at: Self.place), CorpusFinding(.duplicate, at: Self.place),
                CorpusFinding(.duplicate, at: Self.place),
            ])
        #expect(
            report.summary() == """
                       records  no  yes  no label
                train       12   4    8         0
                dev          3   1    1         1
                all         15   5    9         1

                findings         1
                  missing-label  1
                notes            2
                  duplicate      2

                """)
    }

    @Test("More than six labels are rows")
    func rows() {
        let labels = (1...7).map { "label \($0)" }
        let report = CorpusReport(
            labels: labels, splits: [.init(name: "a.tsv", records: 14, labelCounts: [2, 2, 2, 2, 2, 2, 2])],
            findings: [])
        #expect(report.summary().hasPrefix("         a.tsv\nrecords     14\nlabel 1      2\n"))
    }

    @Test("A corpus without records has a summary too")
    func empty() {
        let report = CorpusReport(labels: [], splits: [], findings: [])
        #expect(report.summary() == "     records\nall        0\n\nfindings  0\n")
    }
}
