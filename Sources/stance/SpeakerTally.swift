import CommandLineSupport
import StanceKit
import Synchronization

/// What the speakers of all articles said, counted by stance.
final class SpeakerTally: Sendable {
    /// The quotation of a stance with the highest probability.
    struct Example: Sendable {
        var text: String
        var probability: Float
    }

    struct Speaker: Sendable {
        /// The resolved name; nil for the quotations whose speaker is unknown.
        var name: String?
        var quotations = 0
        /// One for each label of the model. Their sum is less than `quotations` where some have no label.
        var counts: [Int]
        var examples: [Example?]
    }

    private let labels: [String]
    private let speakersByName = Mutex<[String?: Speaker]>([:])

    init(labels: [String]) {
        self.labels = labels
    }

    /// Counts the quotations of articles. Several threads do so at once; the sums do not depend on their order.
    func add(_ articles: [Record], _ extractor: QuotationExtractor, _ classifier: Classifier) -> RecordPipeline.Output {
        var output = RecordPipeline.Output()
        var workspace = classifier.makeWorkspace()
        for article in articles {
            let quotations = extractor.quotations(in: String(decoding: article.text, as: UTF8.self))
            let predictions = quotations.map { classifier.classify($0, using: &workspace) }
            speakersByName.withLock { speakers in
                for (quotation, prediction) in zip(quotations, predictions) {
                    count(quotation, prediction, in: &speakers)
                }
            }
            output.count(predictions)
        }
        return output
    }

    /// The speakers, most quotations first, then by name; the unknown one last.
    func speakers() -> [Speaker] {
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
