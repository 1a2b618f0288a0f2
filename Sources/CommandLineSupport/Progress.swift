import Foundation

/// A line of progress on standard error, for people at a terminal; silent in a pipe.
public enum Progress {
    private static let isShown = isatty(STDERR_FILENO) == 1

    /// Shows `text` in place of what was shown before.
    public static func show(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        StandardError.write("\r\u{1B}[K\(Terminal.displayable(text()))")
    }

    /// Shows how much of some work is done, as a bar before `text`.
    public static func bar(_ done: Int, of total: Int, _ text: @autoclosure () -> String) {
        show("\(drawn(done, of: total)) \(text())")
    }

    /// The bar with its percentage.
    static func drawn(_ done: Int, of total: Int, cells: Int = 20) -> String {
        let share = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 0
        let full = Int(share * Double(cells))
        let percent = "\(Int(share * 100))"
        return "[" + String(repeating: "=", count: full) + String(repeating: " ", count: cells - full) + "] "
            + String(repeating: " ", count: 3 - percent.count) + percent + " %"
    }

    /// Removes the line.
    public static func clear() {
        guard isShown else { return }
        StandardError.write("\r\u{1B}[K")
    }
}
