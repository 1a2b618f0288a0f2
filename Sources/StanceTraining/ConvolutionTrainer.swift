import DenseKernels
import LinearAlgebra
import StanceKit

/// Trains a convolutional network on word vectors, which stay as they are: shuffled mini-batches, AdamW, a step size that rises and falls.
///
/// What a batch's different tokens add at every place of every filter is one product. A filter's value for a text is the largest of the
/// sums over runs, and only the run where it lies has a gradient, so that the way back costs little. All chance comes from the seed and
/// the number of the pass, so that a run that goes on from the end of any pass ends in the same bits.
struct ConvolutionTrainer {
    /// How to train.
    var recipe: TrainingRecipe.Convolution
    /// The seed of this network.
    var seed: UInt64

    /// What the end of a pass leaves to the next one.
    struct State {
        /// The passes that are over.
        var epoch = 0
        /// The steps that are.
        var steps = 0
        var parameters: ConvolutionParameters
        /// The moments of each block of parameters.
        var moments: [AdamW.Moments]
    }

    /// Trains on some of the texts.
    ///
    /// - Parameters:
    ///   - rows: the places of the texts.
    ///   - targets: what is to be learnt of each of them.
    ///   - run: is told of each pass, keeps the state, and may end the work.
    /// - Throws: `StanceError.Cause.interrupted` if the run ends it, or an error of keeping the state.
    /// - Complexity: O(epochs · tokens · dimensions · places).
    func train(
        on sequences: WordSequences, rows: [Int], targets: Targets, run: UnitRun
    ) throws(StanceError) -> ConvolutionalNetwork {
        let targets = targets.normalized()
        let batches = (rows.count + recipe.batchSize - 1) / recipe.batchSize
        let rates = LearningRates(
            largest: recipe.learningRate, warmUp: recipe.warmUp, steps: recipe.epochs * batches)
        var state = initialState(dimensions: sequences.vectors.columns, labels: targets.labelCount)
        if let restored = try run.restored({ tensors throws(StanceError) in try State(state, tensors) }) {
            state = restored
        }
        while state.epoch < recipe.epochs {
            var generator = SplitMix64(seed: seed &+ UInt64(state.epoch + 1) &* 0x9E37_79B9)
            let order = Array(rows.indices).shuffled(using: &generator)
            var loss = 0.0
            for batch in 0..<batches {
                try run.checkCancellation()
                let chosen = Array(order[batch * recipe.batchSize..<min(order.count, (batch + 1) * recipe.batchSize)])
                var (value, gradient) = recipe.gradient(
                    of: state.parameters, chosen.map { sequences.texts[rows[$0]] }, sequences.vectors,
                    targets.selecting(chosen), &generator)
                gradient.clip()
                step(&state, gradient, learningRate: Float(rates[state.steps]))
                loss += value
            }
            state.epoch += 1
            run.report(step: state.epoch, of: recipe.epochs, loss: loss / Double(batches))
            try run.keep { state.tensors }
        }
        let parameters = state.parameters
        return try ConvolutionalNetwork(
            widths: recipe.widths, filterCount: recipe.filters, index: sequences.index,
            rows: BLAS.gemm(sequences.vectors, transposed: false, parameters.kernel, transposed: true),
            bias: parameters.bias, weights: parameters.weights, logitBias: parameters.logitBias)
    }

    private func initialState(dimensions: Int, labels: Int) -> State {
        let parameters = recipe.initialParameters(dimensions: dimensions, labels: labels, seed: seed)
        return State(
            parameters: parameters,
            moments: ConvolutionParameters.blocks.map { AdamW.Moments(count: parameters[keyPath: $0].count) })
    }

    private func step(_ state: inout State, _ gradient: ConvolutionParameters, learningRate: Float) {
        state.steps += 1
        for (number, block) in ConvolutionParameters.blocks.enumerated() {
            let slopes = gradient[keyPath: block]
            let isBias = block == \.bias || block == \.logitBias
            AdamW.update(
                &state.parameters[keyPath: block], 0, slopes, 0, count: slopes.count, &state.moments[number],
                step: state.steps, learningRate, decay: isBias ? 0 : Float(recipe.weightDecay))
        }
    }
}
