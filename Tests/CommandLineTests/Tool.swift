import Foundation

/// Runs the tools that were just built, as a user would.
struct Tool {
    /// What a run left behind.
    struct Result {
        var status: Int32
        var output: String
        var error: String
    }

    /// The folder of the built tools: that of the test runner.
    static let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// The project's own folder.
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Runs a tool to its end.
    ///
    /// - Parameters:
    ///   - executable: a tool's name, or the path of an executable.
    ///   - directory: the working directory; the project's by default.
    static func run(
        _ executable: String, _ arguments: [String], input: String = "", environment: [String: String] = [:],
        directory: String? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL =
            executable.contains("/") ? URL(fileURLWithPath: executable) : folder.appendingPathComponent(executable)
        process.arguments = arguments
        process.currentDirectoryURL = directory.map { URL(fileURLWithPath: $0) } ?? project
        var variables = ProcessInfo.processInfo.environment
        variables["STANCE_MODEL"] = nil
        process.environment = variables.merging(environment) { $1 }

        // Files, not pipes: neither side can wait for the other.
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("stance-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let paths = ["input", "output", "error"].map { scratch.appendingPathComponent($0) }
        for path in paths { try Data(input.utf8).write(to: path) }
        process.standardInput = try FileHandle(forReadingFrom: paths[0])
        let output = try FileHandle(forWritingTo: paths[1])
        let error = try FileHandle(forWritingTo: paths[2])
        try output.truncate(atOffset: 0)
        try error.truncate(atOffset: 0)
        process.standardOutput = output
        process.standardError = error
        try process.run()
        process.waitUntilExit()
        func text(_ path: URL) throws -> String { String(decoding: try Data(contentsOf: path), as: UTF8.self) }
        return Result(status: process.terminationStatus, output: try text(paths[1]), error: try text(paths[2]))
    }

    /// Runs a line of shell in `directory`, with the built tools on the path.
    static func shell(_ line: String, directory: String? = nil) throws -> Result {
        try run(
            "/bin/sh", ["-c", line],
            environment: ["PATH": "\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"],
            directory: directory)
    }
}

extension String {
    /// Writes the text to a file.
    func write(to path: String) throws {
        try Data(utf8).write(to: URL(fileURLWithPath: path))
    }
}
