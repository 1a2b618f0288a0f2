import CommandLineSupport
import Foundation
import StanceKit
import StanceTraining
import Synchronization

/// Shows the steps of training as a line of progress, and writes them to a log.
final class TrainingLog: Sendable {
    private let file: Mutex<FileHandle?>

    /// - Parameter path: the log, one JSON object a step; `nil` for none. What stands there already is kept.
    init(path: String?) throws(StanceError) {
        guard let path else {
            file = Mutex(nil)
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw StanceError(.fileUnwritable(reason: String(cString: strerror(errno))), path: path)
        }
        file = Mutex(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    }

    /// The monitor that ends at Ctrl-C.
    func monitor(checkpoint: Checkpoint? = nil) -> TrainingMonitor {
        Interruption.watch()
        return TrainingMonitor(
            report: { self.record($0) }, isCancelled: { Interruption.isRequested }, checkpoint: checkpoint)
    }

    private func record(_ event: TrainingEvent) {
        let loss = event.validationLoss ?? event.loss
        Progress.show(
            "\(event.stage), \(event.part): step \(event.step), loss \(String(format: "%.4f", loss))")
        file.withLock { file in
            guard let file else { return }
            try? file.write(contentsOf: JSON.encoded(event, formatting: .sortedKeys) + [0x0A])
        }
    }
}
