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

    /// The mean of the labels' F1, each as often as its label is right.
    public var weightedF1: Double {
        let sum = (0..<labelCount).reduce(0) { $0 + f1(of: $1) * Double(support(of: $1)) }
        return total > 0 ? sum / Double(total) : 0
    }

    /// Matthews' correlation of several labels (Gorodkin 2004); 0 where all true or all given labels are the same.
    public var matthewsCorrelation: Double {
        let count = Double(total)
        let labels = 0..<labelCount
        func sum(_ term: (Int) -> Double) -> Double { labels.reduce(0) { $0 + term($1) } }
        let covariance = accuracy * count * count - sum { Double(support(of: $0)) * Double(predicted($0)) }
        let truths = count * count - sum { Double(support(of: $0)) * Double(support(of: $0)) }
        let given = count * count - sum { Double(predicted($0)) * Double(predicted($0)) }
        return truths > 0 && given > 0 ? covariance / (truths * given).squareRoot() : 0
    }

    /// Cohen's kappa (1960): agreement beyond chance; `nil` where chance alone agrees always, since there is one label.
    public var cohenKappa: Double? {
        let count = Double(total)
        let chance = (0..<labelCount).reduce(0) { $0 + Double(support(of: $1)) * Double(predicted($1)) }
        guard chance < count * count else { return nil }
        return (accuracy - chance / (count * count)) / (1 - chance / (count * count))
    }

    private static func ratio(_ part: Int, _ whole: Int) -> Double {
        whole > 0 ? Double(part) / Double(whole) : 0
    }
}
