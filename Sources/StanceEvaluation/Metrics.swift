/// The metrics of a confusion matrix, each defined here and nowhere else.
///
/// A ratio whose denominator is 0 is 0, as in scikit-learn: the precision of a label never given, the recall of one
/// that never occurs.
extension ConfusionMatrix {
    /// The share of predictions that are right.
    public var accuracy: Double {
        Self.ratio((0..<labelCount).reduce(0) { $0 + self[$1, $1] }, total)
    }

    /// The share of a label's predictions that are right.
    public func precision(of label: Int) -> Double {
        Self.ratio(self[label, label], predicted(label))
    }

    /// The share of a label's occurrences that are found.
    public func recall(of label: Int) -> Double {
        Self.ratio(self[label, label], support(of: label))
    }

    /// The harmonic mean of precision and recall: 2 · TP / (2 · TP + FP + FN).
    public func f1(of label: Int) -> Double {
        Self.ratio(2 * self[label, label], predicted(label) + support(of: label))
    }

    /// The mean of the labels' F1, over labels that occur or are predicted.
    public var macroF1: Double {
        let present = (0..<labelCount).filter { support(of: $0) + predicted($0) > 0 }
        guard !present.isEmpty else { return 0 }
        return present.reduce(0) { $0 + f1(of: $1) } / Double(present.count)
    }

    private static func ratio(_ part: Int, _ whole: Int) -> Double {
        whole > 0 ? Double(part) / Double(whole) : 0
    }
}
