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
    public static func read(_ directory: String) throws(StanceError) -> ClassifierModel {
        let (configuration, weights, isSealed) = try readFiles(directory)
        // Side by side, since each takes as long as the other; what has changed is no model, whatever it decodes to.
        let outcomes: [Result<ClassifierModel?, StanceError>] = Parallelism.allCores.map(count: 2) { part in
            Result { () throws(StanceError) in
                if part == 1 { return try model(configuration, weights) }
                guard isSealed(weights) else {
                    throw StanceError(
                        .malformedModel(reason: "its files have changed since it was written (the checksum differs)"))
                }
                return nil
            }
        }
        do throws(StanceError) {
            for outcome in outcomes { if let model = try outcome.get() { return model } }
        } catch {
            throw StanceError(error.cause, path: directory)
        }
        preconditionFailure("a model or an error")
    }

    /// The model that both files describe.
    private static func model(
        _ configuration: ModelConfiguration, _ weights: Data
    ) throws(StanceError) -> ClassifierModel {
        var tensors = TensorReader(try Safetensors.decoded(weights))
        let bias = configuration.algorithm == .mlp ? [] : try tensors.floats("bias")
        let sets: PredictionSets? =
            tensors.has("calibration.thresholds")
            ? try PredictionSets(thresholds: tensors.floats("calibration.thresholds")) : nil
        var model =
            tensors.has("features.known")
            ? try integerModel(configuration, &tensors, bias, sets)
            : try floatModel(configuration, &tensors, bias, sets)
        try tensors.finish()
        guard model.algorithm == configuration.algorithm else {
            throw StanceError(.malformedModel(reason: "the tensors are not those of its algorithm"))
        }
        model.checksum = configuration.checksum
        return model
    }

    private static func integerModel(
        _ configuration: ModelConfiguration, _ tensors: inout TensorReader, _ bias: [Float], _ sets: PredictionSets?
    ) throws(StanceError) -> ClassifierModel {
        let integers = try IntegerRegression(
            words: tensors.integerRows("words"), characters: tensors.integerRows("characters"), bias: bias)
        let space = try FeatureSpace(
            configuration: configuration.features, known: tensors.words("features.known"),
            inverseDocumentFrequencies: integers.inverseDocumentFrequencies)
        return try ClassifierModel(
            labels: configuration.labels, space: space, integers: integers, convolution: tensors.convolution(),
            calibration: configuration.calibration, predictionSets: sets)
    }

    private static func floatModel(
        _ configuration: ModelConfiguration, _ tensors: inout TensorReader, _ bias: [Float], _ sets: PredictionSets?
    ) throws(StanceError) -> ClassifierModel {
        let space = try FeatureSpace(
            configuration: configuration.features, buckets: tensors.integers("features.buckets"),
            inverseDocumentFrequencies: tensors.floats("features.idf"))
        let linear: LogisticRegression? =
            configuration.algorithm == .mlp
            ? nil : try LogisticRegression(weights: tensors.matrix("weights"), bias: bias)
        let networks = try configuration.activation.map { activation throws(StanceError) in
            try tensors.networks(activation: activation)
        }
        return try ClassifierModel(
            labels: configuration.labels, space: space, linear: linear, networks: networks ?? [],
            convolution: tensors.convolution(),
            calibration: configuration.calibration, predictionSets: sets)
    }

    /// Reads both files and checks the version.
    ///
    /// - Returns: besides, whether weights have the checksum that the configuration tells.
    static func readFiles(
        _ directory: String
    ) throws(StanceError) -> (
        configuration: ModelConfiguration, weights: Data, isSealed: @Sendable (_ weights: Data) -> Bool
    ) {
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
        var configuration: ModelConfiguration
        do {
            configuration = try JSONDecoder().decode(ModelConfiguration.self, from: Data(bytes))
            if version.formatVersion == 1 {
                configuration.calibration = try JSONDecoder().decode(VersionOneTraining.self, from: Data(bytes))
                    .calibration(labels: configuration.labels)
            }
        } catch {
            throw malformed("it does not describe a model")
        }
        if let fault = configuration.features.fault { throw malformed(fault) }
        let weights = try WholeFile.map("\(directory)/\(weightsFile)", atMost: largestWeights(configuration))
        let checksum = configuration.checksum
        let isSealed: @Sendable (Data) -> Bool = { weights in
            let blank = ModelChecksum.replacing(checksum, with: ModelChecksum.placeholder, in: bytes)
            return blank.map {
                let found = ModelChecksum.checksum(
                    configuration: $0, weights: weights, formatVersion: version.formatVersion)
                return found == checksum
            } ?? false
        }
        return (configuration, weights, isSealed)
    }

    /// The most that a weights file can hold: perceptrons of a thousand embeddings, or a convolution of half a gigabyte.
    private static func largestWeights(_ configuration: ModelConfiguration) -> Int {
        let hasNetworks = configuration.algorithm != .logistic
        let outputs = configuration.labels.count + (hasNetworks ? 1024 : 0)
        return Safetensors.longestHeader + ((hasNetworks ? 512 : 16) << 20)
            + (2 << configuration.features.bucketBits) * 4 * (2 + outputs) + 4 * outputs
    }

    /// Writes a model, whole or not at all: what stands at `directory` is replaced when all is on disk.
    ///
    /// - Parameters:
    ///   - training: how the model came to be; it stands in `config.json` as `training`.
    ///   - card: the model card, in Markdown.
    /// - Throws: `StanceError` if it cannot be written, or `directory` is there and holds something else.
    public static func write(
        _ model: ClassifierModel, training: some Encodable, card: String, to directory: String
    ) throws(StanceError) {
        let weights = Safetensors.encoded(model.tensors)
        let configuration = WrittenConfiguration(configuration: ModelConfiguration(model), training: training)
        let blank = JSON.indented(configuration) + [0x0A]
        let checksum = ModelChecksum.checksum(configuration: blank, weights: weights)
        guard let sealed = ModelChecksum.replacing(ModelChecksum.placeholder, with: checksum, in: blank) else {
            preconditionFailure("the encoder writes the checksum once")
        }
        try DirectoryReplacement.write(
            [weightsFile: Array(weights), configurationFile: sealed, cardFile: Array(card.utf8)],
            to: directory, replacing: ownedFiles)
    }
}

/// The configuration with the record of training among its members.
private struct WrittenConfiguration<Training: Encodable>: Encodable {
    var configuration: ModelConfiguration
    var training: Training

    private enum CodingKeys: String, CodingKey { case training }

    func encode(to encoder: any Encoder) throws {
        try configuration.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(training, forKey: .training)
    }
}
