import DenseKernels
import Foundation
import LinearAlgebra
import StanceKit

/// Minimises a smooth function with limited-memory BFGS (Liu & Nocedal 1989).
///
/// Vectors are `Float`, inner products and function values `Double`. The result has the same bits however many threads
/// work on it.
struct LBFGS {
    /// How many pairs of steps and gradient changes stand for the Hessian.
    var memory = LBFGS.defaultMemory
    /// It stops when the gradient's Euclidean norm is at most this part of its norm at the start.
    var gradientTolerance: Double
    /// It stops when a step lowers the value by no more than this part of it: what is left is little more than rounding.
    var valueTolerance = 1e-6
    /// It stops after this many steps at the latest.
    var maximumIterations = 1000
    /// The threads that work on vectors.
    var parallelism: Parallelism

    /// How many vectors of the point's length are held at a time, at the most: pairs, evaluations and what is on its
    /// way between them.
    static let vectorsHeld = 2 * LBFGS.defaultMemory + 8

    private static let defaultMemory = 5

    /// Where it ended.
    struct Result {
        var point: [Float]
        var value: Double
        var gradientNorm: Double
        var iterations: Int
        /// Whether a tolerance was reached or no step lowers the value any more; if not, there were too many steps.
        var hasConverged: Bool
    }

    /// What a step leaves to the next one.
    struct State {
        var current: Evaluation
        var firstNorm: Double
        var pairs: [Pair] = []
        var iteration = 0
        /// Whether a step brought no more than that.
        var isSettled = false
        /// The gradient's norm in parts of the first one.
        var relative: Double
    }

    /// A point with its value and gradient.
    struct Evaluation {
        var point: [Float]
        var value: Double
        var gradient: [Float]
    }

    /// A step, the change of the gradient over it, and the product of the two.
    struct Pair {
        var step: [Float]
        var change: [Float]
        var curvature: Double
    }

    /// Finds a minimum near `start`.
    ///
    /// - Parameters:
    ///   - restored: the state of an earlier run to go on from, in place of `start`.
    ///   - evaluate: writes the gradient at a point into its second argument and returns the value.
    ///   - report: is called after each step with the state that it left.
    /// - Throws: what `report` throws.
    /// - Complexity: one or two evaluations and O(n · memory) a step.
    func minimize(
        from start: [Float], restored: State? = nil,
        evaluate: (_ point: [Float], _ gradient: inout [Float]) -> Double,
        report: (_ state: State) throws(StanceError) -> Void = { _ in }
    ) throws(StanceError) -> Result {
        var state = restored ?? initialState(start, evaluate)
        while state.relative > gradientTolerance, !state.isSettled, state.iteration < maximumIterations {
            var direction = descentDirection(state.current.gradient, state.pairs)
            var slope = dot(direction, state.current.gradient)
            if slope >= 0 {
                state.pairs = []
                direction = descentDirection(state.current.gradient, [])
                slope = dot(direction, state.current.gradient)
            }
            let firstStep = state.pairs.isEmpty ? min(1, 1 / norm(state.current.gradient)) : 1
            guard
                let next = WolfeLineSearch(parallelism: parallelism).search(
                    from: state.current, along: direction, slope: slope, firstStep: firstStep, evaluate: evaluate)
            else {
                // Along a stale direction rounding may hide the descent; the gradient itself is the last try.
                state.isSettled = state.pairs.isEmpty
                state.pairs = []
                continue
            }
            state.isSettled = state.current.value - next.value <= valueTolerance * abs(next.value)
            remember(from: state.current, to: next, in: &state.pairs)
            state.current = next
            state.iteration += 1
            state.relative = norm(next.gradient) / state.firstNorm
            try report(state)
        }
        return Result(
            point: state.current.point, value: state.current.value,
            gradientNorm: state.relative * state.firstNorm, iterations: state.iteration,
            hasConverged: state.relative <= gradientTolerance || state.isSettled && state.iteration > 0)
    }

    private func initialState(
        _ start: [Float], _ evaluate: (_ point: [Float], _ gradient: inout [Float]) -> Double
    ) -> State {
        var current = Evaluation(point: start, value: 0, gradient: [Float](repeating: 0, count: start.count))
        current.value = evaluate(start, &current.gradient)
        let firstNorm = norm(current.gradient)
        return State(current: current, firstNorm: firstNorm, relative: firstNorm > 0 ? 1 : 0)
    }

    /// The two-loop recursion (Nocedal & Wright, algorithm 7.4): minus the inverse Hessian's estimate times the
    /// gradient.
    private func descentDirection(_ gradient: [Float], _ pairs: [Pair]) -> [Float] {
        var direction = gradient
        var weights: [Double] = []
        for pair in pairs.reversed() {
            let weight = dot(pair.step, direction) / pair.curvature
            weights.append(weight)
            BLAS.axpy(Float(-weight), pair.change, to: &direction, parallelism: parallelism)
        }
        var scale = -1.0
        if let last = pairs.last { scale = -last.curvature / dot(last.change, last.change) }
        BLAS.scal(Float(scale), &direction)
        for (pair, weight) in zip(pairs, weights.reversed()) {
            let correction = -weight - dot(pair.change, direction) / pair.curvature
            BLAS.axpy(Float(correction), pair.step, to: &direction, parallelism: parallelism)
        }
        return direction
    }

    private func remember(from old: Evaluation, to new: Evaluation, in pairs: inout [Pair]) {
        let step = BLAS.axpy(-1, old.point, plus: new.point, parallelism: parallelism)
        let change = BLAS.axpy(-1, old.gradient, plus: new.gradient, parallelism: parallelism)
        let curvature = dot(step, change)
        guard curvature > 0 else { return }
        while pairs.count >= memory { pairs.removeFirst() }
        pairs.append(Pair(step: step, change: change, curvature: curvature))
    }

    private func dot(_ x: [Float], _ y: [Float]) -> Double { BLAS.dot(x, y, parallelism: parallelism) }
    private func norm(_ x: [Float]) -> Double { dot(x, x).squareRoot() }
}
