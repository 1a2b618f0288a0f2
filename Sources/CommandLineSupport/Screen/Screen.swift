import Foundation
import StanceKit

/// The terminal as a page: every key comes at once, unseen, and what was on it before comes back at the end.
///
/// It stays in order through Ctrl-Z, another size of the window, and signals that end the process (but SIGKILL, which
/// leaves the terminal to the shell: `reset` mends it).
final class Screen {
    /// What happens to the terminal.
    enum Event: Equatable {
        case key(Key)
        /// The page must be drawn anew.
        case redraw
        /// The terminal has gone.
        case gone
        /// A signal asks the process to end.
        case signal(Int32)
    }

    /// The size of the page.
    struct Size: Equatable {
        var columns: Int
        var rows: Int
    }

    private var modes = termios()
    private let signals: Int32
    private var keyboard = Keyboard()
    private var events: [Event] = []
    private var isOpen = false

    private static let endingSignals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    /// How long the rest of a key's bytes may take, in milliseconds.
    private static let keyPause: Int32 = 50

    /// Takes the terminal over.
    ///
    /// - Throws: `StanceError.Cause.noTerminal` if standard input or output is none, or cannot place its cursor.
    init() throws(StanceError) {
        let kind = getenv("TERM").map { String(cString: $0) } ?? ""
        guard Terminal.isOutput, tcgetattr(STDIN_FILENO, &modes) == 0, kind != "", kind != "dumb" else {
            throw StanceError(.noTerminal)
        }
        signals = SignalPipe.open(Self.endingSignals + [SIGWINCH, SIGTSTP, SIGCONT])
        try open()
    }

    deinit { close() }

    private func open() throws(StanceError) {
        var raw = modes
        cfmakeraw(&raw)
        // What was typed before the page is there is about nothing on it.
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
        isOpen = true
        // The other page, no cursor, pasted text marked as such.
        try StandardOutput.write(Array("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?2004h".utf8))
    }

    /// Gives the terminal back as it was.
    func close() {
        guard isOpen else { return }
        isOpen = false
        try? StandardOutput.write(Array("\u{1B}[?2004l\u{1B}[?25h\u{1B}[?1049l".utf8))
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
    }

    /// The window's size now; 80 columns of 24 rows where the terminal does not tell.
    var size: Size {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return Size(columns: 80, rows: 24)
        }
        return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Shows lines from the top; the rest of the page is empty.
    ///
    /// - Precondition: there are no more lines than rows, and none is wider than the page.
    func show(_ lines: [String]) throws(StanceError) {
        let page = lines.joined(separator: "\u{1B}[K\r\n")
        try StandardOutput.write(Array("\u{1B}[H\(page)\u{1B}[K\u{1B}[J".utf8))
    }

    /// Waits for the next event.
    func next() throws(StanceError) -> Event {
        while true {
            if !events.isEmpty { return events.removeFirst() }
            var requests = [STDIN_FILENO, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let ready = poll(&requests, 2, keyboard.isWaiting ? Self.keyPause : -1)
            if ready == 0 { add(keyboard.keysAtPause()) }
            guard ready > 0 else { continue }
            if requests[1].revents != 0 { try readSignals() }
            if requests[0].revents != 0, let bytes = Self.bytes(of: STDIN_FILENO) {
                if bytes.isEmpty { events.append(.gone) } else { add(keyboard.keys(of: bytes)) }
            }
        }
    }

    private func add(_ keys: [Key]) {
        for key in keys {
            // A program that takes every key has to stop itself.
            if key == .suspend { raise(SIGTSTP) } else { events.append(.key(key)) }
        }
    }

    private func readSignals() throws(StanceError) {
        for byte in Self.bytes(of: signals) ?? [] {
            switch Int32(byte) {
            case SIGTSTP:
                close()
                signal(SIGTSTP, SIG_DFL)
                raise(SIGTSTP)
                SignalPipe.watch(SIGTSTP)
                try open()
                events.append(.redraw)
            case SIGCONT:
                close()
                try open()
                events.append(.redraw)
            case SIGWINCH: events.append(.redraw)
            case let ending: events.append(.signal(ending))
            }
        }
    }

    /// What can be read now: nothing at the end or where reading fails, `nil` if it is to be tried again.
    private static func bytes(of descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return nil }
        return Array(buffer.prefix(max(0, count)))
    }
}
