import Foundation
public import StanceKit

/// Lines for people, on standard error.
public enum Message {
    /// Prints what went wrong.
    public static func error(_ error: StanceError) {
        write("error: \(error)")
    }

    /// Prints something that the user should know though the work goes on.
    public static func warning(_ text: String) {
        write("warning: \(text)")
    }

    /// Tells that a file is not UTF-8 throughout.
    public static func warnOfRepairedBytes(in file: String) {
        warning("\(file): bytes that are not UTF-8 became U+FFFD; save the file as UTF-8")
    }

    /// Tells of two labels that differ in case only: probably one, spelt in two ways.
    public static func warnOfCaseVariants(among labels: [String]) {
        var seen: [String: String] = [:]
        for label in labels {
            guard let other = seen.updateValue(label, forKey: label.lowercased()) else { continue }
            warning("the labels '\(other)' and '\(label)' differ in case only; if they are one, spell it in one way")
            return
        }
    }

    /// Prints what was done.
    public static func note(_ text: String) {
        write(text)
    }

    /// Tells somebody at a terminal that input is expected from the keyboard.
    public static func noteIfTyping() {
        if isatty(STDIN_FILENO) == 1 { write("reading from the terminal; end with Ctrl-D") }
    }

    private static func write(_ line: String) {
        Progress.clear()
        StandardError.write("\(Terminal.displayable(line))\n")
    }
}
