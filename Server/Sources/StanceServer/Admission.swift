import Synchronization

/// Counts what is under way, so that more than the limits allow is refused before it costs anything.
final class Admission: Sendable {
    private struct State {
        var requests = 0
        var bytes = 0
        var requestsByClient: [String: Int] = [:]
    }

    private let limits: ServiceLimits
    private let state = Mutex(State())

    init(_ limits: ServiceLimits) {
        self.limits = limits
    }

    /// How many requests are under way.
    var requests: Int { state.withLock { $0.requests } }

    /// Lets a request in.
    ///
    /// - Parameters:
    ///   - client: the address that it came from.
    ///   - bytes: how long its body may be.
    /// - Throws: `ServiceError` 503 or 429. What was let in must `leave`.
    func enter(client: String, bytes: Int) throws(ServiceError) {
        let error: ServiceError? = state.withLock { state in
            guard state.requests < limits.requests, state.bytes + bytes <= limits.heldBytes else { return .overloaded }
            let own = state.requestsByClient[client, default: 0]
            guard own < limits.requestsPerClient else { return .tooManyRequests(limits.requestsPerClient) }
            state.requests += 1
            state.bytes += bytes
            state.requestsByClient[client] = own + 1
            return nil
        }
        if let error { throw error }
    }

    /// Counts a request as gone.
    func leave(client: String, bytes: Int) {
        state.withLock { state in
            state.requests -= 1
            state.bytes -= bytes
            let own = state.requestsByClient[client, default: 1] - 1
            state.requestsByClient[client] = own > 0 ? own : nil
        }
    }
}
