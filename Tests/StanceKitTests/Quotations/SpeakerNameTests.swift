import StanceKit
import Testing

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
}

@Suite("The name behind a mention")
struct SpeakerNameTests {
    @Test("is found", arguments: subjects + genders + bodies + offices)
    func finds(_ example: SpeakerCase) {
        #expect(QuotationExtractor().quotations(in: example.article).last?.speaker == example.speaker)
    }

    // MARK: Pronouns

    private static let reed = "\"The dam will hold this winter,\" said Mr Reed.\n\n"
    private static let she = "\n\n\"It has a crack from top to bottom,\" she said."
    private static let he = "\n\n\"It has a crack from top to bottom,\" he said."

    static let subjects: [SpeakerCase] = [
        .init("a subject with an office before it", reed + "Council member Ada Brook laughed." + she, "Ada Brook"),
        .init("a subject after but", reed + "But Ada Brook is worried." + she, "Ada Brook"),
        .init("somebody's neighbour", reed + "His neighbour Ada Brook is worried." + she, "Ada Brook"),
        .init("a trade that starts the sentence", reed + "Retired miner Ada Brook fled." + she, "Ada Brook"),
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

    private static func office(_ sentence: String, _ office: String) -> String {
        "\(sentence) \"It has a crack from top to bottom,\" \(office) said."
    }

    static let offices: [SpeakerCase] = [
        .init("a title", office("Sheriff Ada Brook came by.", "the sheriff"), "Ada Brook"),
        .init("a short title", office("Norland Gov. Ada Brook came by.", "the governor"), "Ada Brook"),
        .init("an office of two words", office("The fire chief, Ada Brook, came by.", "the fire chief"), "Ada Brook"),
        .init("a trade", office("Singer Ada Brook came by.", "the singer"), "Ada Brook"),
        .init(
            "a trade after the name", office("Ada Brook, a singer from Eastport, came by.", "the singer"), "Ada Brook"),
        .init("a title before one name", office("King Harald came by.", "the king"), "Harald"),
        .init("a capitalised office", office("Chief Executive Ada Brook came by.", "the chief executive"), "Ada Brook"),
        .init("another office", office("Vice President Ada Brook came by.", "the president"), "the president"),
    ]
}
