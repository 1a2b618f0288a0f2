import Foundation
import TestSupport
import Testing

@Suite struct LabelErrorTests {
    private static let planted = "Where is parcel number 99 and when does the courier bring it?"

    @Test("Likely label errors follow the findings as advice: the exit code is 0")
    func advice() throws {
        try withTemporaryFolder { folder in
            var rows = Examples.rows.map { "\($0.label)\t\($0.text)\n" }
            rows += Examples.rows.map { "\($0.label)\tHello! \($0.text)\n" }
            rows += ["billing\t\(Self.planted)\n", "shipping\tWhere is the parcel?\n"]
            try ("label\ttext\n" + rows.joined()).write(to: "\(folder)/t.tsv")
            let result = try Tool.run("stance-train", ["check", "t.tsv", "--label-errors"], directory: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            let first = try #require(result.output.components(separatedBy: "\n").first)
            #expect(first.hasPrefix("t.tsv, line 50: labelled billing, the model thinks shipping (p(shipping)="))
            #expect(first.contains("): \(Self.planted.prefix(60))… (why: "))
            #expect(result.output.contains("\nfindings       0\nnotes          1\n  label-error  1\n"))
        }
    }

    @Test("On few texts a warning says that nothing was sought")
    func few() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/t.tsv")
            let result = try Tool.run("stance-train", ["check", "t.tsv", "--label-errors"], directory: folder)
            #expect(result.status == 0)
            #expect(result.error == "warning: label errors are not sought: that takes 50 texts and two labels\n")
        }
    }
}
