/// What a classifier says of one text.
public struct Prediction: Sendable, Equatable {
    /// The label chosen, as an index into the classifier's labels; `nil` where the rule asks for none.
    ///
    /// It need not be the most probable one: decision offsets and costs act on it.
    public var labelIndex: Int?
    /// The probability of each label, in the order of the classifier's labels; they sum to 1.
    public var probabilities: [Float]
    /// The prediction set, as rising indices into the labels; `nil` where the rule asks for none.
    public var set: [Int]?
    /// How many words the text has.
    public var wordCount: Int
    /// How many of them occurred in training.
    public var knownWordCount: Int

    /// Makes a prediction.
    public init(
        labelIndex: Int?, probabilities: [Float], set: [Int]? = nil, wordCount: Int = 0, knownWordCount: Int = 0
    ) {
        self.labelIndex = labelIndex
        self.probabilities = probabilities
        self.set = set
        self.wordCount = wordCount
        self.knownWordCount = knownWordCount
    }

    /// The probability of the label chosen.
    public var probability: Float? { labelIndex.map { probabilities[$0] } }
}
