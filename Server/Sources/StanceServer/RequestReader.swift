import HTTPTypes
import Hummingbird
import NIOCore
import StanceKit

/// Lets requests in and reads their bodies, within the limits.
struct RequestReader: Sendable {
    let limits: ServiceLimits
    let admission: Admission

    /// Reads a body and works on it; the request counts as under way until that is done.
    ///
    /// - Parameter type: the media types that are read; others get 415.
    func withBody<Result>(
        of request: Request, _ context: ServiceContext, types: [String],
        _ work: ([UInt8], String) async throws -> Result
    ) async throws -> Result {
        let (type, declared) = Self.content(of: request)
        guard types.contains(type) else { throw ServiceError.unsupportedMediaType(types.joined(separator: " or ")) }
        if let declared, declared > limits.bodyBytes { throw ServiceError.bodyTooLarge(limits.bodyBytes) }
        let (client, bytes) = (context.client, declared ?? limits.bodyBytes)
        try admission.enter(client: client, bytes: bytes)
        defer { admission.leave(client: client, bytes: bytes) }
        return try await work(try read(request, declared: declared), type)
    }

    private func read(_ request: Request, declared: Int?) async throws -> [UInt8] {
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limits.bodyBytes)
        } catch is NIOTooManyBytesError {
            throw ServiceError.bodyTooLarge(limits.bodyBytes)
        } catch is SlowSender {
            throw ServiceError.slowSender
        } catch {
            // A chunk that is none, a connection that broke.
            throw ServiceError.clientLeft
        }
        if let declared, buffer.readableBytes < declared { throw ServiceError.clientLeft }
        return Array(buffer.readableBytesView)
    }

    /// The media type without its parameters, in lower case, and the length if it is told. One look at the headers finds both.
    private static func content(of request: Request) -> (type: String, length: Int?) {
        var type = ""
        var length: Int?
        for field in request.headers {
            if field.name == .contentType {
                type = field.value
            } else if field.name == .contentLength {
                length = Int(field.value)
            }
        }
        if type == "application/json" { return (type, length) }
        return (type.prefix { $0 != ";" }.trimming(while: { $0 == " " || $0 == "\t" }).lowercased(), length)
    }
}

extension Substring {
    fileprivate func trimming(while isBlank: (Character) -> Bool) -> Substring {
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
