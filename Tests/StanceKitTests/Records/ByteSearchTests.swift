import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct ByteSearchTests {
    @Test("The first byte of interest is found, whatever stands around it")
    func first() {
        var generator = SplitMix64(seed: 8)
        let searches: [(ByteSearch, [UInt8])] = [
            (.json, Array("\"\\".utf8)), (.tsv, Array("\\".utf8)), (.csv, Array("\",;".utf8)),
        ]
        for (search, marks) in searches {
            for length in 0..<200 {
                let text = (0..<length).map { _ in
                    // Mostly bytes that are near one of interest, or beyond ASCII.
                    [0x1F, 0x20, 0x21, 0x23, 0x2B, 0x2D, 0x3A, 0x5B, 0x5D, 0x80, 0xA2, 0xDC, 0xFF, 0x61]
                        .randomElement(using: &generator)! as UInt8
                }
                for change in 0..<min(3, length) {
                    var text = text
                    let special = ((0..<0x20).map(UInt8.init) + marks).randomElement(using: &generator)!
                    if change > 0 { text[Int.random(in: 0..<length, using: &generator)] = special }
                    for start in [0, length / 3, length] {
                        let expected = text[start...].firstIndex { $0 < 0x20 || marks.contains($0) } ?? length
                        #expect(text.withUnsafeBufferPointer { search.firstIndex(in: $0, from: start) } == expected)
                    }
                }
            }
        }
    }

    @Test("Lines end behind their newline, or with the text")
    func lines() {
        let bytes = Array("a\n\nbc".utf8)
        #expect((0...5).map(bytes.lineEnd) == [2, 2, 3, 5, 5, 5])
        #expect([UInt8]().lineEnd(from: 0) == 0)
        #expect(bytes[...].lineCount == 2 && bytes[3...].lineCount == 0)
    }

    @Test("Newlines are counted whatever stands between them, more than a byte can count too", arguments: [1, 2, 255])
    func lineCounts(largest: UInt8) {
        var generator = SplitMix64(seed: 6)
        for length in [0, 1, 7, 8, 9, 2039, 2040, 2041, 5000] {
            let bytes = (0..<length).map { _ in 0x0A ^ UInt8.random(in: 0...largest, using: &generator) }
            #expect(bytes[...].lineCount == bytes.count { $0 == 0x0A })
        }
        #expect([UInt8](repeating: 0x0A, count: 5003)[3...].lineCount == 5000)
    }
}
