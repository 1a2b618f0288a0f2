public import StanceKit

/// A model that has just been trained.
public struct TrainedModel: Sendable {
    /// The labels, sorted.
    public let labels: [String]
    /// The features that it knows.
    public let space: FeatureSpace
    /// Its parameters.
    public let model: LogisticRegression
    /// How it was trained.
    public let record: TrainingRecord
    /// Whether the optimiser reached its tolerance.
    public let hasConverged: Bool

    /// The classifier that the model makes.
    public func classifier() throws(StanceError) -> Classifier {
        try Classifier(labels: labels, space: space, model: model)
    }

    /// Writes the model directory, whole or not at all.
    ///
    /// - Throws: `StanceError` if it cannot be written.
    public func write(to directory: String) throws(StanceError) {
        let configuration = ModelConfiguration(labels: labels, features: space.configuration, training: record)
        try ModelDirectory.write(
            model, space: space, configuration: configuration, card: ModelCard.text(for: configuration), to: directory)
    }
}
