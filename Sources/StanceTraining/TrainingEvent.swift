import Foundation

/// A step of training that was taken: what a progress line shows and a log keeps.
public struct TrainingEvent: Sendable, Equatable, Codable {
    /// What is being fitted: `fold 2 of 5` or `model`.
    public var stage: String
    /// Which part of it: `logistic`, or `network 1`.
    public var part: String
    /// The steps (logistic) or passes (network) taken.
    public var step: Int
    /// The most that there can be.
    public var limit: Int
    /// The objective (logistic), or the mean training loss of the pass (network).
    public var loss: Double
    /// The mean loss of the examples held out for early stopping.
    public var validationLoss: Double?
    /// The gradient's norm in parts of the first one.
    public var relativeGradient: Double?
}

/// Who watches training: is told of each step, keeps what a later run goes on from, and may end it.
public struct TrainingMonitor: Sendable {
    /// Is called after each step, from several threads.
    public var report: @Sendable (TrainingEvent) -> Void
    /// Whether the work is to end.
    public var isCancelled: @Sendable () -> Bool
    /// Where the state is kept; `nil` for nowhere.
    public var checkpoint: Checkpoint?

    /// Makes a monitor.
    public init(
        report: @escaping @Sendable (TrainingEvent) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }, checkpoint: Checkpoint? = nil
    ) {
        self.report = report
        self.isCancelled = isCancelled
        self.checkpoint = checkpoint
    }
}
