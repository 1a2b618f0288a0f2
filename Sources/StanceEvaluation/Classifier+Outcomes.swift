public import LinearAlgebra
public import StanceKit

extension Classifier {
    /// The true and the predicted label of each example, as indices into the classifier's labels.
    ///
    /// - Parameter source: where the examples are from, for errors.
    /// - Precondition: the classifier gives every text a label.
    /// - Throws: `StanceError.Cause.unknownLabel`, with the line, for a label that the classifier does not give.
    public func outcomes(
        on examples: [LabelledText], from source: String, parallelism: Parallelism
    ) throws(StanceError) -> [(truth: Int, prediction: Int)] {
        let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        var truths: [Int] = []
        for example in examples {
            guard let index = indices[example.label] else {
                throw StanceError(.unknownLabel(example.label, known: labels), path: source, line: example.line)
            }
            truths.append(index)
        }
        let predictions = classify(examples.map(\.text), parallelism: parallelism)
        return zip(truths, predictions).map { truth, prediction in
            guard let label = prediction.labelIndex else { preconditionFailure("the classifier does not abstain") }
            return (truth: truth, prediction: label)
        }
    }
}
