import HTTPTypes
import Hummingbird
import StanceKit

/// `POST /v1/classify` and `POST /v1/analyze`: the results are the objects that the command line writes.
struct ResultsRoutes: Sendable {
    /// What a request asks for.
    private struct Wish {
        var texts: [ArraySlice<UInt8>]
        var explains: Bool
        var isIndirect = false
    }

    private let reader: RequestReader
    private let workers: Workers
    private let metrics: Metrics
    private let classifications: [ClassificationResults]
    private let head: [UInt8]
    private static let tail = Array("]}\n".utf8)
    private static let types = ["application/json"]

    init(_ reader: RequestReader, _ workers: Workers, _ metrics: Metrics) {
        self.reader = reader
        self.workers = workers
        self.metrics = metrics
        // Without and with explanations.
        classifications = [false, true].map { ClassificationResults(workers.classifier, hasExplanations: $0) }
        head = Array("{\"model\":\"\(workers.classifier.checksum ?? "")\",\"results\":[".utf8)
    }

    /// Labels the texts of a request.
    func classify(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await reader.withBody(of: request, context, types: Self.types) { body, _ in
            let wish = try Self.wish(body, members: ["text", "texts", "explain"]) { object throws(StanceError) in
                Wish(texts: try Self.texts(object), explains: try object.flag("explain") ?? false)
            }
            let limits = reader.limits
            guard wish.texts.count <= limits.texts else { throw ServiceError.tooManyTexts(limits.texts) }
            let deadline = Deadline(seconds: limits.seconds)
            let output =
                Workers.isShort(body)
                ? try classification(of: wish, deadline)
                : try await workers.run { [self] in try classification(of: wish, deadline) }
            metrics.count(texts: wish.texts.count)
            return .json(output)
        }
    }

    private func classification(of wish: Wish, _ deadline: Deadline) throws(ServiceError) -> [UInt8] {
        let classifier = workers.classifier
        var workspace = classifier.makeWorkspace()
        let results = classifications[wish.explains ? 1 : 0]
        var output = head
        for (index, text) in wish.texts.enumerated() {
            if index > 0 {
                output.append(UInt8(ascii: ","))
                if index % 64 == 0 { try deadline.check() }
            }
            let record = Record(line: 1, text: text)
            let prediction = record.isBlank ? nil : classifier.classify(text, using: &workspace)
            let isExplained = wish.explains && prediction != nil
            let explanation = isExplained ? classifier.explain(String(decoding: text, as: UTF8.self)) : nil
            results.appendJSON(record, prediction, explanation, to: &output)
        }
        output.append(contentsOf: Self.tail)
        return output
    }

    /// Finds and labels the quotations of the article of a request.
    func analyze(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await reader.withBody(of: request, context, types: Self.types) { body, _ in
            let wish = try Self.wish(body, members: ["text", "explain", "indirect"]) { object throws(StanceError) in
                guard let text = try object.text("text") else { throw StanceError(.missingField("text")) }
                return Wish(
                    texts: [text], explains: try object.flag("explain") ?? false,
                    isIndirect: try object.flag("indirect") ?? false)
            }
            let (output, count) =
                Workers.isShort(body) ? analysis(of: wish) : try await workers.run { [self] in analysis(of: wish) }
            metrics.count(articles: 1, quotations: count)
            return .json(output)
        }
    }

    private func analysis(of wish: Wish) -> (
        output: [UInt8], quotations: Int
    ) {
        let classifier = workers.classifier
        var workspace = classifier.makeWorkspace()
        let quotations = QuotationExtractor(includesIndirect: wish.isIndirect)
            .quotations(in: String(decoding: wish.texts[0], as: UTF8.self))
        let predictions = quotations.map { classifier.classify($0, using: &workspace) }
        let explanations = wish.explains ? quotations.map { classifier.explain($0) } : []
        var output = head
        // A text that comes by no file is what the command line calls "-".
        ArticleResults(classifier, hasExplanations: wish.explains).appendJSON(
            Record(line: 1, text: wish.texts[0]), isRecord: false, origin: "-", quotations, predictions, explanations,
            to: &output)
        return (output + Self.tail, quotations.count)
    }

    // MARK: Requests

    /// Takes what is asked for from a body.
    ///
    /// - Throws: `ServiceError` 400 for what is no JSON object, 422 for members that are missing, unknown or of another kind.
    private static func wish(
        _ body: [UInt8], members: [String], _ take: (JSONObject) throws(StanceError) -> Wish
    ) throws(ServiceError) -> Wish {
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
