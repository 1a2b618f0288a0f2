import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import StanceServer

@Suite struct ReadingRouteTests {
    private static let csv = #"""
        id,text
        =1+1,"""The dam may break tonight,"" said =cmd Ada Brook, the engineer. """
        7,"""All is well in the valley,"" Tom Reed said."

        """#

    @Test("A text becomes the reading page, whatever stands in it")
    func page() async throws {
        try await TestService.test { client in
            let text = "\u{201C}The <script>dam may break tonight</script>,\u{201D} engineer Ada Brook said.\n"
            let answer = try await client.post("/reading?name=%3Cb%3E.txt", text, type: "text/plain; charset=utf-8")
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            #expect(answer.text.contains("Ada Brook"))
            #expect(answer.text.contains("id=\"quotation-1\""))
            #expect(!answer.text.contains("<script"))
            #expect(!answer.text.contains("<b>.txt"))
            #expect(!answer.text.contains("style="))
        }
    }

    @Test("Records become articles of their own, and CSV for spreadsheets holds no formulas")
    func records() async throws {
        try await TestService.test { client in
            let page = try await client.post("/reading?name=news.csv", Self.csv, type: "text/csv")
            #expect(page.text.contains("news.csv:2"))
            let csv = try await client.post(
                "/reading?name=news.csv", Self.csv, type: "text/csv", headers: [.accept: "text/csv"])
            let lines = csv.text.split(separator: "\n")
            #expect(lines[0].hasPrefix("\u{FEFF}id,origin,text,segments,"))
            #expect(lines[1].hasPrefix(" =1+1,news.csv:2,"))
            #expect(lines[2].hasPrefix("7,news.csv:3,"))
            let json = try await client.post(
                "/reading?name=news.csv", Self.csv, type: "text/csv", headers: [.accept: "application/x-ndjson"])
            #expect(json.text.hasPrefix(#"{"id":"=1+1","text":""#))
            #expect(json.text.split(separator: "\n").count == 2)
        }
    }

    @Test("What cannot be read says where it is broken")
    func faults() async throws {
        try await TestService.test { client in
            let field = try await client.post("/reading?text=body", Self.csv, type: "text/csv")
            #expect(field.status == .unprocessableContent)
            #expect(field.text.contains("there is no field 'body'; the fields are: id, text"))
            let line = try await client.post(
                "/reading", "{\"text\":\"a\"}\n{\"text\":}\n", type: "application/x-ndjson")
            #expect(line.text.contains("line 2: not a JSON object"))
            #expect(try await client.post("/reading", "", type: "text/csv").status == .unprocessableContent)
        }
    }
}
