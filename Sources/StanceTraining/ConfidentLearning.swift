public import LinearAlgebra

/// Finds labels that are probably wrong: confident learning (Northcutt, Jiang & Chuang 2021, "Confident Learning:
/// Estimating Uncertainty in Dataset Labels", JAIR 70).
///
/// The threshold of a label is the mean probability that it has among the items that carry it:
///
///     t[j] = mean of p[x, j] over the items x with the target j
///
/// An item belongs confidently to the most probable of the labels j with p[x, j] ≥ t[j]. Where that is another label than
/// its target, it counts outside the diagonal of the paper's confident joint, and its target is a likely error. A label
/// that the model never gives with much confidence has a low threshold, so that it is suggested all the same.
///
/// The probabilities must come from models that have not seen the item (cross-validation); a model that has learnt the
/// errors by heart finds none.
///
/// ```swift
/// let issues = ConfidentLearning.labelIssues(targets: data.targets, probabilities: outOfFold)
/// // issues[0] is the item to look at first
/// ```
public enum ConfidentLearning {
    /// A label that is probably wrong.
    public struct LabelIssue: Sendable, Equatable {
        /// The item, as an index.
        public let item: Int
        /// Its label, as an index.
        public let given: Int
        /// The label that it confidently belongs to.
        public let suggested: Int
        /// The probability of the label given: the self-confidence.
        public let givenProbability: Float
        /// The probability of the label suggested.
        public let suggestedProbability: Float
    }

    /// The mean probability of each label among the items that carry it; infinite for a label that none carries, which
    /// is therefore never suggested.
    ///
    /// - Parameters:
    ///   - targets: the label of each item, as a column of `probabilities`.
    ///   - probabilities: items × labels; each row adds up to 1.
    /// - Complexity: O(items).
    public static func thresholds(targets: [Int], probabilities: Matrix) -> [Double] {
        precondition(targets.count == probabilities.rows, "one target a row")
        var sums = [Double](repeating: 0, count: probabilities.columns)
        var counts = [Int](repeating: 0, count: probabilities.columns)
        for (item, target) in targets.enumerated() {
            sums[target] += Double(probabilities[item, target])
            counts[target] += 1
        }
        return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : .infinity }
    }

    /// Finds the likely errors among the targets, those with the lowest margin p[given] - max p[other] first; of equal ones
    /// the earlier item first.
    ///
    /// Among labels of one probability the target is preferred, then the first.
    /// - Parameters:
    ///   - targets: the label of each item, as a column of `probabilities`.
    ///   - probabilities: items × labels, from models that have not seen the item; each row adds up to 1.
    /// - Complexity: O(items · labels + issues · log issues).
    public static func labelIssues(
        targets: [Int], probabilities: Matrix
    ) -> [LabelIssue] {
        let thresholds = thresholds(targets: targets, probabilities: probabilities)
        var issues: [(issue: LabelIssue, rank: Float)] = []
        for (item, target) in targets.enumerated() {
            let row = Array(probabilities[row: item])
            var best: Int?
            for label in row.indices where Double(row[label]) >= thresholds[label] {
                if row[label] > best.map({ row[$0] }) ?? -1 || row[label] == best.map({ row[$0] }) && label == target {
                    best = label
                }
            }
            guard let best, best != target else { continue }
            let issue = LabelIssue(
                item: item, given: target, suggested: best, givenProbability: row[target],
                suggestedProbability: row[best])
            let others = row.indices.lazy.filter { $0 != target }.map { row[$0] }
            let margin = row[target] - (others.max() ?? 0)
            issues.append((issue, margin))
        }
        return issues.sorted { ($0.rank, $0.issue.item) < ($1.rank, $1.issue.item) }.map(\.issue)
    }
}
