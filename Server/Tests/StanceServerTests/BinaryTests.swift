import Foundation
import Testing

@Suite struct BinaryTests {
    /// The folder of the built products: that of the test runner.
    private static let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// A server that was started as a user would start it.
    private final class Server {
        let process = Process()
        let output = Pipe()
        let error = Pipe()

        init(_ arguments: [String], environment: [String: String] = [:]) throws {
            process.executableURL = BinaryTests.folder.appendingPathComponent("stance-server")
            process.arguments = arguments
            process.currentDirectoryURL = TestService.project
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardOutput = output
            process.standardError = error
            try process.run()
        }

        /// The address that it prints once it listens.
        func address() throws -> URL {
            var line = Data()
            while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data([0x0A]) { line += byte }
            return try #require(URL(string: String(decoding: line, as: UTF8.self)))
        }

        func end() throws -> (status: Int32, log: String) {
            process.terminate()
            let log = try error.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: log, as: UTF8.self))
        }
    }

    @Test("It prints its address, answers as the command line does, logs JSON without texts, and ends at SIGTERM")
    func life() async throws {
        let server = try Server(
            ["--port", "0", "--log-level", "debug"],
            environment: ["STANCE_LOG_FORMAT": "json", "STANCE_HOST": "127.0.0.1"])
        let address = try server.address()
        #expect(address.host() == "127.0.0.1")
        let secret = "The unmentionable dam may break tonight."
        let answer = try curl(["-d", #"{"text":"\#(secret)"}"#, "\(address)/v1/classify"])
        #expect(answer.contains(secret))
        let (status, log) = try server.end()
        #expect(status == 0)
        #expect(!log.contains("unmentionable"))
        let lines = log.split(separator: "\n")
        #expect(!lines.isEmpty)
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
            #expect(object["level"] != nil && object["message"] != nil)
        }
        #expect(lines.contains { $0.contains(#""path":"/v1/classify","status":"200""#) })
    }

    @Test(
        "Settings that make no sense are refused before anything is served",
        arguments: [
            (["--port", "70000"], [:], "STANCE_PORT lies between 0 and 65535, not 70000."),
            ([], ["STANCE_PORT": "http"], "STANCE_PORT in the environment makes no sense: 'http'."),
            (["--token-file", "/nowhere"], [:], "The file of the token cannot be read: /nowhere"),
        ] as [([String], [String: String], String)])
    func settings(arguments: [String], environment: [String: String], message: String) throws {
        let server = try Server(arguments, environment: environment)
        let log = try server.error.fileHandleForReading.readToEnd() ?? Data()
        server.process.waitUntilExit()
        #expect(server.process.terminationStatus == 64)
        #expect(String(decoding: log, as: UTF8.self).contains(message))
    }

    private func curl(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "-sS", "-H", "Content-Type: application/json"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }
}
