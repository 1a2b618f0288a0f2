import LinearAlgebra
import StanceEvaluation

/// What a search makes best.
public enum TuningMetric: String, Sendable, Codable, CaseIterable {
    /// The share of labels that are right.
    case accuracy
    /// The mean of the labels' F1.
    case macroF1 = "macro-f1"
    /// The mean of -ln of the true label's probability.
    case logLoss = "log-loss"

    /// The metric that a decision is to do best.
    public init(_ decision: TrainingRecipe.Decision) {
        self = decision == .macroF1 ? .macroF1 : .accuracy
    }

    /// The name as reports have it.
    public var name: String {
        switch self {
        case .accuracy: "accuracy"
        case .macroF1: "macro-F1"
        case .logLoss: "log loss"
        }
    }

    /// How much better the first of two values is; below 0 if it is worse.
    func lead(of value: Double, over other: Double) -> Double {
        self == .logLoss ? other - value : value - other
    }
}

/// What a recipe made of held-out examples, as far as the metric asks for it.
struct TuningOutcome: Sendable, Equatable, Codable {
    /// The label chosen for each, for accuracy and macro-F1.
    var labels: [Int]?
    /// The loss of each, for the log loss.
    var losses: [Double]?

    init(labels: [Int]? = nil, losses: [Double]? = nil) {
        self.labels = labels
        self.losses = losses
    }

    init(_ predictions: CrossValidation.Predictions, truths: [Int], metric: TuningMetric) {
        if metric == .logLoss {
            losses = LogLoss.perItem(predictions.probabilities, truths: truths)
        } else {
            labels = predictions.labels
        }
    }

    /// Whether this can have been made of some data: what a file holds is not to be trusted.
    func fits(_ data: TrainingData, _ metric: TuningMetric) -> Bool {
        if metric == .logLoss {
            return losses?.count == data.primaryCount && losses?.allSatisfy { $0 >= 0 && $0 < 100 } == true
        }
        return labels?.count == data.primaryCount && labels?.allSatisfy(data.labels.indices.contains) == true
    }
}

extension TuningMetric {
    /// The value that an outcome has on some of its items.
    ///
    /// - Parameter items: each as often as it is to count.
    func value(_ outcome: TuningOutcome, truths: [Int], labelCount: Int, on items: [Int]) -> Double {
        if self == .logLoss {
            let losses = outcome.losses ?? []
            return items.reduce(0) { $0 + losses[$1] } / Double(items.count)
        }
        let labels = outcome.labels ?? []
        let matrix = ConfusionMatrix(
            labelCount: labelCount, outcomes: items.lazy.map { (truth: truths[$0], prediction: labels[$0]) })
        return self == .macroF1 ? matrix.macroF1 : matrix.accuracy
    }
}
