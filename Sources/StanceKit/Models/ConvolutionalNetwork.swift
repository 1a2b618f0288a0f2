internal import CVectors
import Foundation
package import LinearAlgebra

/// A convolutional network over the words of a text (Kim 2014, "Convolutional Neural Networks for Sentence Classification").
///
/// A filter looks at every run of so many tokens as it is wide. What it makes of a run is a sum over the run's tokens, and its value for
/// the text is the largest of these sums plus its bias, or 0 if that is less; a linear layer makes logits of the values of all filters.
///
/// What a token adds to a filter at each of the filter's places is multiplied out when the model is made: each known word has a row of
/// bytes, scaled so that sums over runs are bytes too. A text costs some additions a token, sixteen filters at a time, and no
/// multiplication; sums of integers are exact, so that a filter's value is the same on every machine.
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

    /// How many words it knows.
    public var wordCount: Int { index.count }
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
        let largestValue = 128 * scales.largestSize + bias.largestSize
        guard largestValue * weights.values.largestSize * Float(scales.count) + logitBias.largestSize < 1e25 else {
            throw malformed("the convolution's weights multiply to numbers beyond all measure")
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

    /// Makes a network of floating-point numbers, whose rows are rounded: those of each filter to whole multiples of a number so large
    /// that every sum over a run fits into a byte.
    ///
    /// - Parameter rows: what each word adds, then zeros for all others, as `rowLength` tells: words + 1 × places.
    /// - Throws: as above.
    package init(
        widths: [Int], filterCount: Int, index: WordIndex, rows: Matrix, bias: [Float], weights: Matrix,
        logitBias: [Float]
    ) throws(StanceError) {
        let length = Self.rowLength(widths: widths, filterCount: filterCount)
        precondition(
            rows.rows == index.count + 1 && rows.columns == length, "a row for each word and one for all others")
        var largest = [Float](repeating: 0, count: length)
        for row in 0..<rows.rows {
            for (place, value) in rows[row: row].enumerated() { largest[place] = max(largest[place], abs(value)) }
        }
        var scales: [Float] = []
        var scaleOfPlace: [Float] = []
        for width in widths {
            let group = scaleOfPlace.count
            // Each of the numbers of a sum may be rounded up by a half.
            let most = Float(127 - (width + 1) / 2)
            let scalesOfGroup = (0..<filterCount).map { filter in
                (0..<width).reduce(0) { $0 + largest[group + $1 * filterCount + filter] } / most
            }
            scales += scalesOfGroup
            for _ in 0..<width { scaleOfPlace += scalesOfGroup }
        }
        var bytes = Data(capacity: rows.values.count)
        for row in 0..<rows.rows {
            for (value, scale) in zip(rows[row: row], scaleOfPlace) {
                bytes.append(UInt8(bitPattern: scale > 0 ? Int8(clamping: Int((value / scale).rounded())) : 0))
            }
        }
        try self.init(
            widths: widths, filterCount: filterCount, hashes: index.hashes, rows: bytes, scales: scales, bias: bias,
            weights: weights, logitBias: logitBias)
    }

    /// A pass over a text, some of its tokens after the other; reused from text to text.
    ///
    /// Sendable since whoever holds it is alone with it.
    final class Pass: @unchecked Sendable {
        private let network: ConvolutionalNetwork
        private let widths: [Int]
        private let reach: Int
        private let rowLength: Int
        private let filters: Int
        /// The last layer's weights, label after label.
        private let weights: [Float]
        /// For each filter 128 more than the largest sum so far; 0 for none.
        private let largest: UnsafeMutablePointer<UInt8>
        /// Each filter's value.
        private let values: UnsafeMutablePointer<Float>
        /// The rows of the last tokens before a portion, then the portion's.
        private let tokens: UnsafeMutablePointer<UInt32>

        /// How many tokens are worked on at a time.
        private static let portion = 256

        init(_ network: ConvolutionalNetwork) {
            self.network = network
            widths = network.widths
            reach = network.widths[network.widths.count - 1] - 1
            rowLength = network.rowLength
            filters = network.filters
            weights = (0..<network.labelCount).flatMap { label in
                (0..<network.filters).map { network.weights[$0, label] }
            }
            largest = .allocate(capacity: network.filters)
            values = .allocate(capacity: network.filters)
            tokens = .allocate(capacity: reach + Self.portion)
            start()
        }

        deinit {
            largest.deallocate()
            values.deallocate()
            tokens.deallocate()
        }

        /// Begins a text.
        private func start() {
            largest.initialize(repeating: 0, count: filters)
            tokens.initialize(repeating: UInt32(network.index.count), count: reach)
        }

        /// Takes the rows of the text's next tokens.
        func add(_ next: UnsafeBufferPointer<UInt32>) {
            network.rows.withUnsafeBytes { rows in
                var done = 0
                while done < next.count {
                    let count = min(Self.portion, next.count - done)
                    for token in 0..<count {
                        let row = next[done + token]
                        tokens[reach + token] = row
                        let start = rows.baseAddress! + Int(row) * rowLength
                        for line in stride(from: 0, to: rowLength, by: 64) { CVPrefetch(start + line) }
                    }
                    CVConvolve(
                        rows.baseAddress!, rowLength, tokens + reach, count, widths, widths.count,
                        filters / widths.count,
                        largest)
                    tokens.update(from: tokens + count, count: reach)
                    done += count
                }
            }
        }

        /// Adds `scale` times the text's logits to `logits`, and begins the next text.
        func finish(scale: Float, addingTo logits: inout [Float]) {
            // Without tokens every sum is 0.
            if largest[0] == 0 { largest.update(repeating: 128, count: filters) }
            CVFilterValues(largest, network.scales, network.bias, filters, values)
            weights.withUnsafeBufferPointer { weights in
                for label in logits.indices {
                    let sum = CVDot(values, weights.baseAddress! + label * filters, filters)
                    logits[label] += scale * (network.logitBias[label] + sum)
                }
            }
            start()
        }
    }

    /// The logits of a text whose tokens have these rows.
    package func logits(ofRows tokens: [UInt32]) -> [Float] {
        var logits = [Float](repeating: 0, count: labelCount)
        let pass = Pass(self)
        tokens.withUnsafeBufferPointer(pass.add)
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
