import ArgumentParser
import CommandLineSupport
import Logging
import StanceKit
import StanceServer

@main
struct StanceServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stance-server",
        abstract: "Serves a model over HTTP: a page for people, JSON for programs.",
        discussion: """
            EXAMPLES
              stance-server
              stance-server --port 0 --log-format json
              curl -H 'Content-Type: application/json' -d '{"text": "The dam may break."}' localhost:8080/v1/classify

            It prints its address once it listens. GET /openapi.json describes what can be asked for. Each option can be given \
            by the environment too: STANCE_PORT for --port, and so on; the option wins. STANCE_TOKEN is the token itself. \
            SIGTERM or Ctrl-C ends it when what has begun is done.

            Exit codes: 0 done, 1 failure, 64 usage, 65 bad data, 66 missing input.
            """,
        version: stanceVersion
    )

    enum LogFormat: String, CaseIterable, ExpressibleByArgument { case text, json }
    enum LogLevel: String, CaseIterable, ExpressibleByArgument { case debug, info, notice, warning, error }

    @Option(help: "The address to listen on; others than this machine's own are for a network. (default: 127.0.0.1)")
    var host: String?

    @Option(help: "The port to listen on; 0 for a free one. (default: 8080)")
    var port: Int?

    @OptionGroup var model: ModelOption

    @Option(help: "A file that holds the token that whoever asks for work must send.", completion: .file())
    var tokenFile: String?

    @Option(help: "The longest body of a request in bytes. (default: \(ServiceLimits().bodyBytes))")
    var maxBody: Int?

    @Option(help: "The most texts of one request. (default: \(ServiceLimits().texts))")
    var maxTexts: Int?

    @Option(help: "The most requests under way at once. (default: \(ServiceLimits().requests))")
    var maxRequests: Int?

    @Option(help: "The most of them from one address. (default: \(ServiceLimits().requestsPerClient))")
    var maxClientRequests: Int?

    @Option(help: "The seconds in which a request must arrive, and then be done. (default: \(ServiceLimits().seconds))")
    var timeout: Int?

    @Option(help: "How the log on standard error is written. (default: text)")
    var logFormat: LogFormat?

    @Option(help: "The least that is logged. (default: info)")
    var logLevel: LogLevel?

    func run() async throws {
        let settings = try Settings(self)
        let classifier = try ToolRun.reportingErrors { try model.classifier() }
        let logger = settings.makeLogger()
        if !settings.isLoopback, settings.token == nil {
            logger.warning(
                "no token: whoever reaches this address may ask for work", metadata: ["host": "\(settings.host)"])
        }
        let service = StanceService(classifier: classifier, limits: settings.limits, token: settings.token)
        do {
            try await service.run(host: settings.host, port: settings.port, logger: logger) { address in
                try? StandardOutput.writeLine(address)
            }
        } catch {
            logger.error("cannot serve", metadata: ["error": "\(error)"])
            throw ExitCode(StanceError.Code.failure.rawValue)
        }
    }
}
