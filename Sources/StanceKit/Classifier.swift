public import LinearAlgebra
internal import Synchronization

/// Labels texts: the one door to a trained model.
///
/// ```swift
/// let classifier = try Classifier(contentsOf: "Models/stance-en")
/// let prediction = classifier.classify("The bridge could collapse and people could die.")
/// print(prediction.labelIndex.map { classifier.labels[$0] } ?? "none")  // warning
/// ```
public struct Classifier: Sendable {
    /// The labels, in the order of every prediction's probabilities.
    public let labels: [String]
    let model: ClassifierModel
    private let decision: Decision
    let scores: ScoreTable
    /// By what the logits of the linear part and of the mean of the networks are multiplied; `nil` where there is none.
    private let scales: (linear: Float?, network: Float?)

    /// The fewest words, parted by white space, that a quotation in an article needs for a label.
    public static let fewestWords = 5

    /// Memory that classification reuses from text to text. Each thread needs one of its own.
    ///
    /// It remembers words, so one that has seen texts is faster than a new one; when it goes, the next one takes its place.
    public struct Workspace: ~Copyable {
        fileprivate struct Memory {
            var scores: ScoreTable.Workspace
            var units: (current: [Float], next: [Float]) = ([], [])
        }

        fileprivate var memory: Memory
        private let idle: IdleMemory

        fileprivate init(_ idle: IdleMemory, orElse make: () -> Memory) {
            self.idle = idle
            memory = idle.memories.withLock { $0.popLast() } ?? make()
        }

        deinit {
            idle.memories.withLock { $0.append(memory) }
        }
    }

    /// What workspaces that are gone have left.
    fileprivate final class IdleMemory: Sendable {
        let memories = Mutex<[Workspace.Memory]>([])
    }

    private let idle = IdleMemory()

    /// Makes the classifier of a model.
    ///
    /// - Parameter rule: what decisions are wanted; without one, the model's own.
    /// - Throws: `StanceError.Cause.invalidConfiguration` for a rule that makes no sense, or not with this model.
    public init(_ model: ClassifierModel, rule: DecisionRule = DecisionRule()) throws(StanceError) {
        labels = model.labels
        self.model = model
        decision = try Decision(
            rule, labels: model.labels, calibration: model.calibration, sets: model.predictionSets)
        scores = ScoreTable(model)
        scales = (
            model.linearBias == nil ? nil : model.calibration.scales[0],
            model.hasNetworks ? model.calibration.scales.last : nil
        )
    }

    /// Reads the classifier of a model directory.
    ///
    /// - Throws: `StanceError` if the directory cannot be read or does not hold a sound model, or as `init(_:rule:)`.
    public init(contentsOf directory: String, rule: DecisionRule = DecisionRule()) throws(StanceError) {
        try self.init(ModelDirectory.read(directory), rule: rule)
    }

    /// What kind of model it is.
    public var algorithm: ClassifierModel.Algorithm { model.algorithm }

    /// The checksum of the model's directory, which tells this model from every other; `nil` of a model that was not read from
    /// one.
    public var checksum: String? { model.checksum }

    /// Whether predictions come with sets.
    public var givesSets: Bool { decision.largestSetScore != nil }

    /// Makes the memory that `classify(_:using:)` works in.
    public func makeWorkspace() -> Workspace {
        Workspace(idle) { Workspace.Memory(scores: scores.makeWorkspace()) }
    }

    /// Labels one text.
    ///
    /// For many texts use `classify(_:using:)`, which holds on to its memory.
    public func classify(_ text: String) -> Prediction {
        var workspace = makeWorkspace()
        return classify(Array(text.utf8)[...], using: &workspace)
    }

    /// Labels one text in UTF-8. Of labels with equal scores the first is chosen.
    ///
    /// - Complexity: O(bytes · outputs of the first layers + weights of the other layers).
    public func classify(_ text: ArraySlice<UInt8>, using workspace: inout Workspace) -> Prediction {
        var prediction = Prediction(labelIndex: nil, probabilities: [])
        classify(text, using: &workspace, into: &prediction)
        return prediction
    }

    /// The same, in place of an earlier prediction, whose memory is used again.
    public func classify(
        _ text: ArraySlice<UInt8>, using workspace: inout Workspace, into prediction: inout Prediction
    ) {
        text.withUnsafeBufferPointer { scores.score($0, using: &workspace.memory.scores) }
        if prediction.probabilities.count != labels.count { prediction.probabilities = decision.logitShift }
        sumParts(&workspace.memory, to: &prediction.probabilities)
        prediction.labelIndex = prediction.probabilities.withUnsafeMutableBufferPointer { values in
            let chosen = Self.largest(UnsafeBufferPointer(values), plus: decision.offsets)
            _ = Softmax.apply(to: values.baseAddress!, count: values.count)
            let most = Self.largest(UnsafeBufferPointer(values), plus: nil)
            return values[most] < decision.abstention ? nil : chosen
        }
        if let largest = decision.largestSetScore {
            prediction.set = Self.set(prediction.probabilities, upTo: largest)
        } else if prediction.set != nil {
            prediction.set = nil
        }
        prediction.wordCount = workspace.memory.scores.wordCount
        prediction.knownWordCount = workspace.memory.scores.knownWordCount
    }

    /// The labels of whom 1 less the probability is at most `largest`, and the most probable one.
    private static func set(_ probabilities: [Float], upTo largest: Float) -> [Int] {
        let most = probabilities.withUnsafeBufferPointer { Self.largest($0, plus: nil) }
        return probabilities.indices.filter { 1 - probabilities[$0] <= largest || $0 == most }
    }

    /// Puts the sums of the parts' logits, each at its scale, and the bias in place of the last text's.
    private func sumParts(_ workspace: inout Workspace.Memory, to logits: inout [Float]) {
        for label in logits.indices {
            logits[label] = decision.logitShift[label]
            if let scale = scales.linear { logits[label] += scale * workspace.scores.outputs[label] }
        }
        guard let scale = scales.network else { return }
        workspace.scores.convolution?.finish(scale: scale, addingTo: &logits)
        var first = scales.linear == nil ? 0 : labels.count
        for network in model.networks {
            let end = first + network.embeddingWidth
            network.addLogits(
                ofEmbedding: workspace.scores.outputs[first..<end], scale: scale / Float(model.networks.count),
                to: &logits, using: &workspace.units)
            first = end
        }
    }

    /// The logits of a text in UTF-8.
    func logits(of text: UnsafeBufferPointer<UInt8>) -> [Float] {
        var workspace = makeWorkspace()
        var logits = decision.logitShift
        scores.score(text, using: &workspace.memory.scores)
        sumParts(&workspace.memory, to: &logits)
        return logits
    }

    /// What is added to a label's logit besides what the parts give.
    func logitShift(_ label: Int) -> Float { decision.logitShift[label] }

    /// The label chosen, were there no abstention.
    func choice(of logits: [Float]) -> Int {
        logits.withUnsafeBufferPointer { Self.largest($0, plus: decision.offsets) }
    }

    private static func largest(_ values: UnsafeBufferPointer<Float>, plus offsets: [Float]?) -> Int {
        var best = 0
        for index in values.indices.dropFirst()
        where values[index] + (offsets?[index] ?? 0) > values[best] + (offsets?[best] ?? 0) { best = index }
        return best
    }

    /// Labels a quotation found in an article, `nil` if it has too few words to be judged.
    public func classify(_ quotation: Quotation, using workspace: inout Workspace) -> Prediction? {
        let statement = quotation.statement
        guard Self.hasEnoughWords(statement) else { return nil }
        return classify(Array(statement.utf8)[...], using: &workspace)
    }

    /// Whether there are so many words between white space; what stands behind them is not looked at.
    static func hasEnoughWords(_ statement: String) -> Bool {
        var words = 0
        var isInWord = false
        for scalar in statement.unicodeScalars {
            let isWord = (0x21...0x7E).contains(scalar.value) || !scalar.properties.isWhitespace
            if isWord, !isInWord {
                words += 1
                if words == fewestWords { return true }
            }
            isInWord = isWord
        }
        return false
    }

    /// Labels many texts in UTF-8; the predictions are in the texts' order.
    public func classify(_ texts: [ArraySlice<UInt8>], parallelism: Parallelism) -> [Prediction] {
        let chunk = 256
        let parts = parallelism.map(count: (texts.count + chunk - 1) / chunk) { part in
            var workspace = makeWorkspace()
            return texts[part * chunk..<min(texts.count, (part + 1) * chunk)].map {
                classify($0, using: &workspace)
            }
        }
        return Array(parts.joined())
    }
}
