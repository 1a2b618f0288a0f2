import StanceKit
import Testing

@Suite struct SpreadsheetTextTests {
    @Test(
        "What a spreadsheet would compute gets a space in front, numbers and other texts stay",
        arguments: [
            ("=1+1", " =1+1"), ("+49 30", " +49 30"), ("-2+3", " -2+3"), ("@SUM(A1)", " @SUM(A1)"), ("\t=1", " \t=1"),
            ("＝1+1", " ＝1+1"), ("=\u{301}1", " =\u{301}1"), ("-5", "-5"), ("+1.5e3", "+1.5e3"), ("", ""),
            ("a=1", "a=1"),
            ("– yes", "– yes"),
        ])
    func texts(text: String, written: String) {
        #expect(SpreadsheetText.unevaluated(text) == written)
    }

    @Test("Records and quotations are kept from it in all their texts")
    func wholes() throws {
        let record = Record(
            line: 3, text: Array("=a".utf8)[...],
            fields: [
                .init(name: "=b", value: .text(Array("@c".utf8)[...])),
                .init(name: "d", value: .json(Array("-1".utf8)[...])),
                .init(name: "e", value: .json(Array(#""=\u0066""#.utf8)[...])),
            ])
        let kept = try SpreadsheetText.unevaluated(record)
        #expect(kept.line == 3)
        #expect(kept.text == Array(" =a".utf8)[...])
        #expect(
            kept.fields == [
                .init(name: " =b", value: .text(Array(" @c".utf8)[...])),
                .init(name: "d", value: .json(Array("-1".utf8)[...])),
                .init(name: "e", value: .text(Array(" =f".utf8)[...])),
            ])
        let quotation = Quotation(segments: [0..<2], kind: .direct, text: "=x", speaker: "+y", cue: "-z")
        let guarded = SpreadsheetText.unevaluated(quotation)
        #expect([guarded.text, guarded.speaker, guarded.cue] == [" =x", " +y", " -z"])
    }
}
