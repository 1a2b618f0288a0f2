import Foundation
import Synchronization

/// Signals as bytes in a pipe, so that one `poll` waits for them and for keys alike.
enum SignalPipe {
    /// Begins to send these signals' numbers through a pipe.
    ///
    /// - Returns: the end to read from.
    static func open(_ signals: [Int32]) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return -1 }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        signalEnd.store(ends[1], ordering: .relaxed)
        var set = sigset_t()
        sigemptyset(&set)
        for number in signals {
            watch(number)
            sigaddset(&set, number)
        }
        // Whoever started this process may have left them blocked.
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        return ends[0]
    }

    /// Sends a signal's number through the pipe.
    static func watch(_ number: Int32) {
        signal(number) { number in
            let error = errno
            var byte = UInt8(truncatingIfNeeded: number)
            write(signalEnd.load(ordering: .relaxed), &byte, 1)
            errno = error
        }
    }
}

// A signal handler sees globals alone.
private let signalEnd = Atomic<Int32>(-1)
