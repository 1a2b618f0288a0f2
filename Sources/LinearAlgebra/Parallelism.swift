import Dispatch
import Foundation
import Synchronization

/// How many threads a computation may use, and the loops that use them.
///
/// Work is cut into chunks whose bounds depend on the problem alone, never on the number of threads. A result that is
/// a sum over chunks is added in the chunks' order, so that it has the same bits however many threads there are.
public struct Parallelism: Sendable, Equatable {
    /// The number of threads; at least 1.
    public let threads: Int

    /// One thread.
    public static let serial = Parallelism(threads: 1)

    /// As many threads as the machine has cores.
    public static let allCores = Parallelism(threads: ProcessInfo.processInfo.activeProcessorCount)

    /// Makes a parallelism of a number of threads.
    public init(threads: Int) {
        precondition(threads >= 1, "at least one thread does the work")
        self.threads = threads
    }

    /// Calls `body` with consecutive ranges of at most `chunk` numbers that together make up `0..<count`, in no fixed
    /// order and from several threads at once. The ranges do not overlap.
    ///
    /// - Precondition: `body` may run on several threads: what it writes depends on its range alone.
    public func forEachChunk(of count: Int, size chunk: Int, _ body: (Range<Int>) -> Void) {
        precondition(chunk > 0, "a chunk holds something")
        let chunks = (count + chunk - 1) / chunk
        guard threads > 1, chunks > 1 else {
            for index in 0..<chunks { body(index * chunk..<min(count, (index + 1) * chunk)) }
            return
        }
        let next = Atomic<Int>(0)
        nonisolated(unsafe) let body = body
        DispatchQueue.concurrentPerform(iterations: min(threads, chunks)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < chunks else { return }
                body(index * chunk..<min(count, (index + 1) * chunk))
            }
        }
    }

    /// The sum of `body` over consecutive chunks of `0..<count`, added in the chunks' order.
    public func sum(over count: Int, size chunk: Int, _ body: (Range<Int>) -> Double) -> Double {
        let parts = map(count: (count + chunk - 1) / chunk) { index in
            body(index * chunk..<min(count, (index + 1) * chunk))
        }
        return parts.reduce(0, +)
    }

    /// The results of `body` for 0 to `count` - 1, in that order, computed by several threads at once.
    public func map<Result>(count: Int, _ body: (Int) -> Result) -> [Result] {
        [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
            let base = buffer.baseAddress
            forEachChunk(of: count, size: 1) { range in
                for index in range { (base! + index).initialize(to: body(index)) }
            }
            initialized = count
        }
    }
}
