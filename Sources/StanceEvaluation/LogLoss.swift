import Foundation
public import LinearAlgebra

/// The log loss, defined here and nowhere else.
public enum LogLoss {
    /// The loss of one item: -ln of the probability that its label was given, that one being at least 1.2e-7, the spacing of
    /// numbers below 1 in single precision; 0 for a label held certain.
    static func loss(_ probability: Double) -> Double {
        -log(max(probability, Double(Float.ulpOfOne))) + 0
    }

    /// The loss of each item.
    ///
    /// - Parameters:
    ///   - probabilities: items × labels.
    ///   - truths: the label of each item, as a column.
    public static func perItem(_ probabilities: Matrix, truths: [Int]) -> [Double] {
        precondition(truths.count == probabilities.rows, "one label a row")
        return truths.enumerated().map { loss(Double(probabilities[$0, $1])) }
    }
}
