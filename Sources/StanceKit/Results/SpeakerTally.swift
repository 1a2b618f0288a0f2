import Synchronization

/// What the speakers of all articles said, counted by stance.
public final class SpeakerTally: Sendable {
    /// The quotation of a stance with the highest probability.
    public struct Example: Sendable {
        /// The quotation.
        public var text: String
        /// The probability of its label.
        public var probability: Float
    }

    /// What one speaker said.
    public struct Speaker: Sendable {
        /// The resolved name; nil for the quotations whose speaker is unknown.
        public var name: String?
        /// How many quotations there are.
        public var quotations = 0
        /// How many of each label. Their sum is less than `quotations` where some have no label.
        public var counts: [Int]
        /// The clearest quotation of each label.
        public var examples: [Example?]
    }

    private let labels: [String]
    private let speakersByName = Mutex<[String?: Speaker]>([:])

    /// Makes an empty tally.
    ///
    /// - Parameter labels: the model's labels.
    public init(labels: [String]) {
        self.labels = labels
    }

    /// Counts the quotations of an article. Several threads do so at once; the sums do not depend on their order.
    public func add(_ quotations: [Quotation], _ predictions: [Prediction?]) {
        speakersByName.withLock { speakers in
            for (quotation, prediction) in zip(quotations, predictions) {
                count(quotation, prediction, in: &speakers)
            }
        }
    }

    /// The speakers, most quotations first, then by name; the unknown one last.
    public func speakers() -> [Speaker] {
        speakersByName.withLock { Array($0.values) }.sorted { left, right in
            guard let leftName = left.name, let rightName = right.name else { return left.name != nil }
            return (right.quotations, leftName) < (left.quotations, rightName)
        }
    }

    private func count(_ quotation: Quotation, _ prediction: Prediction?, in speakers: inout [String?: Speaker]) {
        let empty = Speaker(
            name: quotation.speaker, counts: Array(repeating: 0, count: labels.count),
            examples: Array(repeating: nil, count: labels.count))
        var speaker = speakers[quotation.speaker] ?? empty
        speaker.quotations += 1
        if let label = prediction?.labelIndex, let probability = prediction?.probability {
            speaker.counts[label] += 1
            let best = speaker.examples[label]
            // Equal probabilities are told apart by the text, so that the order of threads does not count.
            if best.map({ ($0.probability, quotation.text) < (probability, $0.text) }) ?? true {
                speaker.examples[label] = Example(text: quotation.text, probability: probability)
            }
        }
        speakers[quotation.speaker] = speaker
    }
}
