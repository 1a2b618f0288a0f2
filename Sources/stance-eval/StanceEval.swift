import ArgumentParser
import StanceKit

@main
struct StanceEval: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stance-eval",
        abstract: "Evaluates text classifiers, with confidence intervals.",
        discussion: """
            \(Evaluate.examples)

            Other questions: stance-eval agreement, compare, estimate, power. All options: stance-eval evaluate --help

            Exit codes: 0 done, 1 failure, 64 usage, 65 bad data, 66 missing input.
            """,
        version: stanceVersion,
        subcommands: [Evaluate.self, Agree.self, Compare.self, EstimateShares.self, Power.self],
        defaultSubcommand: Evaluate.self
    )
}
