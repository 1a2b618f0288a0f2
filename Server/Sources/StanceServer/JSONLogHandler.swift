import Foundation
public import Logging
import StanceKit

/// Logs one JSON object a line on standard error, for programs that collect logs.
public struct JSONLogHandler: LogHandler {
    /// The least that is logged.
    public var logLevel = Logger.Level.info
    /// What every line holds.
    public var metadata = Logger.Metadata()
    private let label: String

    /// Makes the handler of a logger.
    public init(label: String) {
        self.label = label
    }

    /// One member of `metadata`.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the line of an event.
    public func log(event: LogEvent) {
        try? OutputBytes.write(Self.line(event, label: label, metadata: metadata), to: STDERR_FILENO, reportedAs: "log")
    }

    /// The line of an event: `time`, `level`, `logger`, `message`, then the metadata as texts, sorted by name.
    static func line(_ event: LogEvent, label: String, metadata: Logger.Metadata, at time: Date = Date()) -> [UInt8] {
        var output = Array("{".utf8)
        RecordEncoding.appendMember(
            "time", time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)), to: &output)
        RecordEncoding.appendMember("level", event.level.rawValue, to: &output)
        RecordEncoding.appendMember("logger", label, to: &output)
        for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
            $0.key < $1.key
        }) {
            RecordEncoding.appendMember(name, "\(value)", to: &output)
        }
        output.append(contentsOf: "\"message\":".utf8)
        RecordEncoding.appendJSON("\(event.message)", to: &output)
        return output + Array("}\n".utf8)
    }
}
