import HTTPTypes
import Hummingbird
import StanceKit
import StancePages

/// `GET /` and the files that it needs: the reading page as an application.
struct ApplicationRoutes: Sendable {
    private let document: String
    private let style: String
    private let script = PageTemplate.text(PackageResources.application_js)

    /// Scripts and styles come from this address alone, and nothing is in the page itself.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

    /// - Parameter hasToken: whether people must give a token.
    init(_ classifier: Classifier, hasToken: Bool) {
        let palette = Palette(labels: classifier.labels)
        let labels = classifier.labels.enumerated().map {
            ["index": $0, "label": $1, "sign": palette[$0].sign] as [String: Any]
        }
        let values: [String: Any] = [
            "hasToken": hasToken, "labels": labels, "model": classifier.checksum ?? "", "version": stanceVersion,
        ]
        document = PageTemplate(PackageResources.application_mustache).render(values)
        style =
            PageFrame.style + ReadingPage.style(labels: classifier.labels)
            + PageTemplate.text(PackageResources.application_css)
    }

    var page: Response { Self.file(document, "text/html") }
    var stylesheet: Response { Self.file(style, "text/css") }
    var code: Response { Self.file(script, "text/javascript") }

    private static func file(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "\(type); charset=utf-8", .contentSecurityPolicy: policy, .cacheControl: "no-cache",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
