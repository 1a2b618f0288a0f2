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
        let type = Self.mediaType(of: request)
        guard types.contains(type) else { throw ServiceError.unsupportedMediaType(types.joined(separator: " or ")) }
        let declared = request.headers[.contentLength].flatMap(Int.init)
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

    /// The media type without its parameters, in lower case.
    private static func mediaType(of request: Request) -> String {
        let header = request.headers[.contentType] ?? ""
        if header == "application/json" { return header }
        return header.prefix { $0 != ";" }.trimming(while: { $0 == " " || $0 == "\t" }).lowercased()
    }
}

extension Substring {
    fileprivate func trimming(while isBlank: (Character) -> Bool) -> Substring {
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
