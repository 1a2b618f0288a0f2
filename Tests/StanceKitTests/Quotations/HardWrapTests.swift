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

    /// With a head, turns, a list, a block quote, indented paragraphs and an address.
    static let mail = """
        From: Ann Kerr <ann@example.org>
        To: news list
        Subject: The dam
        Date: Monday, 5 May

        Dear all,

        the water board met on Monday to speak of the dam. The engineer of the
        county, Ada Brook, said: “The dam will hold through the winter, and the
        bridge will hold as well. We have checked them twice.

        “Nobody need leave the valley, whatever the papers say, and nobody has
        to pay for the repair of the gates. The county has put by what that
        takes, as the farmers asked for in the year of the flood, and the work
        starts in June.”

        REED: Will the dam hold through the winter, and who is to pay for what
        we lost in the flood of last year?
        BROOK: It will hold. We have checked it twice, and the board has put by
        what it takes.
        REED: Good.

        Points for the board:
        - repair the dam before the winter, as the engineers have asked for and
          as the board has promised
        - call the farmers

        She wrote to the town:

        > The dam will hold through the winter. We have checked it twice and we
        > know of no crack.

            The mayor of the town, Tom Reed, was not so sure of it. “I have seen
        the water rise,” he said, “and I know what it does.”
            “It is not the first time,” said Joe Bell. “It came up in an hour in
        May.”

        Yours,
        Ann Kerr
        Mill Lane 5
        Eastport
        """

    @Test("are told from the other lines of an e-mail")
    func mixed() {
        let found = QuotationExtractor().quotations(in: Self.mail)
        #expect(
            found.map(\.speaker) == [
                "Ada Brook", "Tom Reed", "Ada Brook", "Tom Reed", "Ada Brook", "Tom Reed", "Joe Bell",
            ])
        #expect(found.map(\.segments.count) == [2, 1, 1, 1, 2, 2, 2])
        #expect(found[2].text == "It will hold. We have checked it twice, and the board has put by\nwhat it takes.")
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
