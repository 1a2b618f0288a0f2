import Testing

@testable import StanceKit

@Suite struct CSVTests {
    private func records(_ text: String, separator: Character = ",") -> [[String]?] {
        let bytes = Array(text.utf8)[...]
        var position = 0
        var found: [[String]?] = []
        while position < bytes.count {
            let fields = CSV.record(in: bytes, at: &position, separator: separator.asciiValue!)
            found.append(fields?.map { String(decoding: $0, as: UTF8.self) })
            if fields == nil { break }
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
            ("\"a\"b,c\n", [["ab", "c"]]),
            ("\n", [[""]]),
        ])
    func parts(text: String, expected: [[String]]) {
        #expect(records(text) == expected)
    }

    @Test("A quoted field that is never closed is no record")
    func unclosed() {
        #expect(records("a,b\n\"c,d\n") == [["a", "b"], nil])
    }

    @Test("The header tells the separator")
    func separator() {
        #expect(CSV.separator(ofHeader: Array("a,b,c".utf8)[...]) == UInt8(ascii: ","))
        #expect(CSV.separator(ofHeader: Array("a;b;c".utf8)[...]) == UInt8(ascii: ";"))
        #expect(CSV.separator(ofHeader: Array("\"a,b,c\";d".utf8)[...]) == UInt8(ascii: ";"))
        #expect(CSV.separator(ofHeader: Array("text".utf8)[...]) == CSV.noSeparator)
        #expect(records("a;b\n\"c;\";d", separator: ";") == [["a", "b"], ["c;", "d"]])
    }
}
