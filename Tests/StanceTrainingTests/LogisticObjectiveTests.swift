import LinearAlgebra
import Testing

@testable import StanceTraining

@Suite struct LogisticObjectiveTests {
    static let problems = [
        LogisticProblem(rows: 1, features: 1, labels: 2, l2: 0, isWeighted: false),
        LogisticProblem(rows: 13, features: 7, labels: 2, l2: 0, isWeighted: false),
        LogisticProblem(rows: 13, features: 7, labels: 2, l2: 0.1, isWeighted: true),
        LogisticProblem(rows: 31, features: 5, labels: 3, l2: 0.1, isWeighted: false),
        LogisticProblem(rows: 31, features: 5, labels: 3, l2: 0, isWeighted: true),
        LogisticProblem(rows: 23, features: 4, labels: 7, l2: 0.1, isWeighted: true),
        LogisticProblem(rows: 300, features: 3, labels: 3, l2: 0.1, isWeighted: true),
    ]

    /// How far single precision may take a loss or a gradient: each example adds a few roundings of logits and powers
    /// of size about 1, so 10 · ε for each unit of weight, and as much for the penalty.
    private static func tolerance(_ problem: LogisticProblem) -> Double {
        10 * Double(Float.ulpOfOne) * (problem.weights.reduce(0) { $0 + Double($1) } + 1)
    }

    @Test("the value is that of the definition", arguments: problems)
    func value(_ problem: LogisticProblem) {
        let objective = problem.objective()
        for seed in UInt64(0)..<3 {
            let parameters = problem.parameters(seed: seed)
            var gradient = [Float](repeating: 0, count: problem.parameterCount)
            let value = objective.evaluate(parameters, gradient: &gradient)
            #expect(abs(value - problem.value(at: parameters.map(Double.init))) <= Self.tolerance(problem))
        }
    }

    @Test("the gradient is the definition's, by central differences in double precision", arguments: problems)
    func gradient(_ problem: LogisticProblem) {
        // Step 1e-5: the truncation, of order step², and the rounding, ε / step, are both below 1e-9 here.
        let step = 1e-5
        let parameters = problem.parameters(seed: 3)
        var gradient = [Float](repeating: 0, count: problem.parameterCount)
        _ = problem.objective().evaluate(parameters, gradient: &gradient)
        #expect(gradient.count == problem.parameterCount)
        for index in gradient.indices {
            var (ahead, behind) = (parameters.map(Double.init), parameters.map(Double.init))
            ahead[index] += step
            behind[index] -= step
            let difference = (problem.value(at: ahead) - problem.value(at: behind)) / (2 * step)
            #expect(abs(Double(gradient[index]) - difference) <= Self.tolerance(problem), "parameter \(index)")
        }
    }

    @Test("the gradient is that of the objective's own value, by central differences", arguments: problems)
    func ownGradient(_ problem: LogisticProblem) {
        // In single precision the value is good to `tolerance`: over a step of 2⁻⁶ to either side that is 32 times as
        // much in the difference. The truncation is step² / 6 of the third derivative, which is below a tenth of the
        // weights' sum: a good half of 1e-5 for each unit of weight.
        let step: Float = 0x1p-6
        let objective = problem.objective()
        let parameters = problem.parameters(seed: 4)
        var gradient = [Float](repeating: 0, count: problem.parameterCount)
        _ = objective.evaluate(parameters, gradient: &gradient)
        let tolerance = Self.tolerance(problem) * 33 + 1e-5 * problem.weights.reduce(0) { $0 + Double($1) }
        var unused = gradient
        for index in gradient.indices {
            var (ahead, behind) = (parameters, parameters)
            ahead[index] += step
            behind[index] -= step
            let difference =
                (objective.evaluate(ahead, gradient: &unused) - objective.evaluate(behind, gradient: &unused))
                / (Double(ahead[index]) - Double(behind[index]))
            #expect(abs(Double(gradient[index]) - difference) <= tolerance, "parameter \(index)")
        }
    }

    @Test("what the gradient held before does not matter, nor what was evaluated before")
    func isStateless() {
        let problem = Self.problems[3]
        let objective = problem.objective()
        let parameters = problem.parameters(seed: 5)
        var first = [Float](repeating: 0, count: problem.parameterCount)
        let value = objective.evaluate(parameters, gradient: &first)
        var second = [Float](repeating: .nan, count: problem.parameterCount)
        _ = objective.evaluate(problem.parameters(seed: 6), gradient: &second)
        #expect(second != first)
        second = [Float](repeating: .nan, count: problem.parameterCount)
        #expect(objective.evaluate(parameters, gradient: &second) == value)
        #expect(second == first)
    }

    @Test("an example of weight 2 counts as the same example twice", arguments: [0, 0.1])
    func weights(l2: Double) {
        var once = LogisticProblem(rows: 13, features: 5, labels: 3, l2: l2, isWeighted: false)
        var twice = once
        twice.matrix = once.matrix.selectingRows((0..<13).flatMap { [Int](repeating: $0, count: 1 + $0 % 2) })
        twice.targets = (0..<13).flatMap { [Int](repeating: once.targets[$0], count: 1 + $0 % 2) }
        twice.rows = twice.targets.count
        twice.weights = [Float](repeating: 1, count: twice.rows)
        once.weights = (0..<13).map { Float(1 + $0 % 2) }
        let parameters = once.parameters(seed: 7)
        var (first, second) = (parameters, parameters)
        let tolerance = Self.tolerance(once)
        let (value, other) = (
            once.objective().evaluate(parameters, gradient: &first),
            twice.objective().evaluate(parameters, gradient: &second)
        )
        #expect(abs(value - other) <= tolerance)
        #expect(zip(first, second).allSatisfy { Double(abs($0 - $1)) <= tolerance })
    }

    @Test("value and gradient have the same bits with 1, 2 and 3 threads")
    func threads() {
        let problem = LogisticProblem(rows: 1031, features: 97, labels: 3, l2: 0.1, isWeighted: true)
        let parameters = problem.parameters(seed: 8)
        let results = [1, 2, 3].map { threads in
            var gradient = [Float](repeating: 0, count: problem.parameterCount)
            let value = problem.objective(parallelism: Parallelism(threads: threads))
                .evaluate(parameters, gradient: &gradient)
            return (value.bitPattern, gradient.map(\.bitPattern))
        }
        #expect(results[1] == results[0])
        #expect(results[2] == results[0])
    }
}
