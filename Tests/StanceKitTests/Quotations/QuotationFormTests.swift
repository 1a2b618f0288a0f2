import StanceKit
import Testing

@Suite("The forms in which articles quote")
struct QuotationFormTests {
    @Test("are read in their text, kind and speaker", arguments: forms + layouts + layoutRefusals)
    func finds(_ example: QuotationCase) {
        #expect(example.found() == example.expected)
    }

    @Test("include reported speech on request", arguments: reported)
    func findsIndirect(_ example: QuotationCase) {
        #expect(example.found(by: QuotationExtractor(includesIndirect: true)) == example.expected)
    }

    @Test("leave reported speech out unless it is asked for", arguments: reported)
    func leavesIndirectOut(_ example: QuotationCase) {
        #expect(example.found() == example.expected.filter { $0.kind != .indirect })
    }

    @Test("give every named speaker a confidence")
    func confidence() throws {
        let quotations = QuotationExtractor().quotations(
            in: "“The dam will hold,” said Ada Brook.\n\nIt rained.\n\n“The bridge is older than that.”")
        #expect(quotations.map(\.speaker) == ["Ada Brook", nil])
        let confidence = try #require(quotations[0].speakerConfidence)
        #expect(confidence > 0.9 && confidence < 1)
        #expect(quotations[1].speakerConfidence == nil)
    }

    static let forms: [QuotationCase] = [
        .init(
            "curly marks in single ones",
            "‘The dam keeper wrote “hold on” in the log,’ said Ada Brook.",
            ("The dam keeper wrote “hold on” in the log,", .direct, "Ada Brook")),
        .init(
            "angle marks in curly ones",
            "“The keeper wrote «hold on» in the log,” said Ada Brook.",
            ("The keeper wrote «hold on» in the log,", .direct, "Ada Brook")),
        .init(
            "curly marks in angle ones",
            "«The keeper wrote “hold on” in the log», said Ada Brook.",
            ("The keeper wrote “hold on” in the log", .direct, "Ada Brook")),
        .init(
            "double corner marks",
            "『The dam will hold through the winter,』 said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "full-width marks",
            "＂The dam will hold through the winter,＂ said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a straight mark closed by a curly one",
            "\"The dam will hold through the winter,” said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a low mark closed by a straight one",
            "„The dam will hold through the winter\", said Ada Brook.",
            ("The dam will hold through the winter", .direct, "Ada Brook")),
        .init(
            "a possessive inside single marks",
            "‘The valley’s farmers won’t wait for the board,’ said Ada Brook.",
            ("The valley’s farmers won’t wait for the board,", .direct, "Ada Brook")),
        .init(
            "a second opening mark in the middle of a sentence",
            "“The dam will “surely hold through the winter,” said Ada Brook.",
            ("The dam will “surely hold through the winter,", .direct, "Ada Brook")),
        .init(
            "marks of an HTML attribute",
            "<a href=\"a page about dams\">The dam</a> is old. “It will hold through the winter,” said Ada Brook.",
            ("It will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "inches",
            "The pipe is 12\" wide. Ada Brook said, “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "two open marks in a row",
            "“The dam will hold through the winter.\n\n“The bridge will hold as well.\n\n“So will the mill,” said Ada Brook.",
            (
                "The dam will hold through the winter. The bridge will hold as well. So will the mill,", .direct,
                "Ada Brook"
            )),
        .init(
            "a pair inside a paragraph that stays open",
            "\"We read the “old rules of the valley” twice before the flood.\n\n\"They are still good,\" said Ada Brook.",
            ("We read the “old rules of the valley” twice before the flood. They are still good,", .direct, "Ada Brook")
        ),
        .init(
            "CRLF line ends",
            "“The dam will hold through the winter,” said Ada Brook.\r\n\r\n“So will the bridge,” said Tom Reed.\r\n",
            ("The dam will hold through the winter,", .direct, "Ada Brook"),
            ("So will the bridge,", .direct, "Tom Reed")),
        .init(
            "who said",
            "The board heard Tom Reed, who said, “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Tom Reed")),
        .init(
            "a warning of somebody's",
            "Tom Reed’s warning that “the dam will not hold this winter” was heard.",
            ("the dam will not hold this winter", .mixed, "Tom Reed")),
        .init(
            "with somebody saying",
            "The meeting ended late, with Tom Reed saying, “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Tom Reed")),
        .init(
            "a verb of its own after the name",
            "Tom Reed, a keeper at Northlake, said his manager was “patient with everyone who came late.”",
            ("patient with everyone who came late.", .mixed, "Tom Reed")),
        .init(
            "a trade without article or office",
            "“Welcome to the valley, friends,” said master of ceremonies Tom Reed.",
            ("Welcome to the valley, friends,", .direct, "Tom Reed")),
        .init(
            "said by two verbs",
            "Ada Brook smiled and added: “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "in a statement, the ministry said",
            "In a statement, the ministry said, “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "the ministry")),
        .init(
            "adverbs and times between",
            "“The dam will hold,” Ada Brook also said again on Tuesday.",
            ("The dam will hold,", .direct, "Ada Brook")),
        .init(
            "who leads",
            "Ada Brook, who leads the board, said: “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a pronoun after its person",
            "Tom Reed came by. He said: “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Tom Reed")),
        .init(
            "a role for its holder",
            "Tom Reed, a researcher, came by. “The dam will hold through the winter,” the researcher said.",
            ("The dam will hold through the winter,", .direct, "Tom Reed")),
        .init(
            "a role before its holder",
            "The town asked researcher Tom Reed. “The dam will hold through the winter,” the researcher said.",
            ("The dam will hold through the winter,", .direct, "Tom Reed")),
        .init(
            "an announcing sentence",
            "Tom Reed continued his remarks.\n\n“The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Tom Reed")),
        .init(
            "asked",
            "“Will the dam hold through the winter?” Ada Brook asked.",
            ("Will the dam hold through the winter?", .direct, "Ada Brook")),
        .init(
            "an organisation",
            "“The dam will hold through the winter,” the Northlake Council announced.",
            ("The dam will hold through the winter,", .direct, "the Northlake Council")),
        .init(
            "French speech with dashes",
            "— The dam will hold, — said Ada Brook.\n— And the bridge? — asked Tom Reed.",
            ("The dam will hold", .direct, "Ada Brook"), ("And the bridge?", .direct, "Tom Reed")),
        .init(
            "a press release's heading",
            "From Chairwoman Ada Brook:\n\n“The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a signature with an office",
            "“The dam will hold through the winter.” – Commissioner Tom Reed",
            ("The dam will hold through the winter.", .direct, "Tom Reed")),
        .init(
            "a single quoted word",
            "The “guests” of the dam keeper stayed for a year."),
        .init(
            "a title with small words",
            "The mill showed “The Beaver and the Dam from Over There” on Sunday."),
        .init(
            "a nickname in curly marks",
            "Bert “Two Boats” Miller won again."),
        .init(
            "a decade and a plural possessive",
            "In the ’90s the farmers’ dam was the town’s pride and the boys’ playground."),
        .init(
            "feet and inches",
            "The gate is 6' 2\" high and 3' 4\" wide."),
    ]

    static let layouts: [QuotationCase] = [
        .init(
            "told by somebody, with that",
            "The Herald was told by Ada Brook that “the dam will hold through the winter.”",
            ("the dam will hold through the winter.", .mixed, "Ada Brook")),
        .init(
            "he was told by somebody",
            "“The dam will hold through the winter,” he was told by Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "was also told by somebody",
            "Tom Reed was also told by Ada Brook: “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "told by nobody named",
            "“The dam will hold through the winter,” she was told.",
            ("The dam will hold through the winter,", .direct, nil)),
        .init(
            "Spanish dashes around an attribution",
            "—The dam will hold —said Ada Brook—. We checked it twice.",
            ("The dam will hold We checked it twice.", .direct, "Ada Brook")),
        .init(
            "Spanish dashes in a dialogue",
            "—The dam will hold —said Ada Brook.\n—And the bridge? —asked Tom Reed.",
            ("The dam will hold", .direct, "Ada Brook"), ("And the bridge?", .direct, "Tom Reed")),
        .init(
            "a signature on the line below",
            "“The dam will hold through the winter.”\n– Commissioner Tom Reed",
            ("The dam will hold through the winter.", .direct, "Tom Reed")),
        .init(
            "a signature with an office on the line below",
            "“The dam will hold through the winter.”\n\n— Tom Reed, mayor of Northlake\n\n“The bridge will hold as well.”",
            ("The dam will hold through the winter.", .direct, "Tom Reed"),
            ("The bridge will hold as well.", .direct, nil)),
        .init(
            "a list below a quotation",
            "“The dam will hold through the winter.”\n- The keeper Tom Reed came by and left again\n- Call Tom Reed soon",
            ("The dam will hold through the winter.", .direct, nil)),
        .init(
            "an interview",
            "The Herald met engineer Ada Brook at the dam.\n\nThe Herald: Will it hold?\n\nAda Brook: It will. We checked it “twice” in May.\n\nThe Herald: And the bridge?\n\nAda Brook: I do not know.",
            ("Will it hold?", .direct, "The Herald"), ("It will. We checked it “twice” in May.", .direct, "Ada Brook"),
            ("And the bridge?", .direct, "The Herald"), ("I do not know.", .direct, "Ada Brook")),
        .init(
            "a transcript in capitals",
            "BROOK: Will the dam hold?\nREED: It will.\nBROOK: Good.",
            ("Will the dam hold?", .direct, "BROOK"), ("It will.", .direct, "REED"), ("Good.", .direct, "BROOK")),
        .init(
            "questions and answers of nobody named",
            "Q: Will the dam hold?\nA: It will, for many years.",
            ("Will the dam hold?", .direct, nil), ("It will, for many years.", .direct, nil)),
        .init(
            "questions and answers with a period",
            "Q. Will the dam hold?\nA. It will, for many years.\nQ. And the bridge?\nA. I do not know.",
            ("Will the dam hold?", .direct, nil), ("It will, for many years.", .direct, nil),
            ("And the bridge?", .direct, nil), ("I do not know.", .direct, nil)),
        .init(
            "labels with an office and a place",
            "ADA BROOK, the engineer: Will the dam hold?\nREED (on the phone): It will.\nBROOK: Good.",
            ("Will the dam hold?", .direct, "ADA BROOK"), ("It will.", .direct, "REED"),
            ("Good.", .direct, "ADA BROOK")),
        .init(
            "labels in capitals of people whom the article names",
            "Mayor Tom Reed spoke with Ada Brook on Monday.\n\nADA BROOK: Will the dam hold?\nREED: It will.\nBROOK: Good.",
            ("Will the dam hold?", .direct, "Ada Brook"), ("It will.", .direct, "Tom Reed"),
            ("Good.", .direct, "Ada Brook")),
        .init(
            "statements after offices and names",
            "Senator Ada Brook: The dam will hold.\nMayor Tom Reed: It will not, I fear.",
            ("The dam will hold.", .direct, "Ada Brook"), ("It will not, I fear.", .direct, "Tom Reed")),
        .init(
            "a press release's statements without marks",
            "From Chairwoman Ada Brook:\n\nThe dam will hold through the winter.\n\nFrom Vice Chair Tom Reed: The bridge will hold as well.",
            ("The dam will hold through the winter.", .direct, "Ada Brook"),
            ("The bridge will hold as well.", .direct, "Tom Reed")),
        .init(
            "a name and an office below the words",
            "It rained.\n\n“The dam will hold through the winter.”\nAda Brook, an engineer at the Institute of Rivers\n\nThe mill is closed.",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a mark that is closed below, after name and office",
            "It rained.\n\n\"The dam will hold through the winter.\nAda Brook, Institute of Rivers.\"\n\nThe mill is closed.",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a paragraph that starts with a name and an office",
            "It rained.\n\n“The dam will hold through the winter.”\n\nTom Reed, a keeper, lost his barn in the flood.",
            ("The dam will hold through the winter.", .direct, nil)),
        .init(
            "a byline below the words",
            "It rained.\n\n“The dam will hold through the winter.”\n\nTom Reed, Political Editor",
            ("The dam will hold through the winter.", .direct, nil)),
        .init(
            "a sentence that starts as a signature does",
            "It rained.\n\n“The dam will hold through the winter.”\n\nTom Reed, the mayor lost his barn in the flood.",
            ("The dam will hold through the winter.", .direct, nil)),
        .init(
            "a place below the words",
            "It rained.\n\n“The dam will hold through the winter.”\n\nNew Eastport, Norland.\n\nThe mill is closed.",
            ("The dam will hold through the winter.", .direct, nil)),
        .init(
            "a transcript's turn of two paragraphs, and what nobody says",
            "Herald: Will the dam hold?\n\nBrook: It will. We checked it twice.\n\nI was there and saw no crack.\n\n"
                + "Herald: And the bridge?\n\nBrook: The bridge is older.\n\nThe keeper looked out.\n\nHerald: Thank you.",
            ("Will the dam hold?", .direct, "Herald"),
            ("It will. We checked it twice. I was there and saw no crack.", .direct, "Brook"),
            ("And the bridge?", .direct, "Herald"), ("The bridge is older.", .direct, "Brook"),
            ("Thank you.", .direct, "Herald")),
        .init(
            "a block quote led by angles",
            "Ada Brook wrote in a letter to the town:\n\n> The dam will hold through the winter.\n> We checked it twice.\n\nIt rained.",
            ("The dam will hold through the winter. We checked it twice.", .direct, "Ada Brook")),
        .init(
            "an indented block quote",
            "Ada Brook wrote in a letter to the town:\n\n    The dam will hold through the winter.\n    We checked it twice.\n\nIt rained.",
            ("The dam will hold through the winter. We checked it twice.", .direct, "Ada Brook")),
        .init(
            "a single low mark closed by an opening one",
            "‚The dam will hold through the winter‘, said Ada Brook.",
            ("The dam will hold through the winter", .direct, "Ada Brook")),
    ]

    static let layoutRefusals: [QuotationCase] = [
        .init(
            "notes and updates",
            "Note: The dam is closed on Monday.\nUpdate: The bridge is closed as well.\nNote: The mill is open."),
        .init(
            "the details of an event",
            "Date: Monday, May 5.\nLocation: Northlake Dam.\nMedia Contact: Ada Brook.\nAda Brook said she would come."),
        .init(
            "places before their news",
            "Eastport: Shares fell on Monday.\nNew Norland: Shares rose on Monday.\nTraders in New Norland said so."),
        .init("headings with a colon", "Key Points: The dam is old.\nNext Steps: The board will meet."),
        .init("one label with a name", "Ada Brook came by.\nAda Brook: The dam will hold.\nIt rained."),
        .init(
            "a headline that names its speaker",
            "Eastport Mayor Reed: The dam will hold.\nThe town asked Mayor Tom Reed.\nEastport Mayor Reed: It is sound."
        ),
        .init("initials", "A. Brook came by on Monday.\nQ. Reed was at the dam.\nA. Brook said so."),
        .init("a lettered list", "A. The dam is closed.\nB. The bridge is closed.\nC. The mill is open."),
        .init(
            "names and verbs before a colon",
            "Ada Brook, who leads the board, said: The dam is closed.\nTom Reed, the mayor, added: The mill is open."),
        .init("a question alone", "Q: Will the dam hold?\nIt rained on Monday."),
        .init("a place that something is from", "From Eastport:\n\nThe dam will hold through the winter."),
        .init("a rubric", "From the Archive: The dam will hold through the winter."),
        .init("an indented plan", "The plan of the town:\n\n    Repair the dam and the bridge.\n    Call Ada Brook."),
        .init("indented throughout", "    Ada Brook said this:\n\n    It rained and the dam held well."),
        .init("an angle without an announcement", "It rained.\n\n> The dam will hold through the winter."),
        .init("dashes around an aside", "The town —a small one— said nothing. Ada Brook —the keeper— said so."),
        .init("an agency after a dash", "—Reuters"),
        .init("single marks around words", "The ‘old’ dam and the town’s ‘new’ one, said Ada Brook, won’t hold."),
    ]

    static let reported: [QuotationCase] = [
        .init(
            "that",
            "Ada Brook warned on Monday that the dam would not hold.",
            ("the dam would not hold", .indirect, "Ada Brook")),
        .init(
            "according to",
            "According to Ada Brook, the dam will hold this winter.",
            ("the dam will hold this winter", .indirect, "Ada Brook")),
        .init(
            "a verb of thinking at the end",
            "The dam will hold this winter, Ada Brook believes.",
            ("The dam will hold this winter", .indirect, "Ada Brook")),
        .init(
            "according to, at the end",
            "The dam will hold this winter, according to Ada Brook.",
            ("The dam will hold this winter", .indirect, "Ada Brook")),
        .init(
            "a described speaker at the end",
            "The dam will hold this winter, Tom Reed, a keeper at Northlake, told The Herald.",
            ("The dam will hold this winter", .indirect, "Tom Reed")),
        .init(
            "told somebody that",
            "The ministry told reporters in Eastport that the dam would hold.",
            ("the dam would hold", .indirect, "The ministry")),
        .init(
            "believes that",
            "Tom Reed believes that the bridge is older than the dam.",
            ("the bridge is older than the dam", .indirect, "Tom Reed")),
        .init(
            "beside a quotation in marks",
            "“The dam will hold,” said Ada Brook. Tom Reed said that the bridge would not hold.",
            ("The dam will hold,", .direct, "Ada Brook"), ("the bridge would not hold", .indirect, "Tom Reed")),
        .init(
            "nothing reported",
            "Ada Brook read the old book in the mill."),
        .init(
            "no that",
            "Engineer Ada Brook said the dam would hold this winter.",
            ("the dam would hold this winter", .indirect, "Ada Brook")),
        .init(
            "no that, after a description",
            "Ada Brook, who leads the board, said farmers had left the valley.",
            ("farmers had left the valley", .indirect, "Ada Brook")),
        .init(
            "no that, before a pronoun",
            "Police said they were looking for the keeper.",
            ("they were looking for the keeper", .indirect, "Police")),
        .init(
            "no that, after the one told",
            "The mayor told parliament the dam would open in June.",
            ("the dam would open in June", .indirect, "The mayor")),
        .init(
            "no that, after a day and a statement",
            "Ada Brook said in a statement on June 3 the dam would open.",
            ("the dam would open", .indirect, "Ada Brook")),
        .init(
            "no that and no auxiliary",
            "The report says 40 farmers moved.",
            ("40 farmers moved", .indirect, "The report")),
        .init(
            "what people fear, show and hear",
            "Farmers fear the dam could burst. The study showed that it leaks badly. The court heard that Reed spent the money.",
            ("the dam could burst", .indirect, "Farmers"), ("it leaks badly", .indirect, "The study"),
            ("Reed spent the money", .indirect, "The court")),
        .init(
            "a title before the name at the end",
            "The dam was old, but it did not burst, Mr Reed said on Tuesday.",
            ("The dam was old, but it did not burst", .indirect, "Reed")),
        .init(
            "two who report",
            "Ada Brook said the dam would open in June, The Herald reported.",
            ("the dam would open in June", .indirect, "Ada Brook")),
        .init(
            "a dateline",
            "EASTPORT, June 3 (NNA) - The dam will open in July, the water board said on Tuesday.",
            ("The dam will open in July", .indirect, "the water board")),
        .init(
            "objects of the verb",
            "Ada Brook said a few words to the farmers. Police found the boat in a locked barn. In June, Brook found"
                + " other farmers. The man who said the dam would burst was old."),
    ]
}
