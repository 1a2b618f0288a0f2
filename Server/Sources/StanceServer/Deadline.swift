/// The time by which work must be done.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    init(seconds: Int) {
        end = .now + .seconds(seconds)
    }

    /// Ends work that has had its time.
    func check() throws(ServiceError) {
        if ContinuousClock.now > end { throw .slowWork }
    }
}
