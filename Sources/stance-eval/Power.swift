import ArgumentParser
import CommandLineSupport
import Foundation
import StanceEvaluation
import StanceKit

struct Power: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "How many test items it takes to see a difference between two models.",
        discussion: """
            EXAMPLES
              stance-eval power --difference 0.02 --disagreement 0.1
              stance-eval power --difference 0.03 --accuracy 0.85

            The test is McNemar's exact one, on the same items for both models. It depends on how often they part: the share \
            of items that exactly one of them has right. compare shows it for two models at hand. With --accuracy in its \
            place, the models are taken to err independently, which is the most that can be expected.
            """)

    @Option(help: "The difference in accuracy, as 0.02.")
    var difference: Double

    @Option(help: "The share of items that exactly one of the models has right.")
    var disagreement: Double?

    @Option(help: "The accuracy of the worse model, to tell the disagreement from.")
    var accuracy: Double?

    @Option(help: "The probability of seeing the difference.")
    var power = 0.8

    @Option(help: "The level of the test, two-sided.")
    var alpha = 0.05

    @Option(help: "How the result is written.")
    var format = ReportFormat.text

    /// Of independent errors: right by the first alone, and by the second alone.
    private var share: Double? {
        disagreement ?? accuracy.map { ($0 + difference) * (1 - $0) + $0 * (1 - $0 - difference) }
    }

    func validate() throws {
        guard difference > 0, difference < 1, (0.01..<1).contains(power), alpha > 0, alpha < 1 else {
            throw ValidationError("--difference, --power and --alpha take numbers between 0 and 1.")
        }
        if let accuracy, !(accuracy > 0 && accuracy + difference <= 1) {
            throw ValidationError("--accuracy and --difference together take numbers up to 1.")
        }
        if accuracy != nil, disagreement != nil {
            throw ValidationError("Name --disagreement or --accuracy, not both: each says how often the models part.")
        }
        guard let share else { throw ValidationError("Name --disagreement or --accuracy.") }
        if share < difference || share > 1 {
            throw ValidationError("The models part on at least as many items as --difference says, and at most on all.")
        }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            guard
                let share,
                let items = TestSize.items(difference: difference, disagreement: share, power: power, alpha: alpha)
            else {
                throw StanceError(
                    .invalidConfiguration(reason: "more than ten million items; such a difference cannot be tested"))
            }
            switch format {
            case .json:
                let output = Output(
                    alpha: alpha, difference: difference, disagreement: share, items: items, power: power)
                try StandardOutput.write(JSON.indented(output) + [0x0A])
            case .text:
                try StandardOutput.writeLine(
                    "\(items) items (difference \(difference), disagreement \(String(format: "%.3g", share)), "
                        + "power \(power), level \(alpha))")
            }
        }
    }

    private struct Output: Encodable {
        var alpha: Double
        var difference: Double
        var disagreement: Double
        var items: Int
        var power: Double
    }
}
