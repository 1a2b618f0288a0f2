import HTTPTypes
import Hummingbird
import StanceKit
import StancePages

/// `POST /reading`: articles as text or as records, answered as the reading page's fragment, as CSV or as JSON Lines,
/// whichever is accepted. The application's own; programs use `/v1/analyze`.
struct ReadingRoute: Sendable {
    private let reader: RequestReader
    private let workers: Workers
    private let metrics: Metrics

    private static let formats: [String: RecordFormat] = [
        "text/plain": .text, "text/csv": .csv, "text/tab-separated-values": .tsv, "application/x-ndjson": .jsonl,
    ]

    private enum Answer: String {
        case page = "text/html"
        case csv = "text/csv"
        case lines = "application/x-ndjson"
    }

    /// What the query says of the articles.
    private struct Query {
        var name: String
        var textField: String
        var isIndirect: Bool

        init(_ request: Request) {
            let parameters = request.uri.queryParameters
            name = parameters["name"].map(String.init) ?? "pasted text"
            textField = parameters["text"].map(String.init) ?? "text"
            isIndirect = parameters["indirect"] == "true"
        }
    }

    init(_ reader: RequestReader, _ workers: Workers, _ metrics: Metrics) {
        self.reader = reader
        self.workers = workers
        self.metrics = metrics
    }

    func read(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let query = Query(request)
        let answer = Answer(rawValue: request.headers[.accept] ?? "") ?? .page
        return try await reader.withBody(of: request, context, types: Self.formats.keys.sorted()) { body, type in
            let format = Self.formats[type] ?? .text
            let deadline = Deadline(seconds: reader.limits.seconds)
            // Always on the threads for long work: pages take longer than their bytes tell.
            let (text, articles, quotations) = try await workers.run { [self] in
                let records = try UploadedRecords.read(
                    body, format: format, textField: query.textField, limit: reader.limits.texts)
                let extractor = QuotationExtractor(includesIndirect: query.isIndirect)
                let articles = try records.map { record in
                    try deadline.check()
                    return AnalyzedArticle(
                        origin: format == .text ? query.name : "\(query.name):\(record.line)",
                        text: String(decoding: record.text, as: UTF8.self), extractor, workers.classifier)
                }
                let output = try bytes(of: articles, records, format, query, as: answer)
                return (output, articles.count, articles.reduce(0) { $0 + $1.statements.count })
            }
            metrics.count(articles: articles, quotations: quotations)
            return Response(
                status: .ok, headers: [.contentType: "\(answer.rawValue); charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
        }
    }

    private func bytes(
        of articles: [AnalyzedArticle], _ records: [Record], _ format: RecordFormat, _ query: Query, as answer: Answer
    ) throws -> [UInt8] {
        let results = ArticleResults(workers.classifier, textField: query.textField)
        var output: [UInt8] = []
        switch answer {
        case .page: return Array(ReadingPage(articles, labels: workers.classifier.labels).fragment.utf8)
        case .lines:
            for (article, record) in zip(articles, records) {
                results.appendJSON(
                    record, isRecord: format != .text, origin: article.origin, article.statements.map(\.quotation),
                    article.statements.map(\.prediction), to: &output)
                output.append(UInt8(ascii: "\n"))
            }
        case .csv:
            // For spreadsheets: what would be a formula is kept from being one, and Excel misreads UTF-8 without the mark.
            let guarded = try records.map(SpreadsheetText.unevaluated)
            let columns = guarded.first?.fields.map(\.name) ?? []
            output = Array("\u{FEFF}".utf8) + results.header(columns: columns)
            for (article, record) in zip(articles, guarded) {
                try results.appendCSV(
                    record, origin: SpreadsheetText.unevaluated(article.origin),
                    article.statements.map { SpreadsheetText.unevaluated($0.quotation) },
                    article.statements.map(\.prediction), columns: columns, to: &output)
            }
        }
        return output
    }
}
