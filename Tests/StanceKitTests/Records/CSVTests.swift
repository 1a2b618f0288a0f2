import Testing

@testable import StanceKit

@Suite struct CSVTests {
    private func records(_ text: String, separator: Character = ",") throws(StanceError) -> [[String]] {
        let bytes = Array(text.utf8)[...]
        var position = 0
        var found: [[String]] = []
        while position < bytes.count {
            let fields = try CSV.record(in: bytes, at: &position, separator: separator.asciiValue!)
            found.append(fields.map { String(decoding: $0, as: UTF8.self) })
        }
        return found
    }

    @Test(
        "Fields are parted as RFC 4180 says",
        arguments: [
            ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
            ("\"a,\"\"x\"\"\",\"line\r\none\"\n", [["a,\"x\"", "line\r\none"]]),
            ("\"a\"\r\n\"b\"\r\n", [["a"], ["b"]]),
            (",\n", [["", ""]]),
            ("\"\",\"\"", [["", ""]]),
            ("5\" pipe,b\n", [["5\" pipe", "b"]]),
            ("\"\"\"a\"\"\",b", [["\"a\"", "b"]]),
            ("\n", [[""]]),
        ])
    func parts(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test(
        "A quoted field ends with its closing mark",
        arguments: [
            ("a,b\n\"c,d\n", .unterminatedQuote), ("\"foo \"bar\" x\",1\n", .textBehindQuote),
            ("\"a\"b,c\n", .textBehindQuote), ("\"a\" ,c\n", .textBehindQuote), ("\"a\"\rb\n", .textBehindQuote),
        ] as [(String, StanceError.Cause)])
    func unclosed(text: String, cause: StanceError.Cause) {
        #expect(throws: StanceError(cause)) { try records(text) }
    }

    @Test("The header tells the separator")
    func separator() throws {
        #expect(CSV.separator(ofHeader: Array("a,b,c".utf8)[...]) == UInt8(ascii: ","))
        #expect(CSV.separator(ofHeader: Array("a;b;c".utf8)[...]) == UInt8(ascii: ";"))
        #expect(CSV.separator(ofHeader: Array("\"a,b,c\";d".utf8)[...]) == UInt8(ascii: ";"))
        #expect(CSV.separator(ofHeader: Array("text".utf8)[...]) == CSV.noSeparator)
        #expect(try records("a;b\n\"c;\";d", separator: ";") == [["a", "b"], ["c;", "d"]])
    }
}
