/// Why a text has the score of a label: what each of its words adds to the label's logit.
///
/// `base` and the weights of all spans sum to `logit`. A word's weight holds its share of every n-gram in which it stands:
/// those of its own characters wholly, those over several tokens in equal shares. Weights say what the model adds up, not
/// what the speaker means, and those of two texts can be compared only roughly: each text's n-grams are scaled by its own norm.
public struct Explanation: Sendable, Equatable {
    /// A token, a word or a mark, and what it adds.
    public struct Span: Sendable, Equatable {
        /// Where it stands, in Unicode scalars from the text's start.
        public var range: Range<Int>
        /// What stands there.
        public var text: String
        /// What it adds to the logit: more than 0 for the label, less against it, 0 where the model knows nothing of it.
        public var weight: Double

        /// Makes a span.
        public init(range: Range<Int>, text: String, weight: Double) {
            self.range = range
            self.text = text
            self.weight = weight
        }
    }

    /// The label that is explained, as an index into the classifier's labels.
    public var labelIndex: Int
    /// The label's logit: the probabilities are the softmax of all labels' logits.
    public var logit: Double
    /// The label's logit for a text of which the model knows nothing.
    public var base: Double
    /// Every token of the text, in its order.
    public var spans: [Span]

    /// Makes an explanation.
    public init(labelIndex: Int, logit: Double, base: Double, spans: [Span]) {
        self.labelIndex = labelIndex
        self.logit = logit
        self.base = base
        self.spans = spans
    }

    /// The words that tell most, each once with what all its occurrences add: those for the label, most first, and those
    /// against it. Marks are left out, and what adds less than a twentieth of the largest weight.
    public func tellingWords(atMost count: Int) -> (towards: [Span], against: [Span]) {
        var words: [String: Span] = [:]
        for span in spans where span.text.contains(where: { $0.isLetter || $0.isNumber }) {
            words[span.text.lowercased(), default: Span(range: span.range, text: span.text, weight: 0)].weight +=
                span.weight
        }
        let least = (words.values.map { abs($0.weight) }.max() ?? 0) / 20
        let telling = words.values.filter { abs($0.weight) > least }.sorted {
            (abs($1.weight), $0.range.lowerBound) < (abs($0.weight), $1.range.lowerBound)
        }
        return (
            Array(telling.filter { $0.weight > 0 }.prefix(count)), Array(telling.filter { $0.weight < 0 }.prefix(count))
        )
    }

    /// How strongly each span tells, from -`levels` (most against the label) over 0 to `levels`: its weight as a part of the
    /// largest one, rounded.
    public func shades(levels: Int) -> [Int] {
        let largest = spans.map { abs($0.weight) }.max() ?? 0
        guard largest > 0 else { return spans.map { _ in 0 } }
        return spans.map { Int(($0.weight / largest * Double(levels)).rounded()) }
    }
}
