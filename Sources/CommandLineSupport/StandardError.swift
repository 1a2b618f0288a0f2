import Foundation
import StanceKit

/// Standard error, where everything but results goes.
enum StandardError {
    /// Writes a text. Where nobody can be told, nothing is to be done about it.
    static func write(_ text: String) {
        try? OutputBytes.write(Array(text.utf8), to: STDERR_FILENO, reportedAs: "standard error")
    }
}
