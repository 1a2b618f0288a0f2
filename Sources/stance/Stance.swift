import ArgumentParser
import StanceKit

@main
struct Stance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stance",
        abstract: "Reads what people say in the news: warning, reassurance, or neutral analysis.",
        discussion: """
            EXAMPLES
              stance analyze article.txt              who says what in an article, and how
              stance classify quotations.csv          one quotation a record
              echo "The dam may break." | stance classify

            Exit codes: 0 done, 1 failure, 64 usage, 65 bad data, 66 missing input.
            """,
        version: stanceVersion,
        subcommands: [Analyze.self, Classify.self, Annotate.self]
    )
}
