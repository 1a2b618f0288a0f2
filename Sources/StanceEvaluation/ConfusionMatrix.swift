/// How often each label was given for each true label.
public struct ConfusionMatrix: Sendable, Equatable {
    /// The number of labels.
    public let labelCount: Int
    /// The counts: row = true label, column = predicted label, row after row.
    public private(set) var counts: [Int]
    private var supports: [Int]
    private var predictions: [Int]

    /// Makes an empty matrix for a number of labels.
    public init(labelCount: Int) {
        self.labelCount = labelCount
        counts = [Int](repeating: 0, count: labelCount * labelCount)
        supports = [Int](repeating: 0, count: labelCount)
        predictions = supports
    }

    /// Makes a matrix of pairs of true and predicted labels, as indices.
    public init(labelCount: Int, outcomes: some Sequence<(truth: Int, prediction: Int)>) {
        self.init(labelCount: labelCount)
        for outcome in outcomes { record(truth: outcome.truth, prediction: outcome.prediction) }
    }

    /// Makes a matrix of how often each of some cells, numbered row after row, occurs.
    init(labelCount: Int, cells: [Int], counts: [Int]) {
        self.init(labelCount: labelCount)
        for (cell, count) in zip(cells, counts) where count > 0 {
            record(truth: cell / labelCount, prediction: cell % labelCount, count: count)
        }
    }

    /// Counts one more prediction.
    public mutating func record(truth: Int, prediction: Int, count: Int = 1) {
        counts[truth * labelCount + prediction] += count
        supports[truth] += count
        predictions[prediction] += count
    }

    /// How often `prediction` was given where `truth` was right.
    public subscript(truth: Int, prediction: Int) -> Int { counts[truth * labelCount + prediction] }

    /// All predictions.
    public var total: Int { supports.reduce(0, +) }

    /// How often a label was right.
    public func support(of label: Int) -> Int { supports[label] }

    /// How often a label was given.
    public func predicted(_ label: Int) -> Int { predictions[label] }
}
