public import LinearAlgebra

/// Labels texts: the one door to a trained model.
///
/// ```swift
/// let classifier = try Classifier(contentsOf: "Models/stance-en")
/// let prediction = classifier.classify("The levee will not hold if the rain goes on.")
/// print(classifier.labels[prediction.labelIndex])  // warning
/// ```
public struct Classifier: Sendable {
    /// The labels, in the order of every prediction's probabilities.
    public let labels: [String]
    private let scores: ScoreTable

    /// The fewest words, parted by white space, that a quotation in an article needs for a label.
    public static let fewestWords = 5

    /// Memory that classification reuses from text to text. Each thread needs one of its own.
    public struct Workspace {
        fileprivate var scores: ScoreTable.Workspace
    }

    /// Makes a classifier of its parts.
    ///
    /// - Throws: `StanceError.Cause.malformedModel` if they do not fit together.
    public init(labels: [String], space: FeatureSpace, model: LogisticRegression) throws(StanceError) {
        guard labels.count >= 2, Set(labels).count == labels.count, labels.count == model.bias.count else {
            throw StanceError(.malformedModel(reason: "the labels do not fit the weights"))
        }
        guard model.weights.rows == space.count else {
            throw StanceError(.malformedModel(reason: "there is not one row of weights for each feature"))
        }
        self.labels = labels
        scores = ScoreTable(space: space, model: model)
    }

    /// Reads the classifier of a model directory.
    ///
    /// - Throws: `StanceError` if the directory cannot be read or does not hold a sound model.
    public init(contentsOf directory: String) throws(StanceError) {
        self = try ModelDirectory.read(directory)
    }

    /// Makes the memory that `classify(_:using:)` works in.
    public func makeWorkspace() -> Workspace {
        Workspace(scores: scores.makeWorkspace())
    }

    /// Labels one text.
    ///
    /// For many texts use `classify(_:using:)`, which reuses its memory.
    public func classify(_ text: String) -> Prediction {
        var workspace = makeWorkspace()
        return classify(Array(text.utf8)[...], using: &workspace)
    }

    /// Labels one text in UTF-8. Of labels with equal probability the first is chosen.
    ///
    /// - Complexity: O(bytes · labels).
    public func classify(_ text: ArraySlice<UInt8>, using workspace: inout Workspace) -> Prediction {
        text.withUnsafeBufferPointer { scores.score($0, using: &workspace.scores) }
        var probabilities = workspace.scores.logits
        _ = probabilities.withUnsafeMutableBufferPointer { Softmax.apply(to: $0.baseAddress!, count: $0.count) }
        return Prediction(
            labelIndex: probabilities.indices.max { probabilities[$0] < probabilities[$1] }!,
            probabilities: probabilities,
            wordCount: workspace.scores.wordCount,
            knownWordCount: workspace.scores.knownWordCount)
    }

    /// Labels a quotation found in an article, `nil` if it has too few words to be judged.
    public func classify(_ quotation: Quotation, using workspace: inout Workspace) -> Prediction? {
        let statement = quotation.statement
        guard statement.split(whereSeparator: \.isWhitespace).count >= Self.fewestWords else { return nil }
        return classify(Array(statement.utf8)[...], using: &workspace)
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
