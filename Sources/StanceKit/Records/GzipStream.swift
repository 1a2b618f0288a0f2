internal import CZlib

/// Takes gzip's compression off a stream of bytes (RFC 1952), one member after the other.
final class GzipStream {
    /// The bytes with which every member begins.
    static let magic: [UInt8] = [0x1F, 0x8B]

    /// At one place for good: zlib's state points back to it.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var input: [UInt8] = []
    private var position = 0
    private var hasMore = false
    /// Whether what was given so far is whole members.
    private(set) var isComplete = false

    /// The most bytes that come out at a time, however much a few bytes stand for.
    private static let roomSize = 1 << 18

    init() {
        // 16 more than the largest window: a gzip header, and nothing else, is expected.
        stream.initialize(to: z_stream())
        let status = inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "there is memory for a window of 32 kilobytes")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether all that was given has come out.
    var isDrained: Bool { position == input.count && !hasMore }

    /// Gives the next bytes, when those before have come out.
    func give(_ bytes: [UInt8]) {
        input = bytes
        position = 0
    }

    /// Appends some of what the bytes given stand for to `output`; zeros between members and behind the last stand for
    /// nothing.
    ///
    /// - Returns: false if they are no gzip, or damaged.
    func read(into output: inout [UInt8]) -> Bool {
        if isComplete {
            position = input[position...].firstIndex { $0 != 0 } ?? input.count
            guard position < input.count else { return true }
            inflateReset(stream)
            isComplete = false
        }
        var status = Z_OK
        output.append(addingCapacity: Self.roomSize) { room in
            room.withUnsafeMutableBufferPointer { bytes, initialized in
                input.withUnsafeBufferPointer { input in
                    // zlib reads here and never writes.
                    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + position })
                    stream.pointee.avail_in = uInt(input.count - position)
                    stream.pointee.next_out = bytes.baseAddress! + initialized
                    stream.pointee.avail_out = uInt(Self.roomSize)
                    status = inflate(stream, Z_NO_FLUSH)
                    initialized += Self.roomSize - Int(stream.pointee.avail_out)
                    position = input.count - Int(stream.pointee.avail_in)
                }
            }
        }
        isComplete = status == Z_STREAM_END
        hasMore = status == Z_OK && stream.pointee.avail_out == 0
        // An error of the buffer means no more than that there was nothing to do.
        return isComplete || status == Z_OK || status == Z_BUF_ERROR
    }
}
