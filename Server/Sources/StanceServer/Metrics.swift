import Foundation
import HTTPTypes
import Hummingbird
import StanceKit
import Synchronization

/// Counts of what the service did, in Prometheus' text format (version 0.0.4).
final class Metrics: Sendable {
    private struct Series: Hashable {
        var path: String
        var status: Int
    }

    private struct Histogram {
        var counts = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var sum = 0.0
    }

    private struct State {
        var requests: [Series: Int] = [:]
        var durations: [String: Histogram] = [:]
        var texts = 0
        var articles = 0
        var quotations = 0
    }

    /// The upper bounds of the histogram's buckets, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private let state = Mutex(State())

    /// Counts an answer.
    ///
    /// - Parameter path: one of the service's own paths; others would make series without end.
    func count(path: String, status: HTTPResponse.Status, duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let time = Double(seconds) + Double(attoseconds) * 1e-18
        let bucket = Self.bounds.firstIndex { time <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.requests[Series(path: path, status: status.code), default: 0] += 1
            state.durations[path, default: Histogram()].counts[bucket] += 1
            state.durations[path, default: Histogram()].sum += time
        }
    }

    /// Counts texts that were labelled by themselves.
    func count(texts: Int) { state.withLock { $0.texts += texts } }

    /// Counts articles that were read, and the quotations in them.
    func count(articles: Int, quotations: Int) {
        state.withLock { state in
            state.articles += articles
            state.quotations += quotations
        }
    }

    /// All counts.
    ///
    /// - Parameter underWay: the requests that are worked on now.
    func text(underWay: Int, model: String) -> String {
        let state = state.withLock { $0 }
        var text = Self.head("stance_requests_total", "counter", "Requests answered.")
        for (series, count) in state.requests.sorted(by: { ($0.key.path, $0.key.status) < ($1.key.path, $1.key.status) }
        ) {
            text += "stance_requests_total{path=\"\(series.path)\",status=\"\(series.status)\"} \(count)\n"
        }
        text += Self.head("stance_request_duration_seconds", "histogram", "From a request's head to its answer.")
        for (path, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], histogram.counts) {
                total += count
                text += "stance_request_duration_seconds_bucket{path=\"\(path)\",le=\"\(bound)\"} \(total)\n"
            }
            text += "stance_request_duration_seconds_sum{path=\"\(path)\"} \(histogram.sum)\n"
            text += "stance_request_duration_seconds_count{path=\"\(path)\"} \(total)\n"
        }
        text += Self.metric("stance_requests_under_way", "gauge", "Requests being worked on.", underWay)
        text += Self.metric("stance_texts_total", "counter", "Texts labelled by themselves.", state.texts)
        text += Self.metric("stance_articles_total", "counter", "Articles read.", state.articles)
        text += Self.metric("stance_quotations_total", "counter", "Quotations found in articles.", state.quotations)
        if let memory = Self.residentMemory {
            text += Self.metric("process_resident_memory_bytes", "gauge", "Memory in use.", memory)
        }
        text += Self.head("stance_build_info", "gauge", "The version and the model's checksum.")
        return text + "stance_build_info{version=\"\(stanceVersion)\",model=\"\(model)\"} 1\n"
    }

    private static func head(_ name: String, _ type: String, _ help: String) -> String {
        "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private static func metric(_ name: String, _ type: String, _ help: String, _ value: Int) -> String {
        head(name, type, help) + "\(name) \(value)\n"
    }

    /// The bytes of memory in use, where the system tells them (Linux).
    private static var residentMemory: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return status.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * Int(getpagesize()) }
    }
}
