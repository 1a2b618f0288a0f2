import Foundation
import NIOPosix
import StanceKit

/// Classifies, off the event loops: what is short where it is called, on Swift's pool of threads; what is long on a few
/// threads of its own, so that short requests need not wait for it.
final class Workers: Sendable {
    let classifier: Classifier
    private let threads: NIOThreadPool

    /// Whether a body asks for so little, a millisecond or so, that the work is best done where the request is.
    static func isShort(_ body: [UInt8]) -> Bool { body.count <= 4096 }

    init(_ classifier: Classifier) {
        self.classifier = classifier
        threads = NIOThreadPool(numberOfThreads: ProcessInfo.processInfo.activeProcessorCount)
        threads.start()
    }

    /// Does work that takes long.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await threads.runIfActive { try work() }
    }

    /// Ends the threads.
    func shutdown() async throws {
        try await threads.shutdownGracefully()
    }
}
