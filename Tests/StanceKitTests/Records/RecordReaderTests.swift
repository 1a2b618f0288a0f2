import Foundation
import TestSupport
import Testing

@testable import StanceKit

@Suite struct RecordReaderTests {
    /// Every record of a file, with the fault that ended it.
    private func read(
        _ bytes: some Sequence<UInt8>, _ format: RecordFormat, textField: String = "text"
    ) throws -> (records: [Record], fault: StanceError?) {
        try withFile(bytes) { path in
            let reader = try RecordReader(path: path, format: format, textField: textField)
            var all: [Record] = []
            while let block = try reader.nextBlock() {
                let (records, fault) = reader.parser.records(of: block)
                all += records
                if let fault { return (all, StanceError(fault.cause, line: fault.place.line)) }
            }
            return (all, nil)
        }
    }

    private func texts(_ bytes: some Sequence<UInt8>, _ format: RecordFormat) throws -> [String] {
        let (records, fault) = try read(bytes, format)
        #expect(fault == nil)
        return records.map { String(decoding: $0.text, as: UTF8.self) }
    }

    @Test(
        "Texts are read from every format",
        arguments: [
            ("one\n\ntwo\r\nthree", .lines, ["one", "", "two", "three"]),
            ("id\ttext\n1\tone\r\n2\ttwo \"x\"\n\n", .tsv, ["one", "two \"x\""]),
            ("id,text\n1,one\n2,\"two,\nlines\"\n", .csv, ["one", "two,\nlines"]),
            ("\"id\";\"text\"\r\n1;\"one;\"\r\n2;two\r\n", .csv, ["one;", "two"]),
            ("{\"text\":\"one\"}\n\n {\"id\":2,\"text\":\"t\\u00e9o\"}\n", .jsonl, ["one", "téo"]),
            ("{\"text\":null}\n", .jsonl, [""]),
            ("__label__a one two\n\n  __label__b\tthree\n", .fasttext, ["one two", "three"]),
            ("one\ntwo", .text, ["one\ntwo"]),
            ("text\n\n", .csv, [""]),
            ("text\none, two; three\n\"four, five\"\n", .csv, ["one, two; three", "four, five"]),
        ] as [(String, RecordFormat, [String])])
    func formats(file: String, format: RecordFormat, expected: [String]) throws {
        #expect(try texts(file.utf8, format) == expected)
    }

    @Test("Every field but the text is carried through, in order")
    func otherFields() throws {
        let (records, _) = try read(#"{"z":[1, 2],"text":"x","a":"b\n"}"#.utf8, .jsonl)
        #expect(records[0].fields.map(\.name) == ["z", "a"])
        #expect(records[0].fields[0].value == .json(Array("[1, 2]".utf8)[...]))
        #expect(try records[0].string(of: "a") == "b\n")
        #expect(try records[0].string(of: "none") == nil)
        #expect(throws: StanceError(.fieldIsNotText("z"), line: 1)) { try records[0].string(of: "z") }

        let (rows, _) = try read("a,text,b\n1,x,2\n".utf8, .csv)
        #expect(rows[0].fields.map(\.name) == ["a", "b"])
        #expect(try rows[0].string(of: "b") == "2")
    }

    @Test("Lines are counted where records begin, blank lines and newlines in quotes included")
    func lineNumbers() throws {
        #expect(try read("text\n\"a\n\nb\"\nc\n".utf8, .csv).records.map(\.line) == [2, 5])
        #expect(try read("{\"text\":\"a\"}\n\n{\"text\":\"b\"}".utf8, .jsonl).records.map(\.line) == [1, 3])
    }

    @Test(
        "A broken record is an error with its line; what stood before it is kept",
        arguments: [
            ("text,a\nx,1\ny\n", .csv, 1, .wrongFieldCount(expected: 2, found: 1), 3),
            ("text\ta\nx\t1\ty\n", .tsv, 0, .wrongFieldCount(expected: 2, found: 3), 2),
            ("text\na\n\"b\nc\n", .csv, 1, .unterminatedQuote, 3),
            ("text,a\nb,1\n\"c \"d\" e\",1\n", .csv, 1, .textBehindQuote, 3),
            ("{\"text\":\"a\"}\n[{\"text\":\"b\"}]\n", .jsonl, 1, .jsonArray, 2),
            ("{\"text\":\"a\"}\n{\"b\":1}\n", .jsonl, 1, .missingField("text"), 2),
            ("{\"text\":5}\n", .jsonl, 0, .fieldIsNotText("text"), 1),
            ("{\"a\":5,\"text\":\"\",\"a\":6}\n", .jsonl, 0, .duplicateField("a"), 1),
            ("{\"text\":\"a\"\n", .jsonl, 0, .malformedJSON(reason: "the line ends early", byte: 12), 1),
            ("__label__a x\ny\n", .fasttext, 1, .unlabelledLine, 2),
            ("__label__a __label__b x\n", .fasttext, 0, .severalLabels, 1),
        ] as [(String, RecordFormat, Int, StanceError.Cause, Int)])
    func brokenRecords(
        file: String, format: RecordFormat, good: Int, cause: StanceError.Cause, line: Int
    ) throws {
        let (records, fault) = try read(file.utf8, format)
        #expect(records.count == good)
        #expect(fault == StanceError(cause, line: line))
    }

    @Test("A header must have the text field, and each name once")
    func headers() {
        #expect(throws: StanceError.self) { try read("a,b\n".utf8, .csv) }
        #expect(throws: StanceError.self) { try read("text,a,a\n".utf8, .csv) }
        #expect(throws: StanceError.self) { try read("\n\n".utf8, .tsv) }
        #expect(throws: StanceError.self) { try read("".utf8, .csv) }
    }

    /// UTF-16 with a byte order mark.
    private func utf16(_ text: String, bigEndian: Bool = false) -> [UInt8] {
        "\u{FEFF}\(text)".utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return bigEndian ? bytes.reversed() : bytes
        }
    }

    @Test("A byte order mark is dropped, UTF-16 is understood in both orders")
    func encodings() throws {
        let text = "text\nÄ “q” 😀\nb\n"
        for bytes in [[0xEF, 0xBB, 0xBF] + Array(text.utf8), utf16(text), utf16(text, bigEndian: true)] {
            #expect(try texts(bytes, .csv) == ["Ä “q” 😀", "b"])
        }
        #expect(try texts([0xFF, 0xFE, 0x41, 0x00, 0x42], .lines) == ["A\u{FFFD}"])
        #expect(try texts([0xEF, 0xBB], .lines) == ["\u{FFFD}"])
    }

    @Test("A line that names the separator, as Excel writes it, is no header; line numbers count it")
    func namedSeparator() throws {
        #expect(try texts("sep=;\r\nid;text\r\n1;\"a;\n,b\"\r\n2;c,d,e\r\n".utf8, .csv) == ["a;\n,b", "c,d,e"])
        #expect(try texts("sep=\t\nid,text\ttext\n1\t\"a\tb\"\n".utf8, .csv) == ["a\tb"])
        let (records, fault) = try read("sep=;\nid;text\n1;a\n2\n".utf8, .csv)
        #expect(records.map(\.line) == [3] && fault?.place.line == 4)
        // Elsewhere it is a line like others.
        #expect(try texts("text\nsep=;\n".utf8, .csv) == ["sep=;"])
    }

    @Test("UTF-32, and UTF-16 that does not say so, are refused; a NUL somewhere is read")
    func otherEncodings() throws {
        let wide = "text,label\n“q”,a\n".unicodeScalars.flatMap { scalar in
            [UInt8(scalar.value & 0xFF), UInt8(scalar.value >> 8), 0, 0]
        }
        for bytes in [[0xFF, 0xFE, 0, 0] + wide, [0, 0, 0xFE, 0xFF] + wide.reversed()] {
            #expect(try error(of: bytes, .csv) == .utf32)
        }
        for bigEndian in [false, true] {
            for text in ["text,label\nÄ “q”,a\n", "ab", "Ä “q” says\n"] {
                let unmarked = Array(utf16(text, bigEndian: bigEndian).dropFirst(2))
                #expect(try error(of: unmarked, .lines) == .unmarkedUTF16)
            }
        }
        for text in ["\0", "a\0", "a\0b", "\0\0\0\0\0", "one\0two\0three", "a\0bcd\0ef"] {
            #expect(try texts(text.utf8, .lines) == [text])
        }
    }

    private func error(of bytes: [UInt8], _ format: RecordFormat) throws -> StanceError.Cause? {
        #expect(throws: StanceError.self) { try read(bytes, format) }?.cause
    }

    @Test("UTF-16 is whole across pieces of any size")
    func longUTF16() throws {
        let line = String(repeating: "x", count: 131_071) + "😀"
        #expect(try texts(utf16("\(line)\n\(line)"), .lines) == [line, line])
    }

    @Test("Invalid bytes become U+FFFD, each maximal part one, as String decodes them")
    func invalidBytes() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0xE2, 0x80, 0x0A, 0xC0, 0x80, 0xF0, 0x9F, 0x98, 0x0A, 0xED, 0xA0, 0x80]
        let expected = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(try texts(bytes, .lines) == expected)
    }

    @Test("A file of many blocks and lines longer than a block is read whole")
    func manyBlocks() throws {
        let lines = (0..<30).map { String(repeating: "\($0) ", count: $0 % 7 == 0 ? 400_000 : 1000 * $0) }
        #expect(try texts(lines.joined(separator: "\n").utf8, .lines) == lines)
        let csv = "text\n" + lines.map { "\"\($0)\n\"" }.joined(separator: "\r\n")
        #expect(try texts(csv.utf8, .csv) == lines.map { "\($0)\n" })
    }

    @Test("A wait for a pipe ends when it is cancelled", .timeLimit(.minutes(10)))
    func cancellation() throws {
        let pipe = Pipe()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        var asked = 0
        let reader = try RecordReader(
            path: path, format: .lines, textField: "text",
            isCancelled: {
                asked += 1
                return asked == 3
            })
        try pipe.fileHandleForWriting.write(contentsOf: Array("one\ntw".utf8))
        #expect(try reader.nextBlock()?.bytes == Array("one\n".utf8))
        #expect(asked == 0)
        #expect(throws: StanceError(.interrupted, path: path)) { try reader.nextBlock() }
        #expect(asked == 3)
    }

    @Test("What cannot be opened says why")
    func missingFiles() throws {
        #expect(throws: StanceError(.fileNotFound, path: "/no/such/file")) {
            try RecordReader(path: "/no/such/file", format: .lines)
        }
        try withTemporaryFolder { folder in
            _ = #expect(throws: StanceError(.fileIsDirectory, path: folder)) {
                try RecordReader(path: folder, format: .lines)
            }
        }
    }

    @Test(
        "The extension tells the format",
        arguments: [
            ("a.tsv", .tsv), ("a.CSV", .csv), ("x/a.jsonl", .jsonl), ("a.ndjson", .jsonl), ("a.fasttext", .fasttext),
            ("a.txt", nil), ("csv", nil), ("a.csv.gz", .csv),
        ] as [(String, RecordFormat?)])
    func extensions(path: String, format: RecordFormat?) {
        #expect(RecordFormat(path: path) == format)
    }
}
