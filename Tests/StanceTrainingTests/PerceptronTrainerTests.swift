import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct PerceptronTrainerTests {
    /// "Either word, not both": features 0 and 1; feature 2 is there in every other text and means nothing.
    private static func exclusiveOr(_ repeats: Int, wrongLabels: Int = 0) -> (matrix: SparseMatrix, targets: Targets) {
        var (offsets, columns, labels): ([Int], [Int32], [Int]) = ([0], [], [])
        for number in 0..<repeats * 4 {
            let (first, second) = (number % 2 == 1, number / 2 % 2 == 1)
            columns += (first ? [0] : []) + (second ? [1] : []) + (number / 4 % 2 == 1 ? [2] : [])
            offsets.append(columns.count)
            labels.append((first != second) != (number < wrongLabels) ? 1 : 0)
        }
        return (
            SparseMatrix(
                columns: 3, rowOffsets: offsets, columnIndices: columns,
                values: [Float](repeating: 0.7, count: columns.count)),
            Targets(
                labels: labels, weights: [Float](repeating: 1, count: labels.count), masses: nil, labelCount: 2)
        )
    }

    private static func recipe(_ change: (inout TrainingRecipe.Network) -> Void = { _ in }) -> TrainingRecipe.Network {
        var recipe = TrainingRecipe.Network()
        recipe.widths = [6]
        recipe.batchSize = 16
        recipe.epochs = 40
        recipe.learningRate = 0.05
        (recipe.inputDropout, recipe.dropout, recipe.labelSmoothing, recipe.validationShare) = (0, 0, 0, 0)
        change(&recipe)
        return recipe
    }

    private static func run(_ monitor: TrainingMonitor = TrainingMonitor()) -> UnitRun {
        UnitRun(stage: "model", part: "network 1", monitor: monitor)
    }

    @Test(
        "it learns what no linear model can: one of two words, but not both",
        arguments: Activation.allCases, [[6], [6, 5]])
    func exclusiveOr(activation: Activation, widths: [Int]) throws {
        let (matrix, targets) = Self.exclusiveOr(30)
        let recipe = Self.recipe {
            $0.activation = activation
            $0.widths = widths
        }
        let network = try PerceptronTrainer(recipe: recipe, seed: 1).train(
            on: matrix, targets: targets, run: Self.run())
        let logits = network.layers.logits(of: matrix, activation: activation)
        let right = targets.labels.indices.count { (logits[$0, 1] > logits[$0, 0]) == (targets.labels[$0] == 1) }
        #expect(right == 120)
    }

    @Test("an example of weight 0 teaches nothing")
    func weights() throws {
        let (matrix, whole) = Self.exclusiveOr(30, wrongLabels: 40)
        var targets = whole
        for example in 0..<40 { targets.weights[example] = 0 }
        let network = try PerceptronTrainer(recipe: Self.recipe(), seed: 1)
            .train(on: matrix, targets: targets, run: Self.run())
        let logits = network.layers.logits(of: matrix, activation: .gelu)
        for row in 40..<120 { #expect((logits[row, 1] > logits[row, 0]) == (targets.labels[row] == 1)) }
    }

    @Test("the same seed gives the same bits, another seed another network")
    func seeds() throws {
        let (matrix, targets) = Self.exclusiveOr(10)
        let recipe = Self.recipe {
            $0.epochs = 3
            ($0.inputDropout, $0.dropout, $0.validationShare) = (0.3, 0.3, 0.2)
        }
        let networks = try [5, 5, 6].map {
            try PerceptronTrainer(recipe: recipe, seed: $0).train(on: matrix, targets: targets, run: Self.run())
        }
        #expect(networks[0] == networks[1])
        #expect(networks[0] != networks[2])
    }

    @Test("early stopping takes the layers of the pass with the smallest validation loss, and waits as long as asked")
    func earlyStopping() throws {
        // One word tells the label three times out of four, six others say nothing: to learn them by heart harms.
        var generator = SplitMix64(seed: 2)
        let labels = (0..<90).map { $0 % 2 }
        let columns = labels.flatMap { label in
            [Int32(Int.random(in: 0..<4, using: &generator) > 0 ? label : 1 - label)]
                + (0..<6).map { _ in Int32.random(in: 2..<200, using: &generator) }
        }
        let matrix = SparseMatrix(
            columns: 200, rowOffsets: (0...90).map { $0 * 7 }, columnIndices: columns,
            values: [Float](repeating: 0.4, count: columns.count))
        let targets = Targets(labels: labels, weights: labels.map { _ in 1 }, masses: nil, labelCount: 2)
        let trainer = PerceptronTrainer(
            recipe: Self.recipe {
                ($0.widths, $0.learningRate, $0.validationShare, $0.patience) = ([30], 0.02, 0.3, 3)
            }, seed: 3)
        let watching = Watching()
        let network = try trainer.train(on: matrix, targets: targets, run: Self.run(watching.monitor()))
        let losses = try watching.events.map { try #require($0.validationLoss) }
        let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
        try #require(best > 0 && losses.count < 40, "\(losses)")
        #expect(losses.count == best + 1 + 3 + 1)

        // Ended after that pass, its state holds the very layers.
        let folder = try TemporaryDirectory()
        let checkpoint = try Checkpoint(directory: "\(folder.path)/state", work: "x")
        #expect(throws: StanceError(.interrupted)) {
            let monitor = Watching().monitor(endingAfter: best + 1, checkpoint: checkpoint)
            _ = try trainer.train(on: matrix, targets: targets, run: Self.run(monitor))
        }
        let state = try #require(
            try checkpoint.load("model-network-1", as: PerceptronTrainer.State.init(tensors:)))
        #expect(state.epoch == best + 1 && state.bestLoss == losses[best])
        #expect(state.layers == network.layers && state.bestLayers == network.layers)
    }

    @Test("a run that goes on from the end of any pass ends in the same layers")
    func resumed() throws {
        let (matrix, targets) = Self.exclusiveOr(12, wrongLabels: 5)
        let trainer = PerceptronTrainer(
            recipe: Self.recipe {
                $0.epochs = 6
                ($0.inputDropout, $0.dropout, $0.validationShare, $0.widths) = (0.3, 0.3, 0.25, [5, 4])
            }, seed: 9)
        let whole = try trainer.train(on: matrix, targets: targets, run: Self.run())
        for epoch in 1..<6 {
            let folder = try TemporaryDirectory()
            let checkpoint = try Checkpoint(directory: "\(folder.path)/state", work: "x")
            #expect(throws: StanceError(.interrupted)) {
                let monitor = Watching().monitor(endingAfter: epoch, checkpoint: checkpoint)
                _ = try trainer.train(on: matrix, targets: targets, run: Self.run(monitor))
            }
            let rest = Watching()
            let resumed = try trainer.train(
                on: matrix, targets: targets, run: Self.run(rest.monitor(checkpoint: checkpoint)))
            #expect(resumed == whole, "after pass \(epoch)")
            #expect(rest.events.map(\.step) == Array(epoch + 1...6))
        }
    }

    @Test("the step size rises along a line to its largest, then falls along half a cosine to almost nothing")
    func schedule() {
        let schedule = LearningRates(largest: 0.1, warmUp: 0.2, steps: 100)
        let rates = (0..<100).map { schedule[$0] }
        for step in 0..<20 { #expect(abs(rates[step] - 0.1 * Double(step + 1) / 21) <= 1e-12) }
        #expect(rates[20] == 0.1 && rates.max() == 0.1)
        #expect(abs(rates[60] - 0.05) <= 1e-12)
        #expect(zip(rates[20...], rates[21...]).allSatisfy { $0 > $1 })
        #expect(rates[99] > 0 && rates[99] < 1e-4)

        #expect(LearningRates(largest: 0.1, warmUp: 0, steps: 10)[0] == 0.1)
        let rising = LearningRates(largest: 0.1, warmUp: 1, steps: 10)
        #expect((0..<10).map { rising[$0] }.allSatisfy { $0 > 0 && $0 < 0.1 })
    }
}
