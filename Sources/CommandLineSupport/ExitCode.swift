import ArgumentParser
import Foundation
import StanceKit

/// Runs a tool's work and turns what it throws into a message and a documented exit code: 0 done, 1 failure, 64 usage,
/// 65 bad data, 66 missing input.
public enum ToolRun {
    /// Runs `body`.
    ///
    /// A `StanceError` is printed to standard error. If whoever reads the output has gone, the tool ends quietly.
    public static func reportingErrors<Result>(_ body: () throws -> Result) throws -> Result {
        signal(SIGPIPE, SIG_IGN)
        do {
            return try body()
        } catch let error as ReportedError {
            throw ExitCode(error.code.rawValue)
        } catch let error as StanceError {
            if error.cause == .readerGone { throw ExitCode.success }
            Message.error(error)
            throw ExitCode(error.code.rawValue)
        }
    }
}

/// An error whose message has been printed; only the exit code is left to give.
struct ReportedError: Error {
    var code: StanceError.Code
}
