import Foundation

/// What a user wants of decisions, beyond what the model holds.
public struct DecisionRule: Sendable, Equatable {
    /// The share of labels in the texts to be classified; labels not named share the rest as they did in training.
    ///
    /// The probabilities are corrected for it (Saerens, Latinne & Decaestecker 2002): p'(y|x) ∝ p(y|x) · prior(y) /
    /// prevalence(y). It supposes that the texts of each label are like those of training and only their number differs.
    public var prior: [String: Double] = [:]
    /// How much it costs to miss a label, 1 where none is named. The label chosen has the largest cost · probability,
    /// which makes the expected cost least; the model's own decision offsets are not used then.
    public var cost: [String: Double] = [:]
    /// Give prediction sets that hold the true label this often.
    public var coverage: Double?
    /// Give no label where none is at least this probable.
    public var abstention: Double?

    /// Makes the rule that asks for nothing.
    public init() {}
}

/// A decision rule in numbers, for one model: what classification works with.
struct Decision: Sendable {
    /// What is added to each label's logit before the softmax.
    private(set) var logitShift: [Float]
    /// What is added to a label's logit to choose the label.
    private(set) var offsets: [Float]
    /// The largest score, 1 - probability, of a label in the set; `nil` for no sets.
    private(set) var largestSetScore: Float?
    /// The least probability that the most probable label must have.
    private(set) var abstention: Float = 0

    /// The model's own decisions.
    init(_ calibration: Calibration) {
        logitShift = calibration.bias
        offsets = calibration.offsets
    }

    /// - Throws: `StanceError.Cause.invalidConfiguration` for a rule that makes no sense, or not with this model.
    init(
        _ rule: DecisionRule, labels: [String], calibration: Calibration, sets: PredictionSets?
    ) throws(StanceError) {
        func refuse(_ reason: String) -> StanceError { StanceError(.invalidConfiguration(reason: reason)) }
        self.init(calibration)
        for name in rule.prior.keys.sorted() + rule.cost.keys.sorted() where !labels.contains(name) {
            throw refuse("\(StanceError.Cause.unknownLabel(name, known: labels))")
        }
        if !rule.prior.isEmpty {
            let prior = try Self.completed(rule.prior, labels: labels, prevalence: calibration.prevalence)
            for label in labels.indices {
                logitShift[label] += log(prior[label] / calibration.prevalence[label])
            }
        }
        if !rule.cost.isEmpty {
            guard rule.cost.values.allSatisfy({ $0 > 0 && $0 <= 1e6 }) else {
                throw refuse("a cost is a number above 0, at most 1000000")
            }
            offsets = labels.map { log(Float(rule.cost[$0] ?? 1)) }
        }
        if let coverage = rule.coverage {
            guard coverage > 0, coverage < 1 else { throw refuse("a coverage lies between 0 and 1") }
            guard rule.prior.isEmpty else {
                throw refuse(
                    "prediction sets keep their coverage at the model's own prevalence only: leave out the prior")
            }
            guard let sets else {
                throw refuse(
                    "the model has no calibration for prediction sets; train it with calibration folds, on 100 examples or more"
                )
            }
            largestSetScore = sets.largestScore(coverage: coverage)
        }
        if let abstention = rule.abstention {
            guard abstention >= 0, abstention <= 1 else { throw refuse("a probability lies between 0 and 1") }
            self.abstention = Float(abstention)
        }
    }

    /// The share of each label, those not named by their prevalence in what is left.
    private static func completed(
        _ named: [String: Double], labels: [String], prevalence: [Float]
    ) throws(StanceError) -> [Float] {
        let given = named.values.reduce(0, +)
        let isComplete = named.count == labels.count
        guard named.values.allSatisfy({ $0 > 0 && $0 < 1 }), isComplete ? abs(given - 1) < 0.01 : given < 1 else {
            throw StanceError(
                .invalidConfiguration(
                    reason: "the shares of the prior lie between 0 and 1, and those of all labels sum to 1"))
        }
        let rest = zip(labels, prevalence).reduce(0) { $0 + (named[$1.0] == nil ? Double($1.1) : 0) }
        return zip(labels, prevalence).map { label, share in
            Float(named[label].map { isComplete ? $0 / given : $0 } ?? Double(share) / rest * (1 - given))
        }
    }
}
