import Foundation

/// The step size of each step: it rises along a line, then falls along half a cosine wave (Loshchilov & Hutter 2017).
struct LearningRates {
    /// The largest one.
    var largest: Double
    /// The share of all steps in which it rises.
    var warmUp: Double
    /// How many steps there are.
    var steps: Int

    subscript(step: Int) -> Double {
        let rise = warmUp * Double(steps)
        if Double(step) < rise { return largest * Double(step + 1) / (rise + 1) }
        let progress = (Double(step) - rise) / max(1, Double(steps) - rise)
        return largest * 0.5 * (1 + cos(Double.pi * progress))
    }
}
