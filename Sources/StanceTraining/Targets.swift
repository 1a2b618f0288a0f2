import LinearAlgebra

/// What a model is to learn of each example: a mass on one label, or on several.
struct Targets: Sendable {
    /// The label of each example, the likeliest where there are several.
    var labels: [Int]
    /// The mass of each example: its weight times its label's.
    var weights: [Float]
    /// The mass on each label, examples × labels, where labels are soft; each row sums to the example's weight.
    var masses: Matrix?
    /// How many labels there are.
    var labelCount: Int

    /// How many examples there are.
    var count: Int { labels.count }

    /// The sum of the masses on each label.
    var labelMasses: [Float] {
        var sums = [Float](repeating: 0, count: labelCount)
        for example in labels.indices {
            if let masses {
                for label in sums.indices { sums[label] += masses[example, label] }
            } else {
                sums[labels[example]] += weights[example]
            }
        }
        return sums
    }

    /// The targets of some of the examples, in the order of `rows`.
    func selecting(_ rows: [Int]) -> Targets {
        Targets(
            labels: rows.map { labels[$0] }, weights: rows.map { weights[$0] },
            masses: masses?.selectingRows(rows), labelCount: labelCount)
    }

    /// Replaces an example's logits by the gradient of its loss, and returns the loss Σ massₖ · (logSumExp(z) - zₖ).
    ///
    /// The gradient is weight · probabilities - masses.
    ///
    /// - Parameter smoothing: the share of the mass that is spread evenly over all labels (Szegedy et al. 2016).
    @inline(__always)
    func replaceByResidual(
        _ logits: UnsafeMutablePointer<Float>, ofExample example: Int, smoothing: Float = 0
    ) -> Double {
        let weight = weights[example]
        var expected = 0.0
        let even = smoothing * weight / Float(labelCount)
        if smoothing > 0 {
            for label in 0..<labelCount { expected += Double(even) * Double(logits[label]) }
        }
        if let masses {
            for label in 0..<labelCount {
                expected += Double((1 - smoothing) * masses[example, label]) * Double(logits[label])
            }
        } else {
            expected += Double((1 - smoothing) * weight) * Double(logits[labels[example]])
        }
        let normaliser = Softmax.apply(to: logits, count: labelCount)
        for label in 0..<labelCount { logits[label] = weight * logits[label] - even }
        if let masses {
            for label in 0..<labelCount { logits[label] -= (1 - smoothing) * masses[example, label] }
        } else {
            logits[labels[example]] -= (1 - smoothing) * weight
        }
        return Double(weight) * Double(normaliser) - expected
    }
}
