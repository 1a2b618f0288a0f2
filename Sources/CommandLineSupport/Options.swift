public import ArgumentParser
import Foundation
public import LinearAlgebra
public import StanceKit

/// Where the texts are in the input's records.
public struct TextFieldOption: ParsableArguments {
    /// The field's name.
    @Option(name: .long, help: "The field that holds the text (TSV, CSV, JSON Lines).")
    public var textField = Self.standard

    /// The name without the option.
    static let standard = "text"

    /// Makes the option with its default.
    public init() {}
}

/// The formats in which texts stand in files, one a record.
public enum TextFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case lines, tsv, csv, jsonl, fasttext

    /// The format, as the libraries take it.
    public var recordFormat: RecordFormat? { RecordFormat(rawValue: rawValue) }
}

/// How many threads work.
public struct ThreadsOption: ParsableArguments {
    /// The number of threads, `nil` for all cores.
    @Option(name: .long, help: "How many threads work. (default: all cores)")
    public var threads: Int?

    /// Makes the option with its default.
    public init() {}

    /// Refuses a number of threads that no machine has.
    public mutating func validate() throws {
        if let threads, threads < 1 || threads > 1024 {
            throw ValidationError("--threads takes a number from 1 to 1024.")
        }
    }

    /// The threads as the libraries take them.
    public var parallelism: Parallelism {
        threads.map(Parallelism.init) ?? .allCores
    }
}

/// Which model is used.
public struct ModelOption: ParsableArguments {
    /// The directory named, if any.
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            The model's directory. Without it: $STANCE_MODEL, else Models/stance-en in the working directory, else the \
            model that was installed with this tool.
            """, valueName: "dir"), completion: .directory)
    public var model: String?

    /// Makes the option with its default.
    public init() {}

    /// The classifier of the model that is named, or of the first place where one is found.
    public func classifier(rule: DecisionRule = DecisionRule()) throws(StanceError) -> Classifier {
        try Classifier(contentsOf: directory(), rule: rule)
    }

    private func directory() throws(StanceError) -> String {
        if let model { return model }
        if let named = ProcessInfo.processInfo.environment["STANCE_MODEL"], !named.isEmpty { return named }
        let candidates = ["Models/stance-en", Self.installedModel].compactMap(\.self)
        let found = candidates.first { FileManager.default.fileExists(atPath: "\($0)/config.json") }
        guard let found else { throw StanceError(.modelNotFound(searched: ["$STANCE_MODEL"] + candidates)) }
        return found
    }

    /// `share/stance/stance-en` beside the `bin` that holds this executable.
    private static var installedModel: String? {
        Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("share/stance/stance-en").path
    }
}
