import Foundation
import StanceKit

/// What an evaluation found: every metric with its interval. Its JSON is the output of `stance-eval --format json`.
///
/// A metric that the data does not define is `nil`, and absent from the JSON: kappa where there is one label, an area where
/// a label has no positives, all that needs probabilities where there are none.
public struct EvaluationReport: Sendable, Equatable, Codable {
    /// The metrics of one label.
    public struct LabelMetrics: Sendable, Equatable, Codable {
        /// The share of its predictions that are right.
        public var precision: Estimate
        /// The share of its occurrences that are found.
        public var recall: Estimate
        /// The harmonic mean of precision and recall.
        public var f1: Estimate
        /// How often it is right.
        public var support: Int
        /// The area under the ROC curve of its probability.
        public var rocArea: Estimate?
        /// The area under the precision-recall curve of its probability, as average precision.
        public var precisionRecallArea: Estimate?
    }

    /// Counts of true labels (rows) and predicted labels (columns), both in the order of `labels`.
    public struct Confusion: Sendable, Equatable, Codable {
        /// The labels of rows and columns.
        public var labels: [String]
        /// The counts.
        public var counts: [[Int]]
    }

    /// How the intervals were made.
    public struct Intervals: Sendable, Equatable, Codable {
        /// BCa, on items or on clusters of them.
        public var method = "BCa bootstrap"
        /// 0.95.
        public var level = 0.95
        /// The number of draws.
        public var resamples: Int
        /// The seed of the draws.
        public var seed: UInt64
        /// How many clusters were drawn; `nil` for independent items.
        public var clusters: Int?

        /// With fewer clusters intervals are too narrow.
        static let fewestClusters = 20

        /// What to say of clusters that are few, `nil` if they are not.
        public var caution: String? {
            guard let clusters, clusters < Self.fewestClusters else { return nil }
            return "\(clusters) clusters are few: with fewer than some \(Self.fewestClusters), intervals are too narrow"
        }
    }

    /// How many items were evaluated.
    public var items: Int
    /// How many further items have no predicted label, and are in no metric; `nil` if all have one.
    public var withoutLabel: Int?
    /// How the intervals were made.
    public var intervals: Intervals
    /// The share of predictions that are right.
    public var accuracy: Estimate
    /// The mean of the labels' F1.
    public var macroF1: Estimate
    /// The mean of the labels' F1, weighed by support.
    public var weightedF1: Estimate
    /// Matthews' correlation.
    public var matthewsCorrelation: Estimate
    /// Agreement beyond chance.
    public var cohenKappa: Estimate?
    /// The mean of -ln of the true label's probability.
    public var logLoss: Estimate?
    /// The mean squared distance of probabilities and truth, summed over labels.
    public var brierScore: Estimate?
    /// The expected calibration error; `low` and `high` are the band that a perfectly calibrated model would show.
    public var expectedCalibrationError: Estimate?
    /// The metrics of each label.
    public var perLabel: [String: LabelMetrics]
    /// The confusion matrix.
    public var confusion: Confusion
    /// The reports of groups of the items: by field, then by value.
    public var groups: [String: [String: EvaluationReport]]?

    /// Computes every metric.
    ///
    /// - Parameters:
    ///   - outcomes: the true and the predicted label of each item, as indices into `labels`; at least one.
    ///   - probabilities: a row for each item, if there are any.
    ///   - clusters: the cluster of each item, numbered from 0; `nil` for independent items.
    public init(
        labels: [String], outcomes: [(truth: Int, prediction: Int)], probabilities: [[Double]]? = nil,
        clusters: [Int]? = nil, bootstrap: Bootstrap = Bootstrap()
    ) {
        precondition(!outcomes.isEmpty, "there is something to evaluate")
        let clusterCount = clusters.map { Set($0).count }
        let (units, cells) = ResamplingUnits.grouping(
            outcomes.map { $0.truth * labels.count + $0.prediction }, clusters: clusters)
        let matrix = ConfusionMatrix(labelCount: labels.count, outcomes: outcomes)
        let found = bootstrap.estimates(of: units) { counts in
            LabelMetric.values(ConfusionMatrix(labelCount: labels.count, cells: cells, counts: counts))
        }
        // An undefined ratio is 0, as in scikit-learn.
        func estimate(_ index: Int) -> Estimate { found[index]?.unlessConstant ?? .withoutInterval(0) }
        func share(_ index: Int, of items: Int) -> Estimate {
            found[index]?.beyondBounds(items: min(items, clusterCount ?? items)) ?? .withoutInterval(0)
        }
        items = outcomes.count
        intervals = Intervals(resamples: bootstrap.resamples, seed: bootstrap.seed, clusters: clusterCount)
        accuracy = share(0, of: items)
        macroF1 = estimate(1)
        weightedF1 = estimate(2)
        matthewsCorrelation = estimate(3)
        cohenKappa = found[4]?.unlessConstant
        var areas: [Estimate?] = []
        if let probabilities {
            let scores = ProbabilityScores(probabilities: probabilities, truths: outcomes.map(\.truth))
            let scored = bootstrap.estimates(of: .items(items, clusters: clusters), metrics: scores.metrics)
                .map { $0?.unlessConstant }
            (logLoss, brierScore, areas) = (scored[0], scored[1], Array(scored[2...]))
            expectedCalibrationError = scores.calibrationError(simulations: bootstrap.resamples, seed: bootstrap.seed)
        }
        perLabel = Dictionary(
            uniqueKeysWithValues: labels.enumerated().map { index, label in
                let first = LabelMetric.common + 3 * index
                let (given, right) = (matrix.predicted(index), matrix.support(of: index))
                return (
                    label,
                    LabelMetrics(
                        precision: share(first, of: given), recall: share(first + 1, of: right),
                        f1: share(first + 2, of: given + right - matrix[index, index]), support: right,
                        rocArea: areas.isEmpty ? nil : areas[2 * index],
                        precisionRecallArea: areas.isEmpty ? nil : areas[2 * index + 1])
                )
            })
        confusion = Confusion(
            labels: labels, counts: labels.indices.map { row in labels.indices.map { matrix[row, $0] } })
    }

    /// The report of a sample, and of its groups.
    ///
    /// - Parameters:
    ///   - fields: the fields that group the items, each kept in the sample; one that is named twice counts once.
    ///   - clusterField: the field whose values belong together, kept in the sample; `nil` for independent items.
    public init(
        _ sample: EvaluationSample, groupedBy fields: [String] = [], clusterField: String? = nil, bootstrap: Bootstrap
    ) {
        self.init(
            labels: sample.labels, outcomes: Array(zip(sample.truths, sample.predictions).map { ($0, $1) }),
            probabilities: sample.probabilities, clusters: sample.clusters(by: clusterField), bootstrap: bootstrap)
        if sample.withoutLabel > 0 { withoutLabel = sample.withoutLabel }
        guard !fields.isEmpty else { return }
        groups = Dictionary(
            uniqueKeysWithValues: Set(fields).map { field in
                let reports = sample.groups(by: field).map { value, places in
                    (value, EvaluationReport(sample.items(places), clusterField: clusterField, bootstrap: bootstrap))
                }
                return (field, Dictionary(uniqueKeysWithValues: reports))
            })
    }

    /// What to say of clusters that are few, in all or in a group; `nil` if they are not.
    public var clusterCaution: String? {
        intervals.caution
            ?? groups?.sorted { $0.key < $1.key }.lazy.compactMap { field, reports in
                reports.contains { $1.intervals.caution != nil }
                    ? "some groups by \(field) have fewer than \(Intervals.fewestClusters) clusters, and intervals that are too narrow"
                    : nil
            }.first
    }

    /// The report as JSON, keys sorted.
    public func json() -> String {
        String(decoding: JSON.indented(self), as: UTF8.self)
    }
}

/// The metrics of a confusion matrix in the order in which they are resampled together.
enum LabelMetric {
    /// How many come before those of the labels.
    static let common = 5

    /// Accuracy, macro-F1, weighted F1, Matthews' correlation, kappa; then precision, recall and F1 of each label.
    static func values(_ matrix: ConfusionMatrix) -> [Double?] {
        [matrix.accuracy, matrix.macroF1, matrix.weightedF1, matrix.matthewsCorrelation, matrix.cohenKappa]
            + (0..<matrix.labelCount).flatMap { label -> [Double?] in
                let (given, right) = (matrix.predicted(label) > 0, matrix.support(of: label) > 0)
                return [
                    given ? matrix.precision(of: label) : nil, right ? matrix.recall(of: label) : nil,
                    given || right ? matrix.f1(of: label) : nil,
                ]
            }
    }
}

extension Estimate {
    /// The same; without an interval where every draw of the bootstrap shows the value, as that of a perfect score.
    var unlessConstant: Estimate { low < high ? self : .withoutInterval(value) }

    /// The same, or of a share that is 0 or 1, so that every draw shows it, Wilson's interval of so many items.
    func beyondBounds(items: Int) -> Estimate {
        guard items > 0, low == high, value == 0 || value == 1 else { return unlessConstant }
        return WilsonInterval.interval(share: value, items: Double(items))
    }
}
