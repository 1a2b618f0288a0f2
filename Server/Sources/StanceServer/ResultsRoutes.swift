import HTTPTypes
import Hummingbird
import StanceKit

/// `POST /v1/classify` and `POST /v1/analyze`: the results are the objects that the command line writes.
struct ResultsRoutes: Sendable {
    private let reader: RequestReader
    private let workers: Workers
    private let metrics: Metrics
    private let classification: ClassificationResults
    private let analysis: ArticleResults
    private let extractor = QuotationExtractor()
    private let indirectExtractor = QuotationExtractor(includesIndirect: true)
    private let head: [UInt8]
    private static let tail = Array("]}\n".utf8)

    init(_ reader: RequestReader, _ workers: Workers, _ metrics: Metrics) {
        self.reader = reader
        self.workers = workers
        self.metrics = metrics
        let classifier = workers.classifier
        classification = ClassificationResults(classifier)
        analysis = ArticleResults(classifier)
        head = Array("{\"model\":\"\(classifier.modelChecksum ?? "")\",\"results\":[".utf8)
    }

    /// Labels the texts of a request.
    func classify(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await reader.withBody(of: request, context, types: ["application/json"]) { body, _ in
            let texts = try Self.object(body, members: ["text", "texts"], Self.texts)
            guard texts.count <= reader.limits.texts else { throw ServiceError.tooManyTexts(reader.limits.texts) }
            let deadline = Deadline(seconds: reader.limits.seconds)
            let output = try await workers.run(bytes: body.count) { [self] workspace in
                var output = head
                for (index, text) in texts.enumerated() {
                    if index > 0 {
                        output.append(UInt8(ascii: ","))
                        if index % 64 == 0 { try deadline.check() }
                    }
                    let record = Record(line: 1, text: text)
                    let prediction =
                        record.isBlank ? nil : workers.classifier.classify(text, using: &workspace)
                    classification.appendJSON(record, prediction, to: &output)
                }
                return output + Self.tail
            }
            metrics.count(texts: texts.count)
            return .json(output)
        }
    }

    /// Finds and labels the quotations of the article of a request.
    func analyze(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await reader.withBody(of: request, context, types: ["application/json"]) { body, _ in
            let (text, isIndirect) = try Self.object(body, members: ["text", "indirect"]) {
                object throws(StanceError) in
                guard let text = try object.text("text") else { throw StanceError(.missingField("text")) }
                return (text, try object.flag("indirect") ?? false)
            }
            let (output, count) = try await workers.run(bytes: body.count) { [self] workspace in
                let quotations = (isIndirect ? indirectExtractor : extractor)
                    .quotations(in: String(decoding: text, as: UTF8.self))
                let predictions = quotations.map { workers.classifier.classify($0, using: &workspace) }
                var output = head
                // A text that comes by no file is what the command line calls "-".
                analysis.appendJSON(
                    Record(line: 1, text: text), isRecord: false, origin: "-", quotations, predictions, to: &output)
                return (output + Self.tail, quotations.count)
            }
            metrics.count(articles: 1, quotations: count)
            return .json(output)
        }
    }

    // MARK: Requests

    /// Takes what is asked for from a body.
    ///
    /// - Throws: `ServiceError` 400 for what is no JSON object, 422 for members that are missing, unknown or of another kind.
    private static func object<Result>(
        _ body: [UInt8], members: [String], _ take: (JSONObject) throws(StanceError) -> Result
    ) throws(ServiceError) -> Result {
        let object: JSONObject
        do { object = try JSONObject(body) } catch { throw .malformedJSON(error) }
        if let unknown = object.names.first(where: { !members.contains($0) }) {
            let known = members.map { "'\($0)'" }.joined(separator: ", ")
            throw .invalidRequest("there is no member '\(unknown)'; the members are: \(known)")
        }
        do { return try take(object) } catch { throw .invalidRequest("\(error)") }
    }

    private static func texts(_ object: JSONObject) throws(StanceError) -> [ArraySlice<UInt8>] {
        switch (try object.text("text"), try object.texts("texts")) {
        case (let text?, nil): return [text]
        case (nil, let texts?): return texts
        case (nil, nil): throw StanceError(.missingField("text"))
        case (_?, _?): throw StanceError(.invalidConfiguration(reason: "give 'text' or 'texts', not both"))
        }
    }
}
