import StanceKit
import Testing

@Suite("A few words in marks")
struct QuotationShortTests {
    @Test("are speech where they are a sentence", arguments: sentences + singles)
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
}
