internal import CZlib

/// Takes gzip's compression off a stream of bytes (RFC 1952), one member after the other.
final class GzipStream {
    /// The bytes with which every member begins.
    static let magic: [UInt8] = [0x1F, 0x8B]

    private var stream = z_stream()
    private var input: [UInt8] = []
    private var position = 0
    private var hasMore = false
    /// Whether what was given so far is whole members.
    private(set) var isComplete = false

    /// The most bytes that come out at a time, however much a few bytes stand for.
    private static let roomSize = 1 << 18

    init() {
        // 16 more than the largest window: a gzip header, and nothing else, is expected.
        let status = inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "there is memory for a window of 32 kilobytes")
    }

    deinit { inflateEnd(&stream) }

    /// Whether all that was given has come out.
    var isDrained: Bool { position == input.count && !hasMore }

    /// Gives the next bytes, when those before have come out.
    func give(_ bytes: [UInt8]) {
        input = bytes
        position = 0
    }

    /// Appends some of what the bytes given stand for to `output`.
    ///
    /// - Returns: false if they are no gzip, or damaged.
    func read(into output: inout [UInt8]) -> Bool {
        if isComplete, position < input.count {
            inflateReset(&stream)
            isComplete = false
        }
        var status = Z_OK
        output.append(addingCapacity: Self.roomSize) { room in
            room.withUnsafeMutableBufferPointer { bytes, initialized in
                input.withUnsafeBufferPointer { input in
                    // zlib reads here and never writes.
                    stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + position })
                    stream.avail_in = uInt(input.count - position)
                    stream.next_out = bytes.baseAddress! + initialized
                    stream.avail_out = uInt(Self.roomSize)
                    status = inflate(&stream, Z_NO_FLUSH)
                    initialized += Self.roomSize - Int(stream.avail_out)
                    position = input.count - Int(stream.avail_in)
                }
            }
        }
        isComplete = status == Z_STREAM_END
        hasMore = status == Z_OK && stream.avail_out == 0
        // An error of the buffer means no more than that there was nothing to do.
        return isComplete || status == Z_OK || status == Z_BUF_ERROR
    }
}
