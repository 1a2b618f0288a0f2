import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import StanceServer

@Suite struct ResultsRoutesTests {
    @Test("One text and several give the same objects, in their order; a blank one is not judged")
    func classify() async throws {
        try await TestService.test { client in
            let one = try await client.post("/v1/classify", #"{"text":"The dam may break tonight."}"#)
            #expect(one.status == .ok)
            #expect(one.headers[.contentType] == "application/json")
            let object = try #require(one.text.firstMatch(of: /"results":\[(.*)\]/)).1
            #expect(object.hasPrefix(#"{"text":"The dam may break tonight.","label":""#))
            let several = try await client.post("/v1/classify", #"{"texts":["The dam may break tonight."," "]}"#)
            #expect(several.text.contains("[\(object),{\"text\":\" \",\"label\":null,\"probabilities\":null}]"))
            let none = try await client.post("/v1/classify", #"{"texts":[]}"#)
            #expect(none.text.contains("\"results\":[]"))
        }
    }

    @Test("Explanations come where they are asked for")
    func explain() async throws {
        try await TestService.test { client in
            let explained = try await client.post("/v1/classify", #"{"text":"It may break.","explain":true}"#)
            #expect(explained.text.contains(#""explanation":{"label":""#))
            let article = #"{"text":"\"The dam may break tonight,\" engineer Ada Brook said.","explain":true}"#
            let analyzed = try await client.post("/v1/analyze", article)
            #expect(analyzed.text.contains(#""speaker":"Ada Brook""#))
            #expect(analyzed.text.contains(#""explanation":{"label":""#))
        }
    }

    @Test("Reported speech is found where it is asked for")
    func indirect() async throws {
        try await TestService.test { client in
            let text = #""text":"Engineer Ada Brook said that the dam may break tonight.""#
            #expect(try await client.post("/v1/analyze", "{\(text)}").text.contains(#""quotes":[]"#))
            let found = try await client.post("/v1/analyze", "{\(text),\"indirect\":true}")
            #expect(found.text.contains(#""kind":"indirect""#))
        }
    }

    @Test(
        "What is wrong gets the status that says so, with a code and a message",
        arguments: [
            ("/v1/classify", "", 400, "malformed_json"), ("/v1/classify", "[]", 400, "malformed_json"),
            ("/v1/classify", #"{"text":"a"#, 400, "malformed_json"),
            ("/v1/classify", #"{"text":"a","text":"b"}"#, 400, "malformed_json"),
            ("/v1/classify", "{}", 422, "invalid_request"), ("/v1/classify", #"{"text":1}"#, 422, "invalid_request"),
            ("/v1/classify", #"{"texts":["a",1]}"#, 422, "invalid_request"),
            ("/v1/classify", #"{"text":"a","texts":[]}"#, 422, "invalid_request"),
            ("/v1/classify", #"{"text":"a","other":1}"#, 422, "invalid_request"),
            ("/v1/classify", #"{"texts":["a","b","c","d"]}"#, 413, "too_many_texts"),
            ("/v1/classify", #"{"text":"\#(String(repeating: "a", count: 2000))"}"#, 413, "body_too_large"),
            ("/v1/analyze", "{}", 422, "invalid_request"), ("/v1/analyze", #"{"texts":["a"]}"#, 422, "invalid_request"),
            ("/v1/analyze", #"{"text":"a","indirect":"yes"}"#, 422, "invalid_request"),
            ("/v1/other", "{}", 404, "not_found"),
        ])
    func wrong(path: String, body: String, status: Int, code: String) async throws {
        var limits = ServiceLimits()
        limits.texts = 3
        limits.bodyBytes = 1024
        try await TestService.test(limits: limits) { client in
            let answer = try await client.post(path, body)
            #expect(answer.status.code == status)
            #expect(answer.errorCode == code)
            #expect(answer.headers[.contentType] == "application/json")
        }
    }

    @Test("Another media type gets 415, another method 405 with those that are allowed")
    func typesAndMethods() async throws {
        try await TestService.test { client in
            let typed = try await client.post("/v1/classify", #"{"text":"a"}"#, type: "text/plain")
            #expect(typed.status == .unsupportedMediaType)
            #expect(typed.errorCode == "unsupported_media_type")
            let charset = try await client.post(
                "/v1/classify", #"{"text":"a"}"#, type: "Application/JSON; charset=utf-8")
            #expect(charset.status == .ok)
            let get = try await client.execute(uri: "/v1/classify", method: .get)
            #expect(get.status == .methodNotAllowed)
            #expect(get.headers[.allow] == "POST")
            #expect(get.errorCode == "method_not_allowed")
            let delete = try await client.execute(uri: "/healthz", method: .delete)
            #expect(delete.headers[.allow] == "GET, HEAD")
        }
    }
}
