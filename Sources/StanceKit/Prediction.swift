/// What a classifier says of one text.
public struct Prediction: Sendable, Equatable {
    /// The label chosen, as an index into the classifier's labels.
    public var labelIndex: Int
    /// The probability of each label, in the order of the classifier's labels; they sum to 1.
    public var probabilities: [Float]
    /// How many words the text has.
    public var wordCount: Int
    /// How many of them occurred in training.
    public var knownWordCount: Int

    /// The probability of the label chosen.
    public var probability: Float { probabilities[labelIndex] }
}
