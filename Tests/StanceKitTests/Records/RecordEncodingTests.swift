import Foundation
import Testing

@testable import StanceKit

@Suite struct RecordEncodingTests {
    private func encoded(_ body: (inout [UInt8]) -> Void) -> String {
        var output: [UInt8] = []
        body(&output)
        return String(decoding: output, as: UTF8.self)
    }

    private static let texts = [
        "", "plain", "a\"b\\c/d", "tab\tnew\nreturn\r", "nul\u{0}esc\u{1B}del\u{7F}", "é “q” 😀 \u{2028}", "a;b,c",
        " x ",
    ]

    @Test("A JSON string reads back as the text", arguments: texts)
    func json(text: String) throws {
        let literal = encoded { RecordEncoding.appendJSON(text, to: &$0) }
        #expect(try JSONDecoder().decode([String].self, from: Data("[\(literal)]".utf8)) == [text])
        #expect(String(decoding: JSONScanner.unescaped(Array(literal.utf8)[...]), as: UTF8.self) == text)
    }

    @Test("A CSV field reads back as the text", arguments: texts)
    func csv(text: String) throws {
        let line = Array(encoded { RecordEncoding.appendCSV(text, to: &$0) }.utf8) + Array(",x\n".utf8)
        var position = 0
        let fields = try CSV.record(in: line[...], at: &position, separator: UInt8(ascii: ","))
        #expect(fields.map { String(decoding: $0, as: UTF8.self) } == [text, "x"])
        #expect(position == line.count)
    }

    @Test("A TSV field has its special characters escaped and no others")
    func tsv() {
        let text = Array("a\tb\nc\rd\\e “f”".utf8)[...]
        #expect(encoded { RecordEncoding.appendTSV(text, to: &$0) } == #"a\tb\nc\rd\\e “f”"#)
    }

    @Test("JSON values keep their spelling in JSON and become plain in CSV")
    func values() {
        let number = Record.Value.json(Array("1.50".utf8)[...])
        let string = Record.Value.json(Array(#""a\nb""#.utf8)[...])
        let null = Record.Value.json(Array("null".utf8)[...])
        #expect(encoded { RecordEncoding.appendJSON(number, to: &$0) } == "1.50")
        #expect(encoded { RecordEncoding.appendCSV(number, to: &$0) } == "1.50")
        #expect(encoded { RecordEncoding.appendJSON(string, to: &$0) } == #""a\nb""#)
        #expect(encoded { RecordEncoding.appendCSV(string, to: &$0) } == "\"a\nb\"")
        #expect(encoded { RecordEncoding.appendCSV(null, to: &$0) } == "")
    }

    @Test(
        "Probabilities have six decimals",
        arguments: [(0, "0.000000"), (1, "1.000000"), (0.5, "0.500000"), (0.9999999, "1.000000"), (1e-6, "0.000001")]
            as [(Float, String)])
    func probabilities(value: Float, text: String) {
        #expect(encoded { RecordEncoding.appendProbability(value, to: &$0) } == text)
    }
}
