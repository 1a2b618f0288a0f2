import Testing

@testable import StanceKit

@Suite("Speakers whose sentence holds more than they said")
struct QuotationClauseTests {
    @Test("are told from the others in it", arguments: clauses + bodies + agents + sides + uncontested + verbs)
    func finds(_ example: QuotationCase) {
        #expect(example.found() == example.expected)
    }

    // MARK: Clauses between the speaker and the verb

    static let clauses: [QuotationCase] = [
        .init(
            "a relative clause that ends in a noun",
            #"A farmer who lost his barn said, "We will rebuild it by winter.""#,
            ("We will rebuild it by winter.", .direct, "A farmer")),
        .init(
            "a body's relative clause", #"The company that makes the pumps said it "will rebuild them by winter.""#,
            ("will rebuild them by winter.", .mixed, "The company")),
        .init(
            "a participle", #"The man accused of the theft said, "We will rebuild it by winter.""#,
            ("We will rebuild it by winter.", .direct, "The man accused of the theft")),
        .init(
            "somebody's office between name and verb", #""We will rebuild it," Tom Reed, Brook's spokesman, said."#,
            ("We will rebuild it,", .direct, "Tom Reed")),
        .init(
            "a first name after somebody's relation", #"Reed's wife, Ann, said he "never liked the old dam.""#,
            ("never liked the old dam.", .mixed, "Ann")),
        .init(
            "a place after a phrase", #"The union of farmers in Eastport, Norland, said the dam "is a danger to us.""#,
            ("is a danger to us.", .mixed, "The union of farmers in Eastport")),
        .init(
            "a name after the relation", #""We will rebuild it by winter," said his wife, Ann Reed."#,
            ("We will rebuild it by winter,", .direct, "Ann Reed")),
        .init(
            "one of several after the verb", #""We will rebuild it by winter," said one of his sons."#,
            ("We will rebuild it by winter,", .direct, "one of his sons")),
        .init(
            "people without an article", #"Farmers say the dam "is a danger to all of us.""#,
            ("is a danger to all of us.", .mixed, "Farmers")),
        .init("what people call something", #"Critics call that figure "creative" and the plan "bold"."#),
        .init(
            "followers of somebody", #"Supporters of Brook say the dam "is a danger to all of us.""#,
            ("is a danger to all of us.", .mixed, "Supporters of Brook")),
    ]

    // MARK: People and their bodies

    static let bodies: [QuotationCase] = [
        .init(
            "somebody of a body", #"Tom Reed of the Herald wrote that the dam "is a danger to us.""#,
            ("is a danger to us.", .mixed, "Tom Reed")),
        .init(
            "a spokesman for a named body", #"A spokesman for the Herald said the dam "is a danger to us.""#,
            ("is a danger to us.", .mixed, "A spokesman for the Herald")),
        .init(
            "a speech to a body", #"In a speech to the Herald Mr Reed said the dam "is a danger to us.""#,
            ("is a danger to us.", .mixed, "Reed")),
        .init(
            "a name and an age after the trade", #"The nurse, Ann Reed, 45, said the dam "is a danger to us.""#,
            ("is a danger to us.", .mixed, "Ann Reed")),
        .init(
            "a verb between two names", #"Brook welcomed Reed as "the best mayor in forty years.""#,
            ("the best mayor in forty years.", .mixed, "Brook")),
        .init(
            "a trade between body and name", #""The dam is a danger to us," said Herald boss Tom Reed."#,
            ("The dam is a danger to us,", .direct, "Tom Reed")),
        .init(
            "people after a base form", #""The dam is a danger to us," say farmers in Eastport."#,
            ("The dam is a danger to us,", .direct, "farmers in Eastport")),
        .init(
            "somebody's view", #"The dam is, in Brook's view, "a danger to the whole valley.""#,
            ("a danger to the whole valley.", .mixed, "Brook")),
        .init(
            "my view", #"Brook wrote that the dam, in my view, was "a danger to the whole valley.""#,
            ("a danger to the whole valley.", .mixed, "Brook")),
    ]

    // MARK: Speakers after "by", "from" and "per"

    static let agents: [QuotationCase] = [
        .init(
            "words named by somebody", #"The plan was called "a bad joke on the whole town" by Mayor Ada Brook."#,
            ("a bad joke on the whole town", .mixed, "Ada Brook")),
        .init(
            "a participle and words named by somebody",
            #"In a move branded a "bad joke on the town" by the farmers' union, the mayor sold the mill."#,
            ("bad joke on the town", .mixed, "the farmers' union")),
        .init(
            "described by somebody", #"The plan, described by Brook as "a bad joke on the town," failed."#,
            ("a bad joke on the town,", .mixed, "Brook")),
        .init(
            "by the way is no speaker", #"Brook called the plan "a bad joke on the town" by the end of May."#,
            ("a bad joke on the town", .mixed, "Brook")),
        .init(
            "a reply from somebody", #"The plan drew a sharp reply from Reed: "The wall has a crack in it.""#,
            ("The wall has a crack in it.", .direct, "Reed")),
        .init(
            "per somebody", #"The plan was "a bad joke on the whole town," per Brook."#,
            ("a bad joke on the whole town,", .mixed, "Brook")),
        .init(
            "per hour is no speaker", #"Brook said the dam loses "a whole bathtub of water" per hour."#,
            ("a whole bathtub of water", .mixed, "Brook")),
    ]

    // MARK: Two who could have said it

    static let sides: [QuotationCase] = [
        .init(
            "after somebody else's speech", #"Reed said after Brook's speech: "The wall has a crack in it.""#,
            ("The wall has a crack in it.", .direct, "Reed")),
        .init(
            "accused of saying", #"Brook accused Reed of saying the wall "is as thin as paper.""#,
            ("is as thin as paper.", .mixed, "Reed")),
        .init(
            "a noun that looks like a verb",
            #"The mayor dismissed the latest claims, saying the wall was "as good as new.""#,
            ("as good as new.", .mixed, "The mayor")),
        .init(
            "a noun that looks like a verb at the sentence's end",
            "Ada Brook went on with her sharp remarks.\n\n\"The wall was as good as new.\"",
            ("The wall was as good as new.", .direct, "Ada Brook")),
    ]

    // MARK: Others who contest nothing

    static let uncontested: [QuotationCase] = [
        .init(
            "a pronoun of the speaker",
            #"Brook said Monday that she believes the town "will not pay one cent more for it.""#,
            ("will not pay one cent more for it.", .mixed, "Brook")),
        .init(
            "a clause before", #"After Reed said the hall was full, Brook said: "The rules of the hall are clear.""#,
            ("The rules of the hall are clear.", .direct, "Brook")),
        .init(
            "a sentence before",
            #"Reed said the roof was sound, but Brook said that "nobody came to look at it in March.""#,
            ("nobody came to look at it in March.", .mixed, "Brook")),
        .init(
            "a clause after", #""We cannot go on like this," Brook said, a day after Reed announced the plan."#,
            ("We cannot go on like this,", .direct, "Brook")),
        .init(
            "the one spoken to", #""The rules of the hall are clear," Brook told Reed, who said he agreed."#,
            ("The rules of the hall are clear,", .direct, "Brook")),
    ]

    // MARK: Verbs and nouns

    static let verbs: [QuotationCase] = [
        .init(
            "any verb before its subject", #""It is the best night of my whole life," beamed Brook."#,
            ("It is the best night of my whole life,", .direct, "Brook")),
        .init(
            "a title between words and name",
            #""We stand with the people of Eastport," President Ada Brook posted online."#,
            ("We stand with the people of Eastport,", .direct, "Ada Brook")),
        .init(
            "a noun after that", #"Brook said on a visit that demand was "softer than we planned for in Norland.""#,
            ("softer than we planned for in Norland.", .mixed, "Brook")),
        .init(
            "a body that does more than say",
            #"The board lists "public trust as the first aim of all its work" among its goals."#,
            ("public trust as the first aim of all its work", .mixed, "The board")),
        .init(
            "what happens to somebody",
            #"Eastport was hit by "the longest and driest summer in forty years here," and crops failed."#,
            ("the longest and driest summer in forty years here,", .mixed, nil)),
        .init(
            "a British spelling",
            #"Brook criticised Reed for saying that farmers should "learn to live with less water.""#,
            ("learn to live with less water.", .mixed, "Reed")),
        .init(
            "a relative by the first name", #""We were all so scared that night," said his wife, Linda."#,
            ("We were all so scared that night,", .direct, "Linda")),
    ]

    // MARK: Left open

    @Test("are left open where somebody else is reported in the sentence too", arguments: contested)
    func leavesOpen(_ example: QuotationCase) throws {
        let open = example.expected.map { QuotationCase.Expected(text: $0.text, kind: $0.kind, speaker: nil) }
        #expect(example.found() == open)
        // The reading itself is right.
        let article = Article(example.article)
        var reader = ParagraphReader(article)
        let paragraph = reader.next(0)
        let speeches = try #require(paragraph).assignments.map(\.speech)
        #expect(speeches.map { $0.map { article.text($0.name) } } == example.expected.map(\.speaker))
    }

    static let contested: [QuotationCase] = [
        .init(
            "according to a paper", #""The dam will hold this winter," Ada Brook said, according to The Herald."#,
            ("The dam will hold this winter,", .direct, "Ada Brook")),
        .init(
            "that after a verb starts no relative clause",
            #"Reed insisted that the keeper's office said "the pumps are to be rebuilt.""#,
            ("the pumps are to be rebuilt.", .mixed, "the keeper's office")),
        .init(
            "somebody else's claim", #"Reed responded to Brook's claim that "the wall is as good as new.""#,
            ("the wall is as good as new.", .mixed, "Brook")),
        .init(
            "the words of a clause before",
            #"A day after Reed called her "the worst mayor in forty years," Brook said he was tired."#,
            ("the worst mayor in forty years,", .mixed, "Reed")),
        .init(
            "a sentence that goes on after somebody else's words",
            #"Reed, answering Brook's claim that "the wall is as good as new," said: "It has a crack.""#,
            ("the wall is as good as new,", .mixed, "Brook"), ("It has a crack.", .direct, "Reed")),
    ]
}
