import LinearAlgebra
import StanceKit

extension LBFGS.State {
    /// The state as a file keeps it.
    var tensors: [String: Safetensors.Tensor] {
        let count = current.point.count
        return [
            "point": .init(current.point, shape: [count]), "gradient": .init(current.gradient, shape: [count]),
            "steps": .init(pairs.flatMap(\.step), shape: [pairs.count, count]),
            "changes": .init(pairs.flatMap(\.change), shape: [pairs.count, count]),
            "curvatures": .init(pairs.map(\.curvature), shape: [pairs.count]),
            "numbers": .init([current.value, firstNorm, relative, Double(iteration), isSettled ? 1 : 0], shape: [5]),
        ]
    }

    /// Takes up what `tensors` gave.
    init(tensors: Safetensors.Tensors) throws(StanceError) {
        var reader = TensorReader(tensors)
        let (point, gradient) = (try reader.floats("point"), try reader.floats("gradient"))
        let (steps, changes) = (try reader.matrix("steps"), try reader.matrix("changes"))
        let (curvatures, numbers) = (try reader.doubles("curvatures"), try reader.doubles("numbers"))
        guard gradient.count == point.count, steps.columns == point.count, changes.columns == point.count,
            steps.rows == curvatures.count, changes.rows == curvatures.count, numbers.count == 5,
            let iteration = Int(exactly: numbers[3])
        else { throw StanceError(.malformedModel(reason: "the state of the optimiser does not fit together")) }
        self.init(
            current: LBFGS.Evaluation(point: point, value: numbers[0], gradient: gradient), firstNorm: numbers[1],
            pairs: curvatures.indices.map {
                LBFGS.Pair(step: Array(steps[row: $0]), change: Array(changes[row: $0]), curvature: curvatures[$0])
            },
            iteration: iteration, isSettled: numbers[4] == 1, relative: numbers[2])
    }
}

extension PerceptronTrainer.State {
    /// The state as a file keeps it: network 0 are the layers, network 1 the best ones.
    var tensors: [String: Safetensors.Tensor] {
        var tensors = layers.tensors(ofNetwork: 0)
        tensors.merge(bestLayers.tensors(ofNetwork: 1)) { $1 }
        for (name, moments) in [("weights", optimizer.weights), ("biases", optimizer.biases)] {
            for (depth, moments) in moments.enumerated() {
                tensors["\(name).\(depth).first"] = .init(moments.first, shape: [moments.first.count])
                tensors["\(name).\(depth).second"] = .init(moments.second, shape: [moments.second.count])
            }
        }
        tensors["featureSteps"] = .init(
            optimizer.featureSteps.map(UInt32.init), shape: [optimizer.featureSteps.count])
        tensors["numbers"] = .init(
            [Double(epoch), Double(bestEpoch), bestLoss, Double(optimizer.steps), Double(optimizer.weightDecay)],
            shape: [5])
        return tensors
    }

    /// Takes up what `tensors` gave.
    init(tensors: Safetensors.Tensors) throws(StanceError) {
        let fault = StanceError(.malformedModel(reason: "the state of a network does not fit together"))
        var reader = TensorReader(tensors)
        let (layers, bestLayers) = (try reader.layers(ofNetwork: 0), try reader.layers(ofNetwork: 1))
        let numbers = try reader.doubles("numbers")
        guard numbers.count == 5, !layers.isEmpty,
            layers.map(\.weights.values.count) == bestLayers.map(\.weights.values.count),
            let epoch = Int(exactly: numbers[0]), let bestEpoch = Int(exactly: numbers[1]),
            let steps = Int(exactly: numbers[3])
        else { throw fault }
        var optimizer = AdamW(layers: layers, weightDecay: Float(numbers[4]))
        func moments(_ name: String, count: Int) throws(StanceError) -> AdamW.Moments {
            var moments = AdamW.Moments(count: count)
            (moments.first, moments.second) = (try reader.floats("\(name).first"), try reader.floats("\(name).second"))
            guard moments.first.count == count, moments.second.count == count else { throw fault }
            return moments
        }
        for depth in layers.indices {
            optimizer.weights[depth] = try moments("weights.\(depth)", count: layers[depth].weights.values.count)
            optimizer.biases[depth] = try moments("biases.\(depth)", count: layers[depth].bias.count)
        }
        optimizer.steps = steps
        optimizer.featureSteps = try reader.integers("featureSteps").map { Int32(clamping: $0) }
        guard optimizer.featureSteps.count == layers[0].weights.rows else { throw fault }
        self.init(
            epoch: epoch, layers: layers, optimizer: optimizer, bestEpoch: bestEpoch,
            bestLoss: numbers[2], bestLayers: bestLayers)
    }
}

extension ConvolutionTrainer.State {
    /// The state as a file keeps it.
    var tensors: [String: Safetensors.Tensor] {
        var tensors: [String: Safetensors.Tensor] = ["numbers": .init([Double(epoch), Double(steps)], shape: [2])]
        for (number, block) in ConvolutionParameters.blocks.enumerated() {
            let (values, moments) = (parameters[keyPath: block], moments[number])
            for (name, values) in [("values", values), ("first", moments.first), ("second", moments.second)] {
                tensors["\(number).\(name)"] = .init(values, shape: [values.count])
            }
        }
        return tensors
    }

    /// Takes up what `tensors` gave.
    ///
    /// - Parameter start: a state of the same shapes.
    init(_ start: Self, _ tensors: Safetensors.Tensors) throws(StanceError) {
        let fault = StanceError(.malformedModel(reason: "the state of a network does not fit together"))
        self = start
        var reader = TensorReader(tensors)
        let numbers = try reader.doubles("numbers")
        guard numbers.count == 2, let epoch = Int(exactly: numbers[0]), let steps = Int(exactly: numbers[1]) else {
            throw fault
        }
        (self.epoch, self.steps) = (epoch, steps)
        for (number, block) in ConvolutionParameters.blocks.enumerated() {
            let count = parameters[keyPath: block].count
            parameters[keyPath: block] = try reader.floats("\(number).values")
            moments[number].first = try reader.floats("\(number).first")
            moments[number].second = try reader.floats("\(number).second")
            guard parameters[keyPath: block].count == count, moments[number].first.count == count,
                moments[number].second.count == count
            else { throw fault }
        }
    }
}
