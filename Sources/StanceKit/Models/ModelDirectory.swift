import Foundation
import LinearAlgebra

/// The directory that is a model: `model.safetensors`, `config.json` and a model card, `README.md`.
public enum ModelDirectory {
    private static let weightsFile = "model.safetensors"
    private static let configurationFile = "config.json"
    private static let cardFile = "README.md"

    /// What a model directory may hold; one with anything else in it is never replaced.
    private static let ownedFiles: Set = [weightsFile, configurationFile, cardFile, "metrics.json"]

    /// The longest `config.json` that is read, in bytes.
    private static let longestConfiguration = 16 << 20

    /// Refuses a place where a model cannot go, before work is done for it.
    ///
    /// - Throws: `StanceError.Cause.outputOccupied` if something other than a model stands there.
    public static func checkDestination(_ directory: String) throws(StanceError) {
        try DirectoryReplacement.check(directory, replacing: ownedFiles)
    }

    /// Reads a model and checks it whole: version, checksum, every shape and bound.
    ///
    /// - Throws: `StanceError` that names the file and what is wrong with it.
    static func read(_ directory: String) throws(StanceError) -> Classifier {
        let (configuration, weights) = try readFiles(directory)
        do throws(StanceError) {
            let tensors = try Safetensors.decoded(weights)
            guard tensors.count == 4, let buckets = tensors["features.buckets"]?.integers,
                let frequencies = tensors["features.idf"]?.floats,
                let weights = tensors["weights"], let values = weights.floats, weights.shape.count == 2,
                let bias = tensors["bias"]?.floats
            else { throw StanceError(.malformedModel(reason: "the tensors are not those of a logistic model")) }
            let space = try FeatureSpace(
                configuration: configuration.features, buckets: buckets, inverseDocumentFrequencies: frequencies)
            let model = try LogisticRegression(
                weights: Matrix(rows: weights.shape[0], columns: weights.shape[1], values: values), bias: bias)
            return try Classifier(labels: configuration.labels, space: space, model: model)
        } catch {
            throw StanceError(error.cause, path: directory)
        }
    }

    /// Reads both files, and checks version and checksum.
    static func readFiles(
        _ directory: String
    ) throws(StanceError) -> (configuration: ModelConfiguration, weights: [UInt8]) {
        let configurationPath = "\(directory)/\(configurationFile)"
        func malformed(_ reason: String) -> StanceError {
            StanceError(.malformedModel(reason: reason), path: configurationPath)
        }

        let bytes = try WholeFile.read(configurationPath, atMost: longestConfiguration)
        struct Version: Decodable { var formatVersion: Int }
        guard let version = try? JSONDecoder().decode(Version.self, from: Data(bytes)) else {
            throw malformed("it has no format version")
        }
        guard (1...ModelConfiguration.newestFormatVersion).contains(version.formatVersion) else {
            throw StanceError(
                .unsupportedModelVersion(version.formatVersion, newest: ModelConfiguration.newestFormatVersion),
                path: configurationPath)
        }
        let configuration: ModelConfiguration
        do {
            configuration = try JSONDecoder().decode(ModelConfiguration.self, from: Data(bytes))
        } catch {
            throw malformed("it does not describe a model")
        }
        guard configuration.algorithm == "logistic" else {
            throw malformed("this build knows no algorithm '\(configuration.algorithm)'")
        }
        if let fault = configuration.features.fault { throw malformed(fault) }
        let weights = try WholeFile.read("\(directory)/\(weightsFile)", atMost: largestWeights(configuration))
        guard
            let blank = ModelChecksum.replacing(
                configuration.checksum, with: ModelChecksum.placeholder, in: bytes),
            ModelChecksum.checksum(configuration: blank, weights: weights) == configuration.checksum
        else {
            throw StanceError(
                .malformedModel(reason: "its files have changed since it was written (the checksum differs)"),
                path: directory)
        }
        return (configuration, weights)
    }

    /// The size of a weights file in which every bucket is a feature.
    private static func largestWeights(_ configuration: ModelConfiguration) -> Int {
        let labels = configuration.labels.count
        return Safetensors.longestHeader + 8 + (2 << configuration.features.bucketBits) * 4 * (2 + labels) + 4 * labels
    }

    /// Writes a model, whole or not at all: what stands at `directory` is replaced when all is on disk.
    ///
    /// - Parameter card: the model card, in Markdown.
    /// - Throws: `StanceError` if it cannot be written, or `directory` is there and holds something else.
    public static func write(
        _ model: LogisticRegression, space: FeatureSpace, configuration: ModelConfiguration, card: String,
        to directory: String
    ) throws(StanceError) {
        let weights = Safetensors.encoded([
            "features.buckets": .init(space.buckets, shape: [space.count]),
            "features.idf": .init(space.inverseDocumentFrequencies, shape: [space.count]),
            "weights": .init(model.weights.values, shape: [model.weights.rows, model.weights.columns]),
            "bias": .init(model.bias, shape: [model.bias.count]),
        ])
        var configuration = configuration
        configuration.checksum = ModelChecksum.placeholder
        let blank = JSON.encoded(configuration, formatting: [.prettyPrinted, .sortedKeys]) + [0x0A]
        let checksum = ModelChecksum.checksum(configuration: blank, weights: weights)
        guard let sealed = ModelChecksum.replacing(ModelChecksum.placeholder, with: checksum, in: blank) else {
            preconditionFailure("the encoder writes the checksum once")
        }
        try DirectoryReplacement.write(
            [weightsFile: weights, configurationFile: sealed, cardFile: Array(card.utf8)],
            to: directory, replacing: ownedFiles)
    }
}
