import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import StanceKit
@testable import StanceTraining

@Suite struct TrainedModelTests {
    private let directory: TemporaryDirectory
    private let trained: TrainedModel

    init() throws {
        directory = try TemporaryDirectory()
        trained = try Trainer(recipe: Corpus.recipe(), parallelism: .serial).train(on: Corpus.data(Corpus.lines(36)))
    }

    @Test("a model written and read again predicts the same, to the bit")
    func roundTrip() throws {
        let path = "\(directory.path)/model"
        try trained.write(to: path)
        let read = try Classifier(contentsOf: path)
        let original = try Classifier(trained.model)
        #expect(read.labels == original.labels)
        let texts = try Corpus.data(Corpus.lines(40, seed: 3)).texts + Corpus.bytes(["", "¿qué?", "unheard-of words"])
        let predictions = original.classify(texts, parallelism: .serial)
        #expect(Set(predictions.map(\.labelIndex)).count > 1)
        #expect(read.classify(texts, parallelism: .serial) == predictions)
    }

    @Test("the configuration written is the model's")
    func configuration() throws {
        let path = "\(directory.path)/model"
        try trained.write(to: path)
        let configuration = try ModelDirectory.readFiles(path).configuration
        #expect(configuration.labels == trained.model.labels)
        #expect(configuration.features == Corpus.recipe().features)
        #expect(configuration.calibration == trained.model.calibration)
        #expect(try TrainingRecord(modelDirectory: path) == trained.record)
    }

    @Test("the card written is the one of its model and record")
    func card() throws {
        let path = "\(directory.path)/model"
        try trained.write(to: path)
        let card = try String(contentsOfFile: "\(path)/README.md", encoding: .utf8)
        let (model, record) = (try ModelDirectory.read(path), try TrainingRecord(modelDirectory: path))
        #expect(card == ModelCard.text(for: model, record))
    }

    @Test("a model takes the place of another, and of nothing else")
    func replacing() throws {
        let path = "\(directory.path)/model"
        try trained.write(to: path)
        let first = try TemporaryDirectory.contents(of: path)
        var recipe = Corpus.recipe()
        recipe.logistic.l2 = 5
        let other = try Trainer(recipe: recipe, parallelism: .serial).train(on: Corpus.data(Corpus.lines(36)))
        try other.write(to: path)
        #expect(try TemporaryDirectory.contents(of: path) != first)
        #expect(try TrainingRecord(modelDirectory: path).recipe.logistic.l2 == 5)

        let letter = try directory.write("keep me", to: "letter.txt")
        let error = #expect(throws: StanceError.self) { try trained.write(to: directory.path) }
        #expect(error?.cause == .outputOccupied)
        #expect(try String(contentsOfFile: letter, encoding: .utf8) == "keep me")
    }
}
