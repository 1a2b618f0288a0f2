import HTTPTypes
import Hummingbird
import NIOCore

/// What is known of a request besides itself: where it came from.
struct ServiceContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The address of whoever sent it, without the port.
    var client: String { channel.remoteAddress?.ipAddress ?? "" }
}
