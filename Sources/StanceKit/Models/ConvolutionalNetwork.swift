internal import CVectors
import Foundation
package import LinearAlgebra

/// A convolutional network over the words of a text (Kim 2014, "Convolutional Neural Networks for Sentence Classification").
///
/// A filter looks at every run of so many tokens as it is wide. What it makes of a run is a sum over the run's tokens, and its value for
/// the text is the largest of these sums plus its bias, or 0 if that is less; a linear layer makes logits of the values of all filters.
///
/// What a token adds to a filter at each of the filter's places is multiplied out when the model is made: each known word has a row of
/// 8-bit integers. A text costs a few additions a token and no multiplication, and sums of integers are exact, so that a
/// filter's value is the same on every machine.
public struct ConvolutionalNetwork: Sendable, Equatable {
    /// How many tokens the filters of each group look at, rising.
    public let widths: [Int]
    /// How many filters each group has; a multiple of `lanes`.
    public let filterCount: Int
    /// Which row is whose. Every other token, and what lies before the text, has the last row.
    package let index: WordIndex
    /// What a token adds, words × places: those of the first group's filters, then of the second's. A group has `filterCount` numbers
    /// for a run's first token, then as many for its second one, and so on.
    let rows: Data
    /// By what the sums of each filter are multiplied.
    let scales: [Float]
    /// The bias of each filter.
    let bias: [Float]
    /// The last layer's weights, filters × labels.
    let weights: Matrix
    /// The last layer's bias.
    let logitBias: [Float]

    /// How many filters are summed side by side.
    public static let lanes = 16
    /// The widest filters there may be.
    public static let largestWidth = 8

    /// How many numbers a row has.
    public static func rowLength(widths: [Int], filterCount: Int) -> Int { widths.reduce(0, +) * filterCount }

    /// How many numbers each row has.
    public var rowLength: Int { Self.rowLength(widths: widths, filterCount: filterCount) }
    /// How many filters there are.
    var filters: Int { widths.count * filterCount }
    /// The number of labels.
    public var labelCount: Int { logitBias.count }

    /// Makes a network of what is stored of it.
    ///
    /// - Throws: `StanceError.Cause.malformedModel` if the shapes do not follow from each other, or a number is not finite or too
    ///   large.
    init(
        widths: [Int], filterCount: Int, hashes: [UInt64], rows: Data, scales: [Float], bias: [Float],
        weights: Matrix, logitBias: [Float]
    ) throws(StanceError) {
        func malformed(_ reason: String) -> StanceError { StanceError(.malformedModel(reason: reason)) }
        guard !widths.isEmpty, widths.allSatisfy({ (1...Self.largestWidth).contains($0) }),
            zip(widths, widths.dropFirst()).allSatisfy({ $0 < $1 }), (1...1024).contains(filterCount),
            filterCount % Self.lanes == 0, scales.count == widths.count * filterCount, bias.count == scales.count,
            weights.rows == scales.count, weights.columns == logitBias.count,
            rows.count == (hashes.count + 1) * Self.rowLength(widths: widths, filterCount: filterCount)
        else { throw malformed("the convolution's tensors do not fit together") }
        guard zip(hashes, hashes.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw malformed("the convolution's words are not in order")
        }
        guard [scales, bias, weights.values, logitBias].allSatisfy(\.areSensible) else {
            throw malformed("a weight is not a finite number of sensible size")
        }
        self.widths = widths
        self.filterCount = filterCount
        index = WordIndex(hashes: hashes)
        self.rows = rows
        self.scales = scales
        self.bias = bias
        self.weights = weights
        self.logitBias = logitBias
    }

    /// Makes a network of floating-point numbers, whose rows are rounded: those of each filter to whole multiples of a 127th of its
    /// largest one.
    ///
    /// - Parameter rows: what each word adds, then zeros for all others, as `rowLength` tells: words + 1 × places.
    /// - Throws: as above.
    package init(
        widths: [Int], filterCount: Int, index: WordIndex, rows: Matrix, bias: [Float], weights: Matrix,
        logitBias: [Float]
    ) throws(StanceError) {
        let length = Self.rowLength(widths: widths, filterCount: filterCount)
        precondition(rows.rows == index.count + 1 && rows.columns == length, "a row for each word and one for all others")
        var scales = [Float](repeating: 0, count: widths.count * filterCount)
        let filterOfPlace = widths.enumerated().flatMap { group, width in
            (0..<width * filterCount).map { group * filterCount + $0 % filterCount }
        }
        for row in 0..<rows.rows {
            for (place, value) in rows[row: row].enumerated() {
                scales[filterOfPlace[place]] = max(scales[filterOfPlace[place]], abs(value) / 127)
            }
        }
        var bytes = Data(capacity: rows.values.count)
        for row in 0..<rows.rows {
            for (place, value) in rows[row: row].enumerated() {
                let scale = scales[filterOfPlace[place]]
                let rounded = scale > 0 ? Int((value / scale).rounded()) : 0
                bytes.append(UInt8(bitPattern: Int8(clamping: rounded)))
            }
        }
        try self.init(
            widths: widths, filterCount: filterCount, hashes: index.hashes, rows: bytes, scales: scales, bias: bias,
            weights: weights, logitBias: logitBias)
    }

    /// A pass over a text, a portion of its tokens after the other; reused from text to text.
    ///
    /// Sendable since whoever holds it is alone with it.
    final class Pass: @unchecked Sendable {
        private let network: ConvolutionalNetwork
        /// The largest sum of each filter so far.
        private var largest: [Int16]
        /// Where the rows of the last portion's last tokens lie, then those of this one's.
        private var tokens: [UInt32] = []

        init(_ network: ConvolutionalNetwork) {
            self.network = network
            largest = [Int16](repeating: .min, count: network.filters)
            start()
        }

        private var reach: Int { network.widths[network.widths.count - 1] - 1 }

        /// Begins a text.
        private func start() {
            for filter in largest.indices { largest[filter] = .min }
            tokens.removeAll(keepingCapacity: true)
            for _ in 0..<reach { tokens.append(UInt32(network.index.count)) }
        }

        /// Takes the next tokens of the text.
        func add(_ next: some Sequence<UInt32>) {
            tokens.append(contentsOf: next)
            let count = tokens.count - reach
            guard count > 0 else { return }
            network.rows.withUnsafeBytes { rows in
                tokens.withUnsafeBufferPointer { tokens in
                    largest.withUnsafeMutableBufferPointer { largest in
                        var first = 0
                        for (group, width) in network.widths.enumerated() {
                            CVConvolve(
                                rows.baseAddress! + first, network.rowLength, tokens.baseAddress! + reach, count, width,
                                network.filterCount, largest.baseAddress! + group * network.filterCount)
                            first += width * network.filterCount
                        }
                    }
                }
            }
            tokens.removeFirst(count)
        }

        /// Adds `scale` times the text's logits to `logits`, and begins the next text.
        func finish(scale: Float, addingTo logits: inout [Float]) {
            let labels = network.labelCount
            network.weights.values.withUnsafeBufferPointer { weights in
                for label in 0..<labels { logits[label] += scale * network.logitBias[label] }
                for filter in largest.indices {
                    let value = network.value(ofFilter: filter, largestSum: largest[filter])
                    guard value > 0 else { continue }
                    for label in 0..<labels { logits[label] += scale * value * weights[filter * labels + label] }
                }
            }
            start()
        }
    }

    /// A filter's value, given its largest sum; `.min` for the empty text.
    @inline(__always)
    fileprivate func value(ofFilter filter: Int, largestSum: Int16) -> Float {
        max(0, (largestSum == .min ? 0 : Float(largestSum) * scales[filter]) + bias[filter])
    }

    /// The logits of a text whose tokens have these rows.
    package func logits(ofRows tokens: [UInt32]) -> [Float] {
        var logits = [Float](repeating: 0, count: labelCount)
        let pass = Pass(self)
        pass.add(tokens)
        pass.finish(scale: 1, addingTo: &logits)
        return logits
    }

    /// What each token adds to a label's logit, by integrated gradients against the empty text (Sundararajan, Taly & Yan 2017).
    ///
    /// On the path x · α a filter's largest sum lies at the same run for every α, so that the integral is known: a token of that run gets
    /// what it adds to the sum, times the part of the path on which the filter's value is more than 0, times the weight.
    /// - Parameter tokens: the rows of the text's tokens.
    /// - Returns: the empty text's logit, and what each token adds; together the text's logit.
    /// - Complexity: O(tokens · places).
    func contributions(ofRows tokens: [UInt32], toLabel label: Int) -> (base: Double, tokens: [Double]) {
        var base = Double(logitBias[label])
        var sums = [Double](repeating: 0, count: tokens.count)
        var first = 0
        for (group, width) in widths.enumerated() {
            for place in 0..<filterCount {
                let filter = group * filterCount + place
                let (bias, weight) = (Double(bias[filter]), Double(weights[filter, label]))
                base += weight * max(0, bias)
                /// What token `end - back` adds to the run that ends at `end`.
                func part(_ end: Int, _ back: Int) -> Int {
                    guard end >= back else { return 0 }
                    let offset = Int(tokens[end - back]) * rowLength + first + (width - 1 - back) * filterCount + place
                    return Int(Int8(bitPattern: rows[rows.startIndex + offset]))
                }
                func sum(_ end: Int) -> Int { (0..<width).reduce(0) { $0 + part(end, $1) } }
                guard let best = tokens.indices.max(by: { sum($0) < sum($1) }) else { continue }
                let slope = Double(sum(best)) * Double(scales[filter])
                // Where on the path slope · α + bias is more than 0.
                let active: Double
                if bias > 0 {
                    active = slope + bias >= 0 ? 1 : bias / -slope
                } else {
                    active = slope + bias > 0 ? (slope + bias) / slope : 0
                }
                for back in 0..<min(width, best + 1) {
                    sums[best - back] += weight * active * Double(part(best, back)) * Double(scales[filter])
                }
            }
            first += width * filterCount
        }
        return (base, sums)
    }
}
