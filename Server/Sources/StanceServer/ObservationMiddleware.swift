import HTTPTypes
import Hummingbird
import Logging

/// Around every request: errors become answers in JSON, answers get the headers that browsers need, all are counted, and
/// failures are logged. What a request says is never logged.
struct ObservationMiddleware: RouterMiddleware {
    /// The methods of each path of the service.
    let methods: [String: [HTTPRequest.Method]]
    let metrics: Metrics

    private static let common: HTTPFields = [.xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer"]
    private static let closed: HTTPFields = [
        .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .cacheControl: "no-store",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
    ]

    func handle(
        _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as ServiceError {
            response = error.response
        } catch let error as HTTPError where error.status == .notFound {
            response = missing(request).response
        } catch {
            context.logger.error("failed", metadata: ["error": "\(error)"])
            response = ServiceError.internalError.response
        }
        // Pages have a policy of their own, which allows more.
        response.headers.append(
            contentsOf: response.headers.contains(.contentSecurityPolicy) ? Self.common : Self.closed)
        let duration = ContinuousClock.now - start
        let path = methods[request.uri.path] == nil ? "other" : request.uri.path
        metrics.count(path: path, status: response.status, duration: duration)
        context.logger.log(
            level: Self.level(response.status), "answered",
            metadata: [
                "method": .string(request.method.rawValue), "path": .string(path),
                "status": .stringConvertible(response.status.code), "duration": .stringConvertible(duration),
            ])
        return response
    }

    /// The router knows no path with this method: it may know the path.
    private func missing(_ request: Request) -> ServiceError {
        methods[request.uri.path].map(ServiceError.methodNotAllowed) ?? .notFound
    }

    private static func level(_ status: HTTPResponse.Status) -> Logger.Level {
        switch status.kind {
        case .serverError: .warning
        case .clientError: .info
        default: .debug
        }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
