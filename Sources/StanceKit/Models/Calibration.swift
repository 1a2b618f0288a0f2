/// What turns a model's logits into probabilities that can be believed, and probabilities into decisions. It is fitted
/// on predictions of texts that the predicting model was not trained on.
public struct Calibration: Sendable, Equatable, Codable {
    /// What each part's logits are multiplied by before they are added: the linear part's first, if there is one, then
    /// that of the networks' mean. For one part this is 1 / temperature (Guo et al. 2017).
    public var scales: [Float]
    /// What is added to each label's logit.
    public var bias: [Float]
    /// The share of each label that the probabilities suppose: what a prevalence correction starts from.
    public var prevalence: [Float]
    /// What is added to each label's log-probability to choose the label, and for nothing else.
    public var offsets: [Float]
    /// How many texts it was fitted on; 0 for none.
    public var items: Int

    /// Makes a calibration.
    public init(scales: [Float], bias: [Float], prevalence: [Float], offsets: [Float], items: Int) {
        self.scales = scales
        self.bias = bias
        self.prevalence = prevalence
        self.offsets = offsets
        self.items = items
    }

    /// The calibration that changes nothing, at the same prevalence of all labels.
    static func uniform(parts: Int, labels: Int) -> Calibration {
        identity(parts: parts, prevalence: [Float](repeating: 1 / Float(labels), count: labels))
    }

    /// The calibration that changes nothing: the parts' mean, at the prevalence given.
    public static func identity(parts: Int, prevalence: [Float]) -> Calibration {
        let zeros = [Float](repeating: 0, count: prevalence.count)
        return Calibration(
            scales: [Float](repeating: 1 / Float(parts), count: parts), bias: zeros, prevalence: prevalence,
            offsets: zeros, items: 0)
    }

    /// What does not fit a model of so many parts and labels, `nil` if all does.
    func fault(parts: Int, labels: Int) -> String? {
        guard scales.count == parts, [bias, prevalence, offsets].allSatisfy({ $0.count == labels }) else {
            return "the calibration does not fit the model"
        }
        guard scales.allSatisfy({ $0 >= 0 }), [scales, bias, offsets].allSatisfy(\.areSensible),
            prevalence.allSatisfy({ $0 > 0 && $0 <= 1 })
        else { return "the calibration has a number out of range" }
        return nil
    }
}
