import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct CrossValidationTests {
    private static func recipe(_ algorithm: TrainingRecipe.Algorithm) -> TrainingRecipe {
        var recipe = Corpus.recipe(characters: nil)
        recipe.algorithm = algorithm
        recipe.network.widths = [4]
        recipe.network.epochs = 2
        return recipe
    }

    @Test("every example is predicted by the model of its fold, mostly right")
    func predictions() throws {
        let data = try Corpus.data(Corpus.lines(120))
        let recipe = Self.recipe(.logistic)
        let found = try CrossValidation(recipe: recipe, folds: 4, parallelism: .serial).predictions(on: data, seed: 3)
        #expect(found.folds == data.folds(4, seed: 3).assignment)
        #expect(zip(found.labels, data.targets).count { $0 == $1 } >= 100)
        for row in 0..<120 {
            let probabilities = found.probabilities[row: row]
            #expect(abs(probabilities.reduce(0, +) - 1) <= 1e-5)
            #expect(probabilities[probabilities.startIndex + found.labels[row]] == probabilities.max())
        }
    }

    @Test("auxiliary copies of an example do not tell its label, and others help to predict it")
    func auxiliary() throws {
        let directory = try TemporaryDirectory()
        var generator = SplitMix64(seed: 5)
        // Words that occur nowhere else: only a copy of the text itself could say what its label is.
        let primary = (0..<80).map { number in
            (text: "only\(number) word\(number)", label: ["a", "b"].randomElement(using: &generator)!)
        }
        func predictions(_ auxiliary: [(text: String, label: String)]) throws -> CrossValidation.Predictions {
            func lines(_ rows: [(text: String, label: String)]) -> String {
                rows.map { "__label__\($0.label) \($0.text)\n" }.joined()
            }
            let data = try TrainingData(
                paths: [directory.write(lines(primary), to: "a.txt")],
                auxiliary: [directory.write(lines(auxiliary), to: "b.txt")])
            #expect(data.primaryCount == 80 && data.auxiliaryCount == auxiliary.count)
            #expect(data.labelCounts.reduce(0, +) == 80)
            var recipe = Self.recipe(.logistic)
            recipe.features.minimumDocumentFrequency = 1
            return try CrossValidation(recipe: recipe, folds: 4, parallelism: .serial).predictions(on: data, seed: 1)
        }
        func right(_ found: CrossValidation.Predictions) -> Int {
            zip(found.labels, primary).count { ["a", "b"][$0] == $1.label }
        }
        let copies = try predictions(primary + primary)
        #expect(copies.labels.count == 80 && copies.probabilities.rows == 80)
        #expect(right(copies) <= 60)
        // The same words in another order are another text, which belongs with none.
        let others = primary.map { (text: $0.text.split(separator: " ").reversed().joined(separator: " "), $0.label) }
        #expect(right(try predictions(others)) >= 70)
    }

    @Test(
        "the logits of a fold do not depend on the fold's labels, but on the others'",
        arguments: [TrainingRecipe.Algorithm.logistic, .ensemble])
    func ownLabels(algorithm: TrainingRecipe.Algorithm) throws {
        let data = try Corpus.data(Corpus.lines(60))
        let recipe = Self.recipe(algorithm)
        let counts = try TextCounts(texts: data.texts, configuration: recipe.features, parallelism: .serial)
        let cut = data.folds(3, seed: 0)
        func logits(_ targets: Targets) throws -> [Matrix] {
            try OutOfFold(recipe, counts, targets, cut, monitor: TrainingMonitor(), parallelism: .serial).parts
        }
        let targets = data.targets(classWeights: .none)
        let item = 7
        var changed = targets
        changed.labels[item] = (targets.labels[item] + 1) % 3
        for (before, after) in zip(try logits(targets), try logits(changed)) {
            for row in 0..<60 {
                let isOwnFold = cut.assignment[row] == cut.assignment[item]
                #expect((before[row: row] == after[row: row]) == isOwnFold, "row \(row)")
            }
        }
    }

    @Test(
        "a fold's calibration and offsets come from the other folds alone",
        arguments: [TrainingRecipe.Algorithm.logistic, .auto])
    func ownCalibration(algorithm: TrainingRecipe.Algorithm) throws {
        let lines = Corpus.lines(60).split(separator: "\n")
        // One text of the last fold gets another label; what the models say stays.
        let data = try Corpus.data(lines.joined(separator: "\n"))
        let cut = data.folds(3, seed: 0)
        var recipe = Self.recipe(algorithm)
        recipe.decision = .macroF1
        let counts = try TextCounts(texts: data.texts, configuration: recipe.features, parallelism: .serial)
        let outOfFold = try OutOfFold(
            recipe, counts, data.targets(classWeights: .none), cut, monitor: TrainingMonitor(), parallelism: .serial)
        let item = cut.heldRows(of: 1)[0]
        var other = data
        other.targets[item] = (data.targets[item] + 1) % 3
        let validation = CrossValidation(recipe: recipe, folds: 3, parallelism: .serial)
        let (before, after) = (
            try validation.predictions(outOfFold, cut, data), try validation.predictions(outOfFold, cut, other)
        )
        for row in cut.heldRows(of: 1) {
            #expect(before.labels[row] == after.labels[row])
            #expect(before.probabilities[row: row] == after.probabilities[row: row])
        }
        #expect(before.probabilities != after.probabilities)
    }

    @Test("the result has the same bits on 1, 2 and 3 threads, and another seed cuts anew")
    func threads() throws {
        let data = try Corpus.data(Corpus.lines(60))
        var recipe = Self.recipe(.auto)
        recipe.decision = .macroF1
        let results = try [1, 2, 3].map { threads in
            try CrossValidation(recipe: recipe, folds: 3, parallelism: Parallelism(threads: threads))
                .predictions(on: data, seed: 1)
        }
        for other in results[1...] {
            #expect(other.probabilities.values.map(\.bitPattern) == results[0].probabilities.values.map(\.bitPattern))
            #expect(other.labels == results[0].labels && other.folds == results[0].folds)
        }
        let second = try CrossValidation(recipe: Self.recipe(.logistic), folds: 3, parallelism: .serial)
            .predictions(on: data, seed: 2)
        #expect(second.folds != results[0].folds)
    }

    @Test("a label that a fold's model never saw takes part in no calibration, and nothing breaks")
    func rareLabel() throws {
        let data = try Corpus.data(Corpus.lines(30, labelCount: 2) + "__label__praise thanks again\n")
        let recipe = Self.recipe(.logistic)
        let counts = try TextCounts(texts: data.texts, configuration: recipe.features, parallelism: .serial)
        let outOfFold = try OutOfFold(
            recipe, counts, data.targets(classWeights: .none), data.folds(3, seed: 0), monitor: TrainingMonitor(),
            parallelism: .serial)
        #expect(outOfFold.isKnown == [Bool](repeating: true, count: 30) + [false])
        let found = try CrossValidation(recipe: recipe, folds: 3, parallelism: .serial).predictions(on: data, seed: 0)
        #expect(found.probabilities.values.allSatisfy { $0 >= 0 && $0 <= 1 })
    }

    @Test("folds that make no sense are refused", arguments: [-1, 0, 1, 31, 101])
    func refused(folds: Int) throws {
        let error = #expect(throws: StanceError.self) {
            _ = try CrossValidation(recipe: Self.recipe(.logistic), folds: folds)
                .predictions(on: Corpus.data(Corpus.lines(30)), seed: 0)
        }
        #expect(error?.code == .usage)
    }

    @Test("it ends when the monitor says so", arguments: [1, 3])
    func interrupted(threads: Int) throws {
        let watching = Watching()
        #expect(throws: StanceError(.interrupted)) {
            _ = try CrossValidation(
                recipe: Self.recipe(.ensemble), folds: 3, parallelism: Parallelism(threads: threads)
            ).predictions(on: Corpus.data(Corpus.lines(30)), seed: 0, monitor: watching.monitor(endingAfter: 2))
        }
        // Each fold notices at its first step at the latest.
        #expect(watching.events.count <= 2 + 3)
    }
}
