package import LinearAlgebra

extension Safetensors.Tensor {
    /// The tensor of a matrix.
    package init(_ matrix: Matrix) {
        self.init(matrix.values, shape: [matrix.rows, matrix.columns])
    }
}

/// Takes tensors by name, and notices those that nobody asked for.
package struct TensorReader {
    private var tensors: [String: Safetensors.Tensor]

    /// Makes a reader of all tensors of a file.
    package init(_ tensors: [String: Safetensors.Tensor]) {
        self.tensors = tensors
    }

    /// The name of a part of a network's layer.
    package static func layerName(_ network: Int, _ layer: Int, _ part: String) -> String {
        "networks.\(network).layers.\(layer).\(part)"
    }

    /// Whether a tensor of this name is left.
    package func has(_ name: String) -> Bool { tensors[name] != nil }

    /// Takes a vector of `Float`.
    package mutating func floats(_ name: String) throws(StanceError) -> [Float] {
        try vector(name, \.floats)
    }

    /// Takes a vector of `UInt32`.
    package mutating func integers(_ name: String) throws(StanceError) -> [UInt32] {
        try vector(name, \.integers)
    }

    /// Takes a vector of `Double`.
    package mutating func doubles(_ name: String) throws(StanceError) -> [Double] {
        try vector(name, \.doubles)
    }

    private mutating func vector<Element>(
        _ name: String, _ elements: (Safetensors.Tensor) -> [Element]?
    ) throws(StanceError) -> [Element] {
        guard let tensor = tensors.removeValue(forKey: name), let values = elements(tensor), tensor.shape.count == 1
        else { throw Self.missing(name) }
        return values
    }

    /// Takes a vector of `UInt64`.
    mutating func words(_ name: String) throws(StanceError) -> [UInt64] {
        try vector(name, \.words)
    }

    /// Takes rows of four integers, and their scales.
    mutating func integerRows(_ name: String) throws(StanceError) -> IntegerRows {
        guard let rows = tensors.removeValue(forKey: "\(name).rows")?.rows else { throw Self.missing(name) }
        let scales = try floats("\(name).scales")
        guard scales.count == 4 else { throw Self.missing(name) }
        return try IntegerRows(rows: rows, scales: SIMD4(scales))
    }

    /// Takes the convolution, `nil` if there is none.
    package mutating func convolution() throws(StanceError) -> ConvolutionalNetwork? {
        guard has("convolution.words") else { return nil }
        let widths = try integers("convolution.widths").map { Int(min($0, 1 << 20)) }
        let (hashes, scales) = (try words("convolution.words"), try floats("convolution.scales"))
        guard let tensor = tensors.removeValue(forKey: "convolution.rows"), let rows = tensor.smallIntegers,
            tensor.shape.first == hashes.count + 1
        else { throw Self.missing("convolution.rows") }
        return try ConvolutionalNetwork(
            widths: widths, filterCount: scales.count / max(1, widths.count), hashes: hashes,
            rows: rows, scales: scales, bias: floats("convolution.bias"),
            weights: matrix("convolution.output.weights"), logitBias: floats("convolution.output.bias"))
    }

    /// Takes a matrix of `Float`.
    package mutating func matrix(_ name: String) throws(StanceError) -> Matrix {
        guard let tensor = tensors.removeValue(forKey: name), let values = tensor.floats, tensor.shape.count == 2
        else { throw Self.missing(name) }
        return Matrix(rows: tensor.shape[0], columns: tensor.shape[1], values: values)
    }

    /// Takes the layers of a network, in order; none if there is no such network.
    package mutating func layers(ofNetwork network: Int) throws(StanceError) -> [MultilayerPerceptron.Layer] {
        var layers: [MultilayerPerceptron.Layer] = []
        while has(Self.layerName(network, layers.count, "weights")) {
            let weights = try matrix(Self.layerName(network, layers.count, "weights"))
            let bias = try floats(Self.layerName(network, layers.count, "bias"))
            guard weights.columns == bias.count else { throw Self.missing("bias") }
            layers.append(MultilayerPerceptron.Layer(weights: weights, bias: bias))
        }
        return layers
    }

    /// Takes all networks.
    mutating func networks(activation: Activation) throws(StanceError) -> [MultilayerPerceptron] {
        var networks: [MultilayerPerceptron] = []
        while has(Self.layerName(networks.count, 0, "weights")) {
            let layers = try layers(ofNetwork: networks.count)
            networks.append(try MultilayerPerceptron(activation: activation, layers: layers))
        }
        return networks
    }

    /// - Throws: `StanceError.Cause.malformedModel` if a tensor is left over.
    func finish() throws(StanceError) {
        guard let name = tensors.keys.min() else { return }
        throw StanceError(.malformedModel(reason: "nothing is known of a tensor '\(name)'"))
    }

    private static func missing(_ name: String) -> StanceError {
        StanceError(.malformedModel(reason: "the tensor '\(name)' is missing or has another shape"))
    }
}
