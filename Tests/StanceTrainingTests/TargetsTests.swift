import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

/// Weights and soft labels, from the file to what is learnt.
@Suite struct TargetsTests {
    private static let texts = [
        ("late parcel", "shipping"), ("late invoice", "billing"), ("card twice", "billing"), ("parcel box", "shipping"),
        ("lost box", "shipping"), ("invoice twice", "billing"), ("box card", "billing"), ("parcel lost", "shipping"),
    ]

    private static func data(_ lines: [String], _ fields: LabelledText.Fields) throws -> TrainingData {
        let directory = try TemporaryDirectory()
        return try TrainingData(
            paths: [directory.write(lines.joined(separator: "\n"), to: "a.jsonl")], fields: fields)
    }

    private static var recipe: TrainingRecipe {
        var recipe = TrainingRecipe()
        recipe.features = FeatureConfiguration(
            wordNGrams: 1...1, characterNGrams: nil, bucketBits: 12, minimumDocumentFrequency: 1)
        return recipe
    }

    /// The parameters at the minimum of the objective.
    private static func optimum(_ matrix: SparseMatrix, _ targets: Targets) throws -> [Float] {
        // A heavy penalty: in single precision the minimum is then known to better than 1e-4.
        let objective = LogisticObjective(
            features: matrix, targets: targets, penalties: [Float](repeating: 3, count: matrix.columns),
            intercept: 1, parallelism: .serial)
        return try LBFGS(gradientTolerance: 1e-6, valueTolerance: 0, parallelism: .serial).minimize(
            from: [Float](repeating: 0, count: objective.parameterCount),
            evaluate: { objective.evaluate($0, gradient: &$1) }
        ).point
    }

    @Test(
        "an example of weight 2 is the same example twice, of weight 0 none",
        arguments: TrainingRecipe.ClassWeights.allCases)
    func weights(classWeights: TrainingRecipe.ClassWeights) throws {
        let weights = [2, 1, 0, 1, 3, 1, 2, 1]
        let weighted = try Self.data(
            zip(Self.texts, weights).map { #"{"text":"\#($0.0)","label":"\#($0.1)","n":\#($1)}"# },
            LabelledText.Fields(weight: "n"))
        let rows = weights.indices.flatMap { [Int](repeating: $0, count: weights[$0]) }
        let repeated = try Self.data(
            rows.map { #"{"text":"\#(Self.texts[$0].0)","label":"\#(Self.texts[$0].1)"}"# }, LabelledText.Fields())
        let matrix = try TrainingMatrix(
            texts: weighted.texts, configuration: Self.recipe.features, parallelism: .serial
        ).matrix
        let found = try Self.optimum(matrix, weighted.targets(classWeights: classWeights))
        let expected = try Self.optimum(matrix.selectingRows(rows), repeated.targets(classWeights: classWeights))
        for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-4) }
        #expect(found.contains { abs($0) > 0.05 })
    }

    @Test("balanced labels have the same weight in all, also where they are soft", arguments: [false, true])
    func balanced(isSoft: Bool) throws {
        let data = try Self.data(
            Self.texts.indices.map { row in
                isSoft
                    ? #"{"text":"\#(row)","n":\#(row),"p_a":0.25,"p_b":\#(row % 3),"p_c":1}"#
                    : #"{"text":"\#(row)","n":\#(row),"label":"\#(row % 3)"}"#
            }, LabelledText.Fields(weight: "n", softLabelPrefix: isSoft ? "p_" : nil))
        let targets = data.targets(classWeights: .balanced)
        var totals = [Float](repeating: 0, count: 3)
        for row in 0..<8 {
            for label in 0..<3 {
                totals[label] +=
                    targets.masses?[row, label] ?? (targets.labels[row] == label ? targets.weights[row] : 0)
            }
            if let masses = targets.masses {
                #expect(abs(masses[row: row].reduce(0, +) - targets.weights[row]) <= 1e-6)
            }
        }
        // 0 + 1 + … + 7.
        for total in totals { #expect(abs(total - 28.0 / 3) <= 1e-4) }
    }

    @Test(
        "shares of 0 and 1 train what the labels themselves train",
        arguments: [TrainingRecipe.Algorithm.logistic, .mlp])
    func oneHot(algorithm: TrainingRecipe.Algorithm) throws {
        var recipe = Self.recipe
        recipe.algorithm = algorithm
        recipe.network.epochs = 2
        recipe.network.widths = [4]
        let hard = try Self.data(
            Self.texts.map { #"{"text":"\#($0.0)","label":"\#($0.1)"}"# }, LabelledText.Fields())
        let soft = try Self.data(
            Self.texts.map { text, label in
                #"{"text":"\#(text)","p_billing":\#(label == "billing" ? 7 : 0),"p_shipping":\#(label == "shipping" ? 2 : 0)}"#
            }, LabelledText.Fields(softLabelPrefix: "p_"))
        #expect(soft.labels == hard.labels && soft.targets == hard.targets)
        let models = try [hard, soft].map { try Trainer(recipe: recipe, parallelism: .serial).train(on: $0).model }
        let predictions = try models.map { model in
            let classifier = try Classifier(model)
            return Self.texts.map { classifier.classify($0.0).probabilities }
        }
        for (a, b) in zip(predictions[0].joined(), predictions[1].joined()) { #expect(abs(a - b) <= 1e-6) }
    }

    @Test("shares are brought to the sum 1; the largest is the label, of equal ones the first")
    func shares() throws {
        let data = try Self.data(
            [
                #"{"text":"x","p_b":3,"p_a":1,"p_":9}"#, #"{"text":"y","p_a":0.5,"p_b":0.5}"#,
                #"{"text":"z","p_b":"0","p_c":"2"}"#,
            ], LabelledText.Fields(softLabelPrefix: "p_"))
        #expect(data.labels == ["a", "b", "c"])
        #expect(data.targets == [1, 0, 2])
        #expect(data.shares?.values == [0.25, 0.75, 0, 0.5, 0.5, 0, 0, 0, 1])
    }

    @Test(
        "a weight or a share that is no number from 0 up is refused, with file and line",
        arguments: [
            (#""n":-1"#, .notAWeight("n", value: "-1")), (#""n":"much""#, .notAWeight("n", value: "much")),
            (#""n":"nan""#, .notAWeight("n", value: "nan")), (#""n":"inf""#, .notAWeight("n", value: "inf")),
            (#""n":1e6"#, .weightOutOfRange("n", value: "1e6", from: 1e-30, below: 1e6)),
            (#""n":"""#, .notAWeight("n", value: "")),
            (#""n":null"#, .notAWeight("n", value: "")), (#""m":1"#, .missingField("n")),
            (#""n":1e-320"#, .weightOutOfRange("n", value: "1e-320", from: 1e-30, below: 1e6)),
            (#""n":1,"p_b":"""#, .notAWeight("p_b", value: "")),
            (#""n":1,"p_b":-0.5"#, .notAWeight("p_b", value: "-0.5")),
            (#""n":1,"p_b":"x""#, .notAWeight("p_b", value: "x")),
            (#""n":1,"p_b":0"#, .noShares(prefix: "p_")), (#""n":1"#, .noShares(prefix: "p_")),
            (#""n":1,"p_":1"#, .noShares(prefix: "p_")),
        ] as [(String, StanceError.Cause)])
    func faults(members: String, cause: StanceError.Cause) throws {
        let directory = try TemporaryDirectory()
        let shares = #""p_a":1,"p_b":1"#
        let isShare = members.hasPrefix(#""n":1"#) && !members.hasPrefix(#""n":1e"#)
        let second = isShare ? #"{"text":"y",\#(members)}"# : #"{"text":"y",\#(shares),\#(members)}"#
        let path = try directory.write("{\"text\":\"x\",\"n\":1,\(shares)}\n\n\(second)\n", to: "a.jsonl")
        #expect(throws: StanceError(cause, path: path, line: 3)) {
            try TrainingData(paths: [path], fields: LabelledText.Fields(weight: "n", softLabelPrefix: "p_"))
        }
    }

    @Test(
        "a file without weights or soft labels beside one with them: each counts 1, with its label")
    func plainFile() throws {
        let directory = try TemporaryDirectory()
        let soft = try directory.write("{\"text\":\"x\",\"n\":3,\"p_a\":1,\"p_b\":3}\n", to: "b.jsonl")
        let plain = try directory.write("label\ttext\na\ty\nb\tz\n", to: "a.tsv")
        let fields = LabelledText.Fields(weight: "n", softLabelPrefix: "p_")
        let data = try TrainingData(paths: [plain], auxiliary: [soft], fields: fields)
        #expect(data.weights == [1, 1, 3] && data.targets == [0, 1, 1])
        #expect(data.shares?.values == [1, 0, 0, 1, 0.25, 0.75])
        #expect(data.files.map(\.auxiliary) == [nil, true])
        // A name that no file knows is a mistake.
        let faults: [(LabelledText.Fields, StanceError.Cause)] = [
            (.init(weight: "m"), .missingField("m")),
            (.init(softLabelPrefix: "q_"), .noShares(prefix: "q_")),
        ]
        let other = try directory.write("label\ttext\nb\tz\n", to: "c.tsv")
        for (fields, cause) in faults {
            let error = #expect(throws: StanceError.self) {
                _ = try TrainingData(paths: [plain, other], fields: fields)
            }
            #expect(error?.cause == cause && error?.place.path == "\(plain), \(other)")
        }
    }

    @Test("a field that only some records of a file have is a mistake of the first without it")
    func someRecords() throws {
        let fields = LabelledText.Fields(weight: "n")
        let lines = [#"{"text":"x","label":"a","n":1}"#, #"{"text":"y","label":"b"}"#]
        for (lines, line) in [(lines, 2), (lines.reversed(), 1)] {
            let error = #expect(throws: StanceError.self) { _ = try Self.data(lines, fields) }
            #expect(error?.cause == .missingField("n") && error?.place.line == line)
        }
    }

    @Test("where every weight is 0 there is nothing to learn, and it says so")
    func noWeight() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("text,label,n\nx,a,0\ny,b,0\n", to: "a.csv")
        let error = #expect(throws: StanceError(.noWeights("n"), path: path)) {
            _ = try TrainingData(paths: [path], fields: LabelledText.Fields(weight: "n"))
        }
        #expect(error?.code == .badData)
    }
}
