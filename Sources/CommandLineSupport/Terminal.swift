import Foundation
import StanceKit

/// What the terminal can show.
public enum Terminal {
    /// A way to set text off.
    public enum Style: String, Sendable {
        case bold = "1"
        case dim = "2"
        case underlined = "4"
        case red = "31"
        case blue = "34"
    }

    /// Whether standard output is a terminal.
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether standard output is a terminal that takes colours: not so if `NO_COLOR` is set (no-color.org).
    public static var hasColor: Bool {
        isOutput && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
            && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// The width of standard output's terminal in columns, `nil` where there is none.
    public static var width: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return max(40, Int(size.ws_col))
    }

    /// Text on one line in which nothing commands the terminal: whatever stands in a file, it is shown. As many scalars as
    /// `text` has.
    public static func displayable(_ text: String) -> String {
        text.replacingCommands { scalar in
            switch scalar {
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": " "
            default: scalar.isCommand ? "\u{FFFD}" : scalar
            }
        }
    }

    /// Text broken between words into lines of at most `width` columns; a longer word is cut.
    public static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var length = 0
        for word in text.split(separator: " ") {
            var word = word
            var wordLength = columns(of: word)
            if length > 0, length + 1 + wordLength > width {
                lines.append(line)
                (line, length) = ("", 0)
            }
            while wordLength > width, word.count > 1 {
                let piece = word.prefix(max(1, prefix(of: word, atMost: width).count))
                lines.append(String(piece))
                word = word.dropFirst(piece.count)
                wordLength = columns(of: word)
            }
            if length > 0 {
                line += " "
                length += 1
            }
            line += word
            length += wordLength
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Text in a style, if `isOn`.
    public static func styled(_ text: String, _ styles: Style..., isOn: Bool) -> String {
        guard isOn, !styles.isEmpty else { return text }
        return "\u{1B}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
    }
}
