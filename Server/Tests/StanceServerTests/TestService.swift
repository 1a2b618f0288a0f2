import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import StanceKit

@testable import StanceServer

/// The service over the released model, and how tests ask it.
enum TestService {
    /// The project's own folder.
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let classifier = Result {
        try Classifier(contentsOf: project.appendingPathComponent("Models/stance-en").path)
    }

    /// Tests the service without a network; with `live`, over a connection of its own.
    static func test(
        limits: ServiceLimits = ServiceLimits(), token: String? = nil, live: Bool = false,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let service = StanceService(
            classifier: try classifier.get(), limits: limits, token: token.map(BearerToken.init))
        try await service.application(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            .test(live ? .live : .router, body)
    }
}

extension TestClientProtocol {
    /// Posts a body of JSON, or of another type.
    func post(
        _ path: String, _ body: String, type: String = "application/json", headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = type
        return try await execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// The code of an error's body.
    var errorCode: String? {
        struct Body: Decodable {
            struct Fault: Decodable { var code: String, message: String }
            var error: Fault
        }
        return try? JSONDecoder().decode(Body.self, from: Data(body.readableBytesView)).error.code
    }
}
