import Foundation
import LinearAlgebra
import Testing

@testable import StanceTraining

@Suite struct LBFGSTests {
    @Test("it finds the minimum of a quadratic", arguments: [1, 2, 13, 97])
    func quadratic(count: Int) throws {
        let minimum = (0..<count).map { sin(Double($0)) * 3 }
        let function = TestFunction.quadratic(
            minimum: minimum, curvatures: (0..<count).map { 1 + 99 * Double($0) / Double(max(1, count - 1)) })
        let start = [Float](repeating: 0, count: count)
        let result = try LBFGS(gradientTolerance: 1e-5, valueTolerance: 0, parallelism: .serial).minimize(
            from: start, evaluate: function.evaluate)
        #expect(result.hasConverged)
        // The smallest curvature is 1: no coordinate is further off than the gradient is long.
        #expect(result.gradientNorm <= 1e-5 * norm(function.evaluation(at: start).gradient))
        for (found, expected) in zip(result.point, minimum) {
            #expect(abs(Double(found) - expected) <= result.gradientNorm + 1e-6)
        }
        #expect(result.value == function.value(result.point.map(Double.init)))
    }

    @Test("it follows Rosenbrock's valley to its end")
    func rosenbrock() throws {
        let result = try LBFGS(gradientTolerance: 1e-6, valueTolerance: 0, parallelism: .serial).minimize(
            from: [-1.2, 1], evaluate: TestFunction.rosenbrock.evaluate)
        // The valley's floor is flat, its curvature 0.4: coordinates in single precision are good to about 1e-3.
        #expect(abs(result.point[0] - 1) <= 1e-3)
        #expect(abs(result.point[1] - 1) <= 2e-3)
        #expect(result.iterations < 100)
    }

    @Test("the gradient vanishes where a convex logistic problem ends, and no neighbour is lower")
    func logistic() throws {
        let problem = LogisticProblem(rows: 61, features: 7, labels: 3, l2: 0.1, isWeighted: true)
        let objective = problem.objective()
        let result = try LBFGS(gradientTolerance: 1e-4, valueTolerance: 0, parallelism: .serial).minimize(
            from: [Float](repeating: 0, count: problem.parameterCount),
            evaluate: { objective.evaluate($0, gradient: &$1) })
        #expect(result.hasConverged)
        let point = result.point.map(Double.init)
        let value = problem.value(at: point)
        for index in point.indices {
            for step in [-0.05, 0.05] {
                var neighbour = point
                neighbour[index] += step
                #expect(problem.value(at: neighbour) > value)
            }
        }
    }

    @Test("without features the probabilities become the labels' shares")
    func shares() throws {
        let objective = LogisticObjective(
            features: SparseMatrix(columns: 0, rowOffsets: [0, 0, 0, 0, 0], columnIndices: [], values: []),
            targets: Targets(labels: [0, 1, 1, 1], weights: [1, 1, 1, 1], masses: nil, labelCount: 2), penalties: [],
            intercept: 1, parallelism: .serial)
        let result = try LBFGS(gradientTolerance: 1e-5, valueTolerance: 0, parallelism: .serial).minimize(
            from: [0, 0], evaluate: { objective.evaluate($0, gradient: &$1) })
        // ln(3 / 1); the gradient's tolerance of 1e-5 is one of about 1e-4 in the logit.
        #expect(abs(result.point[1] - result.point[0] - log(3)) <= 1e-4)
    }

    @Test("it stays where the gradient is 0")
    func atTheMinimum() throws {
        let result = try LBFGS(gradientTolerance: 1e-4, parallelism: .serial).minimize(
            from: [2, 3], evaluate: TestFunction.quadratic(minimum: [2, 3], curvatures: [1, 5]).evaluate)
        #expect(result.point == [2, 3])
        #expect(result.iterations == 0)
        #expect(result.hasConverged)
    }

    @Test("it stops after the steps allowed and says that it has not converged")
    func maximumIterations() throws {
        var reported: [Int] = []
        let result = try LBFGS(gradientTolerance: 1e-9, valueTolerance: 0, maximumIterations: 4, parallelism: .serial)
            .minimize(
                from: [-1.2, 1], evaluate: TestFunction.rosenbrock.evaluate,
                report: { reported.append($0.iteration) })
        #expect(!result.hasConverged)
        #expect(result.iterations == 4)
        #expect(reported == [1, 2, 3, 4])
    }

    @Test("no step goes up, and the last gradient reported is the result's")
    func descent() throws {
        var (values, gradients): ([Double], [Double]) = ([], [])
        let first = norm(TestFunction.rosenbrock.evaluation(at: [-1.2, 1]).gradient)
        for steps in 1...12 {
            let result = try LBFGS(
                gradientTolerance: 0, valueTolerance: 0, maximumIterations: steps, parallelism: .serial
            )
            .minimize(
                from: [-1.2, 1], evaluate: TestFunction.rosenbrock.evaluate,
                report: { gradients.append($0.relative) })
            values.append(result.value)
            #expect(abs((gradients.last ?? 0) * first - result.gradientNorm) <= 1e-9 * first)
        }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test("it remembers as many steps as it may: one is slower than ten")
    func memory() throws {
        let function = TestFunction.quadratic(
            minimum: [Double](repeating: 1, count: 30), curvatures: (0..<30).map { pow(1.3, Double($0)) })
        let steps = try [1, 10].map { memory in
            try LBFGS(memory: memory, gradientTolerance: 1e-4, valueTolerance: 0, parallelism: .serial)
                .minimize(from: [Float](repeating: 0, count: 30), evaluate: function.evaluate).iterations
        }
        #expect(steps[0] > steps[1])
    }

    @Test("a result has the same bits with 1, 2 and 3 threads")
    func threads() throws {
        let problem = LogisticProblem(rows: 700, features: 11, labels: 3, l2: 0.1, isWeighted: true)
        let results = try [1, 2, 3].map { threads in
            let parallelism = Parallelism(threads: threads)
            let objective = problem.objective(parallelism: parallelism)
            return try LBFGS(gradientTolerance: 1e-3, parallelism: parallelism).minimize(
                from: [Float](repeating: 0, count: problem.parameterCount),
                evaluate: { objective.evaluate($0, gradient: &$1) })
        }
        for other in results[1...] {
            #expect(other.point.map(\.bitPattern) == results[0].point.map(\.bitPattern))
            #expect(other.value.bitPattern == results[0].value.bitPattern)
            #expect(other.iterations == results[0].iterations)
        }
    }

    private func norm(_ x: [Float]) -> Double {
        x.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
}
