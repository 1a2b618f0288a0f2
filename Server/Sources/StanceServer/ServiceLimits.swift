/// How much the service takes on: what is beyond is refused with a status that says so.
public struct ServiceLimits: Sendable {
    /// The longest body of a request in bytes; a longer one gets 413.
    public var bodyBytes = 8 << 20
    /// The most texts of one request; more get 413.
    public var texts = 1000
    /// The most requests that are worked on or wait for work at once; the next one gets 503.
    public var requests = 256
    /// The most of them that come from one address; the next one gets 429.
    public var requestsPerClient = 128
    /// The seconds in which a request must have arrived (else 408), and then those in which it must be done (else 503).
    public var seconds = 30

    /// Makes the limits that fit most machines.
    public init() {}

    /// The bytes of all bodies that are held at once; what would go beyond gets 503.
    var heldBytes: Int { bodyBytes * 16 }
}
