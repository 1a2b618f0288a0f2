import Foundation

/// A file or standard input, read in pieces as UTF-8.
///
/// Gzip is taken off, whatever the file is called. A byte order mark is dropped, UTF-16 with one is turned into UTF-8. Bytes
/// that are no UTF-8 pass through; the readers replace them.
final class InputFile {
    /// The path as the user gave it; `-` is standard input.
    let path: String
    private let descriptor: Int32
    private var encoding: Encoding?
    private var compression = Compression.unknown
    private var pending: [UInt8] = []
    private let observe: ((ArraySlice<UInt8>) -> Void)?
    private let isCancelled: (() -> Bool)?
    /// The size of a regular file, `nil` for anything else.
    let regularSize: Int?
    /// Whether it is something of which more may come: in place of a closed standard input stands whatever was opened next.
    private let isStream: Bool

    private enum Encoding { case utf8, utf16LittleEndian, utf16BigEndian }

    private enum Compression {
        case unknown, none
        case gzip(GzipStream)
    }

    /// How many bytes are read at a time.
    static let readSize = 1 << 18

    /// How often a wait asks whether it is cancelled, in milliseconds.
    private static let patience: Int32 = 50

    /// The file's name in messages and results.
    static func displayName(of path: String) -> String { path == "-" ? "standard input" : path }

    /// Opens a file, or standard input for `-`.
    ///
    /// - Parameters:
    ///   - observe: is called with every piece of the file as it is read, before anything is done to it.
    ///   - isCancelled: is asked now and then while there is nothing to read, which a pipe may keep up for ever; the wait
    ///     then ends with `StanceError.Cause.interrupted`.
    init(
        path: String, observe: ((ArraySlice<UInt8>) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(StanceError) {
        self.path = path
        self.observe = observe
        self.isCancelled = isCancelled
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.readError(path) }
        var status = stat()
        let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
        regularSize = kind == S_IFREG ? Int(status.st_size) : nil
        isStream = kind == S_IFIFO || kind == S_IFSOCK || kind == S_IFCHR
        if kind == S_IFDIR, path != "-" { throw StanceError(.fileIsDirectory, path: path) }
    }

    deinit {
        if path != "-" { close(descriptor) }
    }

    private static func readError(_ path: String) -> StanceError {
        let cause: StanceError.Cause =
            switch errno {
            case ENOENT, ENOTDIR: .fileNotFound
            case EISDIR: .fileIsDirectory
            default: .fileUnreadable(reason: String(cString: strerror(errno)))
            }
        return StanceError(cause, path: displayName(of: path))
    }

    /// The bytes of a regular file, mapped into memory.
    func map(_ size: Int) throws(StanceError) -> Data {
        guard size > 0 else { return Data() }
        guard let bytes = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), bytes != MAP_FAILED else {
            throw Self.readError(path)
        }
        return Data(bytesNoCopy: bytes, count: size, deallocator: .custom { munmap($0, $1) })
    }

    /// Whether more can be had without waiting; always so for a regular file.
    var isReady: Bool {
        if regularSize != nil { return true }
        if case .gzip(let stream) = compression, !stream.isDrained { return true }
        return hasInput(within: 0)
    }

    /// Whether a read would not wait, or wait no longer than some milliseconds.
    private func hasInput(within milliseconds: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, milliseconds) > 0
    }

    /// Appends the next bytes to `buffer` as they are.
    /// - Returns: how many; 0 at the end of the file.
    func readRaw(into buffer: inout [UInt8]) throws(StanceError) -> Int {
        if let isCancelled, isStream {
            while !hasInput(within: Self.patience) {
                if isCancelled() { throw StanceError(.interrupted, path: Self.displayName(of: path)) }
            }
        }
        let start = buffer.count
        var count = 0
        buffer.append(addingCapacity: Self.readSize) { room in
            room.withUnsafeMutableBufferPointer { bytes, initialized in
                repeat {
                    count = Foundation.read(descriptor, bytes.baseAddress! + initialized, Self.readSize)
                } while count < 0 && errno == EINTR
                initialized += max(0, count)
            }
        }
        guard count >= 0 else { throw Self.readError(path) }
        observe?(buffer[start...])
        return count
    }

    /// Appends the next piece to `buffer`, as UTF-8; nothing where what was read is no whole character, or no text yet.
    /// - Returns: false at the end of the file.
    func read(into buffer: inout [UInt8]) throws(StanceError) -> Bool {
        if encoding == .utf8 { return try readPlain(into: &buffer) }
        var isAtEnd = false
        // The first piece must show whether there is a byte order mark, and of which encoding.
        repeat {
            isAtEnd = try !readPlain(into: &pending)
        } while encoding == nil && pending.count < 4 && !isAtEnd
        if encoding == nil { try detectEncoding() }
        if encoding == .utf8 {
            buffer.append(contentsOf: pending)
            pending = []
        } else {
            transcode(atEnd: isAtEnd, into: &buffer)
        }
        return !isAtEnd
    }

    /// Appends the next piece to `buffer`, without compression.
    /// - Returns: false at the end of the file.
    private func readPlain(into buffer: inout [UInt8]) throws(StanceError) -> Bool {
        switch compression {
        case .none: return try readRaw(into: &buffer) > 0
        case .gzip(let stream): return try readGzip(stream, into: &buffer)
        case .unknown:
            var first: [UInt8] = []
            var isAtEnd = false
            while first.count < GzipStream.magic.count, !isAtEnd { isAtEnd = try readRaw(into: &first) == 0 }
            guard first.starts(with: GzipStream.magic) else {
                compression = .none
                buffer.append(contentsOf: first)
                return !isAtEnd
            }
            let stream = GzipStream()
            stream.give(first)
            compression = .gzip(stream)
            return try readGzip(stream, into: &buffer)
        }
    }

    private func readGzip(_ stream: GzipStream, into buffer: inout [UInt8]) throws(StanceError) -> Bool {
        let start = buffer.count
        var isAtEnd = false
        if stream.isDrained {
            var packed: [UInt8] = []
            isAtEnd = try readRaw(into: &packed) == 0
            stream.give(packed)
        }
        let isSound = isAtEnd ? stream.isComplete : stream.read(into: &buffer)
        guard isSound || buffer.count > start else { throw StanceError(.damagedGzip, path: Self.displayName(of: path)) }
        return !isAtEnd
    }

    /// What spreadsheets, documents and archives begin with: that of zip (.xlsx, .docx, .ods), and of older office files.
    private static let packages: [[UInt8]] = [[0x50, 0x4B, 0x03], [0xD0, 0xCF, 0x11]]

    /// The byte order marks of UTF-32; the first begins like that of UTF-16, which does not begin a text with NUL.
    private static let marksOfUTF32: [[UInt8]] = [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]]

    private func detectEncoding() throws(StanceError) {
        if Self.packages.contains(where: pending.starts) {
            throw StanceError(.notText, path: Self.displayName(of: path))
        }
        if Self.marksOfUTF32.contains(where: pending.starts) {
            throw StanceError(.utf32, path: Self.displayName(of: path))
        }
        if pending.starts(with: [0xEF, 0xBB, 0xBF]) {
            encoding = .utf8
            pending.removeFirst(3)
        } else if pending.starts(with: [0xFF, 0xFE]) {
            encoding = .utf16LittleEndian
            pending.removeFirst(2)
        } else if pending.starts(with: [0xFE, 0xFF]) {
            encoding = .utf16BigEndian
            pending.removeFirst(2)
        } else if Self.isUnmarkedUTF16(pending.prefix(64)) {
            throw StanceError(.unmarkedUTF16, path: Self.displayName(of: path))
        } else {
            encoding = .utf8
        }
    }

    /// Whether the first bytes are pairs with NUL in one place, as Latin letters are in UTF-16: in more than half of the
    /// pairs, and never in the other place.
    private static func isUnmarkedUTF16(_ bytes: ArraySlice<UInt8>) -> Bool {
        var zeros = [0, 0]
        for (place, byte) in bytes.enumerated() where byte == 0 { zeros[place % 2] += 1 }
        return zeros.min() == 0 && zeros.max()! > max(1, bytes.count / 4)
    }

    /// Appends the pending UTF-16 as UTF-8; what is cut in the middle of a character waits for the next piece.
    private func transcode(atEnd: Bool, into buffer: inout [UInt8]) {
        var units = stride(from: 0, to: pending.count - 1, by: 2).map { index in
            encoding == .utf16LittleEndian
                ? UInt16(pending[index]) | UInt16(pending[index + 1]) << 8
                : UInt16(pending[index]) << 8 | UInt16(pending[index + 1])
        }
        var kept = pending.count % 2
        if !atEnd, let last = units.last, UTF16.isLeadSurrogate(last) {
            units.removeLast()
            kept += 2
        }
        buffer.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        if atEnd, kept == 1 { buffer.append(contentsOf: "\u{FFFD}".utf8) }
        pending = Array(pending.suffix(kept))
    }
}
