import ArgumentParser
import StanceKit

@main
struct StanceTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stance-train",
        abstract: "Trains text classifiers on labelled examples.",
        discussion: """
            \(Train.examples)

            All options: stance-train train --help

            Is the corpus in order? stance-train check --help tells how to see.

            Exit codes: 0 done, 1 failure, 64 usage, 65 bad data, 66 missing input, 130 stopped.
            """,
        version: stanceVersion,
        subcommands: [Train.self, CrossValidate.self, Tune.self, Check.self, Suggest.self],
        defaultSubcommand: Train.self
    )
}
