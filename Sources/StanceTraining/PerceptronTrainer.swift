import Foundation
import LinearAlgebra
import StanceKit

/// Trains one network: shuffled mini-batches, AdamW, a step size that rises and falls, early stopping.
///
/// All chance comes from the seed and the number of the pass, so that a run that goes on from the end of any pass ends in
/// the same bits.
struct PerceptronTrainer {
    /// How to train.
    var recipe: TrainingRecipe.Network
    /// The seed of this network.
    var seed: UInt64

    /// What the end of a pass leaves to the next one.
    struct State {
        /// The passes that are over.
        var epoch = 0
        var layers: [MultilayerPerceptron.Layer]
        var optimizer: AdamW
        /// The pass with the smallest validation loss, that loss, and the layers then.
        var bestEpoch = 0
        var bestLoss = Double.infinity
        var bestLayers: [MultilayerPerceptron.Layer]
    }

    /// Trains on examples.
    ///
    /// - Parameters:
    ///   - examples: examples × features.
    ///   - run: is told of each pass, keeps the state, and may end the work.
    /// - Throws: `StanceError.Cause.interrupted` if the run ends it, or an error of keeping the state.
    /// - Complexity: O(epochs · (entries · width + examples · weights behind the first layer)).
    func train(on examples: SparseMatrix, targets: Targets, run: UnitRun) throws(StanceError) -> MultilayerPerceptron {
        let targets = targets.normalized()
        let (trainRows, validationRows) = split(targets)
        let validation = examples.selectingRows(validationRows)
        let validationTargets = targets.selecting(validationRows)
        let batches = (trainRows.count + recipe.batchSize - 1) / recipe.batchSize
        let rates = LearningRates(
            largest: recipe.learningRate, warmUp: recipe.warmUp, steps: recipe.epochs * batches)
        var state =
            try run.restored { tensors throws(StanceError) in try State(tensors: tensors) }
            ?? initialState(features: examples.columns, targets)
        while state.epoch < recipe.epochs, state.epoch - state.bestEpoch <= recipe.patience || validationRows.isEmpty {
            var generator = SplitMix64(seed: seed &+ UInt64(state.epoch + 1) &* 0x9E37_79B9)
            let order = trainRows.shuffled(using: &generator)
            var loss = 0.0
            for batch in 0..<batches {
                try run.checkCancellation()
                let rows = Array(order[batch * recipe.batchSize..<min(order.count, (batch + 1) * recipe.batchSize)])
                let step = state.epoch * batches + batch
                loss += takeStep(
                    &state, examples.selectingRows(rows), targets.selecting(rows),
                    learningRate: rates[step], &generator)
            }
            state.epoch += 1
            var validationLoss: Double?
            if validationRows.isEmpty {
                state.bestEpoch = state.epoch
            } else {
                let value = state.layers.loss(of: validation, validationTargets, activation: recipe.activation)
                validationLoss = value
                if value < state.bestLoss {
                    (state.bestEpoch, state.bestLoss, state.bestLayers) = (state.epoch, value, state.layers)
                }
            }
            run.report(
                step: state.epoch, of: recipe.epochs, loss: loss / Double(batches), validationLoss: validationLoss)
            try run.keep { state.tensors }
        }
        return try MultilayerPerceptron(
            activation: recipe.activation, layers: validationRows.isEmpty ? state.layers : state.bestLayers)
    }

    /// The examples to train on, and those on which to watch when to stop.
    private func split(_ targets: Targets) -> (train: [Int], validation: [Int]) {
        let all = Array(0..<targets.count)
        guard recipe.validationShare > 0 else { return (all, []) }
        let folds = Folds(
            count: max(2, Int((1 / recipe.validationShare).rounded())), labels: targets.labels,
            labelCount: targets.labelCount, seed: seed)
        return (folds.trainRows(without: 0), folds.heldRows(of: 0))
    }

    private func initialState(features: Int, _ targets: Targets) -> State {
        var generator = SplitMix64(seed: seed)
        let widths = [features] + recipe.widths + [targets.labelCount]
        let layers = zip(widths, widths.dropFirst()).enumerated().map { depth, shape in
            // The inputs of the first layer have a norm near 1; those of the others a unit each (He et al. 2015).
            let bound = depth == 0 ? 1 / Float(shape.1).squareRoot() : (6 / Float(shape.0)).squareRoot()
            return MultilayerPerceptron.Layer(
                weights: Matrix(
                    rows: shape.0, columns: shape.1,
                    values: (0..<shape.0 * shape.1).map { _ in Float.random(in: -bound...bound, using: &generator) }),
                bias: [Float](repeating: 0, count: shape.1))
        }
        return State(
            layers: layers, optimizer: AdamW(layers: layers, weightDecay: Float(recipe.weightDecay)),
            bestLayers: layers)
    }

    private func takeStep(
        _ state: inout State, _ examples: SparseMatrix, _ targets: Targets, learningRate: Double,
        _ generator: inout SplitMix64
    ) -> Double {
        let examples =
            recipe.inputDropout > 0
            ? examples.droppingEntries(share: Float(recipe.inputDropout), using: &generator) : examples
        var dropout =
            recipe.dropout > 0
            ? Dropout(share: Float(recipe.dropout), generator: SplitMix64(seed: generator.next())) : nil
        var (loss, gradient) = state.layers.gradient(
            of: examples, targets: targets, activation: recipe.activation, smoothing: Float(recipe.labelSmoothing),
            dropout: &dropout)
        gradient.clip(to: Float(recipe.gradientClip))
        state.optimizer.step(&state.layers, gradient, learningRate: Float(learningRate))
        return loss
    }
}

extension Targets {
    /// The targets with weights of mean 1.
    func normalized() -> Targets {
        let scale = Float(count) / weights.reduce(0, +)
        var result = self
        for example in weights.indices { result.weights[example] *= scale }
        if var masses {
            for index in masses.values.indices { masses.values[index] *= scale }
            result.masses = masses
        }
        return result
    }
}

extension [MultilayerPerceptron.Layer] {
    /// The mean loss of examples, without smoothing or dropout.
    fileprivate func loss(of examples: SparseMatrix, _ targets: Targets, activation: Activation) -> Double {
        var logits = logits(of: examples, activation: activation)
        let (rows, columns) = (logits.rows, logits.columns)
        let total = logits.values.withUnsafeMutableBufferPointer { values in
            (0..<rows).reduce(0) {
                $0 + targets.replaceByResidual(values.baseAddress! + $1 * columns, ofExample: $1)
            }
        }
        return total / Swift.max(Double(targets.weights.reduce(0, +)), .leastNormalMagnitude)
    }
}

extension SparseMatrix {
    /// The matrix without a random share of its entries, the others scaled up in turn.
    fileprivate func droppingEntries(share: Float, using generator: inout SplitMix64) -> SparseMatrix {
        let kept = 1 / (1 - share)
        var offsets = [0]
        var columns: [Int32] = []
        var entries: [Float] = []
        columns.reserveCapacity(values.count)
        entries.reserveCapacity(values.count)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1]
            where Float.random(in: 0..<1, using: &generator) >= share {
                columns.append(columnIndices[entry])
                entries.append(values[entry] * kept)
            }
            offsets.append(entries.count)
        }
        return SparseMatrix(columns: self.columns, rowOffsets: offsets, columnIndices: columns, values: entries)
    }
}
