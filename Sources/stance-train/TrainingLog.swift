import CommandLineSupport
import Foundation
import StanceKit
import StanceTraining
import Synchronization

/// Shows the steps of training as a line of progress, and writes them to a log.
final class TrainingLog: Sendable {
    /// The log's file descriptor, `nil` where there is no log, or no more since writing failed.
    private let descriptor: Mutex<Int32?>
    private let path: String

    /// - Parameter path: the log, one JSON object a step; `nil` for none. What stands there already is kept.
    init(path: String?) throws(StanceError) {
        self.path = path ?? ""
        guard let path else {
            descriptor = Mutex(nil)
            return
        }
        let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard opened >= 0 else {
            throw StanceError(.fileUnwritable(reason: String(cString: strerror(errno))), path: path)
        }
        descriptor = Mutex(opened)
    }

    deinit {
        descriptor.withLock { descriptor in
            if let descriptor { close(descriptor) }
        }
    }

    /// The monitor that ends at Ctrl-C.
    func monitor(checkpoint: Checkpoint? = nil) -> TrainingMonitor {
        Interruption.watch()
        return TrainingMonitor(
            report: { self.record($0) }, isCancelled: { Interruption.isRequested }, checkpoint: checkpoint)
    }

    private func record(_ event: TrainingEvent) {
        let loss = event.validationLoss ?? event.loss
        Progress.show("\(event.stage), \(event.part): step \(event.step), loss \(String(format: "%.4f", loss))")
        descriptor.withLock { descriptor in
            guard let open = descriptor else { return }
            do throws(StanceError) {
                try OutputBytes.write(
                    JSON.encoded(event, formatting: .sortedKeys) + [0x0A], to: open, reportedAs: path)
            } catch {
                Message.warning("\(error); the log ends here")
                close(open)
                descriptor = nil
            }
        }
    }
}
