import StanceKit
import Testing

/// Small and repeatable: SplitMix64.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

@Suite("Whatever the text, quotations")
struct QuotationInvariantTests {
    private static let pieces = [
        "\"", "\"", "“", "”", "‘", "’", "'", "«", "»", "„", "‹", "›", "「", "」", "``", "''", " ", " ", " ", "\n", "\r\n",
        "\u{2028}",
        "- ", "— ", ", ", ". ", "? ", ": ", "(", ")", "said ", "told ", "according to ", "he ", "the ministry ",
        "Ada Brook ",
        "Brook", "'s ", "a senior engineer", "will hold", "é", "e\u{301}", "😀", "\u{1F468}\u{200D}\u{1F469}", "Ж",
        "\u{A0}",
        "word ", "The ", "and ", "which ", "U.S. ", "1,000 ", "it", "put it ", "\u{0}", "...", "…", "saying ", "-",
        "Q: ", "A: ", "\nReed: ", "\nFrom Chairwoman Brook: ", "said:\n", "\n> ", "\n    The ", "\n– ", "—",
        "was told by ", "‚",
    ]

    @Test("have segments in order and in bounds, and their text is the slices", arguments: 0..<40 as Range<UInt64>)
    func segmentsAreSound(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<60 {
            let length = Int.random(in: 0..<120, using: &generator)
            let article = (0..<length).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
            check(QuotationExtractor().quotations(in: article), in: article)
            check(QuotationExtractor(includesIndirect: true).quotations(in: article), in: article)
        }
    }

    @Test("stand in any bytes", arguments: 0..<20 as Range<UInt64>)
    func bytesAreSound(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let marks = Array("\"'`-,. \n:<=>“”‘’«»".utf8)
        for _ in 0..<40 {
            let bytes = (0..<Int.random(in: 0..<200, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? marks.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
            }
            let article = String(decoding: bytes, as: UTF8.self)
            check(QuotationExtractor(includesIndirect: true).quotations(in: article), in: article)
        }
    }

    private func check(_ quotations: [Quotation], in article: String) {
        let scalars = Array(article.unicodeScalars)
        func slice(_ range: Range<Int>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
        var end = 0
        for quotation in quotations {
            #expect(!quotation.segments.isEmpty)
            for segment in quotation.segments {
                #expect(
                    segment.lowerBound >= end && segment.upperBound <= scalars.count && !segment.isEmpty, "\(article)")
                guard segment.upperBound <= scalars.count else { return }
                end = segment.upperBound
            }
            #expect(quotation.text == quotation.segments.map(slice).joined(separator: " "), "\(article)")
            if let mention = quotation.speakerRange {
                #expect(
                    mention.lowerBound >= 0 && mention.upperBound <= scalars.count && !mention.isEmpty, "\(article)")
            }
            #expect((quotation.speaker == nil) == (quotation.speakerRange == nil))
            #expect((quotation.speaker == nil) == (quotation.speakerConfidence == nil))
        }
    }

    @Test("count Unicode scalars past emoji, combining marks and CRLF")
    func offsetsAreScalars() throws {
        let article = "😀 e\u{301}\r\n“Le barrage tient bon,” said Ada Bröok.\r\n"
        let quotation = try #require(QuotationExtractor().quotations(in: article).first)
        #expect(quotation.segments == [7..<28])
        #expect(quotation.start == 7 && quotation.end == 28)
        #expect(quotation.speakerRange == 35..<44)
        #expect(quotation.speaker == "Ada Bröok")
        #expect(quotation.cue == "said")
    }

    @Test("are classified with a final comma made a full stop")
    func statementEndsInFullStop() throws {
        let article = #""The dam will hold," said Ada Brook. "Will it not last for years?" he asked."#
        let statements = QuotationExtractor().quotations(in: article).map(\.statement)
        #expect(statements == ["The dam will hold.", "Will it not last for years?"])
    }

    @Test(
        "need no stack that grows with the text",
        arguments: ["(a) ", "which ", "also ", "Xa ", "of the ", "'s ", "“", ", a"])
    func depthIsBounded(unit: String) {
        let article = "Ada Brook " + String(repeating: unit, count: 50_000) + "said \"we will go home now\"."
        #expect(QuotationExtractor().quotations(in: article).count <= 1)
    }
}
