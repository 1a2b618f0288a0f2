import Testing

@testable import StanceKit

@Suite("Who is meant")
struct SpeakerReferenceTests {
    @Test(
        "is read from the sentences before and around the words",
        arguments: others + descriptions + openings + owners + names + several + newcomers + answers + delegates
            + authors)
    func finds(_ example: SpeakerCase) {
        #expect(QuotationExtractor().quotations(in: example.article).last?.speaker == example.speaker)
    }

    private static let she = " \"It has a crack from top to bottom,\" she said."
    private static let he = " \"It has a crack from top to bottom,\" he said."

    // MARK: Those who are no subject

    private static let brook = "Mayor Ada Brook said that help was near.\n\n"

    static let others: [SpeakerCase] = [
        .init("whom the subject's title leaves", "Mr Tom Reed met Mrs Ada Brook." + she, "Ada Brook"),
        .init("whom the subject's first name leaves", "John Reed blamed Mary Brook on Monday." + she, "Mary Brook"),
        .init("across a paragraph", "Mr Tom Reed met Mrs Ada Brook.\n\n" + she, "Ada Brook"),
        .init("nobody whom a title rules out", "Mr Tom Reed left the room." + she, "she"),
        .init(
            "the one before him", "Ada Brook said that she was ready. Mr Tom Reed praised her." + she, "Ada Brook"),
        .init("a first name with an age", brook + "In the next ward, Halyna, 62, sat up." + she, "Halyna"),
        .init("who is asked", "The judge asked Reed if he had known." + he, "Reed"),
        .init("who is asked by a stranger", "A reporter asked Tom Reed why he had come." + he, "Tom Reed"),
        .init(
            "who asks on", "The judge asked Tom Reed about the dam. \"Did you know of the crack in it?\" he said.",
            "The judge"),
        .init("who is asked to do something", "Joe Hill asked Tom Reed to sit down." + he, "Joe Hill"),
        .init("a relation", "\"We will win,\" Tom Reed told his wife, Ada." + she, "Ada"),
        .init("the subject of like gender", "Tom Reed praised Peter Hill." + he, "Tom Reed"),
        .init("whom a pronoun goes on with", "Tom Reed came. He has met Peter Hill." + he, "Tom Reed"),
        .init("who spoke before", "Joe Hill said it was late. They found Peter Reed, 44, hurt." + he, "Joe Hill"),
        .init("nobody whom police sought", "Police released an image of James Hill, 30." + he, "he"),
        .init(
            "nobody of whom the words speak", "John Reed met Mary Hill. \"She was kind to all of us,\" she said.", "she"
        ),
        .init("no man", "A Norland man hit Mrs Ada Brook." + she, "Ada Brook"),
        .init("a lady of a knight's name", "Sir Basil Reed laughed.\n\nLady Reed did not." + she, "Lady Reed"),
    ]

    // MARK: One of several, and several

    private static let held = "\"The dam will hold this winter,\""

    static let several: [SpeakerCase] = [
        .init("one of them", "Two experts came. \(held) said one.", "one"),
        .init("another of them", "\"Nobody need worry now,\" a farmer said. \(held) said another.", "another"),
        .init(
            "three", "\(held) Sens. Ada Brook, Joe Hill and Tom Reed said in a statement.",
            "Sens. Ada Brook, Joe Hill and Tom Reed"),
        .init(
            "two, with parties", "\(held) Ada Brook (D-Ohio) and Joe Hill (R-Ga.) wrote.",
            "Ada Brook (D-Ohio) and Joe Hill"),
        .init("three behind an opening", "In a letter, Brook, Hill and Reed wrote: \(held)", "Brook, Hill and Reed"),
        .init("three with a serial comma", "\(held) Brook, Hill, and Reed said.", "Brook, Hill, and Reed"),
        .init("one of a kind", "\(held) said one 44-year-old farmer.", "one 44-year-old farmer"),
        .init(
            "nobody where another clause tells", "\"Nobody need worry now,\" Ada Brook said. \(held) was the answer.",
            nil),
        .init("who has written", "As the geologist Ada Brook has written, \(held)", "Ada Brook"),
        .init("whose rebuke it is", "It drew a rebuke from Ada Brook, who wrote: \(held)", "Ada Brook"),
        .init(
            "who is taken for an example", "\"Nobody need worry,\" Jane Hill said. Take Ada Brook, a nurse." + she,
            "Ada Brook"),
        .init("no state", "Ada Brook, a farmer in Norville, Ohio, who has been writing to me, is upset." + he, "he"),
        .init("no firm", "Tom Reed wonders about Facebook posts." + he, "Tom Reed"),
        .init("who mutters", "\"Come on,\" Tom Reed, 66, muttered. \(held)", "Tom Reed"),
    ]

    // MARK: Those who come up between

    private static let hill = "Sen. Joe Hill said that help was near.\n\n"
    private static let mary = "Sen. Mary Hill said that help was near.\n\n"

    static let newcomers: [SpeakerCase] = [
        .init("an adverb and an office", hill + "A visibly shaken Mayor Tom Reed left." + he, "Tom Reed"),
        .init("a trade behind a place", hill + "Back in Norville, worker Tom Reed sat down." + he, "Tom Reed"),
        .init("who it was", hill + "But it was Reed who left." + he, "Reed"),
        .init("behind a title in marks", hill + "On \"The Late Show,\" Tom Reed laughed at it." + he, "Tom Reed"),
        .init("somebody's ally", hill + "A longtime Hill ally, Tom Reed, left." + he, "Tom Reed"),
        .init("whose voice broke", mary + "Sen. Ada Brook's voice broke." + she, "Ada Brook"),
        .init("an example", mary + "Voters like Ada Brook, 62, wonder." + she, "Ada Brook"),
        .init("nobody's mother", mary + "Ada Brook's mother wept." + she, "Ada Brook's mother"),
        .init(
            "whom another one names", hill + "Sen. Tom Reed laughed. Hill, he said, \"is a good man for the town.\"",
            "Tom Reed"),
        .init("who is blunt", hill + "Tom Reed was blunt. \(held)", "Tom Reed"),
        .init("who goes on", "\(held) Ada Brook said. She owns a farm. \"It cost us a lot of money.\"", "Ada Brook"),
        .init("who has a middle initial", hill + "Ruth A. Brook laughed." + she, "Ruth A. Brook"),
        .init("a man called like a country", hill + "Mr England left." + he, "England"),
        .init("a party's mayor", SpeakerCase.said("Mayor Ada Brook came.", "the Republican mayor"), "Ada Brook"),
        .init("a state's senator", SpeakerCase.said("Sen. Ada Brook came.", "the Ohio senator"), "Ada Brook"),
        .init(
            "one of two senators", SpeakerCase.said("Sen. Ada Brook met Sen. Joe Hill.", "the Ohio senator"),
            "the Ohio senator"),
        .init("an AG", SpeakerCase.said("Attorney General Ada Brook came.", "the AG"), "Ada Brook"),
    ]

    // MARK: Descriptions

    static let descriptions: [SpeakerCase] = [
        .init(
            "an age and a trade", SpeakerCase.said("Rosalee Brook went out.", "the 58-year-old hairdresser"),
            "Rosalee Brook"),
        .init(
            "the one of that age",
            SpeakerCase.said("Ada Brook, 58, wept. Joe Hill, 31, fell.", "the 58-year-old nurse"),
            "Ada Brook"),
        .init(
            "someone of an age", SpeakerCase.said("Ada Brook wept.", "a 17-year-old witness"), "a 17-year-old witness"),
        .init(
            "another one of the trade", SpeakerCase.said("Nurse Ada Brook was cleared.", "another nurse"),
            "another nurse"),
        .init("somebody of the trade", SpeakerCase.said("Labour MP Ada Brook left.", "a Labour MP"), "a Labour MP"),
        .init(
            "one of two with that office",
            SpeakerCase.said("Prime Minister Ada Brook met Prime Minister Joe Hill.", "the PM"),
            "the PM"),
        .init("a surname that is a trade", SpeakerCase.said("Anna Driver left.", "Driver"), "Anna Driver"),
        .init(
            "the letters of an office", SpeakerCase.said("Prime Minister Ada Brook resigned.", "the PM"), "Ada Brook"),
        .init(
            "who has those letters", SpeakerCase.said("Norland's PM, Ada Brook, called the president.", "the PM"),
            "Ada Brook"),
        .init(
            "an office's other name", SpeakerCase.said("Prime Minister Ada Brook resigned.", "the premier"), "Ada Brook"
        ),
        .init("an executive", SpeakerCase.said("Chief Executive Ada Brook resigned.", "the CEO"), "Ada Brook"),
    ]

    // MARK: What opens the sentence

    static let openings: [SpeakerCase] = [
        .init("responding", "Responding to the report, a town spokesman, Joe Hill," + SpeakerCase.said, "Joe Hill"),
        .init("commenting", "Commenting, the union's secretary, Ada Brook," + SpeakerCase.said, "Ada Brook"),
        .init("reacting", "Reacting, the chairman, Joe Hill," + SpeakerCase.said, "Joe Hill"),
        .init("pressed", "Pressed on the gap, a Norland spokesman, Joe Hill," + SpeakerCase.said, "Joe Hill"),
        .init("a place in a state", "At a fair in Eastport, Norland, Ada Brook also spoke." + she, "Ada Brook"),
        .init("a place before a name", "In Eastport, Hill, a farmer, said it was late." + she, "Hill"),
        .init("an apposed office before a passive", "The vicar, Giles Hill, was woken at four." + he, "Giles Hill"),
    ]

    // MARK: Whose words they are

    private static let words = " that the plan was \"a secret tax on the poor\"."

    static let owners: [SpeakerCase] = [
        .init("whoever shrugs", "Ada Brook shrugged. \"It has a crack from top to bottom.\"", "Ada Brook"),
        .init(
            "whose verdict it is", "Ada Brook's verdict was blunt: \"It has a crack from top to bottom.\"", "Ada Brook"),
        .init("not the one who smiled before", "Ada Brook smiled at them. A man stood up." + he, "A man"),
        .init("a body whose claim is rejected", "Joe Hill rejected the union's claim" + words, "the union"),
        .init(
            "whoever says what a claim was", "Joe Hill said Reed's claim that he lied was \"a disgrace to us all\".",
            "Joe Hill"),
        .init("a family", "The family of Ada Brook" + SpeakerCase.said, "The family of Ada Brook"),
        .init("somebody's family", "Joe Hill, 19, fell.\n\nIn a note, his family" + SpeakerCase.said, "his family"),
        .init("whose editor", "It was printed by The Herald, whose editor, Ada Brook," + SpeakerCase.said, "Ada Brook"),
        .init("whose son died", "Ada Brook, whose son Tom, 19, died there," + SpeakerCase.said, "Ada Brook"),
        .init("one of whom", "Ada Brook has two sons, one of whom, Joe Hill," + SpeakerCase.said, "Joe Hill"),
        .init("one of them", "\"It has a crack from top to bottom,\" said one, Ada Brook, 44.", "Ada Brook"),
        .init("another", "\"It has a crack from top to bottom,\" said another, Joe Hill.", "Joe Hill"),
        .init(
            "magistrates", "They kept dogs in pens described by magistrates as \"a crack in the law\".", "magistrates"),
        .init("a couple", "Ms Brook and her husband Tom" + SpeakerCase.said, "Ms Brook and her husband Tom"),
        .init("a sign outside", "A sign outside the hall read: \"We are closed for good.\"", "A sign outside the hall"),
        .init(
            "who is heard to say", "\"I saw it,\" said Ann Reed.\n\n\"The fish smell better,\" Hill was heard to say.",
            "Hill"),
        .init("somebody's sister", "\"It has a crack from top to bottom,\" said Hill's sister, Ada.", "Ada"),
    ]

    // MARK: Names

    static let names: [SpeakerCase] = [
        .init("a hopeful", SpeakerCase.said("Norland presidential hopeful Ada Brook left.", "she"), "Ada Brook"),
        .init("a councillor", SpeakerCase.said("Mayor Ada Brook came.", "Cr Brook"), "Ada Brook"),
        .init("a county councillor", SpeakerCase.said("Coun Joe Hill came.", "Coun Hill"), "Joe Hill"),
        .init("a teller", SpeakerCase.said("Teller Ada Brook, 23, said she might laugh.", "she"), "Ada Brook"),
        .init(
            "an officer by letters", SpeakerCase.said("The police spokesperson, DSP Ada Brook, nodded.", "she"),
            "Ada Brook"),
        .init(
            "a particle that starts a sentence", "Minister Jan de Hill came. De Hill" + SpeakerCase.said, "Jan de Hill"),
        .init(
            "a Kenyan particle", SpeakerCase.said("The chair, Joe arap Hill, came.", "Mr arap Hill"), "Joe arap Hill"),
        .init(
            "a force of two counties", "A spokesman for Devon and Norland Police" + SpeakerCase.said,
            "A spokesman for Devon and Norland Police"),
        .init(
            "a spokesman of two counties", "A Devon and Norland Police spokesman" + SpeakerCase.said,
            "A Devon and Norland Police spokesman"),
    ]

    // MARK: Who answers

    private static let gov = "Gov. Joe Hill spoke on Friday."

    static let answers: [SpeakerCase] = [
        .init("no reporter", gov + "\n\nA reporter asked whether he was sorry.\n\n" + he, "Joe Hill"),
        .init("no man in the crowd", gov + " A man asked why he had come." + he, "Joe Hill"),
        .init("nobody who asks in quoted words", gov + " \"Is it safe?\" a reporter asked." + he, "Joe Hill"),
        .init("no host", gov + "\n\n\"Is it safe now?\" host Tom Reed asked.\n\n" + he, "Joe Hill"),
        .init("no host who asks why", gov + "\n\nThe host, Cam Reed, asked why it leaked." + he, "Joe Hill"),
        .init(
            "nobody who speaks before a reply",
            gov + "\n\n\"But you knew of it for a year,\" Cam Reed said.\n\n\"I did not know of it,\" he replied.",
            "Joe Hill"),
        .init("who asks and goes on", "Tom Reed asked whether it was safe." + he, "Tom Reed"),
        .init(
            "who asks on in another paragraph",
            gov + "\n\n\"Is it safe?\" Tom Reed asked.\n\n\"Will it hold this winter?\" he asked.", "Tom Reed"),
        .init("who is called for", brook + "As for Hill, he is fishing." + he, "Hill"),
        .init("who is called for by name", brook + "As for Mary Hill, she is staying." + she, "Mary Hill"),
        .init("whom a rebuke comes from", brook + "That drew a rebuke from Peter Hill." + he, "Peter Hill"),
        .init("who leads", "The review was led by Peter Hill." + he, "Peter Hill"),
        .init(
            "whom a title stands before", brook + "It was welcomed by the union's leader, Mary Hill." + she, "Mary Hill"
        ),
        .init("nobody whose coin it was", brook + gov + " He held a coin owned by Peter Reed." + he, "Joe Hill"),
        .init(
            "the chamber's No. 3", brook + "The No. 3 in the house is Peter Hill. He came." + he, "Peter Hill"),
        .init("who shook his head", "\"Well,\" said Ada Brook.\n\nPratt shook his head." + he, "Pratt"),
        .init(
            "who shook her head, without a verb of saying", "Ada Brook shook her head. \"It is dry.\"", "Ada Brook"),
        .init("a detective", brook + "A retired detective shook his head." + he, "A retired detective"),
        .init(
            "nobody in the apposition", "Ada Brook, a reporter who shouted at him, said it was safe." + she, "Ada Brook"
        ),
        .init(
            "past two phrases", brook + "On Friday, at a breakfast with farmers, Mr. Hill was calm." + he, "Hill"),
        .init(
            "whoever is asked in the passive", "Mayor Ada Brook was asked why.\n\n" + crack + "she replied.",
            "Ada Brook"),
        .init("an officer who answers", "Mayor Ada Brook met farmers.\n\n" + crack + "she replied.", "Ada Brook"),
        .init("who answers herself", "\"It leaks,\" Mary Brook said.\n\n" + crack + "she countered.", "Mary Brook"),
        .init("who asks where nobody else is", "A farmer asked why it leaked." + he, "A farmer"),
        .init("who asks himself", "Tom Reed came. Joe Hill asked himself why.\n\n" + he, "Joe Hill"),
        .init("who asks a court", "Peter Hill came. Tom Reed asked the court why.\n\n" + he, "Tom Reed"),
        .init(
            "nobody who asks by another name",
            "Joe Hill spoke. Tom Reed of the Herald sat.\n\n\"Is it safe?\" Reed asked.\n\n" + he, "Joe Hill"),
        .init(
            "who asks within the sentence", "Mary Hill came. When Tom Reed asked if she knew, she said it was \"dry\".",
            "Mary Hill"),
        .init("nobody whose hand is shaken", "Mayor Hill shook her hand." + he, "Hill"),
        .init("nobody who buys", "Joe Roe said no. The house was bought by Peter Hill." + he, "Joe Roe"),
        .init("who is called for by others", "To Mayor Hill, she is a hero." + he, "Hill"),
        .init("he's", "Joe Hill has ideas. He's mended it, saying it was \"a crack in the law\".", "Joe Hill"),
        .init("after a time", brook + "In the morning Mr. Hill faced the farmers." + he, "Hill"),
        .init("after a day", brook + "On Monday Peter Hill faced the farmers." + he, "Peter Hill"),
    ]

    // MARK: Delegates

    private static func called(_ who: String, after sentence: String) -> String {
        sentence + " \"It has a crack from top to bottom,\" " + who + " said."
    }

    static let delegates: [SpeakerCase] = [
        .init("in brackets", called("the Nevada Democrat", after: "Sen. Ada Brook (D-Nev.) left."), "Ada Brook"),
        .init("behind a comma", called("the Nevada Democrat", after: "Sen. Ada Brook, D-Nev., left."), "Ada Brook"),
        .init("of two words", called("the New York Democrat", after: "Sen. Ada Brook (D-N.Y.) left."), "Ada Brook"),
        .init("after the state", called("the Ohio Republican", after: "Ohio Sen. Ada Brook left."), "Ada Brook"),
        .init("before the state", called("the Ohio Republican", after: "Sen. Ada Brook of Ohio left."), "Ada Brook"),
        .init(
            "one of two",
            called("the Texas Republican", after: "Rep. Ada Brook (R-Texas) met Sen. Joe Hill (D-Pa.)."), "Ada Brook"),
        .init(
            "by letters", called("the Pennsylvania Democrat", after: "Rep. Ada Brook met Sen. Joe Hill (D-Pa.)."),
            "Joe Hill"),
        .init(
            "of the other party", called("the Nevada Republican", after: "Sen. Ada Brook (D-Nev.) left."),
            "the Nevada Republican"),
        .init("a congressman", called("the congressman", after: "Rep. Joe Hill left."), "Joe Hill"),
        .init("a congressman is no woman", called("the congressman", after: "Rep. Ada Brook left."), "the congressman"),
        .init(
            "of a state like another",
            called("the Alaska Republican", after: "Sen. Joe Hill (R-Alaska) met Rep. Ada Brook (R-Ala.)."), "Joe Hill"),
        .init(
            "no farmer", called("the Ohio Democrat", after: "Sen. Joe Hill (D-Ohio) met farmer Ada Brook of Ohio."),
            "Joe Hill"),
        .init(
            "no governor",
            called("the Ohio Democrat", after: "Sen. Joe Hill (D-Ohio) met Ohio Gov. Ada Brook."), "Joe Hill"),
    ]

    // MARK: Whose words a message has

    private static let crack = " \"It has a crack from top to bottom,\" "

    static let authors: [SpeakerCase] = [
        .init("a statement", "Ada Brook issued a statement." + crack + "the statement said.", "Ada Brook"),
        .init("it", "Ada Brook issued a statement." + crack + "it read.", "Ada Brook"),
        .init("no buyer's", "Ada Brook bought a letter." + crack + "the letter said.", "the letter"),
        .init("according to him", "Joe Hill came. According to him, \"the crack will be mended\".", "Joe Hill"),
        .init("according to her lawyer", "According to her lawyer, \"the crack will be mended\".", "her lawyer"),
        .init("one of them", crack + "said one of them, Ada Brook.", "Ada Brook"),
        .init("one who left", crack + "said one who left.", "one"),
        .init("who shot back", "\"Was it safe?\" Ada Brook shot back.", "Ada Brook"),
        .init("a first name that is a preposition", crack + "replied the officer, Per Hill.", "the officer"),
        .init("an author of an institute", crack + "senior author Ada Brook of the Hill Institute said.", "Ada Brook"),
        .init("who answered the door", "A woman who answered the door said it was \"a crack in the law\".", "A woman"),
        .init(
            "who represents many", "A lawyer representing 14 families called it \"a crack in the law\".",
            "A lawyer representing 14 families"),
        .init(
            "in a year without a comma",
            "In 2018 the potter Ada Brook, who lived there, wrote that it was \"a crack\".",
            "Ada Brook"),
        .init("no reader's", "Joe Hill sent back a letter from Ada Brook." + crack + "the letter said.", "the letter"),
        .init("nobody's", "Joe Hill never wrote a letter." + crack + "the letter said.", "the letter"),
        .init("nobody's whose name has a letter in it", "Ada \"A\" Letter Roe came." + crack + "it said.", "it"),
        .init("a meeting is not led", "At the council meeting Joe Hill said it was \"a crack\".", "Joe Hill"),
        .init(
            "past a dateline", "EASTPORT, Ohio. — It was so dry that one of them, Ada Brook, joked it was \"a crack\".",
            "Ada Brook"),
        .init("a few days earlier", "Ada Brook had a few days earlier called it \"a crack in the law\".", "Ada Brook"),
        .init(
            "a phrase that somebody uses", "It fell, a phrase that columnist Ada Brook called \"a crack in the law\".",
            "Ada Brook"),
        .init(
            "past a relative clause",
            "Ada Brook, a potter who advises Hill, told us that it was \"a crack in the law\".",
            "Ada Brook"),
        .init(
            "past a clause with a subject", "Ada Brook, whom Hill confirmed, called it \"a crack in the law\".",
            "Ada Brook"),
        .init("in a clause", "Ada Brook, whom Hill calls \"a crack in the law\", said it was dry.", "Hill"),
        .init(
            "officials of a state", "Ada Brook told us that state officials had shown \"a crack in it\".", "Ada Brook"),
    ]
}
