import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import StanceKit

/// The model directory with networks, calibration and prediction sets.
@Suite struct NetworkModelTests {
    @Test(
        "Every kind of model reads back as it was written, to the bit",
        arguments: ClassifierModel.Algorithm.allCases, [false, true])
    func roundTrip(algorithm: ClassifierModel.Algorithm, words: Bool) throws {
        try withTemporaryFolder { folder in
            let small = try SmallModel(algorithm, words: words)
            let model = try small.model
            try small.write(to: "\(folder)/model")
            let read = try ModelDirectory.read("\(folder)/model")
            #expect(read.algorithm == algorithm)
            #expect(read.linear == (algorithm == .logistic ? nil : model.linear))
            #expect(read.integers == model.integers)
            #expect(read.networks == model.networks)
            #expect(read.calibration == model.calibration)
            #expect(read.predictionSets == model.predictionSets)
            #expect(read.space.buckets == model.space.buckets)
            // Where weights are integers, these come from 16-bit squares.
            let precision: Float = algorithm == .logistic ? 1e-3 : 0
            for (found, given) in zip(read.space.inverseDocumentFrequencies, model.space.inverseDocumentFrequencies) {
                #expect(abs(found - given) <= precision)
            }
            var rule = DecisionRule()
            rule.coverage = 0.8
            let (given, found) = (try Classifier(model, rule: rule), try Classifier(read, rule: rule))
            for text in SmallModel.texts + ["", "qqq"] { #expect(found.classify(text) == given.classify(text)) }
        }
    }

    @Test(
        "A model of version 1 says what it said then",
        arguments: [
            ("the umbrella is on the beach", 0, [0.943277, 0.056723]), ("the wet hat", 1, [0.113445, 0.886555]),
        ] as [(String, Int, [Float])])
    func versionOne(text: String, label: Int, probabilities: [Float]) throws {
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/version-1").path
        let model = try ModelDirectory.read(fixture)
        #expect(model.labels == ["rain", "sun"])
        // Its class weights were balanced: whatever the labels' numbers, its probabilities suppose one half each.
        #expect(model.calibration == .identity(parts: 1, prevalence: [0.5, 0.5]))
        let prediction = try Classifier(model).classify(text)
        #expect(prediction.labelIndex == label)
        // Its weights were summed as floating-point numbers then, and are summed as 16-bit integers now.
        for (found, expected) in zip(prediction.probabilities, probabilities) { #expect(abs(found - expected) <= 1e-5) }
    }

    /// Writes a model, changes tensors and configuration, and seals it with a right checksum, as somebody who means harm
    /// would; the error with which it is refused.
    private static func refusal(
        _ algorithm: ClassifierModel.Algorithm, words: Bool = false, _ change: Change
    ) throws -> StanceError? {
        try withTemporaryFolder { folder in
            let directory = "\(folder)/model"
            try SmallModel(algorithm, words: words).write(to: directory)
            var (configuration, weights, _) = try ModelDirectory.readFiles(directory)
            var tensors = try Safetensors.decoded(weights)
            change.apply(&tensors, &configuration)
            weights = Safetensors.encoded(tensors)
            configuration.checksum = ModelChecksum.placeholder
            let blank = JSON.encoded(configuration, formatting: .prettyPrinted)
            let checksum = ModelChecksum.checksum(configuration: blank, weights: weights)
            let sealed = try #require(ModelChecksum.replacing(ModelChecksum.placeholder, with: checksum, in: blank))
            try Data(weights).write(to: URL(fileURLWithPath: "\(directory)/model.safetensors"))
            try Data(sealed).write(to: URL(fileURLWithPath: "\(directory)/config.json"))
            do throws(StanceError) {
                _ = try Classifier(contentsOf: directory)
                return nil
            } catch {
                return error
            }
        }
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var apply: @Sendable (inout [String: Safetensors.Tensor], inout ModelConfiguration) -> Void

        init(
            _ description: String,
            _ apply: @escaping @Sendable (inout [String: Safetensors.Tensor], inout ModelConfiguration) -> Void
        ) {
            testDescription = description
            self.apply = apply
        }

        /// Puts other numbers in the place of a tensor.
        static func shape(_ name: String, _ shape: [Int]) -> Change {
            Change("\(name) of shape \(shape)") { tensors, _ in
                tensors[name] = .init([Float](repeating: 0.5, count: shape.reduce(1, *)), shape: shape)
            }
        }

        /// Puts a number in the place of a tensor's first.
        static func first(_ name: String, _ number: Float) -> Change {
            Change("\(name) that begins with \(number)") { tensors, _ in
                guard let old = tensors[name], var numbers = old.floats else { return }
                numbers[0] = number
                tensors[name] = .init(numbers, shape: old.shape)
            }
        }

        /// Changes the known buckets.
        static func buckets(_ name: String, _ change: @escaping @Sendable (inout [UInt32]) -> Void) -> Change {
            Change("buckets \(name)") { tensors, _ in
                guard let old = tensors["features.buckets"], var buckets = old.integers else { return }
                change(&buckets)
                tensors["features.buckets"] = .init(buckets, shape: old.shape)
            }
        }

        static func without(_ name: String) -> Change { Change("no \(name)") { tensors, _ in tensors[name] = nil } }

        static func calibration(_ name: String, _ change: @escaping @Sendable (inout Calibration) -> Void) -> Change {
            Change("calibration \(name)") { _, configuration in
                guard var calibration = configuration.calibration else { return }
                change(&calibration)
                configuration.calibration = calibration
            }
        }
    }

    private static let changes: [Change] = [
        .without("networks.0.layers.0.weights"), .without("networks.0.layers.2.weights"),
        .without("networks.0.layers.1.bias"), .without("networks.1.layers.0.weights"), .without("weights"),
        .without("bias"), .without("features.idf"),
        .shape("networks.2.layers.1.weights", [3, 3]), .shape("extra", [1]), .shape("weights.more", []),
        .shape("networks.0.layers.0.weights", [7, 5]), .shape("networks.0.layers.0.weights", [0, 5]),
        .shape("networks.0.layers.1.weights", [4, 4]), .shape("networks.0.layers.1.weights", [20]),
        .shape("networks.0.layers.1.weights", [5, 0]), .shape("networks.0.layers.2.weights", [4, 2]),
        .shape("networks.0.layers.2.bias", [2]), .shape("networks.0.layers.1.bias", [2, 2]),
        .shape("networks.0.layers.3.weights", [3, 3]), .shape("bias", [3, 1]), .shape("bias", [2]),
        .shape("features.idf", [3]),
        .first("features.idf", 0), .first("features.idf", -1), .first("features.idf", .nan),
        .first("features.idf", .infinity), .first("weights", .nan), .first("weights", 1e30), .first("bias", -.infinity),
        .first("networks.0.layers.0.weights", .infinity), .first("networks.1.layers.0.weights", .nan),
        .first("networks.0.layers.1.bias", .infinity), .first("networks.1.layers.2.weights", .nan),
        .buckets("that fall") { $0.swapAt(0, 1) }, .buckets("of which two are one") { $0[1] = $0[0] },
        .buckets("beyond the last") { $0[$0.count - 1] = .max },
        Change("layers whose product is beyond all measure") { tensors, _ in
            for depth in 0..<3 {
                let name = "networks.0.layers.\(depth).weights"
                guard let shape = tensors[name]?.shape else { return }
                tensors[name] = .init([Float](repeating: 9e11, count: shape.reduce(1, *)), shape: shape)
            }
        },
        Change("a network's weights as whole numbers") { tensors, _ in
            tensors["networks.0.layers.1.bias"] = .init([UInt32(1), 0, 0, 0], shape: [4])
        },
        Change("networks without an activation") { _, configuration in configuration.activation = nil },
        Change("another algorithm") { _, configuration in
            configuration.algorithm = configuration.algorithm == .mlp ? .ensemble : .mlp
        },
        Change("labels for others") { _, configuration in configuration.labels = ["a", "b"] },
        .calibration("without scales") { $0.scales = [] }, .calibration("with many scales") { $0.scales += [1, 1] },
        .calibration("with a negative scale") { $0.scales[0] = -1 },
        .calibration("of too few labels") { $0.bias = [0, 0] },
        .calibration("with a huge bias") { $0.bias[0] = 1e13 },
        .calibration("with huge offsets") { $0.offsets[2] = -1e13 },
        .calibration("with no prevalence") { $0.prevalence[0] = 0 },
        .calibration("with too large a prevalence") { $0.prevalence[0] = 1.5 },
        .shape("calibration.thresholds", [999]), .shape("calibration.thresholds", [10, 100]),
        Change("thresholds that fall") { tensors, _ in
            tensors["calibration.thresholds"] = .init((0..<1000).map { 1 - Float($0) / 1000 }, shape: [1000])
        },
    ]

    @Test("Parts that do not fit together are refused even under a right checksum", arguments: changes)
    func hostile(change: Change) throws {
        let error = try #require(try Self.refusal(.ensemble, change))
        guard case .malformedModel = error.cause else {
            Issue.record("\(error)")
            return
        }
    }

    @Test("A model signed anew without a change is read")
    func unchanged() throws {
        #expect(try Self.refusal(.ensemble, Change("nothing") { _, _ in }) == nil)
    }

    @Test("A model of networks alone takes no weights of a linear part")
    func leftOver() throws {
        let error = try Self.refusal(.mlp, .shape("weights", [1, 3]))
        #expect(error?.cause == .malformedModel(reason: "nothing is known of a tensor 'weights'"))
    }
}
