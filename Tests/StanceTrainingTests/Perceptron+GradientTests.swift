import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct PerceptronGradientTests {
    static let problems = Activation.allCases.flatMap { activation in
        [
            PerceptronProblem([5], activation),
            PerceptronProblem([5, 3], activation),
            PerceptronProblem([5], activation, isSoft: true),
            PerceptronProblem([5, 3], activation, smoothing: 0.2),
            PerceptronProblem([5, 3], activation, isSoft: true, smoothing: 0.1),
            PerceptronProblem([6], activation, dropout: 0.5),
            PerceptronProblem([6, 5, 4], activation, isSoft: true, smoothing: 0.1, dropout: 0.3),
        ]
    }

    @Test("the loss is that of the definition", arguments: problems)
    func loss(_ problem: PerceptronProblem) {
        let expected = problem.loss(at: PerceptronProblem.flat(problem.layers))
        // Some ten roundings of numbers about 1, for weights up to 3.
        #expect(abs(problem.gradient().loss - expected) <= 1e-5)
    }

    @Test("the gradient of every parameter is the definition's, by central differences", arguments: problems)
    func gradient(_ problem: PerceptronProblem) {
        let found = problem.gradient().gradient
        // Features that do not occur have no rows: their gradient is 0.
        var whole = found.layers
        whole[0].weights = Matrix(rows: problem.examples.columns, columns: problem.widths[0])
        for (row, feature) in found.features.enumerated() {
            for unit in 0..<problem.widths[0] {
                whole[0].weights[Int(feature), unit] = found.layers[0].weights[row, unit]
            }
        }
        #expect(found.features == Set(problem.examples.columnIndices).sorted())
        // Truncation and rounding of the differences stay below 1e-9; the gradient is in single precision.
        let step = 1e-5
        let parameters = PerceptronProblem.flat(problem.layers)
        for (index, slope) in PerceptronProblem.flat(whole).enumerated() {
            var (ahead, behind) = (parameters, parameters)
            ahead[index] += step
            behind[index] -= step
            let difference = (problem.loss(at: ahead) - problem.loss(at: behind)) / (2 * step)
            #expect(abs(slope - difference) <= 1e-5, "parameter \(index)")
        }
    }

    @Test("logits are those whose loss is computed: without dropout and smoothing both agree")
    func logits() {
        let problem = Self.problems[1]
        var logits = problem.layers.logits(of: problem.examples, activation: problem.activation)
        var loss = 0.0
        for row in 0..<13 {
            let normaliser = Softmax.logSumExp(logits[row: row])
            loss += Double(problem.targets.weights[row] * (normaliser - logits[row, problem.targets.labels[row]]))
        }
        #expect(abs(loss / 13 - problem.gradient().loss) <= 1e-5)
        let parallel = problem.layers.logits(
            of: problem.examples, activation: problem.activation, parallelism: Parallelism(threads: 3))
        #expect(parallel == logits)
        Softmax.apply(toRowsOf: &logits)
    }

    @Test("a mask leaves out about its share, and scales the rest so that the mean stays", arguments: [0.1, 0.5, 0.9])
    func mask(share: Float) {
        var dropout = Dropout(share: share, generator: SplitMix64(seed: 1))
        let mask = dropout.mask(20000)
        #expect(Set(mask) == [0, 1 / (1 - share)])
        // Five standard deviations of a binomial share.
        let deviation = (share * (1 - share) / 20000).squareRoot()
        #expect(abs(Float(mask.count { $0 == 0 }) / 20000 - share) <= 5 * deviation)
        #expect(dropout.mask(100) != Array(mask.prefix(100)))
    }

    @Test("clipping brings a long gradient to the norm asked for, its direction kept, and leaves a short one")
    func clipping() {
        let problem = Self.problems[1]
        let original = problem.gradient().gradient
        func norm(_ gradient: PerceptronGradient) -> Double {
            PerceptronProblem.flat(gradient.layers).reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        let length = norm(original)
        var gradient = original
        #expect(abs(Double(gradient.clip(to: Float(length) * 2)) - length) <= 1e-5 * length)
        #expect(gradient.layers == original.layers)
        #expect(abs(Double(gradient.clip(to: 0.01)) - length) <= 1e-5 * length)
        #expect(abs(norm(gradient) - 0.01) <= 1e-6)
        let (long, short) = (PerceptronProblem.flat(original.layers), PerceptronProblem.flat(gradient.layers))
        for (a, b) in zip(long, short) { #expect(abs(a / length - b / 0.01) <= 1e-5) }
    }
}
