import Foundation
import StanceKit
import Testing

@testable import StanceServer

@Suite struct OpenAPITests {
    private struct Description: Decodable {
        struct Info: Decodable { var version: String }
        var openapi: String
        var info: Info
        var paths: [String: [String: Ignored]]
        struct Ignored: Decodable {}
    }

    @Test("The description is OpenAPI 3.1, of this version, and names the API's paths")
    func description() throws {
        let description = try JSONDecoder().decode(Description.self, from: Data(PackageResources.openapi_json))
        #expect(description.openapi == "3.1.0")
        #expect(description.info.version == stanceVersion)
        #expect(
            description.paths.keys.sorted() == [
                "/healthz", "/metrics", "/openapi.json", "/v1/analyze", "/v1/classify", "/v1/models",
            ])
    }
}
