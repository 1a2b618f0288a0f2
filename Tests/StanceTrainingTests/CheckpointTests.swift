import Foundation
import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct CheckpointTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private var state: String { "\(folder.path)/state" }

    private static func recipe(_ algorithm: TrainingRecipe.Algorithm) -> TrainingRecipe {
        var recipe = Corpus.recipe()
        recipe.algorithm = algorithm
        recipe.calibrationFolds = 2
        recipe.network.widths = [4]
        recipe.network.epochs = 3
        return recipe
    }

    /// The files of a model trained on more examples than a calibration needs.
    private func files(
        _ recipe: TrainingRecipe, threads: Int = 1, _ monitor: TrainingMonitor = TrainingMonitor()
    ) throws -> [String: Data] {
        let trained = try Trainer(recipe: recipe, parallelism: Parallelism(threads: threads))
            .train(on: Corpus.data(Corpus.lines(105)), monitor: monitor)
        #expect(trained.model.calibration.items == 105)
        try trained.write(to: "\(folder.path)/model")
        return try TemporaryDirectory.contents(of: "\(folder.path)/model")
    }

    private func checkpoint(_ recipe: TrainingRecipe) throws -> Checkpoint {
        try Checkpoint(directory: state, data: Corpus.data(Corpus.lines(105)), recipe: recipe)
    }

    @Test(
        "a training cut off after any step and taken up again gives the bytes of one that was not",
        arguments: [TrainingRecipe.Algorithm.logistic, .mlp, .ensemble, .auto])
    func resumed(algorithm: TrainingRecipe.Algorithm) throws {
        let recipe = Self.recipe(algorithm)
        let whole = Watching()
        let expected = try files(recipe, whole.monitor())
        let steps = whole.events.count
        for (place, limit) in [1, 2, steps / 3, steps / 2, steps - 1].enumerated() {
            let cut = Watching()
            let threads = place == 3 ? 2 : 1
            #expect(throws: StanceError(.interrupted)) {
                _ = try files(
                    recipe, threads: threads,
                    cut.monitor(endingAfter: limit, checkpoint: checkpoint(recipe)))
            }
            try #require(FileManager.default.fileExists(atPath: "\(state)/fingerprint"))
            let rest = Watching()
            let again = try checkpoint(recipe)
            #expect(try files(recipe, threads: threads, rest.monitor(checkpoint: again)) == expected, "\(limit)")
            // Nothing is done twice but the passes that were cut in two.
            #expect(rest.events.count <= steps - limit + threads)
            again.removeAll()
            #expect(!FileManager.default.fileExists(atPath: state))
        }
    }

    @Test("a training cut off several times ends the same")
    func cutOften() throws {
        let recipe = Self.recipe(.ensemble)
        let expected = try files(recipe)
        for _ in 0..<500 {
            let monitor = try Watching().monitor(endingAfter: 3, checkpoint: checkpoint(recipe))
            do {
                #expect(try files(recipe, monitor) == expected)
                return
            } catch let error as StanceError {
                try #require(error.cause == .interrupted)
            }
        }
        Issue.record("it never came to an end")
    }

    @Test("a directory that was begun for other data or another recipe is refused, and left as it is")
    func otherWork() throws {
        let recipe = Self.recipe(.logistic)
        _ = try checkpoint(recipe)
        let before = try TemporaryDirectory.contents(of: state)
        var other = recipe
        other.seed = 1
        let refusal = StanceError(.checkpointOfOtherWork, path: state)
        #expect(throws: refusal) { try checkpoint(other) }
        for lines in [Corpus.lines(104), Corpus.lines(105, seed: 2)] {
            #expect(throws: refusal) {
                try Checkpoint(directory: state, data: Corpus.data(lines), recipe: recipe)
            }
        }
        #expect(try TemporaryDirectory.contents(of: state) == before)
        _ = try checkpoint(recipe)
    }

    @Test("what the options of reading make of one file is other work too")
    func otherReading() throws {
        let path = try folder.write(
            "text,body,label,n,g\none,two,a,1,x\ntwo,one,b,2,x\nsix,ten,a,1,y\n", to: "a.csv")
        let fields = [
            LabelledText.Fields(), LabelledText.Fields(text: "body"), LabelledText.Fields(label: "g"),
            LabelledText.Fields(weight: "n"), LabelledText.Fields(group: "g"),
        ]
        _ = try Checkpoint(
            directory: state, data: TrainingData(paths: [path], fields: fields[0]), recipe: TrainingRecipe())
        for other in fields[1...] {
            #expect(throws: StanceError(.checkpointOfOtherWork, path: state)) {
                try Checkpoint(
                    directory: state, data: TrainingData(paths: [path], fields: other), recipe: TrainingRecipe())
            }
        }
    }

    @Test("a directory with anything else in it is not taken")
    func occupied() throws {
        try folder.write("mine", to: "notes.txt")
        #expect(throws: StanceError(.checkpointOccupied, path: folder.path)) {
            try Checkpoint(directory: folder.path, work: "x")
        }
    }

    @Test(
        "a state file in which anything has changed is an error that names it",
        arguments: [TrainingRecipe.Algorithm.logistic, .mlp])
    func damaged(algorithm: TrainingRecipe.Algorithm) throws {
        let recipe = Self.recipe(algorithm)
        #expect(throws: StanceError(.interrupted)) {
            _ = try files(recipe, Watching().monitor(endingAfter: 8, checkpoint: checkpoint(recipe)))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: state).filter { $0 != "fingerprint" }.sorted()
        try #require(!names.isEmpty)
        let path = "\(state)/\(names[0])"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        var changes = [Data(), bytes.prefix(10), bytes.dropLast(1), bytes + [0]]
        for place in stride(from: 0, to: bytes.count, by: bytes.count / 9) {
            changes.append(bytes)
            changes[changes.count - 1][place] ^= 4
        }
        for change in changes {
            try change.write(to: URL(fileURLWithPath: path))
            #expect(throws: StanceError(.damagedCheckpoint, path: path)) {
                _ = try files(recipe, Watching().monitor(checkpoint: checkpoint(recipe)))
            }
        }
    }
}
