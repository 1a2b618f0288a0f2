import DenseKernels
import Foundation
import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

/// Convolutional networks: word vectors, gradients, training.
@Suite struct ConvolutionTests {
    // MARK: Word vectors

    private static func vectors(_ text: String, limit: Int = WordVectors.usualLimit) throws -> WordVectors {
        let folder = try TemporaryDirectory()
        return try WordVectors(contentsOf: folder.write(text, to: "words.vec"), limit: limit)
    }

    @Test(
        "vectors are read with and without a first line, whatever ends the lines",
        arguments: [
            "2 3\nriver 1 -2 0.5\nsea 0 1e-1 3\n", "river 1 -2 0.5\nsea 0 1e-1 3",
            "2 3\r\nriver 1 -2 0.5 \r\nsea 0 1e-1 3\r\n",
        ])
    func reading(text: String) throws {
        let vectors = try Self.vectors(text)
        #expect(vectors.words == ["river", "sea"])
        #expect(vectors.matrix == Matrix(rows: 2, columns: 3, values: [1, -2, 0.5, 0, 0.1, 3]))
        #expect(vectors.file.records == 2 && vectors.file.name == "words.vec")
    }

    @Test("of a long file the first words are read, and its digest is that of all")
    func limit() throws {
        let lines = (0..<500).map { "word\($0) \($0) 1\n" }.joined()
        let vectors = try Self.vectors(lines, limit: 7)
        #expect(vectors.words == (0..<7).map { "word\($0)" })
        #expect(try vectors.file.sha256 == Self.vectors(lines).file.sha256)
    }

    @Test(
        "what is no vector is named with its line",
        arguments: [
            ("a 1 2\nb 1\n", 2, 2), ("a 1 2\nb 1 2 3\n", 2, 2), ("a 1 2\nb 1 x\n", 2, 2), ("a 1 nan\n", 1, nil),
            ("a 1 inf\n", 1, nil), ("2 2\na\n", 2, nil), ("a 1 2\n\nb 3 4\nc 5\n", 4, 2),
        ] as [(String, Int, Int?)])
    func malformed(text: String, line: Int, dimensions: Int?) throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write(text, to: "words.vec")
        #expect(throws: StanceError(.malformedVectors(dimensions: dimensions), path: path, line: line)) {
            try WordVectors(contentsOf: path)
        }
    }

    @Test("vectors of which no text has a word are no use, and that is said")
    func unrelated() throws {
        let vectors = try Self.vectors("море 1 1\nU.S. 5 5\n")
        #expect(throws: StanceError(.unrelatedVectors, path: vectors.file.name)) {
            try WordSequences(
                vectors, texts: Corpus.bytes(["The sea.", ""]), FeatureConfiguration(), parallelism: .serial)
        }
    }

    @Test("words are those of the tokenizer: in lower case, the first of equal ones, none that it cuts")
    func sequences() throws {
        let vectors = try Self.vectors("Sea 1 1\nsea 9 9\nU.S. 5 5\nriver 3 5\ndon’t 5 3\n")
        let texts = Corpus.bytes(["The SEA, don't!", "", "river river"])
        let sequences = try WordSequences(
            vectors, texts: texts, FeatureConfiguration(), parallelism: .serial)
        let extractor = try FeatureExtractor(FeatureConfiguration())
        func row(_ word: String) -> Int {
            sequences.index.row(ofHash: extractor.tokenHashes(of: Array(word.utf8)[...])[0])
        }
        #expect(sequences.index.count == 3 && Set([row("sea"), row("river"), row("don't")]) == [0, 1, 2])
        let none = UInt32(3)
        #expect(
            sequences.texts == [
                [none, UInt32(row("sea")), none, UInt32(row("don't")), none], [],
                [UInt32(row("river")), UInt32(row("river"))],
            ])
        // The mean of all words is 0, the root of the mean square a half.
        let values = sequences.vectors.values
        #expect(sequences.vectors[row: 3].allSatisfy { $0 == 0 })
        for column in 0..<2 { #expect(abs((0..<3).reduce(0) { $0 + sequences.vectors[$1, column] }) <= 1e-6) }
        #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 6 - 0.25) <= 1e-6)
        #expect(sequences.vectors[row("river"), 0] == sequences.vectors[row("don't"), 1])
    }

    // MARK: Gradients

    struct Problem: Sendable {
        var recipe = TrainingRecipe.Convolution()
        let vectors: Matrix
        let texts: [[UInt32]]
        let targets: Targets

        init(widths: [Int], isSoft: Bool = false, dropout: Double = 0, inputDropout: Double = 0) {
            var generator = SplitMix64(seed: 4)
            (recipe.widths, recipe.filters, recipe.dropout, recipe.inputDropout) = (widths, 16, dropout, inputDropout)
            let known = (0..<9 * 4).map { _ in Float.random(in: -1...1, using: &generator) }
            vectors = Matrix(rows: 10, columns: 4, values: known + [0, 0, 0, 0])
            texts = [5, 1, 0, 9, 3].map { count in
                (0..<count).map { _ in UInt32.random(in: 0..<10, using: &generator) }
            }
            var masses = Matrix(rows: 5, columns: 3)
            for index in masses.values.indices { masses.values[index] = Float.random(in: 0...1, using: &generator) }
            let weights = isSoft ? (0..<5).map { masses[row: $0].reduce(0, +) } : [1, 0.5, 2, 1, 1]
            targets = Targets(labels: [0, 2, 1, 2, 0], weights: weights, masses: isSoft ? masses : nil, labelCount: 3)
        }

        func gradient(
            at parameters: ConvolutionParameters
        ) -> (loss: Double, gradient: ConvolutionParameters) {
            var generator = SplitMix64(seed: 8)
            return recipe.gradient(of: parameters, texts, vectors, targets, &generator)
        }

        /// With biases that are not 0.
        var parameters: ConvolutionParameters {
            var result = recipe.initialParameters(dimensions: 4, labels: 3, seed: 2)
            var generator = SplitMix64(seed: 6)
            for block in ConvolutionParameters.blocks {
                for place in result[keyPath: block].indices {
                    result[keyPath: block][place] += Float.random(in: -0.5...0.5, using: &generator)
                }
            }
            return result
        }
    }

    @Test(
        "the gradient of every parameter is that of central differences",
        arguments: [
            Problem(widths: [1]), Problem(widths: [1, 3], isSoft: true), Problem(widths: [2, 5]),
            Problem(widths: [1, 2, 4], dropout: 0.4, inputDropout: 0.3),
        ])
    func gradient(problem: Problem) {
        let parameters = problem.parameters
        let gradient = problem.gradient(at: parameters).gradient
        for block in ConvolutionParameters.blocks {
            var checked = 0
            for place in gradient[keyPath: block].indices.filter({ $0 % 7 == 0 || gradient[keyPath: block].count < 50 })
            {
                func loss(_ step: Float) -> Double {
                    var moved = parameters
                    moved[keyPath: block][place] += step
                    return problem.gradient(at: moved).loss
                }
                // Where a step crosses a kink, the two one-sided differences differ: single points of measure 0 aside, they agree.
                let (ahead, behind, here) = (loss(5e-4), loss(-5e-4), loss(0))
                guard abs((ahead - here) - (here - behind)) <= 2e-6 else { continue }
                checked += 1
                #expect(abs(Double(gradient[keyPath: block][place]) - (ahead - behind) / 1e-3) <= 1e-3)
            }
            #expect(checked * 10 >= gradient[keyPath: block].indices.filter { $0 % 7 == 0 }.count * 8)
        }
    }

    @Test("clipping brings a long gradient to the norm 1, its direction kept")
    func clipping() {
        var long = Problem(widths: [1]).parameters
        let before = long
        long.clip()
        let norm = ConvolutionParameters.blocks.reduce(0) { sum, block in
            sum + long[keyPath: block].reduce(0) { $0 + Double($1) * Double($1) }
        }
        #expect(abs(norm - 1) <= 1e-4)
        #expect(abs(long.kernel.values[5] / before.kernel.values[5] - long.logitBias[1] / before.logitBias[1]) <= 1e-4)
        let short = long
        long.clip()
        #expect(zip(long.kernel.values, short.kernel.values).allSatisfy { abs($0 - $1) <= 1e-6 })
    }

    // MARK: Training

    /// Texts whose label is decided by the order of two words alone, and vectors of their words.
    private static func orderData(_ count: Int) throws -> TrainingData {
        let others = ["rain", "wind", "fog", "snow", "sun"]
        var generator = SplitMix64(seed: 3)
        let lines = (0..<count).map { index in
            var words = (0..<5).map { _ in others.randomElement(using: &generator)! }
            let place = Int.random(in: 0..<4, using: &generator)
            (words[place], words[place + 1]) = index % 2 == 0 ? ("no", "yes") : ("yes", "no")
            return "__label__\(index % 2 == 0 ? "a" : "b") \(words.joined(separator: " "))\n"
        }
        var data = try Corpus.data(lines.joined())
        data.vectors = try vectors(
            (others + ["no", "yes"]).map { word in
                "\(word) "
                    + (0..<6).map { _ in "\(Float.random(in: -1...1, using: &generator))" }.joined(separator: " ")
            }.joined(separator: "\n"))
        return data
    }

    private static func recipe(_ algorithm: TrainingRecipe.Algorithm = .ensemble) -> TrainingRecipe {
        var recipe = Corpus.recipe()
        recipe.features = FeatureConfiguration(wordNGrams: 1...1, characterNGrams: nil, bucketBits: 12)
        (recipe.algorithm, recipe.network.input, recipe.calibrationFolds) = (algorithm, .vectors, 2)
        (recipe.convolution.filters, recipe.convolution.epochs, recipe.convolution.batchSize) = (16, 3, 16)
        recipe.convolution.learningRate = 0.02
        return recipe
    }

    @Test("it learns the order of words, which single words cannot tell")
    func learns() throws {
        let data = try Self.orderData(240)
        func accuracy(_ recipe: TrainingRecipe) throws -> Double {
            let predictions = try CrossValidation(recipe: recipe, folds: 3).predictions(on: data, seed: 0)
            return Double(zip(predictions.labels, data.targets).count { $0 == $1 }) / 240
        }
        var recipe = Self.recipe()
        recipe.convolution.epochs = 12
        #expect(try accuracy(recipe) > 0.9)
        recipe.algorithm = .mlp
        #expect(try accuracy(recipe) > 0.9)
        recipe.algorithm = .logistic
        var plain = data
        plain.vectors = nil
        let predictions = try CrossValidation(recipe: recipe, folds: 3).predictions(on: plain, seed: 0)
        #expect(Double(zip(predictions.labels, data.targets).count { $0 == $1 }) / 240 < 0.7)
    }

    private func files(
        _ recipe: TrainingRecipe, threads: Int = 1, _ monitor: TrainingMonitor = TrainingMonitor()
    ) throws -> [String: Data] {
        let folder = try TemporaryDirectory()
        let trained = try Trainer(recipe: recipe, parallelism: Parallelism(threads: threads))
            .train(on: Self.orderData(120), monitor: monitor)
        try trained.write(to: "\(folder.path)/model")
        #expect(try ModelDirectory.read("\(folder.path)/model").convolution == trained.model.convolution)
        return try TemporaryDirectory.contents(of: "\(folder.path)/model")
    }

    @Test("the same data, recipe and seed give the same bytes, cut off and taken up again too; another seed others")
    func reproducible() throws {
        let recipe = Self.recipe()
        let whole = Watching()
        let expected = try files(recipe, whole.monitor())
        #expect(try files(recipe, threads: 3) == expected)
        for limit in [1, whole.events.count / 2, whole.events.count - 1] {
            let folder = try TemporaryDirectory()
            func checkpoint() throws -> Checkpoint {
                try Checkpoint(directory: "\(folder.path)/state", data: Self.orderData(120), recipe: recipe)
            }
            #expect(throws: StanceError(.interrupted)) {
                try files(recipe, Watching().monitor(endingAfter: limit, checkpoint: checkpoint()))
            }
            let rest = Watching()
            #expect(try files(recipe, rest.monitor(checkpoint: checkpoint())) == expected)
            #expect(rest.events.count <= whole.events.count - limit + 1)
        }
        var other = recipe
        other.seed = 1
        #expect(try files(other)["model.safetensors"] != expected["model.safetensors"])
    }

    @Test("a checkpoint of other vectors is of other work")
    func otherVectors() throws {
        let folder = try TemporaryDirectory()
        var data = try Self.orderData(120)
        _ = try Checkpoint(directory: "\(folder.path)/state", data: data, recipe: Self.recipe())
        data.vectors = try Self.vectors("rain 1 2\nwind 3 4\n")
        #expect(throws: StanceError(.checkpointOfOtherWork, path: "\(folder.path)/state")) {
            try Checkpoint(directory: "\(folder.path)/state", data: data, recipe: Self.recipe())
        }
    }

    @Test("a recipe that needs vectors is refused without them, and vectors that no part sees are too")
    func vectorsAndRecipe() throws {
        var data = try Self.orderData(120)
        func refusal(_ recipe: TrainingRecipe) -> StanceError.Cause? {
            do {
                _ = try Trainer(recipe: recipe, parallelism: .serial).train(on: data)
                return nil
            } catch {
                return (error as StanceError).cause
            }
        }
        guard case .invalidConfiguration(let reason) = refusal(Self.recipe(.logistic)) else {
            Issue.record("vectors that nobody sees are no error")
            return
        }
        #expect(reason.contains("no use for word vectors"))
        data.vectors = nil
        guard case .invalidConfiguration(let reason) = refusal(Self.recipe()) else {
            Issue.record("a convolution without vectors is no error")
            return
        }
        #expect(reason.contains("--word-vectors"))
    }

    @Test("auto weighs logistic regression against the convolution and both")
    func auto() throws {
        var recipe = Self.recipe(.auto)
        recipe.convolution.epochs = 12
        let trained = try Trainer(recipe: recipe).train(on: Self.orderData(240))
        #expect(trained.model.convolution != nil)
        #expect(trained.record.wordVectors?.records == 7)
    }

    @Test("a search with vectors tries convolutions, and refuses to go without")
    func tuning() throws {
        var data = try Self.orderData(150)
        var recipe = Self.recipe()
        recipe.convolution.epochs = 12
        var tuner = Tuner(start: recipe, recipes: 3, seed: 1)
        tuner.resamples = 50
        let result = try tuner.tune(on: data)
        #expect(result.entries.contains { $0.recipe.hasConvolution })
        data.vectors = nil
        #expect(throws: StanceError.self) { try tuner.tune(on: data) }
    }

    @Test("the card says what the model is")
    func card() throws {
        let trained = try Trainer(recipe: Self.recipe()).train(on: Self.orderData(120))
        let folder = try TemporaryDirectory()
        try trained.write(to: "\(folder.path)/model")
        let card = try String(contentsOfFile: "\(folder.path)/model/README.md", encoding: .utf8)
        #expect(
            card.contains(
                "multinomial logistic regression over hashed n-grams and a convolutional network over the vectors of 7 words."
            ))
    }
}
