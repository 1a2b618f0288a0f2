import Foundation
import TestSupport
import Testing

@Suite struct CheckTests {
    private func check(_ arguments: [String], in folder: String? = nil) throws -> Tool.Result {
        try Tool.run("stance-train", ["check"] + arguments, directory: folder)
    }

    @Test("The corpus of this project passes")
    func ownCorpus() throws {
        let result = try check(["Data/"])
        #expect(result.status == 0 && result.error.isEmpty)
        #expect(result.output.contains("\nfindings        0\nnotes           2\n  by-reference  2\n"))
        #expect(result.output.contains("\nData/challenge.jsonl "))
    }

    @Test("Findings come first, one a line, the summary last, and the exit code is 65")
    func text() throws {
        try withTemporaryFolder { folder in
            try "label\ttext\na\tone\na\ttwo\nb\tthree\nb\tfour\n".write(to: "\(folder)/train.tsv")
            try "label,text\r\na,\"two\"\r\nb,\r\nb,five\r\n".write(to: "\(folder)/dev.csv")
            let result = try check(["train.tsv", "dev.csv"], in: folder)
            #expect(result.status == 65 && result.error.isEmpty)
            #expect(
                result.output == """
                    dev.csv, line 3: the text is empty
                    dev.csv, line 2: the text is in the split dev.csv and in train.tsv: train.tsv, line 3

                               records  a  b
                    train.tsv        4  2  2
                    dev.csv          3  1  2
                    all              7  3  4

                    findings        2
                      missing-text  1
                      leak          1

                    """)
        }
    }

    @Test("JSON Lines have one object for each finding and nothing else")
    func jsonLines() throws {
        try withTemporaryFolder { folder in
            try "label\ttext\na\tone\na\tone\nb\tone\nb\tx\n".write(to: "\(folder)/t.tsv")
            let result = try check(["t.tsv", "--format", "jsonl"], in: folder)
            #expect(result.status == 65 && result.error.isEmpty)
            let other = #""other":{"path":"t.tsv","line":2}"#
            #expect(
                result.output
                    == #"{"kind":"contradiction","path":"t.tsv","line":4,\#(other),"#
                    + #""message":"the label is 'b', but 'a' for the same text: t.tsv, line 2"}"# + "\n"
                    + #"{"kind":"duplicate","path":"t.tsv","line":3,\#(other),"#
                    + #""message":"note: the text stands twice: t.tsv, line 2"}"# + "\n")
        }
    }

    @Test("Notes alone do not fail")
    func notes() throws {
        try withTemporaryFolder { folder in
            try "__label__a one\r\n__label__a one\r\n__label__b two\r\n__label__b three\r\n".write(
                to: "\(folder)/t.txt")
            let result = try check(["t.txt"], in: folder)
            #expect(result.status == 0)
            #expect(result.output.hasPrefix("t.txt, line 2: note: the text stands twice: t.txt, line 1\n"))
        }
    }

    @Test("A field of ids or splits that was named and is nowhere is refused")
    func unknownFields() throws {
        try withTemporaryFolder { folder in
            try Examples.tsv.write(to: "\(folder)/t.tsv")
            for option in ["--id-field", "--split-field"] {
                let result = try check(["t.tsv", option, "nope"], in: folder)
                #expect(result.status == 64 && result.output.isEmpty)
                #expect(result.error == "error: \(option): no record has a field 'nope'\n")
            }
        }
    }

    @Test("A corpus of one label cannot be trained on, which is a finding")
    func singleLabel() throws {
        try withTemporaryFolder { folder in
            try "__label__a one\n__label__a two\n".write(to: "\(folder)/t.txt")
            let result = try check(["t.txt"], in: folder)
            #expect(result.status == 65)
            #expect(
                result.output.hasPrefix(
                    "t.txt: every record has the label 'a'; training needs at least two labels\n"))
        }
    }

    @Test(
        "Ids and labels without texts are a note, and their ids and labels are checked",
        arguments: [
            ("a.jsonl", #"{"id":"1","label":"a"}"# + "\n" + #"{"id":"2","label":"A "}"# + "\n"),
            ("a.csv", "id,label\r\n1,a\r\n2,A \r\n"),
        ])
    func byReference(name: String, records: String) throws {
        try withTemporaryFolder { folder in
            try records.write(to: "\(folder)/\(name)")
            try "id\ttext\tlabel\n2\tone\ta\n3\ttwo\ta\n".write(to: "\(folder)/b.tsv")
            let result = try check([name, "b.tsv"], in: folder)
            #expect(result.status == 65 && result.error.isEmpty)
            let line = name.hasSuffix("csv") ? 3 : 2
            #expect(
                result.output.hasPrefix(
                    """
                    \(name), line \(line): the label 'A' differs from 'a' in case only: \(name), line \(line - 1)
                    b.tsv, line 2: the id '2' is also that of \(name), line \(line)
                    \(name): note: 2 records have an id and no text; their texts are not checked

                    """))
        }
    }

    @Test("A file with neither text nor id is broken, and so is one in which a text is missing later")
    func withoutText() throws {
        try withTemporaryFolder { folder in
            try "label\na\na\n".write(to: "\(folder)/a.tsv")
            try "{\"text\":\"x\",\"id\":\"1\",\"label\":\"a\"}\n{\"id\":\"2\",\"label\":\"a\"}\n"
                .write(to: "\(folder)/b.jsonl")
            let result = try check(["a.tsv", "b.jsonl"], in: folder)
            #expect(result.status == 65)
            #expect(
                result.output.hasPrefix(
                    """
                    a.tsv, line 1: there is no field 'text'; the fields are: label. Name another one with --text-field
                    b.jsonl, line 2: the field 'text' is missing
                    """))
        }
    }

    @Test("Fields may have other names; a byte order mark is no part of the first")
    func otherFields() throws {
        try withTemporaryFolder { folder in
            try "\u{FEFF}body,topic,key,part\none,a,1,x\ntwo,b,1,y\none,a,2,y\nthree,b,3,y\n".write(
                to: "\(folder)/t.csv")
            let result = try check(
                [
                    "t.csv", "--text-field", "body", "--label-field", "topic", "--id-field", "key", "--split-field",
                    "part",
                ], in: folder)
            #expect(result.status == 65)
            #expect(
                result.output.hasPrefix(
                    """
                    t.csv, line 3: the id '1' is also that of t.csv, line 2
                    t.csv, line 4: the text is in the split y and in x: t.csv, line 2

                    """))
        }
    }

    @Test(
        "What is broken is a finding with file and line, and the other files are read",
        arguments: [
            ("a.tsv", "", "a.tsv: there are no records in it"),
            (
                "a.jsonl", "{\"text\":\"x\",\"label\":\"a\"}\n{\n",
                "a.jsonl, line 2: not a JSON object: the line ends early at byte 2"
            ),
            (
                "a.csv", "text,label\n\"x,a\n",
                "a.csv, line 2: a quoted field that begins in this record is never closed"
            ),
            (
                "a.tsv", "text\tkind\nx\ty\n",
                "a.tsv, line 2: there is no field 'label'; the fields are: text, kind. "
                    + "Name another one with --label-field"
            ),
        ])
    func broken(name: String, text: String, message: String) throws {
        try withTemporaryFolder { folder in
            try text.write(to: "\(folder)/\(name)")
            try "text\tlabel\nx\n".write(to: "\(folder)/b.tsv")
            let result = try check([folder])
            #expect(result.status == 65 && result.error.isEmpty)
            #expect(
                result.output.hasPrefix(
                    "\(folder)/\(message)\n\(folder)/b.tsv, line 2: 1 field where the header has 2\n"))
        }
    }

    @Test("What is not there is an error, and nothing is checked")
    func missing() throws {
        try withTemporaryFolder { folder in
            try "no records".write(to: "\(folder)/README.md")
            let missing = try check([folder, "none.tsv"], in: folder)
            #expect(missing.status == 66 && missing.output.isEmpty)
            let advice = "there are no files of records in this directory (.tsv, .csv, .jsonl)"
            #expect(missing.error == "error: \(folder): \(advice)\n")
            let other = try check(["README.md", "none.tsv"], in: folder)
            #expect(other.status == 66 && other.output.isEmpty)
            #expect(other.error == "error: none.tsv: there is no such file\n")
            #expect(try check([]).status == 64)
        }
    }

    @Test("Names in a file cannot command the terminal")
    func controlCharacters() throws {
        try withTemporaryFolder { folder in
            try "text\tlabel\nx\t\u{1B}[2J\n".write(to: "\(folder)/t.tsv")
            let result = try check(["t.tsv"], in: folder)
            #expect(result.output.hasPrefix("t.tsv, line 2: the label '\u{FFFD}[2J' occurs only here\n"))
            #expect(!result.output.contains("\u{1B}"))
        }
    }
}
