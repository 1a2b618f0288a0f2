import LinearAlgebra
import StanceKit

/// Fits the parts of a recipe's model to examples.
struct PartFitter: Sendable {
    /// The recipe.
    var recipe: TrainingRecipe
    /// The stage, for the monitor: `fold 2 of 5` or `model`.
    var stage: String
    /// Who watches.
    var monitor: TrainingMonitor

    /// A linear part with what its optimiser came to.
    struct LinearFit {
        var model: LogisticRegression
        var iterations: Int
        var objective: Double
        var hasConverged: Bool
    }

    /// Fits the linear part.
    ///
    /// - Parameter isRough: whether an optimum is enough from which no probability differs that can be seen.
    func linear(
        _ examples: SparseMatrix, _ targets: Targets, isRough: Bool = false, parallelism: Parallelism
    ) throws(StanceError) -> LinearFit {
        let run = UnitRun(stage: stage, part: "logistic", monitor: monitor)
        return try run.result(encode: \.tensors, decode: LinearFit.init(tensors:)) { () throws(StanceError) in
            let ratios = examples.logCountRatios(targets, power: recipe.logCountRatioPower)
            let columns = ProportionalColumns(examples.scalingColumns(by: ratios))
            let scales = CurvatureScales(columns.examples, targets, l2: recipe.logistic.l2)
            let objective = LogisticObjective(
                features: columns.examples.scalingColumns(by: scales.features), targets: targets,
                penalties: scales.features.map { Float(recipe.logistic.l2) * $0 * $0 }, intercept: scales.intercept,
                parallelism: parallelism)
            var optimizer = LBFGS(
                gradientTolerance: recipe.logistic.gradientTolerance, parallelism: parallelism)
            if isRough {
                optimizer.gradientTolerance = max(optimizer.gradientTolerance, 1e-4)
                optimizer.valueTolerance = 1e-5
            }
            var saved = ContinuousClock.now
            let result = try optimizer.minimize(
                from: [Float](repeating: 0, count: objective.parameterCount),
                restored: run.restored { tensors throws(StanceError) in try LBFGS.State(tensors: tensors) },
                evaluate: { objective.evaluate($0, gradient: &$1) },
                report: { [limit = optimizer.maximumIterations] state throws(StanceError) in
                    run.report(
                        step: state.iteration, of: limit, loss: state.current.value,
                        relativeGradient: state.relative)
                    if ContinuousClock.now - saved > .seconds(2) || monitor.isCancelled() {
                        try run.keep { state.tensors }
                        saved = .now
                    }
                    try run.checkCancellation()
                })
            let labels = targets.labelCount
            var merged = Matrix(
                rows: columns.examples.columns, columns: labels, values: Array(result.point.dropLast(labels)))
            merged.scaleRows(by: scales.features)
            var weights = columns.expanded(merged)
            weights.scaleRows(by: ratios)
            return LinearFit(
                model: try LogisticRegression(
                    weights: weights, bias: result.point.suffix(labels).map { $0 * scales.intercept }),
                iterations: result.iterations, objective: result.value, hasConverged: result.hasConverged)
        }
    }

    /// Fits the network of a number, on one thread.
    func network(
        _ number: Int, _ examples: SparseMatrix, _ targets: Targets
    ) throws(StanceError) -> MultilayerPerceptron {
        let run = UnitRun(stage: stage, part: "network \(number + 1)", monitor: monitor)
        let activation = recipe.network.activation
        return try run.result(
            encode: { $0.layers.tensors(ofNetwork: 0) },
            decode: { tensors throws(StanceError) in
                var reader = TensorReader(tensors)
                return try MultilayerPerceptron(activation: activation, layers: reader.layers(ofNetwork: 0))
            },
            fit: { () throws(StanceError) in
                let seed = recipe.seed &+ UInt64(number + 1) &* 0xD1B5_4A32_D192_ED03
                let scales = examples.logCountRatios(targets, power: recipe.logCountRatioPower)
                var layers = try PerceptronTrainer(recipe: recipe.network, seed: seed)
                    .train(on: examples.scalingColumns(by: scales), targets: targets, run: run).layers
                layers[0].weights.scaleRows(by: scales)
                return try MultilayerPerceptron(activation: activation, layers: layers)
            })
    }

    /// Fits the convolutional network to some of the texts, on one thread.
    func convolution(
        _ sequences: WordSequences, rows: [Int], _ targets: Targets
    ) throws(StanceError) -> ConvolutionalNetwork {
        let run = UnitRun(stage: stage, part: "convolution", monitor: monitor)
        return try run.result(
            encode: \.tensors,
            decode: { tensors throws(StanceError) in
                var reader = TensorReader(tensors)
                guard let network = try reader.convolution() else { throw StanceError(.damagedCheckpoint) }
                return network
            },
            fit: { () throws(StanceError) in
                try ConvolutionTrainer(recipe: recipe.convolution, seed: recipe.seed)
                    .train(on: sequences, rows: rows, targets: targets, run: run)
            })
    }

    /// Fits all networks, one a thread.
    func networks(
        _ examples: SparseMatrix, _ targets: Targets, parallelism: Parallelism
    ) throws(StanceError) -> [MultilayerPerceptron] {
        try parallelism.map(count: recipe.networkCount) { number in
            Result { () throws(StanceError) in try network(number, examples, targets) }
        }.map { result throws(StanceError) in try result.get() }
    }
}

extension TrainingRecipe {
    /// Whether its model has a linear part.
    var hasLinearPart: Bool { algorithm != .mlp }
    /// Whether its model has networks.
    var hasNetworks: Bool { algorithm != .logistic }
    /// Whether they are a convolutional one.
    public var hasConvolution: Bool { hasNetworks && network.input == .vectors }
    /// How many multilayer perceptrons its model has.
    var networkCount: Int { hasNetworks && !hasConvolution ? network.members : 0 }

    /// The columns of a matrix that its networks see.
    func networkInput(_ matrix: SparseMatrix, of space: FeatureSpace) -> SparseMatrix {
        network.input != .words || networkCount == 0 ? matrix : matrix.keepingColumns(below: space.wordFeatureCount)
    }
}

extension PartFitter.LinearFit {
    fileprivate var tensors: Safetensors.Tensors {
        [
            "weights": .init(model.weights), "bias": .init(model.bias, shape: [model.bias.count]),
            "numbers": .init([Double(iterations), objective, hasConverged ? 1 : 0], shape: [3]),
        ]
    }

    fileprivate init(tensors: Safetensors.Tensors) throws(StanceError) {
        var reader = TensorReader(tensors)
        let numbers = try reader.doubles("numbers")
        guard numbers.count == 3 else {
            throw StanceError(.malformedModel(reason: "the state of the optimiser does not fit together"))
        }
        self.init(
            model: try LogisticRegression(weights: reader.matrix("weights"), bias: reader.floats("bias")),
            iterations: Int(numbers[0]), objective: numbers[1], hasConverged: numbers[2] == 1)
    }
}

extension SparseMatrix {
    /// The first columns of a matrix whose rows have their entries in the order of columns.
    fileprivate func keepingColumns(below limit: Int) -> SparseMatrix {
        var offsets = [0]
        var kept: [Int32] = []
        var entries: [Float] = []
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                guard Int(columnIndices[entry]) < limit else { break }
                kept.append(columnIndices[entry])
                entries.append(values[entry])
            }
            offsets.append(entries.count)
        }
        return SparseMatrix(columns: limit, rowOffsets: offsets, columnIndices: kept, values: entries)
    }
}
