import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing

@testable import StanceServer

@Suite struct ServiceTests {
    @Test("With a token only who has it gets work done; health, description and page are open")
    func token() async throws {
        try await TestService.test(token: "open sesame") { client in
            let body = #"{"text":"It may break."}"#
            for wrong in [
                "", "Bearer", "Bearer open", "Bearer open sesamE", "Bearer open sesame!", "Basic open sesame",
            ] {
                let answer = try await client.post("/v1/classify", body, headers: [.authorization: wrong])
                #expect(answer.status == .unauthorized, "\(wrong)")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            }
            let right = try await client.post("/v1/classify", body, headers: [.authorization: "bearer open sesame"])
            #expect(right.status == .ok)
            for path in ["/healthz", "/openapi.json", "/"] {
                #expect(try await client.execute(uri: path, method: .get).status == .ok)
            }
            for path in ["/metrics", "/v1/models"] {
                #expect(try await client.execute(uri: path, method: .get).status == .unauthorized)
            }
        }
    }

    @Test("Every answer has the headers that keep browsers from guessing and from running what is not ours")
    func headers() async throws {
        try await TestService.test { client in
            for path in ["/", "/application.css", "/application.js", "/healthz", "/nothing", "/v1/classify"] {
                let answer = try await client.execute(uri: path, method: .get)
                let policy = answer.headers[.contentSecurityPolicy] ?? ""
                #expect(policy.hasPrefix("default-src 'none'"), "\(path)")
                #expect(!policy.contains("unsafe"))
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(answer.headers[.referrerPolicy] == "no-referrer")
            }
        }
    }

    @Test("Metrics count what was answered, without a series for every path that somebody tries")
    func metrics() async throws {
        try await TestService.test { client in
            for path in ["/a", "/b"] { _ = try await client.execute(uri: path, method: .get) }
            _ = try await client.post("/v1/classify", #"{"texts":["It may break.","It holds."]}"#)
            _ = try await client.post("/v1/classify", "{")
            let text = try await client.execute(uri: "/metrics", method: .get).text
            for line in [
                "stance_requests_total{path=\"other\",status=\"404\"} 2",
                "stance_requests_total{path=\"/v1/classify\",status=\"200\"} 1",
                "stance_requests_total{path=\"/v1/classify\",status=\"400\"} 1",
                "stance_request_duration_seconds_count{path=\"/v1/classify\"} 2", "stance_texts_total 2",
                "stance_requests_under_way 0",
            ] { #expect(text.contains("\(line)\n"), "\(line)") }
        }
    }

    @Test("More than the service or one address may have under way is refused, and room is free again afterwards")
    func admission() throws {
        var limits = ServiceLimits()
        limits.requests = 3
        limits.requestsPerClient = 2
        limits.bodyBytes = 1024
        let admission = Admission(limits)
        try admission.enter(client: "a", bytes: 1024)
        try admission.enter(client: "a", bytes: 0)
        #expect(throws: ServiceError.tooManyRequests(2)) { try admission.enter(client: "a", bytes: 0) }
        #expect(throws: ServiceError.overloaded) { try admission.enter(client: "b", bytes: 16 * 1024) }
        try admission.enter(client: "b", bytes: 0)
        #expect(throws: ServiceError.overloaded) { try admission.enter(client: "c", bytes: 0) }
        admission.leave(client: "a", bytes: 1024)
        try admission.enter(client: "c", bytes: 1024)
        #expect(admission.requests == 3)
    }

    @Test("The log has JSON on one line, and names are sorted")
    func log() {
        let event = LogEvent(
            level: .info, message: "a \"b\"\nc", error: nil, metadata: ["z": "1", "a": "é"], source: "", file: "",
            function: "",
            line: 1)
        let line = String(
            decoding: JSONLogHandler.line(event, label: "l", metadata: ["m": "2"], at: .init(timeIntervalSince1970: 0)),
            as: UTF8.self)
        #expect(
            line
                == #"{"time":"1970-01-01T00:00:00.000Z","level":"info","logger":"l","a":"é","m":"2","z":"1","message":"a \"b\"\nc"}"#
                + "\n")
    }
}
