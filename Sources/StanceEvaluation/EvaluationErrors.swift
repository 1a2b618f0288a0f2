/// A wrong prediction that is worth reading.
public struct EvaluationError: Sendable, Equatable, Codable {
    /// The item's id, or its place in the data from 1.
    public var item: String
    /// The true label.
    public var gold: String
    /// The predicted label.
    public var predicted: String
    /// The probability of the true label, if there are any.
    public var goldProbability: Double?
    /// The probability of the predicted label, if there are any.
    public var predictedProbability: Double?
    /// The text, if there is one.
    public var text: String
}

extension EvaluationSample {
    /// The wrong predictions: the worst first, whose true label has the least probability, or the most confident first,
    /// whose predicted label has the largest. Without probabilities, in the data's order.
    public func errors(mostConfidentFirst: Bool, limit: Int) -> [EvaluationError] {
        func rank(_ item: Int) -> Double {
            guard let row = probabilities?[item] else { return 0 }
            return mostConfidentFirst ? -row[predictions[item]] : row[truths[item]]
        }
        let wrong = truths.indices.filter { truths[$0] != predictions[$0] }
        return wrong.sorted { (rank($0), $0) < (rank($1), $1) }.prefix(limit).map { item in
            EvaluationError(
                item: ids?[item] ?? String(item + 1), gold: labels[truths[item]], predicted: labels[predictions[item]],
                goldProbability: probabilities?[item][truths[item]],
                predictedProbability: probabilities?[item][predictions[item]], text: texts[item])
        }
    }
}
