import Testing

@testable import StanceKit

/// An article, and who must have said its last quotation.
struct SpeakerCase: Sendable, CustomTestStringConvertible {
    var name: String
    var article: String
    var speaker: String?

    init(_ name: String, _ article: String, _ speaker: String?) {
        self.name = name
        self.article = article
        self.speaker = speaker
    }

    var testDescription: String { name }

    /// Words after their speaker.
    static let said = " said: \"It has a crack from top to bottom.\""

    /// A sentence, and words before the one who says them.
    static func said(_ sentence: String, _ name: String) -> String {
        "\(sentence) \"It has a crack from top to bottom,\" \(name) said."
    }
}

@Suite("The name behind a mention")
struct SpeakerNameTests {
    @Test("is found", arguments: subjects + genders + bodies + offices + short + trades + namesakes + ages)
    func finds(_ example: SpeakerCase) {
        #expect(QuotationExtractor().quotations(in: example.article).last?.speaker == example.speaker)
    }

    // MARK: Trades

    static let trades: [SpeakerCase] = [
        .init("a player", "Defender Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("an officer of the police", "Det Con Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("a member of a council", "Cllr Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("one who was", "Ex-mayor Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("one who will be", "Mayor-elect Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("a mother", "Mother-of-three Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("a customer", "Shopper Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("a witness", "Eyewitness Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("a soldier of a grade", "Sgt. 1st Class Ada Brook" + SpeakerCase.said, "Ada Brook"),
        .init("a surname that is an office", "Professor Grace Bishop" + SpeakerCase.said, "Grace Bishop"),
        .init(
            "a surname that is a title's letters",
            "Grace Sen was cross. \"It has a crack from top to bottom,\" Ms. Sen told a rally.", "Grace Sen"),
        .init("a barrister", "Ada Brook KC, for the town," + SpeakerCase.said, "Ada Brook"),
        .init("honours", "Ada Brook CBE FRS" + SpeakerCase.said, "Ada Brook"),
        .init("a member of parliament", "Ada Brook MP" + SpeakerCase.said, "Ada Brook"),
        .init("a park's member of parliament", "The Victoria Park MP" + SpeakerCase.said, "The Victoria Park MP"),
        .init("a place's member of parliament", "The Eastport West MP" + SpeakerCase.said, "The Eastport West MP"),
        .init(
            "who makes a statement", "A statement from the council said: \"The dam will hold this winter.\"",
            "the council"),
        .init(
            "who writes a letter", "\"The dam will hold this winter,\" a letter by Ada Brook says.", "Ada Brook"),
    ]

    // MARK: Namesakes

    private static let brook = "Joe Brook said: \"I saw the water come.\"\n\n"

    static let namesakes: [SpeakerCase] = [
        .init("another one's title", brook + "\"We all saw it come,\" said Mrs Brook.", "Mrs Brook"),
        .init(
            "the one of two whose title it is",
            brook + "His sister is Ada Brook. \"We all saw it come,\" said Ms Brook.", "Ada Brook"),
        .init("whose wife is named later", "\"We all saw it come,\" Hill said. His wife, Ada Hill, wept.", "Hill"),
        .init(
            "whose wife with a title is named later",
            "\"We all saw it come,\" Hill said. He came with his wife, Dr. Ada Hill.", "Hill"),
        .init(
            "whose wife was named", "Joe Hill fled. His wife, Ada Hill, wept. \"We all saw it come,\" Hill said.",
            "Joe Hill"),
    ]

    // MARK: Ages

    static let ages: [SpeakerCase] = [
        .init(
            "the last topic", "Skipper Ada Brook won by a mile. The 29-year-old said: \"I saw nobody behind me.\"",
            "Ada Brook"),
        .init(
            "the one of that age",
            "Ada Brook, 29, won. Joe Hill, 31, fell. \"I saw nobody behind me,\" the 29-year-old said.", "Ada Brook"),
        .init(
            "nobody whose age is another one",
            "Joe Hill, 31, fell. \"I saw nobody behind me,\" the 29-year-old said.", "the 29-year-old"),
        .init(
            "a firm that has only been a subject",
            "Bolt Inc. reported a loss on Monday. It said it \"expects to grow again by the end of the year.\"",
            "Bolt Inc."),
    ]

    // MARK: Pronouns

    private static let reed = "\"The dam will hold this winter,\" said Mr Reed.\n\n"
    private static let she = "\n\n\"It has a crack from top to bottom,\" she said."
    private static let he = "\n\n\"It has a crack from top to bottom,\" he said."

    static let subjects: [SpeakerCase] = [
        .init("a subject with an office before it", reed + "Council member Ada Brook laughed." + she, "Ada Brook"),
        .init("a subject after but", reed + "But Ada Brook is worried." + she, "Ada Brook"),
        .init("somebody's neighbour", reed + "His neighbour Ada Brook is worried." + she, "Ada Brook"),
        .init("a trade that starts the sentence", reed + "Retired miner Ada Brook fled." + she, "Ada Brook"),
        .init("somebody whose team does it", reed + "Ada Brook's team will test the drill." + she, "Ada Brook"),
        .init("a name after what it is", reed + "His challenger, Ada Brook, is worried." + she, "Ada Brook"),
        .init("a name after a place", reed + "The bar, Roe Hill, was full." + she, "she"),
        .init(
            "the one told of, if the one who tells is somebody else",
            reed + "Alice Hill told the court that Bob Doe had warned her." + he, "Bob Doe"),
        .init("a name after any noun", reed + "The bride, Ada Brook, laughed it off." + she, "Ada Brook"),
        .init(
            "the one who tells of another", reed + "Ada Brook told the court that Hill had warned her." + she,
            "Ada Brook"),
        .init("a name after the office", reed + "The head of the union, Ada Brook, is worried." + she, "Ada Brook"),
        .init("a first name after the relation", reed + "His wife, Ada, was worried." + she, "Ada"),
        .init("somebody else's deputy", reed + "Joe Hill's deputy, Ada Brook, wept." + she, "Ada Brook"),
        .init("for somebody", reed + "For Ada Brook, the crack is no surprise." + she, "Ada Brook"),
        .init("a description before the name", reed + "A retired miner, Ada Brook laughed." + she, "Ada Brook"),
        .init("a time before the name", reed + "On Tuesday, Ada Brook opened the gate." + she, "Ada Brook"),
        .init("an -ing form before the name", reed + "Speaking in Eastport, Ada Brook wept." + she, "Ada Brook"),
        .init("a participle before the name", reed + "Moved by the sight, Ada Brook wept." + she, "Ada Brook"),
        .init(
            "a name within the words",
            "Mr Reed called it \"a bad joke on the town\". Mr Hill of Norland wrote back. "
                + "\"Senator Reed has not seen the crack,\" he wrote.", "Hill"),
        .init("whom somebody speaks of", "Ada Brook said Ann Hill was lucky." + she, "Ada Brook"),
        .init(
            "whom somebody accuses", "Mayor Ada Brook accused President Ann Hill of “playing with water”." + she,
            "Ada Brook"),
        .init("a dateline", "NEW EASTPORT (NNA) — Mayor Joe Hill came on Sunday." + he, "Joe Hill"),
        .init("a dateline without an agency", "NEW EASTPORT — Mayor Joe Hill came on Sunday." + he, "Joe Hill"),
        .init("a dateline with a colon", "NEW EASTPORT: Mayor Joe Hill came on Sunday." + he, "Joe Hill"),
        .init("somebody without a name", reed + "\"We all saw it,\" a woman said." + she, "a woman"),
        .init("a dateline with a date", "EASTPORT, Norland, May 5 — Mayor Joe Hill came." + he, "Joe Hill"),
        .init("a dateline of one word", "EASTPORT — Mayor Joe Hill came." + he, "Joe Hill"),
        .init("a week before the name", reed + "Last week, Ada Brook opened the gate." + she, "Ada Brook"),
        .init("a name after the verb", reed + "Among those who fled was the baker Ada Brook." + she, "Ada Brook"),
        .init("a person met", "Mayor Joe Hill met Ann Reed on Monday." + he, "Joe Hill"),
        .init("somebody's spokesman", "A spokesman for the town denied it." + he, "A spokesman for the town"),
        .init("a place is nobody", "Eastport was quiet." + she, "she"),
    ]

    static let genders: [SpeakerCase] = [
        .init("a title", "Mr Hill and Ms Brook ran. \"The dam is old,\" Ms Brook said." + he, "Hill"),
        .init(
            "a pronoun said of somebody",
            "Brook said she had run. \"It has a crack,\" said Hill.\n\n\"I saw it,\" Brook said." + he, "Hill"),
        .init(
            "a pronoun of the same speaker",
            "\"The dam is very old,\" said Riverwood. \"It has a crack,\" she added. \"It has none,\" Mr Hill said."
                + she,
            "Riverwood"),
        .init(
            "a first name", "\"The dam is old,\" said Mary Brook. \"It is new,\" said John Hill." + she, "Mary Brook"),
        .init("nobody of that gender", "\"The dam is very old,\" said Mr Hill." + she, "she"),
    ]

    // MARK: Short names

    static let short: [SpeakerCase] = [
        .init("a family name first", SpeakerCase.said("Brook Min-su, an engineer, came by.", "Brook"), "Brook Min-su"),
        .init(
            "the first of two surnames", SpeakerCase.said("President Ada Brook Hill came by.", "Brook"),
            "Ada Brook Hill"),
        .init("a name with Jr.", SpeakerCase.said("Joe Reed Jr. came by.", "Reed"), "Joe Reed Jr."),
        .init("a name with a number", SpeakerCase.said("Joe W. Reed III came by.", "Reed"), "Joe W. Reed III"),
        .init("a name with a nickname", SpeakerCase.said("Joe \"Jo\" Reed came by.", "Reed"), "Joe \"Jo\" Reed"),
        .init("a first name", SpeakerCase.said("Joe Reed and his daughter Lucy Reed came by.", "Lucy"), "Lucy Reed"),
        .init(
            "a sister", SpeakerCase.said("Brook Min-su, the sister of a minister, came by.", "Brook"), "Brook Min-su"),
        .init("a place's first word", SpeakerCase.said("Brook Bridge was shut.", "Brook"), "Brook"),
        .init("a first name of two", SpeakerCase.said("We met Lucy Reed and Lucy Hill.", "Lucy"), "Lucy"),
    ]

    // MARK: Bodies and offices

    static let bodies: [SpeakerCase] = [
        .init(
            "a body's it",
            "The Norland River Authority said that the dam was old.\n\n\"It has a crack,\" it said in a note.",
            "The Norland River Authority"),
        .init(
            "it after a phrase", "\"The dam is old,\" the company said. Mr Reed wept. \"It has a crack,\" it added.",
            "the company"),
        .init("it after a person", "\"The dam is very old,\" said Ada Brook. \"It has a crack,\" it said.", "it"),
    ]

    static let offices: [SpeakerCase] = [
        .init("a title", SpeakerCase.said("Sheriff Ada Brook came by.", "the sheriff"), "Ada Brook"),
        .init("a short title", SpeakerCase.said("Norland Gov. Ada Brook came by.", "the governor"), "Ada Brook"),
        .init(
            "an office of two words", SpeakerCase.said("The fire chief, Ada Brook, came by.", "the fire chief"),
            "Ada Brook"),
        .init("a trade", SpeakerCase.said("Singer Ada Brook came by.", "the singer"), "Ada Brook"),
        .init(
            "a trade after the name", SpeakerCase.said("Ada Brook, a singer from Eastport, came by.", "the singer"),
            "Ada Brook"),
        .init("a title before one name", SpeakerCase.said("King Harald came by.", "the king"), "Harald"),
        .init(
            "a capitalised office", SpeakerCase.said("Chief Executive Ada Brook came by.", "the chief executive"),
            "Ada Brook"),
        .init("a trade that is no title", SpeakerCase.said("We met the diver Ada Brook.", "the diver"), "Ada Brook"),
        .init("a trade after the age", SpeakerCase.said("Ada Brook, 42, a diver, came by.", "the diver"), "Ada Brook"),
        .init(
            "a trade that starts the sentence", SpeakerCase.said("Diver Ada Brook came by.", "the diver"), "Ada Brook"),
        .init(
            "a thing before a name", SpeakerCase.said("It was in the paper, Ada Brook knew.", "the paper"), "the paper"),
        .init(
            "another office", SpeakerCase.said("Vice President Ada Brook came by.", "the president"), "the president"),
    ]

    // MARK: Where the name starts and ends

    @Test(
        "starts with a capital, or has one after a small letter, a digit or an article",
        arguments: [
            ("eBay", true), ("3M", true), ("al-Reed", true), ("Élan", true), ("más", false), ("für", false),
            ("là", false),
            ("al-été", false), ("al-Été", false), ("dam", false),
        ])
    func capitals(word: String, isName: Bool) {
        #expect(Lexer.tokens(of: Array(word.utf8)).first?.isA(.capitalised) == isName)
    }

    @Test("has its own words", arguments: calendar + titles + companies + others)
    func cuts(_ example: SpeakerCase) {
        #expect(QuotationExtractor().quotations(in: example.article).last?.speaker == example.speaker)
    }

    private static func words(_ attribution: String) -> String {
        "\"It has a crack from top to bottom,\" \(attribution)."
    }

    static let calendar: [SpeakerCase] = [
        .init("a surname after the office", words("said Prime Minister Ada May"), "Ada May"),
        .init("a surname after the title", words("said Mrs May"), "May"),
        .init("a surname before the verb", words("Mrs May said"), "May"),
        .init("a surname alone", words("said May"), "May"),
        .init("June", words("said Sen. June Brook"), "June Brook"),
        .init("April", words("said Councilwoman April Brook"), "April Brook"),
        .init("Jan", words("Dr. Jan Brook said"), "Jan Brook"),
        .init("Jan without a title", words("said Jan Brook"), "Jan Brook"),
        .init("Will", words("said Will Brook"), "Will Brook"),
        .init("a month", words("Brook said in May"), "Brook"),
        .init("a date after the office", words("said Mayor Brook May 5"), "Brook"),
    ]

    static let titles: [SpeakerCase] = [
        .init("two offices", words("said chief and co-founder Ada Brook"), "Ada Brook"),
        .init("two abbreviated offices", words("said CEO and co-founder Ada Brook"), "Ada Brook"),
        .init("two teams", words("said Eastport and Norland striker Joe Hill"), "Joe Hill"),
        .init("two islands", words("said Eastport and Norland Mayor Joe Hill"), "Joe Hill"),
        .init("a seat and an office", words("said Eastport MP and former minister Joe Hill"), "Joe Hill"),
        .init("two offices before the verb", words("Northlake co-founder and CEO Ada Brook said"), "Ada Brook"),
        .init("two people", words("said Brook and Mayor Hill"), "Brook"),
        .init("two ranks", words("said Det. Sgt. Joe Hill"), "Joe Hill"),
        .init("another rank", words("said Supt. Ada Brook"), "Ada Brook"),
        .init("an alderman", words("said Ald. Ada Brook"), "Ada Brook"),
        .init("foreign affairs", words("Minister of Foreign Affairs Ada Brook said"), "Ada Brook"),
        .init("the speaker of the house", words("Speaker of the House Ada Brook said"), "Ada Brook"),
        .init("the speaker of the house after the verb", words("said Speaker of the House Ada Brook"), "Ada Brook"),
    ]

    static let companies: [SpeakerCase] = [
        .init("two names with a sign", words("Brook & Hill said"), "Brook & Hill"),
        .init("a company with a sign", words("said Brook Hill & Co."), "Brook Hill & Co."),
        .init("a number in the name", words("3M said in a statement"), "3M"),
        .init("a capital in the word", words("eBay said in a statement"), "eBay"),
        .init("an article in the name", words("al-Reed said"), "al-Reed"),
        .init("an article in the surname", words("said Sheikh Hasan al-Reed"), "Hasan al-Reed"),
        .init("a particle first", words("said de Brook"), "de Brook"),
    ]

    static let others: [SpeakerCase] = [
        .init("quoted by an agency", words("Reuters quoted Ada Brook as saying"), "Ada Brook"),
        .init(
            "quoted by an agency before the words",
            #"NNA quotes the minister as saying: "It has a crack from top to bottom.""#, "the minister"),
        .init(
            "asked", #"Asked about it, Mayor Ada Brook was blunt: "It has a crack from top to bottom.""#, "Ada Brook"),
        .init("said first", #"Said Ada Brook: "It has a crack from top to bottom.""#, "Ada Brook"),
        .init(
            "told by an officer",
            #"Farmers were told by the fire chief, Ada Brook, that "there is no danger to the town.""#, "Ada Brook"),
        .init("according to a lawyer", words("according to Reed's lawyer, Ada Brook"), "Ada Brook"),
        .init(
            "accused of something to somebody",
            #"A man accused of robbing his wife told police: "I only wanted her to stop.""#,
            "A man accused of robbing his wife"),
        .init("between dashes", words("Brook — who seeks a third term — said on Monday"), "Brook"),
        .init("a blunt answer", #"Brook's response was blunt: "It has a crack from top to bottom.""#, "Brook"),
        .init("in the words of somebody", #"In the words of Ada Brook, "the dam is dead for the town.""#, "Ada Brook"),
    ]
}
