import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// A request did not arrive in its time.
struct SlowSender: Error {}

/// Keeps a connection from being held for ever, and from being cut off while somebody still waits for an answer.
///
/// - A request that has begun must arrive in `timeout`, else its reader gets `SlowSender`; whoever does not read an answer
///   for so long is cut off.
/// - After an answer with `Connection: close` the connection is closed for writing first, and for reading when the other
///   side has seen the answer, or a second later: a close with bytes unread would destroy the answer.
/// - When the server ends, a connection without a request waits a moment for one that may be on its way, and answers it.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a closed connection's other side may take to notice.
    private static let farewell = TimeAmount.seconds(1)
    /// How long a connection without a request waits for the last one.
    private static let lastCall = TimeAmount.milliseconds(500)

    private let timeout: TimeAmount
    private var readDeadline: Scheduled<Void>?
    private var writeDeadline: Scheduled<Void>?
    private var lastCallEnd: Scheduled<Void>?
    private var isReading = false
    private var isAnswering = false
    private var isEnding = false
    private var closesAfterAnswer = false
    private var isClosing = false
    /// The server's end, not yet passed on.
    private var heldEvent: ChannelShouldQuiesceEvent?

    init(timeout: TimeAmount) {
        self.timeout = timeout
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            isAnswering = true
            context.fireChannelRead(data)
            passOnEnd(context)
        case .body: context.fireChannelRead(data)
        case .end:
            isReading = false
            readDeadline?.cancel()
            readDeadline = nil
            context.fireChannelRead(data)
        }
    }

    /// Most requests arrive in one piece: only others need a deadline.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isReading, readDeadline == nil {
            readDeadline = schedule(context, in: timeout) { $0.fireErrorCaught(SlowSender()) }
        }
        context.fireChannelReadComplete()
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.kind != .informational:
            if isEnding { head.headerFields[.connection] = "close" }
            closesAfterAnswer = head.headerFields[.connection] == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            isAnswering = false
            guard closesAfterAnswer else { return context.write(data, promise: promise) }
            context.writeAndFlush(data, promise: promise)
            leave(context)
        case .head, .body: context.write(data, promise: promise)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeDeadline?.cancel()
        writeDeadline =
            context.channel.isWritable ? nil : schedule(context, in: timeout) { $0.close(promise: nil) }
        context.fireChannelWritabilityChanged()
    }

    private func leave(_ context: ChannelHandlerContext) {
        isClosing = true
        context.close(mode: .output, promise: nil)
        readDeadline?.cancel()
        readDeadline = schedule(context, in: Self.farewell) { $0.close(promise: nil) }
    }

    // MARK: Ends

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelShouldQuiesceEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        isEnding = true
        heldEvent = event
        if isAnswering { return passOnEnd(context) }
        lastCallEnd = schedule(context, in: Self.lastCall) { [weak self] in self?.passOnEnd($0) }
    }

    private func passOnEnd(_ context: ChannelHandlerContext) {
        guard let event = heldEvent else { return }
        heldEvent = nil
        lastCallEnd?.cancel()
        context.fireUserInboundEventTriggered(event)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        for task in [readDeadline, writeDeadline, lastCallEnd] { task?.cancel() }
    }

    private func schedule(
        _ context: ChannelHandlerContext, in time: TimeAmount, _ body: @escaping (ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: time) { body(context) }
    }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}
