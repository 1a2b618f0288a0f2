import Foundation
import Synchronization

/// Ctrl-C, noticed instead of obeyed at once, so that work can end cleanly.
public enum Interruption {
    /// Whether Ctrl-C was pressed since `watch()`.
    public static var isRequested: Bool { interruptionFlag.load(ordering: .relaxed) }

    /// Begins to notice Ctrl-C. The second one ends the process as usual.
    public static func watch() {
        // A global is made when it is first used: in the handler, that could be in the middle of its being made.
        _ = isRequested
        // Whoever started this process may have left the signal blocked.
        var interrupt = sigset_t()
        sigemptyset(&interrupt)
        sigaddset(&interrupt, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
        signal(SIGINT) { _ in
            interruptionFlag.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
    }
}

// A signal handler sees globals alone.
private let interruptionFlag = Atomic<Bool>(false)
