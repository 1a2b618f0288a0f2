import LinearAlgebra

@testable import StanceTraining

/// A smooth function in double precision, with the gradient that an optimiser sees in single precision.
struct TestFunction: Sendable {
    var value: @Sendable ([Double]) -> Double
    var gradient: @Sendable ([Double]) -> [Double]

    func evaluate(_ point: [Float], _ result: inout [Float]) -> Double {
        let point = point.map(Double.init)
        result = gradient(point).map(Float.init)
        return value(point)
    }

    func evaluation(at point: [Float]) -> LBFGS.Evaluation {
        var gradient: [Float] = []
        let value = evaluate(point, &gradient)
        return LBFGS.Evaluation(point: point, value: value, gradient: gradient)
    }

    /// ½ Σ cᵢ · (xᵢ - mᵢ)²: its minimum is 0, at m.
    static func quadratic(minimum: [Double], curvatures: [Double]) -> TestFunction {
        TestFunction(
            value: { point in
                point.indices.reduce(0) { sum, index in
                    let distance = point[index] - minimum[index]
                    return sum + curvatures[index] / 2 * distance * distance
                }
            },
            gradient: { point in point.indices.map { curvatures[$0] * (point[$0] - minimum[$0]) } })
    }

    /// Rosenbrock's curved valley (1960): its minimum is 0, at (1, 1).
    static let rosenbrock = TestFunction(
        value: { point in
            let (a, b) = (1 - point[0], point[1] - point[0] * point[0])
            return a * a + 100 * b * b
        },
        gradient: { point in
            let (a, b) = (1 - point[0], point[1] - point[0] * point[0])
            return [-2 * a - 400 * point[0] * b, 200 * b]
        })
}
