import Foundation
import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct CalibrationFitTests {
    private static let count = 6000

    /// Logits of three labels, and labels drawn from their softmax.
    private static func sample(seed: UInt64) -> (logits: Matrix, labels: [Int]) {
        var generator = SplitMix64(seed: seed)
        let logits = Matrix(
            rows: count, columns: 3,
            values: (0..<count * 3).map { index in
                Float.random(in: -2...2, using: &generator) + Float.random(in: -1...1, using: &generator)
                    - (index % 3 == 2 ? 1 : 0)
            })
        var probabilities = logits
        Softmax.apply(toRowsOf: &probabilities)
        let labels = (0..<count).map { row in
            var rest = Float.random(in: 0..<1, using: &generator)
            return probabilities[row: row].enumerated().first { _, share in
                rest -= share
                return rest < 0
            }?.offset ?? 2
        }
        return (logits, labels)
    }

    private static func fit(
        _ parts: [Matrix], _ labels: [Int], weights: [Float]? = nil, isKnown: [Bool]? = nil,
        _ change: (inout TrainingRecipe) -> Void = { _ in }
    ) throws -> FittedCalibration {
        var recipe = TrainingRecipe()
        change(&recipe)
        return try CalibrationFit(
            outOfFold: OutOfFold(parts: parts, isKnown: isKnown ?? labels.map { _ in true }),
            targets: Targets(
                labels: labels, weights: weights ?? labels.map { _ in 1 }, masses: nil, labelCount: parts[0].columns),
            recipe: recipe
        ).fit(to: Array(labels.indices))
    }

    private static func scaled(_ matrix: Matrix, by factor: Float) -> Matrix {
        Matrix(rows: matrix.rows, columns: matrix.columns, values: matrix.values.map { $0 * factor })
    }

    @Test("a temperature put on logits is found and taken off", arguments: [0.25, 1, 3] as [Float])
    func temperature(factor: Float) throws {
        let (logits, labels) = Self.sample(seed: 1)
        let calibration = try Self.fit([Self.scaled(logits, by: factor)], labels).calibration
        // Six thousand labels tell the scale to some 2 %, a bias to some 0.04.
        #expect(abs(calibration.scales[0] * factor - 1) <= 0.08)
        let mean = calibration.bias.reduce(0, +) / 3
        #expect(calibration.bias.allSatisfy { abs($0 - mean) <= 0.15 })
        #expect(calibration.items == Self.count)
        #expect(calibration.offsets == [0, 0, 0])
    }

    @Test("of two parts each gets its own scale, and one that says nothing hardly any")
    func parts() throws {
        let (logits, labels) = Self.sample(seed: 2)
        let (noise, _) = Self.sample(seed: 3)
        var (first, second) = (logits, logits)
        for index in logits.values.indices {
            // Together they are the logits: what one has too much the other lacks.
            first.values[index] = (logits.values[index] + noise.values[index]) * 2
            second.values[index] = -noise.values[index] * 4
        }
        let scales = try Self.fit([first, second], labels).calibration.scales
        #expect(abs(scales[0] - 0.5) <= 0.05 && abs(scales[1] - 0.25) <= 0.05)
        let useless = try Self.fit([logits, noise], labels).calibration.scales
        #expect(abs(useless[0] - 1) <= 0.08 && useless[1] <= 0.06)
    }

    @Test("a part that says the opposite is left out: no scale is below 0")
    func opposite() throws {
        let (logits, labels) = Self.sample(seed: 4)
        #expect(try Self.fit([Self.scaled(logits, by: -1)], labels).calibration.scales == [0])
    }

    @Test("the bias takes back what class weights added; the labels that they choose stay")
    func classWeights() throws {
        let (logits, labels) = Self.sample(seed: 5)
        let factors: [Float] = [0.5, 1, 4]
        var weighted = logits
        for row in 0..<Self.count { for label in 0..<3 { weighted[row, label] += log(factors[label]) } }
        let fitted = try Self.fit([weighted], labels) { $0.classWeights = .balanced }
        let bias = fitted.calibration.bias
        for label in 0..<3 {
            #expect(abs(bias[label] - bias[1] + log(factors[label])) <= 0.15)
            #expect(fitted.calibration.offsets[label] == -bias[label])
        }
        let fit = CalibrationFit(
            outOfFold: OutOfFold(parts: [weighted], isKnown: labels.map { _ in true }),
            targets: Targets(labels: labels, weights: labels.map { _ in 1 }, masses: nil, labelCount: 3),
            recipe: TrainingRecipe())
        let predictions = fit.predictions(for: Array(0..<500), by: fitted.calibration)
        for row in 0..<500 {
            let most = weighted[row: row].enumerated().max { $0.element < $1.element }?.offset
            #expect(predictions.labels[row] == most)
            // The probabilities are those of the unweighted logits.
            let normaliser = Softmax.logSumExp(logits[row: row])
            for label in 0..<3 {
                #expect(abs(predictions.probabilities[row, label] - exp(logits[row, label] - normaliser)) <= 0.05)
            }
        }
    }

    @Test("the prevalence is the labels' share by weight; unknown labels and weight 0 do not count")
    func prevalence() throws {
        let (logits, labels) = Self.sample(seed: 6)
        var weights = labels.map { Float($0 + 1) }
        var isKnown = labels.map { _ in true }
        for row in 0..<100 { weights[row] = 0 }
        for row in 100..<300 { isKnown[row] = false }
        let calibration = try Self.fit([logits], labels, weights: weights, isKnown: isKnown).calibration
        #expect(calibration.items == Self.count - 300)
        let counts = (0..<3).map { label in Float(labels[300...].count { $0 == label } * (label + 1)) }
        for label in 0..<3 {
            #expect(abs(calibration.prevalence[label] - counts[label] / counts.reduce(0, +)) <= 1e-4)
        }
    }

    @Test("the sets are those of the scores of the true labels")
    func sets() throws {
        let (logits, labels) = Self.sample(seed: 7)
        let fitted = try Self.fit([logits], labels)
        let fit = CalibrationFit(
            outOfFold: OutOfFold(parts: [logits], isKnown: labels.map { _ in true }),
            targets: Targets(labels: labels, weights: labels.map { _ in 1 }, masses: nil, labelCount: 3),
            recipe: TrainingRecipe())
        let probabilities = fit.predictions(for: Array(labels.indices), by: fitted.calibration).probabilities
        let scores = labels.indices.map { 1 - probabilities[$0, labels[$0]] }
        #expect(fitted.sets == PredictionSets(calibrationScores: scores))
    }

    @Test("for macro-F1 the offsets are those that decide best, the probabilities the same")
    func macroF1() throws {
        let (logits, labels) = Self.sample(seed: 8)
        let plain = try Self.fit([logits], labels)
        let fitted = try Self.fit([logits], labels) { $0.decision = .macroF1 }
        #expect(fitted.calibration.offsets != [0, 0, 0] && fitted.calibration.offsets[0] == 0)
        #expect(fitted.calibration.bias == plain.calibration.bias)
        #expect(fitted.calibration.scales == plain.calibration.scales && fitted.sets == plain.sets)
    }

    @Test("where nothing can be learnt nothing goes wrong")
    func nothing() throws {
        let logits = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 3, 2, 1])
        let calibration = try Self.fit([logits], [0, 1], isKnown: [false, false]).calibration
        #expect(calibration.items == 0 && calibration.scales == [1] && calibration.bias == [0, 0, 0])
    }
}
