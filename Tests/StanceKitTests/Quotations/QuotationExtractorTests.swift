import StanceKit
import Testing

@Suite("The quotations of an article")
struct QuotationExtractorTests {
    @Test("are found with text, kind and speaker", arguments: marks + attributions + neighbours + refusals)
    func finds(_ example: QuotationCase) {
        #expect(example.found() == example.expected)
    }

    // MARK: Marks

    static let marks: [QuotationCase] = [
        .init(
            "straight marks", #""The dam will hold through the winter," said Ada Brook."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "letters after a name before the mark", #""We should have asked Ada Roe KC", said Ada Brook."#,
            ("We should have asked Ada Roe KC", .direct, "Ada Brook")),
        .init(
            "curly marks", "“The dam will hold through the winter,” said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "angle marks", "«The dam will hold through the winter», said Ada Brook.",
            ("The dam will hold through the winter", .direct, "Ada Brook")),
        .init(
            "angle marks with spaces inside", "« The dam will hold through the winter », said Ada Brook.",
            ("The dam will hold through the winter", .direct, "Ada Brook")),
        .init(
            "reversed angle marks", "»The dam will hold through the winter«, said Ada Brook.",
            ("The dam will hold through the winter", .direct, "Ada Brook")),
        .init(
            "low and high marks", "„The dam will hold through the winter“, said Ada Brook.",
            ("The dam will hold through the winter", .direct, "Ada Brook")),
        .init(
            "single angle marks", "‹The dam will hold through the winter›, said Ada Brook.",
            ("The dam will hold through the winter", .direct, "Ada Brook")),
        .init(
            "corner marks", "「The dam will hold through the winter,」 said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "double apostrophes", "''The dam will hold through the winter,'' said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "backticks and apostrophes", "``The dam will hold through the winter,'' said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "single curly marks", "‘The farmers’ dam won’t hold,’ said Ada Brook.",
            ("The farmers’ dam won’t hold,", .direct, "Ada Brook")),
        .init(
            "single straight marks", "'We don't know how the dam will hold,' said Ada Brook.",
            ("We don't know how the dam will hold,", .direct, "Ada Brook")),
        .init(
            "a single mark after an s before a sign",
            "She said the walls had 'old, wet and porous bricks', and Brook's men spoke of the farmers' fear.",
            ("old, wet and porous bricks", .mixed, "She")),
        .init(
            "an elided and in single marks", "'It was a rock 'n' roll summer for the dam,' said Ada Brook.",
            ("It was a rock 'n' roll summer for the dam,", .direct, "Ada Brook")),
        .init("apostrophes", "The farmers' union of the '90s, said Ada Brook, didn't tell 'em about the dogs' home."),
        .init(
            "nested marks", "“He told me ‘never again’ and then “maybe” twice,” said Ada Brook.",
            ("He told me ‘never again’ and then “maybe” twice,", .direct, "Ada Brook")),
        .init(
            "an opening curly mark closed by a straight one",
            "“The dam will hold through the winter,\" said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a missing space after the mark", #""The dam will hold," said Ada Brook."We checked it twice.""#,
            ("The dam will hold, We checked it twice.", .direct, "Ada Brook")),
        .init(
            "a late closing mark", #"Ada Brook said: "The dam will hold through the winter"."#,
            ("The dam will hold through the winter", .direct, "Ada Brook")),
        .init(
            "a mark left open before a paragraph of the same speech",
            "“The dam will hold through the winter.\n\n“We checked it twice,” said Ada Brook.",
            ("The dam will hold through the winter. We checked it twice,", .direct, "Ada Brook")),
        .init(
            "single marks in a paragraph left open",
            "Ada Brook said: \"There is no magic in the word 'dam.' It is a wall.\n\n\"We checked it twice.\"",
            ("There is no magic in the word 'dam.' It is a wall. We checked it twice.", .direct, "Ada Brook")),
        .init(
            "a mark left open at the article's end", #"Ada Brook said, "The dam will hold through the winter."#,
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a stray mark in the paragraph before",
            "The beam is 5\" wide.\n\"The dam will hold through the winter,\" said Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a paragraph without its opening mark",
            #"The dam will hold through the winter," said Ada Brook."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a dialogue dash with a closing mark",
            #"- The dam will hold through the winter," Ada Brook, a senior engineer at Northlake, told The Herald."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a dialogue dash without marks",
            "– The dam will hold through the winter, – said Ada Brook. – We checked it.",
            ("The dam will hold through the winter We checked it.", .direct, "Ada Brook")),
        .init(
            "an answer in a dialogue", "— Will the dam hold? — asked Ada Brook.\n— It will, for many years.",
            ("Will the dam hold?", .direct, "Ada Brook"), ("It will, for many years.", .direct, nil)),
        .init(
            "words taken up after a dash",
            #""The dam will hold through the winter," the ministry told The Herald. - We checked it. It is sound"."#,
            ("The dam will hold through the winter, We checked it. It is sound", .direct, "the ministry")),
        .init(
            "a first paragraph that is one quotation in capitals",
            "“NEVER HAS A DAM BEEN SO SOUND!”\n\nSo said the engineer on Monday.",
            ("NEVER HAS A DAM BEEN SO SOUND!", .direct, nil)),
        .init("a list", "The plan:\n- Repair the dam.\n- Tell the farmers what they said they need.\n- Go home."),
    ]

    // MARK: Attributions

    static let attributions: [QuotationCase] = [
        .init(
            "verb before the name", #""The dam will hold through the winter," explained Ada Brook."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "name before the verb", #""The dam will hold through the winter," Ada Brook later told reporters."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a description between name and verb",
            #""The dam will hold," Ada Brook, a senior engineer at the Institute of Rivers and Lakes, explained."#,
            ("The dam will hold,", .direct, "Ada Brook")),
        .init(
            "an age between name and verb", #""The dam will hold through the winter," Ada Brook, 45, said on Tuesday."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a party between name and verb", #""The dam will hold through the winter," Sen. Ada Brook (R-Texas) said."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a trade before the name", #""The dam will hold through the winter," said Northlake spokesman Tom Reed."#,
            ("The dam will hold through the winter,", .direct, "Tom Reed")),
        .init(
            "a title", #""The dam will hold through the winter," President Ada Brook said."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a title with its place", #"Ambassador to Norland Tom Reed warned: "The dam will not hold this winter.""#,
            ("The dam will not hold this winter.", .direct, "Tom Reed")),
        .init(
            "according to", #"According to Ada Brook, "the dam will hold through the winter.""#,
            ("the dam will hold through the winter.", .mixed, "Ada Brook")),
        .init(
            "according to, at the end", #""The dam will hold through the winter," according to Ada Brook."#,
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a clause with that", #"Ada Brook told The Herald that the dam would "hold through the winter.""#,
            ("hold through the winter.", .mixed, "Ada Brook")),
        .init(
            "a name and a colon", "Ada Brook: “The dam will hold through the winter.”",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a statement of somebody's", #"Ada Brook's statement said: "The dam will hold through the winter.""#,
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "said in a statement", #""The dam will hold through the winter," the company said in a statement."#,
            ("The dam will hold through the winter,", .direct, "the company")),
        .init(
            "a spokesman for a body", #""The dam will hold through the winter," said a spokesman for the ministry."#,
            ("The dam will hold through the winter,", .direct, "a spokesman for the ministry")),
        .init(
            "a body with its place",
            #""The dam will hold through the winter," the Norland Embassy in Eastport told us."#,
            ("The dam will hold through the winter,", .direct, "the Norland Embassy in Eastport")),
        .init(
            "a nickname inside the name", #""The dam will hold through the winter," said Ada "The Beaver" Brook."#,
            ("The dam will hold through the winter,", .direct, #"Ada "The Beaver" Brook"#)),
        .init(
            "an interrupted sentence", #""The dam," said Ada Brook, "will hold through the winter.""#,
            ("The dam, will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "an interrupted speech", #""The dam will surely hold," said Ada Brook, "but the bridge may not.""#,
            ("The dam will surely hold, but the bridge may not.", .direct, "Ada Brook")),
        .init(
            "another verb", #""Will the dam hold through the winter?" Ada Brook pressed."#,
            ("Will the dam hold through the winter?", .direct, "Ada Brook")),
        .init(
            "an -ing form", #"Ada Brook spoke of repairs, adding: "The dam will hold through the winter.""#,
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a second verb", #"Ada Brook crossed the bridge and said, "The dam will hold through the winter.""#,
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "a short answer and more", #""Yes," said Ada Brook. "The dam will hold through the winter.""#,
            ("Yes, The dam will hold through the winter.", .direct, "Ada Brook")),
        .init("a short answer", #"Asked about the dam, Ada Brook said "maybe"."#, ("maybe", .mixed, "Ada Brook")),
        .init(
            "a name after the office",
            #""The dam will hold this winter," the ministry's press secretary, Tom Reed, said."#,
            ("The dam will hold this winter,", .direct, "Tom Reed")),
        .init(
            "one of many", #""The dam will hold this winter," one of the farmers said."#,
            ("The dam will hold this winter,", .direct, "one of the farmers")),
        .init(
            "a name with particles",
            #""The dam will hold this winter," said Ada van der Berg of the Northlake Institute."#,
            ("The dam will hold this winter,", .direct, "Ada van der Berg")),
        .init(
            "as somebody put it", #"As Ada Brook put it, "the valley is a bathtub.""#,
            ("the valley is a bathtub.", .mixed, "Ada Brook")),
        .init(
            "quoted as saying", #"Ada Brook was quoted by The Herald as saying: "The dam will hold this winter.""#,
            ("The dam will hold this winter.", .direct, "Ada Brook")),
        .init(
            "somebody is sure", #""The dam will hold this winter," Ada Brook is sure."#,
            ("The dam will hold this winter,", .direct, "Ada Brook")),
        .init(
            "a dateline", #"EASTPORT (NNA) — Ada Brook welcomed "a new chapter for the valley" on Monday."#,
            ("a new chapter for the valley", .mixed, "Ada Brook")),
        .init(
            "two speakers at once", #""The dam will hold this winter," Brook and Reed said in a joint statement."#,
            ("The dam will hold this winter,", .direct, "Brook and Reed")),
        .init(
            "a name after a dash", #""The dam will hold this winter" - Ada Brook."#,
            ("The dam will hold this winter", .direct, "Ada Brook")),
        .init(
            "people with their body", #""The dam will hold this winter," officials at the Ministry of Water said."#,
            ("The dam will hold this winter,", .direct, "officials at the Ministry of Water")),
        .init(
            "a relative clause", #""The dam will hold," a senior official who spoke on condition of anonymity said."#,
            ("The dam will hold,", .direct, "a senior official")),
        .init(
            "a few words at the clause's end",
            #"Ms. Brook, who leads the board, told reporters that she was "ready to go"."#,
            ("ready to go", .mixed, "Brook")),
        .init(
            "words inside the reporter's sentence", #"Ada Brook called the plan "a grave error of judgement"."#,
            ("a grave error of judgement", .mixed, "Ada Brook")),
        .init(
            "a slogan in capitals that is chanted",
            #"The farmers marched to the dam, chanting "Open Up The Gate," and left."#,
            ("Open Up The Gate,", .direct, "The farmers")),
        .init(
            "a word that a verb of saying governs",
            #"Eastport, however, specified that only "in daylight," and no more."#,
            ("in daylight,", .mixed, "Eastport")),
    ]

    // MARK: Neighbours and names

    static let neighbours: [QuotationCase] = [
        .init(
            "the next sentence of the same paragraph", #""The dam will hold," said Ada Brook. "We checked it twice.""#,
            ("The dam will hold, We checked it twice.", .direct, "Ada Brook")),
        .init(
            "the sentence before", #"Ada Brook said she was tired. "We checked the dam twice and it is sound.""#,
            ("We checked the dam twice and it is sound.", .direct, "Ada Brook")),
        .init(
            "the next paragraph of the same speaker",
            "\"The dam will hold through the winter,\" said Ada Brook.\n\n\"It is as sound as a bell.\"",
            ("The dam will hold through the winter,", .direct, "Ada Brook"),
            ("It is as sound as a bell.", .direct, "Ada Brook")),
        .init(
            "a paragraph that announces it",
            "Ada Brook was clear about it:\n\n\"The dam will hold through the winter.\"",
            ("The dam will hold through the winter.", .direct, "Ada Brook")),
        .init(
            "nobody", #"It rained. "The dam will hold through the winter.""#,
            ("The dam will hold through the winter.", .direct, nil)),
        .init(
            "a surname after the full name",
            "Engineer Ada Brook came by. \"The dam will hold through the winter,\" Brook said.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a surname before the full name",
            "\"The dam will hold through the winter,\" Brook said. The town trusts Ada Brook.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a surname of two", "Ada Brook met Tom Brook. \"The dam will hold through the winter,\" Brook said.",
            ("The dam will hold through the winter,", .direct, "Brook")),
        .init(
            "a pronoun", "Ada Brook came by. \"The dam will hold through the winter,\" she said.",
            ("The dam will hold through the winter,", .direct, "Ada Brook")),
        .init(
            "a pronoun after an agency's name",
            "Ada Brook came by on Monday. NNA News was there as well. \"The dam will hold this winter,\" she said.",
            ("The dam will hold this winter,", .direct, "Ada Brook")),
        .init(
            "a pronoun after a speaker known by one name",
            "“The dam will hold this winter,” said Ada Brook. “It will not, I fear,” Reed said. “It has a crack,” he said.",
            ("The dam will hold this winter,", .direct, "Ada Brook"), ("It will not, I fear,", .direct, "Reed"),
            ("It has a crack,", .direct, "Reed")),
        .init(
            "a pronoun after a Cyrillic name",
            "“The dam will hold this winter,” said Ada Brook. “It will not, I fear,” Речкин said. “It has a crack,” he said.",
            ("The dam will hold this winter,", .direct, "Ada Brook"), ("It will not, I fear,", .direct, "Речкин"),
            ("It has a crack,", .direct, "Речкин")),
        .init(
            "a pronoun after a Greek name",
            "“The dam will hold this winter,” said Ada Brook. “It will not, I fear,” Ποταμίτης said. “It has a crack,” he said.",
            ("The dam will hold this winter,", .direct, "Ada Brook"), ("It will not, I fear,", .direct, "Ποταμίτης"),
            ("It has a crack,", .direct, "Ποταμίτης")),
        .init(
            "a pronoun after an agency",
            "“The dam will hold this winter,” said Ada Brook. “It will rain on us,” ÉÉA said. “It has a crack,” she said.",
            ("The dam will hold this winter,", .direct, "Ada Brook"), ("It will rain on us,", .direct, "ÉÉA"),
            ("It has a crack,", .direct, "Ada Brook")),
        .init(
            "a pronoun after an agency, long after everybody else",
            "“The dam will hold this winter,” said Ada Brook. " + String(repeating: "It rained. ", count: 200)
                + "“It will rain on us,” NNA said. “It has a crack,” she said.",
            ("The dam will hold this winter,", .direct, "Ada Brook"), ("It will rain on us,", .direct, "NNA"),
            ("It has a crack,", .direct, "she")),
        .init(
            "a Cyrillic name in capitals",
            "The board heard engineer Анна Речкина.\n\nРЕЧКИНА: “The dam will hold this winter.”",
            ("The dam will hold this winter.", .direct, "Анна Речкина")),
        .init(
            "a Greek name in capitals",
            "The board heard engineer Νίκος Ποταμίτης.\n\nΠΟΤΑΜΊΤΗΣ: “The dam will hold this winter.”",
            ("The dam will hold this winter.", .direct, "Νίκος Ποταμίτης")),
        .init(
            "a body by its kind",
            "The Norland Embassy in Eastport was open. \"The dam will hold,\" the diplomatic mission told reporters. It rained.",
            ("The dam will hold,", .direct, "The Norland Embassy in Eastport")),
        .init(
            "two speakers", "\"The dam will hold well,\" said Ada Brook. \"It will not, I fear,\" said Tom Reed.",
            ("The dam will hold well,", .direct, "Ada Brook"), ("It will not, I fear,", .direct, "Tom Reed")),
    ]

    // MARK: No quotations

    static let refusals: [QuotationCase] = [
        .init("a scare quote", #"At least the rules "on paper" allow the "aging" dam to stand."#),
        .init("a scare quote in reported speech", #"He said the "Norland dream" of his youth was dead."#),
        .init("a title of a work", #"He had a small part in "The Beaver Who Came Home" at the age of nine."#),
        .init("a title that somebody reads", #"He was reading "The Old Dam and the Sea" when it rained."#),
        .init(
            "a headline in title case",
            "Ada Brook: ‘Never Has a Dam Been So Sound!’\n\nThe engineer looked at the dam on Monday."),
        .init(
            "a headline with one name beside the words",
            "Brook: ‘Never Has a Dam Been So Sound!’\n\nThe engineer looked at the dam on Monday."),
        .init("nicknames", #"Dwight "The Dam" Jonsson won again."#),
        .init("reported speech without marks", "Ada Brook said that the dam would hold."),
        .init("nothing", ""),
        .init("marks alone", "\"\" “” «» ' \" ”"),
    ]
}
