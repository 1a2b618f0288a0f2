public import StanceKit

/// A model that has just been trained.
public struct TrainedModel: Sendable {
    /// The model.
    public let model: ClassifierModel
    /// How it was trained.
    public let record: TrainingRecord
    /// Whether the linear part's optimiser reached its tolerance.
    public let hasConverged: Bool

    /// Writes the model directory, whole or not at all.
    ///
    /// - Throws: `StanceError` if it cannot be written.
    public func write(to directory: String) throws(StanceError) {
        try ModelDirectory.write(model, training: record, card: ModelCard.text(for: model, record), to: directory)
    }
}
