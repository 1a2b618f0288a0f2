import Synchronization

@testable import StanceTraining

/// A training that is watched: what it reports, and an end after some steps.
final class Watching: Sendable {
    private let reported = Mutex<[TrainingEvent]>([])

    var events: [TrainingEvent] { reported.withLock(\.self) }

    /// A monitor that ends the work once `limit` steps were reported.
    func monitor(endingAfter limit: Int = .max, checkpoint: Checkpoint? = nil) -> TrainingMonitor {
        TrainingMonitor(
            report: { event in self.reported.withLock { $0.append(event) } },
            isCancelled: { self.reported.withLock(\.count) >= limit }, checkpoint: checkpoint)
    }
}
