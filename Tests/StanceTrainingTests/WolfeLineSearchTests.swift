import LinearAlgebra
import Testing

@testable import StanceTraining

@Suite struct WolfeLineSearchTests {
    /// A function, a point of it, and a direction in which it falls.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var function: TestFunction
        var start: [Float]
        var direction: [Float]
    }

    static let cases = [
        Case(
            testDescription: "a parabola",
            function: .quadratic(minimum: [3], curvatures: [2]), start: [0], direction: [1]),
        Case(
            testDescription: "a narrow bowl, down the gradient",
            function: .quadratic(minimum: [1, -2, 0.5], curvatures: [1, 10, 100]), start: [0, 0, 0],
            direction: [1, -20, 50]),
        Case(
            testDescription: "Rosenbrock's valley, down the gradient", function: .rosenbrock, start: [-1.2, 1],
            direction: [215.6, 88]),
        Case(
            testDescription: "Rosenbrock's valley, along its floor", function: .rosenbrock, start: [0, 0],
            direction: [1, 0]),
        Case(
            testDescription: "a rounded corner, steep to both sides: √(10⁻⁴ + (x - 1)²)",
            function: TestFunction(
                value: { (1e-4 + ($0[0] - 1) * ($0[0] - 1)).squareRoot() },
                gradient: { [($0[0] - 1) / (1e-4 + ($0[0] - 1) * ($0[0] - 1)).squareRoot()] }),
            start: [0], direction: [1]),
        Case(
            testDescription: "a slope that never ends in a minimum nearby: x / (1 + x²)",
            function: TestFunction(
                value: { -$0[0] / (1 + $0[0] * $0[0]) },
                gradient: { [($0[0] * $0[0] - 1) / ((1 + $0[0] * $0[0]) * (1 + $0[0] * $0[0]))] }),
            start: [0], direction: [1]),
    ]

    private static func slope(_ gradient: [Float], _ direction: [Float]) -> Double {
        zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    @Test("the step satisfies both strong Wolfe conditions", arguments: cases, [1e-3, 0.1, 1, 1.9, 7, 100])
    func conditions(_ example: Case, firstStep: Double) throws {
        let search = WolfeLineSearch(parallelism: .serial)
        let start = example.function.evaluation(at: example.start)
        let slope = Self.slope(start.gradient, example.direction)
        try #require(slope < 0)
        var evaluations = 0
        let found = try #require(
            search.search(from: start, along: example.direction, slope: slope, firstStep: firstStep) {
                evaluations += 1
                return example.function.evaluate($0, &$1)
            })
        // The point is single precision: the step read off it is right to a few ε, so is the decrease it promises.
        let step = (Double(found.point[0]) - Double(start.point[0])) / Double(example.direction[0])
        #expect(step > 0)
        #expect(found.value <= start.value + search.sufficientDecrease * step * slope * (1 - 1e-5))
        #expect(abs(Self.slope(found.gradient, example.direction)) <= search.curvature * abs(slope))
        #expect(evaluations <= search.maximumEvaluations)
        // What it hands back belongs together.
        let again = example.function.evaluation(at: found.point)
        #expect(found.value == again.value)
        #expect(found.gradient == again.gradient)
    }

    @Test("a stricter curvature condition is kept too", arguments: cases)
    func strict(_ example: Case) throws {
        let search = WolfeLineSearch(curvature: 0.1, parallelism: .serial)
        let start = example.function.evaluation(at: example.start)
        let slope = Self.slope(start.gradient, example.direction)
        let found = try #require(
            search.search(
                from: start, along: example.direction, slope: slope, firstStep: 0.01,
                evaluate: example.function.evaluate))
        #expect(abs(Self.slope(found.gradient, example.direction)) <= 0.1 * abs(slope))
    }

    @Test("there is no step along a direction that does not fall", arguments: [0, 1.5])
    func ascent(slope: Double) {
        let function = TestFunction.quadratic(minimum: [0], curvatures: [1])
        let found = WolfeLineSearch(parallelism: .serial).search(
            from: function.evaluation(at: [1]), along: [1], slope: slope, firstStep: 1, evaluate: function.evaluate)
        #expect(found == nil)
    }

    @Test("when its evaluations run out it gives the lowest point, and none if none is lower than the start")
    func exhausted() {
        let function = TestFunction.quadratic(minimum: [1], curvatures: [1])
        let start = function.evaluation(at: [0])
        let search = WolfeLineSearch(curvature: 1e-3, maximumEvaluations: 1, parallelism: .serial)
        func found(firstStep: Double) -> [Float]? {
            search.search(from: start, along: [1], slope: -1, firstStep: firstStep, evaluate: function.evaluate)?.point
        }
        #expect(found(firstStep: 0.5) == [0.5])
        #expect(found(firstStep: 3) == nil)
    }

    @Test("a function that only rises, whatever its slope says, has no step")
    func wrongSlope() {
        let function = TestFunction(value: { $0[0] }, gradient: { _ in [-1] })
        let found = WolfeLineSearch(parallelism: .serial).search(
            from: function.evaluation(at: [0]), along: [1], slope: -1, firstStep: 1, evaluate: function.evaluate)
        #expect(found == nil)
    }
}
