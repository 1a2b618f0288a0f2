import ArgumentParser
import StanceKit

@main
struct StanceEval: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stance-eval",
        abstract: "Evaluates text classifiers, with confidence intervals.",
        discussion: """
            EXAMPLES
              stance-eval --test test.jsonl                          the released model
              stance-eval --model my-model --test test.csv --format json

            All options: stance-eval evaluate --help

            Exit codes: 0 done, 1 failure, 64 usage, 65 bad data, 66 missing input.
            """,
        version: stanceVersion,
        subcommands: [Evaluate.self],
        defaultSubcommand: Evaluate.self
    )
}
