import Foundation
public import LinearAlgebra

/// The log loss, defined here and nowhere else.
public enum LogLoss {
    /// The loss of each item: -ln of the probability that its label was given, that one being at least 1.2e-7, the spacing
    /// of numbers below 1 in single precision; 0 for a label held certain.
    ///
    /// - Parameters:
    ///   - probabilities: items × labels.
    ///   - truths: the label of each item, as a column.
    public static func perItem(_ probabilities: Matrix, truths: [Int]) -> [Double] {
        precondition(truths.count == probabilities.rows, "one label a row")
        return truths.enumerated().map { -log(Double(max(probabilities[$0, $1], .ulpOfOne))) + 0 }
    }
}
