import Foundation

/// A line of progress on standard error, for people at a terminal; silent in a pipe.
public enum Progress {
    private static let isShown = isatty(STDERR_FILENO) == 1

    /// Shows `text` in place of what was shown before.
    public static func show(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        StandardError.write("\r\u{1B}[K\(Terminal.displayable(text()))")
    }

    /// Removes the line.
    public static func clear() {
        guard isShown else { return }
        StandardError.write("\r\u{1B}[K")
    }
}
