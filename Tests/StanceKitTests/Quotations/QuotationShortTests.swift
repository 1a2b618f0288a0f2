import StanceKit
import Testing

@Suite("A few words in marks")
struct QuotationShortTests {
    @Test("are speech where they are a sentence", arguments: sentences + singles + halves)
    func finds(_ example: QuotationCase) {
        #expect(example.found() == example.expected)
    }

    static let sentences: [QuotationCase] = [
        .init(
            "the end of an interrupted speech", #""The dam will hold," Ada Brook said. "Nobody need worry.""#,
            ("The dam will hold, Nobody need worry.", .direct, "Ada Brook")),
        .init(
            "a question at the end of a speech", #""The dam will hold," said Ada Brook. "Why ask?""#,
            ("The dam will hold, Why ask?", .direct, "Ada Brook")),
        .init(
            "a paragraph of its own",
            "\"The dam will hold this winter,\" said Ada Brook.\n\n\"I checked it.\"\n\n\"Nobody else did that for years.\"",
            ("The dam will hold this winter,", .direct, "Ada Brook"), ("I checked it.", .direct, "Ada Brook"),
            ("Nobody else did that for years.", .direct, "Ada Brook")),
        .init(
            "the second half of a sentence", #""The dam will hold through the winter," said Ada Brook, "I hope.""#,
            ("The dam will hold through the winter, I hope.", .direct, "Ada Brook")),
        .init("a whole statement", #""It will hold," said Ada Brook."#, ("It will hold,", .direct, "Ada Brook")),
        .init("a word", #""Yes," Ada Brook replied."#, ("Yes,", .direct, "Ada Brook")),
        .init("a word in the reporter's sentence", "Ada Brook said “yes”.", ("yes", .mixed, "Ada Brook")),
        .init(
            "a word that says what something was", "Ada Brook told reporters the wall was “rotten”.",
            ("rotten", .mixed, "Ada Brook")),
        .init(
            "a noun that says what something was", "Ada Brook said it was a “damning indictment” of the town.",
            ("damning indictment", .mixed, "Ada Brook")),
        .init("what is expressed", "Ada Brook expressed “deep regret” at it.", ("deep regret", .mixed, "Ada Brook")),
        .init(
            "what something is termed", "Ada Brook termed the plan \"baseless and ill-timed\".",
            ("baseless and ill-timed", .mixed, "Ada Brook")),
        .init(
            "a sentence after a colon", "Ada Brook said in a statement: “We are sorry.”",
            ("We are sorry.", .direct, "Ada Brook")),
    ]

    static let singles: [QuotationCase] = [
        .init(
            "paragraphs led by single curly marks",
            "Ada Brook said: ‘The dam’s walls will hold. The farmers’ union knows it.\n\n‘We checked it twice.’",
            ("The dam’s walls will hold. The farmers’ union knows it. We checked it twice.", .direct, "Ada Brook")),
        .init(
            "paragraphs led by single straight marks",
            "Ada Brook said: 'The dam's walls will hold.\n\n'We don't sleep there.\n\n'Nobody does.'",
            ("The dam's walls will hold. We don't sleep there. Nobody does.", .direct, "Ada Brook")),
        .init(
            "single marks whose speaker comes last",
            "‘The dam will hold through the winter.\n\n‘We checked it twice,’ said Ada Brook.",
            ("The dam will hold through the winter. We checked it twice,", .direct, "Ada Brook")),
        .init(
            "a plural's apostrophe at the end of words in single marks",
            "Ada Brook said: ‘We like our old walls’ and left.\n\n‘They will hold through the winter,’ said Tom Reed.",
            ("We like our old walls", .mixed, "Ada Brook"),
            ("They will hold through the winter,", .direct, "Tom Reed")),
        .init(
            "apostrophes before a paragraph in single marks",
            "In the flood of '98 the farmers' dam broke, 'tis said.\n\n'We lost it all that day,' said Ada Brook.",
            ("We lost it all that day,", .direct, "Ada Brook")),
    ]

    static let halves: [QuotationCase] = [
        .init(
            "a sentence that goes on from the reporter's words",
            #"The plan "is a danger to us all," Ada Brook said, "and the town will pay for it.""#,
            ("is a danger to us all, and the town will pay for it.", .direct, "Ada Brook")),
        .init(
            "an abbreviation before the second half",
            "“The dam will hold,” said Ada Brook, an engineer at Reed & Co. “We checked it twice last week.”",
            ("The dam will hold, We checked it twice last week.", .direct, "Ada Brook")),
        .init(
            "an abbreviation before words that go on",
            #"The dam in the U.S. "will not hold this winter," Ada Brook said."#,
            ("will not hold this winter,", .mixed, "Ada Brook")),
        .init(
            "a missing mark before the attribution",
            "\"The dam will hold, Brook said. \"We checked it.\"\n\n\"It is as sound as a bell,\" said Tom Reed.",
            ("The dam will hold We checked it.", .direct, "Brook"),
            ("It is as sound as a bell,", .direct, "Tom Reed")),
    ]

    @Test("are speech where a verb of saying governs them", arguments: phrases + namesAndTitles)
    func findsPhrases(_ example: QuotationCase) {
        #expect(example.found() == example.expected)
    }

    static let phrases: [QuotationCase] = [
        .init(
            "after an auxiliary", #"Ada Brook said the repair had been "far too slow"."#,
            ("far too slow", .mixed, "Ada Brook")),
        .init(
            "a verb and its object", #"Ada Brook said on the radio that she had "bought and sold" the mill."#,
            ("bought and sold", .mixed, "Ada Brook")),
        .init(
            "an object with its preposition",
            #"Ada Brook wrote that the keeper had shown "great courage" in the flood."#,
            ("great courage", .mixed, "Ada Brook")),
        .init(
            "a verb after its subject", #"The board said it "deeply regrets" the flood."#,
            ("deeply regrets", .mixed, "The board")),
        .init(
            "an adverb and a verb", #"Ada Brook says that keepers "rarely checked" the wall."#,
            ("rarely checked", .mixed, "Ada Brook")),
        .init(
            "the second of a pair", #"Ada Brook said she was "very tired" and had "lost hope"."#,
            ("very tired", .mixed, "Ada Brook"), ("lost hope", .mixed, "Ada Brook")),
        .init(
            "names for several things",
            "Brook called the plan “hard to follow,” the dam “a ruin,” and the mill “a place of beauty.”",
            ("hard to follow,", .mixed, "Brook"), ("a ruin,", .mixed, "Brook"),
            ("a place of beauty.", .mixed, "Brook")),
        .init(
            "according to somebody", #"According to Ada Brook, the repair was "far too slow"."#,
            ("far too slow", .mixed, "Ada Brook")),
    ]

    static let namesAndTitles: [QuotationCase] = [
        .init("a subject in reported speech", #"Ada Brook said the "old guard" had left the board."#),
        .init("a nickname in reported speech", #"Ada Brook said Tom "Two Boats" Reed had left the board."#),
        .init("a word in reported speech", #"Ada Brook said some of the "guests" had left the board."#),
        .init("a title in reported speech", #"Ada Brook said they had talked on "The Dam Hour," and left."#),
        .init(
            "a title with a comma",
            #"The book, "The Long Rivers of Norland," sold well in Eastport, the publisher said."#),
        .init("a study's title", #"In a study titled "Water loss in the northern dams," Brook said it was safe."#),
        .init("what a film is called", #"Brook wrote a film called "The water that never came back" in May."#),
        .init("a name that something had", #"Ada Brook told the court his nickname was "Bear"."#),
        .init("a word that is spoken of", #"Ada Brook said the word that she hated most was "synergy"."#),
        .init("an interest that is expressed", #"Ada Brook expressed an interest in "yoga"."#),
        .init("an offence", #"He was convicted of "causing a flood by careless work" on Monday."#),
    ]

    @Test("alternate after a question, an answer and a question", arguments: exchanges)
    func findsExchanges(_ example: QuotationCase) {
        #expect(example.found() == example.expected)
    }

    static let exchanges: [QuotationCase] = [
        .init(
            "a talk of two",
            "\"Will it hold?\" asked Tom Reed.\n\n\"It will,\" said Ada Brook. \"We checked it.\"\n\n\"And the bridge?\"\n\n"
                + "\"It is older.\"\n\n\"Then close it,\" said Reed.\n\n\"We cannot.\"",
            ("Will it hold?", .direct, "Tom Reed"), ("It will, We checked it.", .direct, "Ada Brook"),
            ("And the bridge?", .direct, "Tom Reed"), ("It is older.", .direct, "Ada Brook"),
            ("Then close it,", .direct, "Tom Reed"), ("We cannot.", .direct, "Ada Brook")),
        .init(
            "an answer of several paragraphs",
            "\"Will it hold?\" asked Tom Reed.\n\n\"It will,\" said Ada Brook.\n\n\"We checked it.\"\n\n\"Nobody need worry.\"",
            ("Will it hold?", .direct, "Tom Reed"), ("It will,", .direct, "Ada Brook"),
            ("We checked it.", .direct, "Ada Brook"), ("Nobody need worry.", .direct, "Ada Brook")),
    ]
}
