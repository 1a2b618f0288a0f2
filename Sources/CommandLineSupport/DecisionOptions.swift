public import ArgumentParser
public import StanceKit

/// What a user wants of decisions.
public struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The share of a label in these texts, where it differs from training; once for each label, the others share the \
            rest. Probabilities are corrected for it. It supposes that the texts of a label are like those of training.
            """, valueName: "label=share"))
    var prior: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            How much worse it is to miss this label than others; once for each label, 1 for those not named. The label is \
            chosen to cost least.
            """, valueName: "label=number"))
    var cost: [String] = []

    @Option(help: "Add the set of labels that holds the true one this often, over all texts (as 0.9).")
    var coverage: Double?

    @Option(help: "Give no label where none has at least this probability.")
    var abstain: Double?

    /// Makes the options with their defaults.
    public init() {}

    /// The rule that the options come to.
    ///
    /// - Throws: `StanceError.Cause.invalidConfiguration` for an option that is not a label and a number.
    public func rule() throws(StanceError) -> DecisionRule {
        var rule = DecisionRule()
        rule.prior = try Self.numbers(prior, of: "--prior")
        rule.cost = try Self.numbers(cost, of: "--cost")
        rule.coverage = coverage
        rule.abstention = abstain
        return rule
    }

    private static func numbers(_ arguments: [String], of option: String) throws(StanceError) -> [String: Double] {
        var numbers: [String: Double] = [:]
        for argument in arguments {
            guard let sign = argument.lastIndex(of: "="), let number = Double(argument[argument.index(after: sign)...])
            else {
                throw StanceError(
                    .invalidConfiguration(reason: "\(option) takes LABEL=NUMBER, as in warning=0.1; not '\(argument)'"))
            }
            guard numbers.updateValue(number, forKey: String(argument[..<sign])) == nil else {
                throw StanceError(
                    .invalidConfiguration(reason: "\(option) names the label '\(argument[..<sign])' twice"))
            }
        }
        return numbers
    }
}
