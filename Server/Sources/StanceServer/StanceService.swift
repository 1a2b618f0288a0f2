import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
import ServiceLifecycle
public import StanceKit
import UnixSignals

/// The HTTP service over one model.
///
/// ```swift
/// let service = StanceService(classifier: try Classifier(contentsOf: "Models/stance-en"))
/// try await service.run(host: "127.0.0.1", port: 8080, logger: Logger(label: "stance")) { print($0) }
/// ```
public struct StanceService: Sendable {
    private let limits: ServiceLimits
    private let workers: Workers
    private let responder: RouterResponder<ServiceContext>

    /// Makes the service.
    ///
    /// - Parameter token: what whoever asks for work must know; `nil` lets everybody in.
    public init(classifier: Classifier, limits: ServiceLimits = ServiceLimits(), token: BearerToken? = nil) {
        self.limits = limits
        workers = Workers(classifier)
        responder = Self.router(workers, limits, token).buildResponder()
    }

    /// Serves until the process is told to end (SIGTERM, SIGINT); then what has begun is finished.
    ///
    /// - Parameter whenListening: is called with the address once requests are accepted.
    public func run(
        host: String, port: Int, logger: Logger, whenListening: @escaping @Sendable (String) -> Void
    ) async throws {
        let application = application(host: host, port: port, logger: logger) { channel in
            let port = channel.localAddress?.port ?? port
            whenListening("http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        }
        var configuration = ServiceGroupConfiguration(
            services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // A request may take its time to arrive, then to be worked on.
        configuration.maximumGracefulShutdownDuration = .seconds(2 * limits.seconds + 5)
        try await ServiceGroup(configuration: configuration).run()
        try await workers.shutdown()
    }

    /// The application, as Hummingbird runs and tests it.
    func application(
        host: String = "127.0.0.1", port: Int = 0, logger: Logger,
        onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let timeout = TimeAmount.seconds(Int64(limits.seconds))
        return Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionHandler(timeout: timeout)],
                    // Later than a request's own deadline: this one says nothing.
                    idleTimeout: timeout + .seconds(30))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: onServerRunning, logger: logger)
    }

    private static func router(
        _ workers: Workers, _ limits: ServiceLimits, _ token: BearerToken?
    ) -> Router<ServiceContext> {
        let (metrics, admission) = (Metrics(), Admission(limits))
        let results = ResultsRoutes(RequestReader(limits: limits, admission: admission), workers, metrics)
        let information = InformationRoutes(workers.classifier, metrics, admission)
        let reading = ReadingRoute(RequestReader(limits: limits, admission: admission), workers, metrics)
        let application = ApplicationRoutes(workers.classifier, hasToken: token != nil)
        let router = Router(context: ServiceContext.self, options: .autoGenerateHeadEndpoints)
        let get: [HTTPRequest.Method] = [.get, .head]
        let methods: [String: [HTTPRequest.Method]] = [
            "/healthz": get, "/openapi.json": get, "/metrics": get, "/v1/models": get,
            "/v1/classify": [.post], "/v1/analyze": [.post],
            "/": get, "/application.css": get, "/application.js": get, "/reading": [.post],
        ]
        router.add(middleware: ObservationMiddleware(methods: methods, metrics: metrics))
        router.get("/healthz") { _, _ in information.health }
        router.get("/openapi.json") { _, _ in information.description }
        router.get("/") { _, _ in application.page }
        router.get("/application.css") { _, _ in application.stylesheet }
        router.get("/application.js") { _, _ in application.code }
        let guarded = router.group()
        if let token { guarded.add(middleware: TokenMiddleware(token: token)) }
        guarded.get("/metrics") { _, _ in information.metricsText }
        guarded.get("/v1/models") { _, _ in information.models }
        guarded.post("/v1/classify", use: results.classify)
        guarded.post("/v1/analyze", use: results.analyze)
        guarded.post("/reading", use: reading.read)
        return router
    }
}
