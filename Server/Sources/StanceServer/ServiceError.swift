import HTTPTypes
import Hummingbird
import StanceKit

/// Why a request was not answered with results: a status, and a body `{"error": {"code": ..., "message": ...}}`.
struct ServiceError: Error, Equatable {
    let status: HTTPResponse.Status
    /// A word for programs.
    let code: String
    /// A sentence for people.
    let message: String
    var headers: HTTPFields = [:]

    /// The answer that says it.
    var response: Response {
        var body = Array("{\"error\":{".utf8)
        RecordEncoding.appendMember("code", code, to: &body)
        body.append(contentsOf: "\"message\":".utf8)
        RecordEncoding.appendJSON(message, to: &body)
        body.append(contentsOf: "}}\n".utf8)
        var response = Response.json(body)
        response.status = status
        response.headers.append(contentsOf: headers)
        return response
    }
}

extension ServiceError {
    /// The connection is of no use afterwards: its other side has not sent all, or not what it said.
    private static let closing: HTTPFields = [.connection: "close"]

    static let clientLeft = ServiceError(
        status: .badRequest, code: "incomplete_body", message: "the body ended early", headers: closing)
    static let slowSender = ServiceError(
        status: .requestTimeout, code: "request_timeout", message: "the request did not arrive in time",
        headers: closing)
    static let slowWork = ServiceError(
        status: .serviceUnavailable, code: "timeout",
        message: "the work took too long; send fewer or shorter texts at once")
    static let unauthorized = ServiceError(
        status: .unauthorized, code: "unauthorized", message: "send the token: Authorization: Bearer TOKEN",
        headers: [.wwwAuthenticate: "Bearer"])
    static let notFound = ServiceError(
        status: .notFound, code: "not_found", message: "there is nothing here; GET /openapi.json tells what there is")
    static let internalError = ServiceError(
        status: .internalServerError, code: "internal_error", message: "a fault of the server; its log says more")

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> ServiceError {
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        return ServiceError(
            status: .methodNotAllowed, code: "method_not_allowed", message: "the methods here are: \(list)",
            headers: [.allow: list])
    }

    static func bodyTooLarge(_ limit: Int) -> ServiceError {
        ServiceError(
            status: .contentTooLarge, code: "body_too_large", message: "the longest body is \(limit) bytes",
            headers: closing)
    }

    static func tooManyTexts(_ limit: Int) -> ServiceError {
        ServiceError(
            status: .contentTooLarge, code: "too_many_texts", message: "a request has at most \(limit) texts")
    }

    static func unsupportedMediaType(_ types: String) -> ServiceError {
        ServiceError(
            status: .unsupportedMediaType, code: "unsupported_media_type", message: "the Content-Type here is \(types)")
    }

    static func tooManyRequests(_ limit: Int) -> ServiceError {
        ServiceError(
            status: .tooManyRequests, code: "too_many_requests",
            message: "one address may have \(limit) requests under way; wait for their answers",
            headers: [.retryAfter: "1"])
    }

    static let overloaded = ServiceError(
        status: .serviceUnavailable, code: "overloaded", message: "too many requests are under way; try again soon",
        headers: [.retryAfter: "1"])

    static func malformedJSON(_ error: StanceError) -> ServiceError {
        ServiceError(status: .badRequest, code: "malformed_json", message: "\(error)")
    }

    static func invalidRequest(_ message: String) -> ServiceError {
        ServiceError(status: .unprocessableContent, code: "invalid_request", message: message)
    }
}

extension Response {
    /// An answer in JSON.
    static func json(_ bytes: [UInt8]) -> Response {
        Response(status: .ok, headers: jsonHeaders, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static let jsonHeaders: HTTPFields = [.contentType: "application/json"]
}
