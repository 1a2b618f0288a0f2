import HTTPTypes
import Hummingbird
import StanceKit

/// What the service says of itself.
struct InformationRoutes: Sendable {
    private let checksum: String
    private let modelList: [UInt8]
    private let metrics: Metrics
    private let admission: Admission

    init(_ classifier: Classifier, _ metrics: Metrics, _ admission: Admission) {
        self.metrics = metrics
        self.admission = admission
        checksum = classifier.checksum ?? ""
        modelList = Self.modelList(classifier)
    }

    /// `GET /healthz`: that it is there.
    var health: Response { .json(Self.healthBody) }

    private static let healthBody = Array("{\"status\":\"ok\"}\n".utf8)

    /// `GET /openapi.json`: what can be asked for.
    var description: Response { .json(PackageResources.openapi_json) }

    /// `GET /v1/models`: the model, its kind and its labels.
    var models: Response { .json(modelList) }

    private static func modelList(_ classifier: Classifier) -> [UInt8] {
        var output = Array("{\"models\":[{".utf8)
        RecordEncoding.appendMember("model", classifier.checksum, to: &output)
        RecordEncoding.appendMember("algorithm", classifier.algorithm.rawValue, to: &output)
        output.append(contentsOf: "\"labels\":[".utf8)
        for (index, label) in classifier.labels.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            RecordEncoding.appendJSON(label, to: &output)
        }
        output.append(contentsOf: "]}],".utf8)
        output.append(contentsOf: "\"version\":".utf8)
        RecordEncoding.appendJSON(stanceVersion, to: &output)
        return output + Array("}\n".utf8)
    }

    /// `GET /metrics`: counts for Prometheus.
    var metricsText: Response {
        let text = metrics.text(underWay: admission.requests, model: checksum)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
