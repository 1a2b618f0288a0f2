import Foundation
import Testing

/// A tool in a terminal of its own, driven as a person would.
final class PseudoTerminal {
    private let process = Process()
    private let main: Int32
    private let end: FileHandle
    private var output: [UInt8] = []
    private let before: termios

    /// Starts a tool.
    init(
        _ executable: String, _ arguments: [String], columns: Int = 80, rows: Int = 24, directory: String,
        type: String = "xterm"
    ) throws {
        var (main, end): (Int32, Int32) = (-1, -1)
        try #require(openpty(&main, &end, nil, nil, nil) == 0)
        self.main = main
        self.end = FileHandle(fileDescriptor: end, closeOnDealloc: true)
        var modes = termios()
        tcgetattr(end, &modes)
        before = modes
        setSize(columns: columns, rows: rows)
        process.executableURL = Tool.folder.appendingPathComponent(executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        var variables = ProcessInfo.processInfo.environment
        variables["TERM"] = type
        variables["NO_COLOR"] = "1"
        process.environment = variables
        process.standardInput = self.end
        process.standardOutput = self.end
        process.standardError = self.end
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        close(main)
    }

    private func setSize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(main, UInt(TIOCSWINSZ), &size)
    }

    /// Makes the window another size.
    func resize(columns: Int, rows: Int) {
        setSize(columns: columns, rows: rows)
        send(SIGWINCH)
    }

    /// Presses keys.
    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        #expect(write(main, bytes, bytes.count) == bytes.count)
    }

    /// Sends a signal to the tool.
    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits until the tool has shown a text since the last time.
    ///
    /// - Returns: what it has written up to and with it.
    @discardableResult
    func expect(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> String {
        while true {
            if let found = output.firstRange(of: Array(text.utf8)) {
                let shown = String(decoding: output[..<found.upperBound], as: UTF8.self)
                output.removeFirst(found.upperBound)
                return shown
            }
            let more = read()
            try #require(
                more, "never shown: \(text); but \(String(decoding: output, as: UTF8.self))", sourceLocation: location)
        }
    }

    /// Reads what there is.
    ///
    /// - Returns: false if nothing comes any more.
    private func read() -> Bool {
        var request = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
        // A broken tool shall not hold the tests up for ever.
        guard poll(&request, 1, 60_000) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Foundation.read(main, &buffer, buffer.count)
        output.append(contentsOf: buffer.prefix(max(0, count)))
        return count > 0
    }

    /// Waits for the tool's end.
    ///
    /// - Returns: how it ended, the code or the signal.
    func wait() -> (reason: Process.TerminationReason, status: Int32) {
        process.waitUntilExit()
        return (process.terminationReason, process.terminationStatus)
    }

    /// Whether the terminal's modes are those of before.
    var isRestored: Bool {
        var modes = termios()
        tcgetattr(end.fileDescriptor, &modes)
        return modes.c_lflag == before.c_lflag && modes.c_iflag == before.c_iflag && modes.c_oflag == before.c_oflag
    }
}
