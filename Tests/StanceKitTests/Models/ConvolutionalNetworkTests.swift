import CVectors
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import StanceKit

@Suite struct ConvolutionalNetworkTests {
    /// What a model with a convolution says of a text, reckoned from the file format's words in double precision.
    private static func logits(of text: String, _ model: ClassifierModel) throws -> [Double] {
        let network = try #require(model.convolution)
        let hashes = try FeatureExtractor(model.space.configuration).tokenHashes(of: Array(text.utf8)[...])
        let tokens = hashes.map { network.index.hashes.firstIndex(of: $0) }
        var logits = network.logitBias.map(Double.init)
        var first = 0
        for (group, width) in network.widths.enumerated() {
            for place in 0..<network.filterCount {
                let filter = group * network.filterCount + place
                func part(_ token: Int, _ tap: Int) -> Int {
                    guard tokens.indices.contains(token), let row = tokens[token] else { return 0 }
                    let offset = row * network.rowLength + first + tap * network.filterCount + place
                    return Int(Int8(bitPattern: network.rows[network.rows.startIndex + offset]))
                }
                let sums = tokens.indices.map { end in
                    (0..<width).reduce(0) { $0 + part(end - (width - 1) + $1, $1) }
                }
                let value = max(
                    0, Double(sums.max() ?? 0) * Double(network.scales[filter]) + Double(network.bias[filter]))
                for label in logits.indices { logits[label] += value * Double(network.weights[filter, label]) }
            }
            first += width * network.filterCount
        }
        return logits
    }

    private static let texts =
        SmallModel.texts + ["", "…", "qqq", "Danger.", "the the the", "is no danger is no danger"]
        + [String(repeating: SmallModel.texts.joined(separator: " ") + " qqq ", count: 30)]

    @Test(
        "a text's logits are those of its words' rows, whatever stands beside the convolution",
        arguments: [
            (["a", "b", "c"], true), (["a", "b", "c"], false), (["a", "b", "c", "d"], true), (["a", "b"], true),
        ])
    func scores(labels: [String], hasLinearPart: Bool) throws {
        var small = try SmallModel(labels: labels)
        let plain = try small.classifier
        small.convolution = try small.randomConvolution()
        small.calibration = .identity(
            parts: hasLinearPart ? 2 : 1, prevalence: labels.map { _ in 1 / Float(labels.count) })
        if !hasLinearPart { small.linear = nil }
        let model = try small.model
        #expect(model.algorithm == (hasLinearPart ? .ensemble : .mlp))
        let classifier = try small.classifier
        for text in Self.texts {
            let expected = try Self.logits(of: text, model)
            let linear = hasLinearPart ? plain.logits(of: text) : labels.map { _ in 0 }
            let found = classifier.logits(of: text)
            for label in labels.indices {
                // The two parts' mean.
                let sum = expected[label] + Double(linear[label])
                #expect(abs(Double(found[label]) - (hasLinearPart ? sum / 2 : sum)) <= 1e-4, "\(text)")
            }
        }
    }

    @Test("a workspace that has seen other texts says the same")
    func workspace() throws {
        var small = try SmallModel()
        small.convolution = try small.randomConvolution()
        let classifier = try small.classifier
        var workspace = classifier.makeWorkspace()
        for text in Self.texts + Self.texts.reversed() {
            #expect(classifier.classify(Array(text.utf8)[...], using: &workspace) == classifier.classify(text))
        }
    }

    @Test("it reads back as it was written, to the bit", arguments: [["a", "b", "c"], ["a", "b", "c", "d"]])
    func roundTrip(labels: [String]) throws {
        try withTemporaryFolder { folder in
            var small = try SmallModel(labels: labels)
            small.convolution = try small.randomConvolution()
            try small.write(to: "\(folder)/model")
            let read = try ModelDirectory.read("\(folder)/model")
            #expect(read.convolution == small.convolution)
            let (given, found) = (try small.classifier, try Classifier(read))
            for text in Self.texts { #expect(found.classify(text) == given.classify(text)) }
        }
    }

    @Test("what tokens add sums to the logit, and is what the path from the empty text adds")
    func explanations() throws {
        var small = try SmallModel()
        let network = try small.randomConvolution()
        small.convolution = network
        let classifier = try small.classifier
        for text in Self.texts {
            for label in 0..<3 {
                let explanation = classifier.explain(text, label: label)
                let sum = explanation.base + explanation.spans.reduce(0) { $0 + $1.weight }
                #expect(abs(sum - explanation.logit) <= 1e-4 * max(1, abs(explanation.logit)), "\(text)")
            }
        }
        let tokens = try FeatureExtractor(small.space.configuration).tokenHashes(
            of: Array(SmallModel.texts[0].utf8)[...]
        )
        .map { UInt32(network.index.row(ofHash: $0)) }
        let (base, added) = network.contributions(ofRows: tokens, toLabel: 1)
        #expect(added.contains { $0 != 0 })
        #expect(abs(base + added.reduce(0, +) - Double(network.logits(ofRows: tokens)[1])) <= 1e-4)
        // By steps along the path: at each, a filter that is active adds its largest run's parts.
        let steps = 4000
        var expected = [Double](repeating: 0, count: tokens.count)
        var first = 0
        for (group, width) in network.widths.enumerated() {
            for place in 0..<network.filterCount {
                let filter = group * network.filterCount + place
                func part(_ token: Int, _ tap: Int) -> Double {
                    guard token >= 0 else { return 0 }
                    let offset =
                        Int(tokens[token]) * network.rowLength + first + tap * network.filterCount + place
                    return Double(Int8(bitPattern: network.rows[network.rows.startIndex + offset]))
                        * Double(network.scales[filter])
                }
                func sum(_ end: Int) -> Double {
                    (0..<width).reduce(0) { $0 + part(end - (width - 1) + $1, $1) }
                }
                let end = try #require(tokens.indices.max { sum($0) < sum($1) })
                let active = (0..<steps).count {
                    (Double($0) + 0.5) / Double(steps) * sum(end) + Double(network.bias[filter]) > 0
                }
                for tap in 0..<width where end - (width - 1) + tap >= 0 {
                    expected[end - (width - 1) + tap] +=
                        Double(active) / Double(steps) * part(end - (width - 1) + tap, tap)
                        * Double(network.weights[filter, 1])
                }
            }
            first += width * network.filterCount
        }
        for (found, expected) in zip(added, expected) { #expect(abs(found - expected) <= 1e-2) }
    }

    @Test("rows are rounded to whole steps of their filter, so large that no sum over a run leaves a byte")
    func rounding() throws {
        var generator = SplitMix64(seed: 3)
        for width in 1...8 {
            let length = (width > 1 ? 16 : 0) + 16 * width
            let rows = Matrix(
                rows: 5, columns: length,
                values: (0..<5 * length).map { $0 < 4 * length ? Float.random(in: -3...3, using: &generator) : 0 })
            let widths = width > 1 ? [1, width] : [1]
            let filters = 16 * widths.count
            let network = try ConvolutionalNetwork(
                widths: widths, filterCount: 16, index: WordIndex(hashes: [3, 5, 8, 13]), rows: rows,
                bias: [Float](repeating: 0, count: filters), weights: Matrix(rows: filters, columns: 2),
                logitBias: [0, 0])
            var largest = [Int](repeating: 0, count: length)
            for row in 0..<5 {
                for place in 0..<length {
                    let filter = place < 16 ? place : 16 + (place - 16) % 16
                    let byte = Int(Int8(bitPattern: network.rows[row * length + place]))
                    let value = Float(byte) * network.scales[filter]
                    #expect(abs(value - rows[row, place]) <= network.scales[filter] * 0.501)
                    largest[place] = max(largest[place], abs(byte))
                }
            }
            for filter in 0..<16 {
                #expect(largest[filter] <= 127)
                if width > 1 {
                    #expect((0..<width).reduce(0) { $0 + largest[16 + $1 * 16 + filter] } <= 127)
                }
            }
        }
    }

    @Test("a word is found by its hash, and no other is")
    func index() {
        var generator = SplitMix64(seed: 9)
        for count in [0, 1, 7, 8, 9, 1000] {
            let hashes = Set((0..<count).map { _ in generator.next() }).sorted()
            let index = WordIndex(hashes: hashes)
            for (row, hash) in hashes.enumerated() { #expect(index.row(ofHash: hash) == row) }
            for _ in 0..<100 { #expect(index.row(ofHash: generator.next()) == count) }
        }
    }

    @Test(
        "tensors that do not fit together are no model",
        arguments: [
            { $0["convolution.rows"]?.shape = [1, 1] },
            { $0["convolution.rows"] = .init(integers: Data(count: 96), shape: [1, 96]) },
            { $0["convolution.rows"] = nil },
            { $0["convolution.widths"] = .init([2, 1] as [UInt32], shape: [2]) },
            { $0["convolution.widths"] = .init([1, 9] as [UInt32], shape: [2]) },
            { $0["convolution.widths"] = .init([] as [UInt32], shape: [0]) },
            { $0["convolution.scales"] = .init([1, 1, 1] as [Float], shape: [3]) },
            { $0["convolution.bias"] = .init([Float](repeating: .nan, count: 32), shape: [32]) },
            {
                $0["convolution.scales"] = .init([Float](repeating: 1e11, count: 32), shape: [32])
                $0["convolution.output.weights"] = .init([Float](repeating: 1e11, count: 96), shape: [32, 3])
            },
            { $0["convolution.words"] = .init($0["convolution.words"]!.words!.reversed()) },
            { $0["convolution.output.bias"] = .init([0, 0] as [Float], shape: [2]) },
            { $0["convolution.output.weights"] = .init([Float](repeating: 0, count: 6), shape: [2, 3]) },
        ] as [@Sendable (inout Safetensors.Tensors) -> Void])
    func malformed(change: @Sendable (inout Safetensors.Tensors) -> Void) throws {
        var small = try SmallModel()
        small.convolution = try small.randomConvolution()
        var tensors = try small.model.tensors
        var reader = TensorReader(tensors)
        #expect(try reader.convolution() == small.convolution)
        change(&tensors)
        var changed = TensorReader(tensors)
        #expect(throws: StanceError.self) { _ = try changed.convolution() }
    }

    @Test("a model has networks of one kind alone, with as many labels")
    func oneKind() throws {
        var small = try SmallModel(.ensemble)
        small.convolution = try small.randomConvolution()
        #expect(throws: StanceError.self) { try small.model }
        small = try SmallModel(labels: ["a", "b"])
        small.convolution = try SmallModel().randomConvolution()
        #expect(throws: StanceError.self) { try small.model }
    }

    @Test("largest sums over runs, filters' values and inner products are those of plain loops")
    func kernels() {
        var generator = SplitMix64(seed: 21)
        for _ in 0..<60 {
            let widths = Set(
                (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                    Int.random(in: 1...8, using: &generator)
                }
            ).sorted()
            let (filters, reach) = (16 * Int.random(in: 1...4, using: &generator), widths.last! - 1)
            let length = widths.reduce(0, +) * filters
            let rowCount = Int.random(in: 1...9, using: &generator)
            let rows = (0..<rowCount * length).map { _ in Int8.random(in: -15...15, using: &generator) }
            let count = Int.random(in: 0...12, using: &generator)
            let tokens = (0..<count + reach).map { _ in UInt32.random(in: 0..<UInt32(rowCount), using: &generator) }
            let before = (0..<filters * widths.count).map { _ in UInt8.random(in: 0...150, using: &generator) }
            var found = before
            tokens.withUnsafeBufferPointer {
                CVConvolve(rows, length, $0.baseAddress! + reach, count, widths, widths.count, filters, &found)
            }
            var expected = before
            var first = 0
            for (group, width) in widths.enumerated() {
                for filter in 0..<filters {
                    for end in reach..<reach + count {
                        let sum = (0..<width).reduce(128) { sum, tap in
                            let row = Int(tokens[end - (width - 1) + tap])
                            return sum + Int(rows[row * length + first + tap * filters + filter])
                        }
                        let place = group * filters + filter
                        expected[place] = max(expected[place], UInt8(sum))
                    }
                }
                first += width * filters
            }
            #expect(found == expected)

            let scales = before.map { _ in Float.random(in: 0...1, using: &generator) }
            let bias = before.map { _ in Float.random(in: -9...9, using: &generator) }
            var values = scales
            CVFilterValues(found, scales, bias, found.count, &values)
            for filter in found.indices {
                #expect(
                    abs(values[filter] - max(0, (Float(found[filter]) - 128) * scales[filter] + bias[filter])) <= 1e-4)
            }
            let product = zip(values, bias).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            #expect(abs(Double(CVDot(values, bias, values.count)) - product) <= 1e-5 * Double(values.count) * 150 * 9)
        }
    }
}

extension Classifier {
    fileprivate func logits(of text: String) -> [Float] {
        Array(text.utf8).withUnsafeBufferPointer { logits(of: $0) }
    }
}
