/// Prediction sets by split conformal prediction (Vovk, Gammerman & Shafer 2005; the score of Sadinle, Lei & Wasserman
/// 2019).
///
/// A text's score is 1 minus the probability of its true label. A set holds the labels whose score is at most the
/// ⌈(n + 1) · coverage⌉-th smallest of the n calibration scores, and the most probable label in any case. Of texts drawn
/// like those of the calibration, the sets hold the true label at least as often as asked, over all texts taken together.
public struct PredictionSets: Sendable, Equatable {
    /// For each thousandth of coverage, from 0.001 to 1: the largest score of a label in the set.
    public let thresholds: [Float]

    /// How finely coverage can be asked for.
    static let steps = 1000

    /// Makes sets of the scores of a calibration sample.
    ///
    /// - Complexity: O(n log n).
    public init(calibrationScores scores: [Float]) {
        let sorted = scores.sorted()
        thresholds = (1...Self.steps).map { step in
            // ⌈(n + 1) · step / 1000⌉ in whole numbers.
            let rank = ((sorted.count + 1) * step + Self.steps - 1) / Self.steps
            return rank <= sorted.count ? sorted[rank - 1] : 1
        }
    }

    /// Makes sets of thresholds as a model stores them.
    init(thresholds: [Float]) throws(StanceError) {
        guard thresholds.count == Self.steps, zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 <= $1 }),
            thresholds.allSatisfy({ (0...1).contains($0) })
        else { throw StanceError(.malformedModel(reason: "the thresholds of prediction sets do not rise from 0 to 1")) }
        self.thresholds = thresholds
    }

    /// The largest score of a label in the sets of a coverage, which is rounded up to a thousandth.
    ///
    /// - Precondition: the coverage lies above 0 and is at most 1.
    func largestScore(coverage: Double) -> Float {
        precondition(coverage > 0 && coverage <= 1, "a coverage is a share")
        let step = min(Self.steps, Int((coverage * Double(Self.steps) - 1e-9).rounded(.up)))
        return thresholds[max(step, 1) - 1]
    }
}
