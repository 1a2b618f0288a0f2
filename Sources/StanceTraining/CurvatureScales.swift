import LinearAlgebra

/// Scales of the parameters by which a logistic objective curves about as much in every direction, so that L-BFGS, which begins
/// with a sphere, needs fewer steps (a diagonal preconditioner; Nocedal & Wright, section 5.1).
///
/// Parameter j is scaled by 1 / √(c Σᵢ wᵢ xᵢⱼ² + λ), with c a hundredth of (1 - 1/K) / K, which would make this its second
/// derivative where all labels are equally likely: once examples are fitted, little of that is left.
struct CurvatureScales {
    /// The scale of each feature's weights.
    let features: [Float]
    /// The scale of the bias.
    let intercept: Float

    init(_ examples: SparseMatrix, _ targets: Targets, l2: Double) {
        var squares = [Double](repeating: 0, count: examples.columns)
        for row in 0..<examples.rows {
            for entry in examples.rowOffsets[row]..<examples.rowOffsets[row + 1] {
                let value = Double(examples.values[entry])
                squares[Int(examples.columnIndices[entry])] += Double(targets.weights[row]) * value * value
            }
        }
        let labels = Double(targets.labelCount)
        let curvature = 0.01 * (1 - 1 / labels) / labels
        // Without penalty and examples there is no curvature: any scale will do.
        features = squares.map { Float(1 / max(curvature * $0 + l2, 1e-12).squareRoot()) }
        let mass = targets.weights.reduce(0) { $0 + Double($1) }
        intercept = Float(1 / max(curvature * mass, 1e-12).squareRoot())
    }
}
