extension ClassifierModel {
    /// The tensors of the model, by name; docs/ModelFormat.md lists them.
    var tensors: [String: Safetensors.Tensor] {
        var tensors: [String: Safetensors.Tensor] = [:]
        if let integers {
            tensors["features.known"] = .init(space.index.bits)
            for (name, block) in [("words", integers.words), ("characters", integers.characters)] {
                tensors["\(name).rows"] = .init(block.rows)
                tensors["\(name).scales"] = .init((0..<4).map { block.scales[$0] }, shape: [4])
            }
            tensors["bias"] = .init(integers.bias, shape: [integers.bias.count])
        } else {
            tensors["features.buckets"] = .init(space.buckets, shape: [space.count])
            tensors["features.idf"] = .init(space.inverseDocumentFrequencies, shape: [space.count])
            if let linear {
                tensors["weights"] = .init(linear.weights)
                tensors["bias"] = .init(linear.bias, shape: [linear.bias.count])
            }
        }
        for (index, network) in networks.enumerated() {
            tensors.merge(network.layers.tensors(ofNetwork: index)) { $1 }
        }
        if let convolution { tensors.merge(convolution.tensors) { $1 } }
        if let predictionSets {
            let thresholds = predictionSets.thresholds
            tensors["calibration.thresholds"] = .init(thresholds, shape: [thresholds.count])
        }
        return tensors
    }
}

extension ConvolutionalNetwork {
    /// Its tensors, by name.
    package var tensors: [String: Safetensors.Tensor] {
        [
            "convolution.widths": .init(widths.map(UInt32.init), shape: [widths.count]),
            "convolution.words": .init(index.hashes),
            "convolution.rows": .init(integers: rows, shape: [index.count + 1, rowLength]),
            "convolution.scales": .init(scales, shape: [scales.count]),
            "convolution.bias": .init(bias, shape: [bias.count]),
            "convolution.output.weights": .init(weights),
            "convolution.output.bias": .init(logitBias, shape: [logitBias.count]),
        ]
    }
}

extension [MultilayerPerceptron.Layer] {
    /// The tensors of a network's layers, by name.
    package func tensors(ofNetwork network: Int) -> [String: Safetensors.Tensor] {
        var tensors: [String: Safetensors.Tensor] = [:]
        for (depth, layer) in enumerated() {
            tensors[TensorReader.layerName(network, depth, "weights")] = .init(layer.weights)
            tensors[TensorReader.layerName(network, depth, "bias")] = .init(layer.bias, shape: [layer.bias.count])
        }
        return tensors
    }
}
