import ArgumentParser
import CommandLineSupport
import Foundation
import Logging
import StanceKit
import StanceServer

/// What the command was told: by its options, else by the environment, else by default.
struct Settings {
    let host: String
    let port: Int
    let limits: ServiceLimits
    let token: BearerToken?
    private let logFormat: StanceServerCommand.LogFormat
    private let logLevel: StanceServerCommand.LogLevel

    init(_ command: StanceServerCommand, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        /// The value of an option, or of the variable of that name.
        func value<Value: ExpressibleByArgument>(_ option: Value?, _ name: String, _ normal: Value) throws -> Value {
            if let option { return option }
            guard let text = environment[name], !text.isEmpty else { return normal }
            guard let value = Value(argument: text) else {
                throw ValidationError("\(name) in the environment makes no sense: '\(text)'.")
            }
            return value
        }
        func number(_ option: Int?, _ name: String, _ normal: Int, _ range: ClosedRange<Int>) throws -> Int {
            let number = try value(option, name, normal)
            guard range.contains(number) else {
                throw ValidationError(
                    "\(name) lies between \(range.lowerBound) and \(range.upperBound), not \(number).")
            }
            return number
        }
        host = try value(command.host, "STANCE_HOST", "127.0.0.1")
        port = try number(command.port, "STANCE_PORT", 8080, 0...65535)
        var limits = ServiceLimits()
        limits.bodyBytes = try number(command.maxBody, "STANCE_MAX_BODY", limits.bodyBytes, 1024...(1 << 30))
        limits.texts = try number(command.maxTexts, "STANCE_MAX_TEXTS", limits.texts, 1...1_000_000)
        limits.requests = try number(command.maxRequests, "STANCE_MAX_REQUESTS", limits.requests, 1...65536)
        limits.requestsPerClient = try number(
            command.maxClientRequests, "STANCE_MAX_CLIENT_REQUESTS", min(limits.requestsPerClient, limits.requests),
            1...65536)
        limits.seconds = try number(command.timeout, "STANCE_TIMEOUT", limits.seconds, 1...3600)
        self.limits = limits
        logFormat = try value(command.logFormat, "STANCE_LOG_FORMAT", .text)
        logLevel = try value(command.logLevel, "STANCE_LOG_LEVEL", .info)
        token = try Self.token(file: command.tokenFile ?? environment["STANCE_TOKEN_FILE"], environment["STANCE_TOKEN"])
    }

    /// Whether nobody outside this machine can reach the address.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// A logger that writes to standard error, in the format asked for.
    func makeLogger() -> Logger {
        var logger = Logger(label: "stance-server") { label in
            switch logFormat {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler(label: label)
            }
        }
        logger.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .info
        return logger
    }

    private static func token(file: String?, _ token: String?) throws -> BearerToken? {
        guard let file, !file.isEmpty else { return token.flatMap { $0.isEmpty ? nil : BearerToken($0) } }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw ValidationError("The file of the token cannot be read: \(file)")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty else { throw ValidationError("The file of the token is empty: \(file)") }
        return BearerToken(token)
    }
}
