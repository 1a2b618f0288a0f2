import Foundation
public import StanceKit

/// How a model was trained: what it takes to do it again. It stands in the model's `config.json` as `training`.
public struct TrainingRecord: Sendable, Equatable, Codable {
    /// A file of training data.
    public struct DataFile: Sendable, Equatable, Codable {
        /// The file's name, without its folder.
        public var name: String
        /// The SHA-256 digest of its bytes, in hexadecimal.
        public var sha256: String
        /// How many of its records were used.
        public var records: Int
        /// Whether its examples only helped to fit; `nil` if not.
        public var auxiliary: Bool?

        /// Makes the description of a file.
        public init(name: String, sha256: String, records: Int, auxiliary: Bool? = nil) {
            self.name = name
            self.sha256 = sha256
            self.records = records
            self.auxiliary = auxiliary
        }
    }

    /// The training files, in the order read.
    public var files: [DataFile]
    /// How many examples there were of each label, without auxiliary ones.
    public var labelCounts: [String: Int]
    /// The recipe.
    public var recipe: TrainingRecipe
    /// The word vectors, and how many words of them were used; `nil` without any.
    public var wordVectors: DataFile?
    /// How many steps the linear part's optimiser took; `nil` without a linear part.
    public var iterations: Int?
    /// The linear part's objective at the end; `nil` without a linear part.
    public var objective: Double?

    /// Makes a record.
    public init(
        files: [DataFile], labelCounts: [String: Int], recipe: TrainingRecipe, wordVectors: DataFile? = nil,
        iterations: Int? = nil,
        objective: Double? = nil
    ) {
        self.files = files
        self.labelCounts = labelCounts
        self.recipe = recipe
        self.wordVectors = wordVectors
        self.iterations = iterations
        self.objective = objective
    }

    /// Reads the record of a model directory.
    ///
    /// - Throws: `StanceError` if there is none.
    public init(modelDirectory directory: String) throws(StanceError) {
        struct Configuration: Decodable { var training: TrainingRecord }
        let path = "\(directory)/config.json"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw StanceError(.fileNotFound, path: path)
        }
        do {
            self = try JSONDecoder().decode(Configuration.self, from: bytes).training
        } catch {
            throw StanceError(.malformedModel(reason: "it does not say how it was trained"), path: path)
        }
    }
}
