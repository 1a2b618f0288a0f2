import DenseKernels
import LinearAlgebra

/// Finds a step that satisfies the strong Wolfe conditions (Nocedal & Wright, algorithms 3.5 and 3.6).
struct WolfeLineSearch {
    /// The part of the decrease promised by the slope that a step must bring.
    var sufficientDecrease = 1e-4
    /// The part of the slope that may be left.
    var curvature = 0.9
    /// The most evaluations of one search.
    var maximumEvaluations = 20
    /// The threads that work on vectors.
    var parallelism: Parallelism

    /// A step with the value and the slope there.
    private struct Trial {
        var step: Double
        var value: Double
        var slope: Double
    }

    /// Searches along `direction`, in which the function falls with `slope`.
    ///
    /// - Returns: the point accepted, or the lowest one found within the evaluations allowed; `nil` if none is lower
    ///   than the start.
    func search(
        from start: LBFGS.Evaluation, along direction: [Float], slope: Double, firstStep: Double,
        evaluate: (_ point: [Float], _ gradient: inout [Float]) -> Double
    ) -> LBFGS.Evaluation? {
        guard slope < 0 else { return nil }
        var best: LBFGS.Evaluation?
        var evaluations = 0
        func trial(_ step: Double) -> (trial: Trial, evaluation: LBFGS.Evaluation) {
            evaluations += 1
            let point = BLAS.axpy(Float(step), direction, plus: start.point, parallelism: parallelism)
            var evaluation = LBFGS.Evaluation(
                point: point, value: 0, gradient: [Float](repeating: 0, count: point.count))
            evaluation.value = evaluate(point, &evaluation.gradient)
            if evaluation.value < best?.value ?? start.value { best = evaluation }
            let slope = BLAS.dot(evaluation.gradient, direction, parallelism: parallelism)
            return (Trial(step: step, value: evaluation.value, slope: slope), evaluation)
        }
        func isLowEnough(_ trial: Trial) -> Bool {
            trial.value <= start.value + sufficientDecrease * trial.step * slope
        }

        // Bracketing: lengthen the step until the interval surely holds an acceptable one.
        var low = Trial(step: 0, value: start.value, slope: slope)
        var high: Trial
        var step = firstStep
        while true {
            guard evaluations < maximumEvaluations else { return best }
            let (current, evaluation) = trial(step)
            if !isLowEnough(current) || evaluations > 1 && current.value >= low.value {
                high = current
                break
            }
            if abs(current.slope) <= -curvature * slope { return evaluation }
            if current.slope >= 0 {
                (low, high) = (current, low)
                break
            }
            low = current
            step *= 2
        }
        // Zooming: `low` is the lowest acceptable decrease, and its slope points towards `high`.
        while evaluations < maximumEvaluations {
            let (current, evaluation) = trial(minimizerBetween(low, high))
            if !isLowEnough(current) || current.value >= low.value {
                high = current
                continue
            }
            if abs(current.slope) <= -curvature * slope { return evaluation }
            if current.slope * (high.step - low.step) >= 0 { high = low }
            low = current
        }
        return best
    }

    /// The minimiser of the cubic through both trials (Nocedal & Wright, 3.59), kept off the interval's ends.
    private func minimizerBetween(_ low: Trial, _ high: Trial) -> Double {
        let width = high.step - low.step
        let d1 = low.slope + high.slope - 3 * (low.value - high.value) / (low.step - high.step)
        let discriminant = d1 * d1 - low.slope * high.slope
        var fraction = 0.5
        if discriminant >= 0 {
            let d2 = discriminant.squareRoot() * (width < 0 ? -1 : 1)
            let step = high.step - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2)
            if step.isFinite { fraction = (step - low.step) / width }
        }
        return low.step + min(0.9, max(0.1, fraction)) * width
    }
}
