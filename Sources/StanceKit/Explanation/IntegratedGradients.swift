import LinearAlgebra

/// What the inputs of a network add to a logit: integrated gradients (Sundararajan, Taly & Yan 2017, "Axiomatic
/// Attribution for Deep Networks").
///
/// On the straight path from the empty text to the text, x · α for α from 0 to 1, input i adds xᵢ · ∫ ∂logit/∂xᵢ dα. The first
/// layer is linear, so that the integral is W₁ times the mean gradient by z₁ = b₁ + α · e, with e = W₁ᵀx: a vector of as many
/// numbers as z₁ has, whatever the number of features. What all inputs add sums to the difference between the two ends
/// ("completeness").
struct IntegratedGradients {
    private let network: MultilayerPerceptron
    private let label: Int
    /// e, by which z₁ differs between the two ends.
    private let direction: [Double]

    /// - Parameter embedding: e = W₁ᵀx, without the bias.
    init(_ network: MultilayerPerceptron, label: Int, embedding: [Double]) {
        self.network = network
        self.label = label
        direction = embedding
    }

    /// The mean gradient of the logit by z₁ along the path.
    ///
    /// Each piece of the path is halved until completeness holds on it, so that the kinks of `relu` are closed in on, and a
    /// smooth function takes few steps.
    /// - Complexity: O(weights behind the first layer · pieces).
    func meanGradient() -> [Double] {
        var sum = [Double](repeating: 0, count: direction.count)
        let ends = (logit(at: 0), logit(at: 1))
        let precision = Self.tolerance.least * max(1, abs(ends.0), abs(ends.1))
        var halvings = Self.mostHalvings
        add(from: 0, to: 1, ends.0, ends.1, precision, &halvings, to: &sum)
        return sum
    }

    /// The logit of the empty text.
    var base: Double { logit(at: 0) }

    /// How far a piece of the whole path's length may be from complete; for shorter ones it is that part of it, but no less
    /// than what single-precision activations can be trusted with, in parts of the logit if that is large.
    private static let tolerance = (ofWhole: 1e-5, least: 2e-7)
    /// Each kink takes about twenty. Where large weights cancel each other no number of them would do.
    private static let mostHalvings = 1 << 14
    /// Gauss–Legendre quadrature with three points, exact for polynomials up to degree five.
    private static let points = [
        (0.5 - 0.15.squareRoot(), 5 / 18.0), (0.5, 8 / 18.0), (0.5 + 0.15.squareRoot(), 5 / 18.0),
    ]

    private func add(
        from lower: Double, to upper: Double, _ logitAtLower: Double, _ logitAtUpper: Double, _ precision: Double,
        _ halvings: inout Int, to sum: inout [Double]
    ) {
        let length = upper - lower
        var mean = [Double](repeating: 0, count: direction.count)
        for (place, weight) in Self.points {
            for (unit, slope) in gradient(at: lower + place * length).enumerated() {
                mean[unit] += length * weight * slope
            }
        }
        let gap = zip(mean, direction).reduce(0) { $0 + $1.0 * $1.1 } - (logitAtUpper - logitAtLower)
        guard abs(gap) > max(Self.tolerance.ofWhole * length, precision), halvings > 0, length > 0x1p-24 else {
            for unit in sum.indices { sum[unit] += mean[unit] }
            return
        }
        halvings -= 1
        let middle = (lower + upper) / 2
        let logitInMiddle = logit(at: middle)
        add(from: lower, to: middle, logitAtLower, logitInMiddle, precision, &halvings, to: &sum)
        add(from: middle, to: upper, logitInMiddle, logitAtUpper, precision, &halvings, to: &sum)
    }

    private func logit(at place: Double) -> Double {
        guard let last = network.layers.last, let inputs = sums(at: place).last else { return 0 }
        return inputs.indices.reduce(Double(last.bias[label])) { sum, input in
            sum + Double(network.activation.value(Float(inputs[input]))) * Double(last.weights[input, label])
        }
    }

    /// z of every layer but the last, at a place of the path.
    private func sums(at place: Double) -> [[Double]] {
        var sums = [zip(network.layers[0].bias, direction).map { Double($0) + place * $1 }]
        for layer in network.layers.dropFirst().dropLast() {
            var next = layer.bias.map(Double.init)
            for (input, value) in sums[sums.count - 1].enumerated() {
                let active = Double(network.activation.value(Float(value)))
                for output in next.indices { next[output] += active * Double(layer.weights[input, output]) }
            }
            sums.append(next)
        }
        return sums
    }

    /// The gradient of the logit by z₁, at a place of the path.
    private func gradient(at place: Double) -> [Double] {
        // By the outputs of the layer behind: of the last layer, the logit alone counts.
        var behind = network.layers[network.layers.count - 1].bias.indices.map { $0 == label ? 1.0 : 0 }
        for (layer, inputs) in zip(network.layers.dropFirst(), sums(at: place)).reversed() {
            behind = inputs.enumerated().map { input, value in
                let slope = behind.indices.reduce(0) { $0 + Double(layer.weights[input, $1]) * behind[$1] }
                return slope * Double(network.activation.derivative(Float(value)))
            }
        }
        return behind
    }
}
