import HTTPTypes
import Hummingbird

/// The secret that whoever asks for work must know, if there is one.
public struct BearerToken: Sendable {
    private let bytes: [UInt8]

    /// Makes the check for a token.
    ///
    /// - Precondition: it is not empty.
    public init(_ token: String) {
        precondition(!token.isEmpty, "an empty token guards nothing")
        bytes = Array(token.utf8)
    }

    /// Whether a request has the token.
    ///
    /// It takes as long for a wrong token as for the right one, so that time tells nothing about it.
    func admits(_ request: Request) -> Bool {
        let parts = (request.headers[.authorization] ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        let given = Array(parts[1].utf8)
        var difference = given.count ^ bytes.count
        for (index, byte) in given.enumerated() { difference |= Int(byte ^ bytes[index % bytes.count]) }
        return difference == 0
    }
}

/// Refuses requests without the token.
struct TokenMiddleware: RouterMiddleware {
    let token: BearerToken

    func handle(
        _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        guard token.admits(request) else { throw ServiceError.unauthorized }
        return try await next(request, context)
    }
}
