import Testing

@testable import StanceKit

@Suite("Lines that are wrapped")
struct HardWrapTests {
    /// Wrapped at 72 columns, in paragraphs.
    static let letter = """
        The dam at Northlake will hold through the winter, an engineer said on
        Monday. “We have checked it twice and there is no crack in the wall,”
        Ada Brook told the board, “though the water stood higher than in any
        year we know of.” The board meets again on Friday.

        “Nobody listens to the farmers,” said the keeper of the old dam, Tom
        Reed. “They saw the flood come when nobody else did, and they are here
        to tell.”
        """

    @Test("are read as one paragraph", arguments: ["\n", "\r\n", "\r", "  \n"])
    func wrapped(lineEnd: String) {
        let article = Self.letter.replacingLineEnds(with: lineEnd)
        let found = QuotationExtractor().quotations(in: article)
        #expect(found.map(\.speaker) == ["Ada Brook", "Tom Reed"])
        #expect(found.map(\.segments.count) == [2, 2])
        #expect(
            found[0].text == "We have checked it twice and there is no crack in the wall, though the water stood"
                + " higher than in any\(lineEnd)year we know of.")
        let scalars = Array(article.unicodeScalars)
        #expect(found[0].speakerRange.map { String(String.UnicodeScalarView(scalars[$0])) } == "Ada Brook")
    }

    @Test("end where something else starts")
    func items() {
        let found = QuotationExtractor().quotations(
            in: """
                The board of Northlake met on Monday to speak of the dam and of the old
                bridge. It has three points, which Ada Brook had sent to the papers on
                the day before, and it will vote on them in May if nobody asks for more:
                - “Repair the dam before the winter,
                - “Call the farmers in,
                - “Close the bridge.”
                """)
        #expect(found.allSatisfy { !$0.text.contains("\n") })
    }

    @Test(
        "stay lines",
        arguments: [
            "BROOK: Will the dam hold through the winter that comes?\nREED: It will hold if the farmers close the gate.",
            "The dam broke in Northlake\nAda Brook said on Monday that it was old.",
            "The sea was calm.\n\nAnd then the wind came up\nAnd all the boats went home\nAnd nobody was left but\nMe.",
            "– Will the dam hold through the winter?\n– It will, if the farmers close the upper gate.",
            "the dam\nthe old bridge across the river\nthe mill\nthe keeper's house by the lake\nthe road",
            "", "\n", "\r\n\r\n", " \n ",
        ])
    func others(article: String) {
        #expect(HardWraps.removed(from: Array(article.utf8)) == Array(article.utf8))
    }

    @Test("give a speaker whose name is cut one space")
    func name() {
        let lines = [
            "The keeper spoke of the dam on Monday. “It will hold,” said Ada",
            "Brook, who has seen the flood of that year, and the one before",
            "it as well.",
        ]
        let found = QuotationExtractor().quotations(in: lines.joined(separator: "\r\n"))
        #expect(found.map(\.speaker) == ["Ada Brook"])
    }
}

extension String {
    fileprivate func replacingLineEnds(with lineEnd: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
    }
}
