import Foundation
import NIOPosix
import StanceKit

/// Classifies, off the event loops: what is short where it is called, on Swift's pool of threads; what is long on a few
/// threads of its own, so that short requests need not wait for it.
final class Workers: Sendable {
    let classifier: Classifier
    private let threads: NIOThreadPool

    /// Bodies up to so many bytes are worked on where the request is, in a millisecond or so.
    static let shortBody = 4096

    init(_ classifier: Classifier) {
        self.classifier = classifier
        threads = NIOThreadPool(numberOfThreads: ProcessInfo.processInfo.activeProcessorCount)
        threads.start()
    }

    /// Does work that a body of `bytes` bytes asks for.
    func run<Result: Sendable>(
        bytes: Int, _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        if bytes <= Self.shortBody { return try work() }
        return try await runLong(work)
    }

    /// Does work that takes long, whatever asks for it.
    func runLong<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await threads.runIfActive { try work() }
    }

    /// Ends the threads.
    func shutdown() async throws {
        try await threads.shutdownGracefully()
    }
}
