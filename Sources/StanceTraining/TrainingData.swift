import Foundation
import LinearAlgebra
import StanceEvaluation
public import StanceKit

/// The examples of one or several files, with their labels as indices.
///
/// Auxiliary examples only help to fit: texts with soft labels from a larger model, variants, texts of another kind. Nothing
/// is measured or calibrated on them, and those that belong with an example of a fold are left out where that fold is.
public struct TrainingData: Sendable {
    /// The texts, in UTF-8.
    public var texts: [ArraySlice<UInt8>] = []
    /// The label of each text, as an index into `labels`; of several the one with the largest share.
    public var targets: [Int] = []
    /// How much each text counts.
    public var weights: [Float] = []
    /// How many of the examples are measured and calibrated on: the first ones. The others are auxiliary.
    public let primaryCount: Int
    /// The labels, sorted.
    public let labels: [String]
    /// The files, with digests.
    public private(set) var files: [TrainingRecord.DataFile] = []
    /// The files with bytes that are not UTF-8, which became U+FFFD.
    public private(set) var repairedFiles: [String] = []
    /// The number of each example's record among all that were read, from 1.
    public private(set) var numbers: [Int] = []
    /// How many records were left out since their text is blank.
    public private(set) var blankCount = 0
    /// What a convolutional network sees of words; `nil` for none.
    public var vectors: WordVectors?
    /// What must stay together in one fold, as numbers from 0: equal texts, and texts of an equal group.
    let groups: [Int]
    /// Further groups of an auxiliary example, by its place: it is left out where any of them is held out.
    let furtherGroups: [Int: [Int]]
    /// The share of each label, texts × labels, where labels are soft.
    let shares: Matrix?

    /// Reads labelled files. Blank texts, which `classify` gives no label, are left out.
    ///
    /// - Parameters:
    ///   - auxiliary: files of examples that only help to fit.
    ///   - format: the format of every file; `nil` to tell each as `LabelledText.read` does.
    /// - Throws: `StanceError` for the first file or record that is not in order, for two files with the same bytes, or if there
    ///   is only one label.
    public init(
        paths: [String], auxiliary: [String] = [], format: RecordFormat? = nil,
        fields: LabelledText.Fields = LabelledText.Fields()
    ) throws(StanceError) {
        var examples: [LabelledText] = []
        var primaryCount = 0
        let all = paths + auxiliary
        for (place, path) in all.enumerated() {
            let digest = SHA256()
            var isRepaired = false
            let read = try LabelledText.read(
                path: path, format: format, fields: fields, observe: { piece in digest.update(piece) },
                noteRepair: { isRepaired = true })
            let sha256 = digest.hexadecimal()
            if let other = files.firstIndex(where: { $0.sha256 == sha256 }) {
                throw StanceError(
                    .repeatedFile(RecordReader.displayName(of: all[other])), path: RecordReader.displayName(of: path))
            }
            if isRepaired { repairedFiles.append(RecordReader.displayName(of: path)) }
            let readable = read.indices.filter { !read[$0].isBlank }
            let first = files.reduce(1) { $0 + $1.records }
            numbers += readable.map { first + $0 }
            blankCount += read.count - readable.count
            examples += readable.map { read[$0] }
            if place < paths.count { primaryCount += readable.count }
            files.append(
                TrainingRecord.DataFile(
                    name: path.split(separator: "/").last.map(String.init) ?? path,
                    sha256: sha256, records: read.count,
                    auxiliary: place < paths.count ? nil : true))
        }
        self.primaryCount = primaryCount
        func occurring(_ examples: ArraySlice<LabelledText>) -> Set<String> {
            Set(examples.flatMap { $0.shares.map { $0.map(\.label) } ?? [$0.label] })
        }
        labels = occurring(examples[...]).sorted()
        let names = all.map(RecordReader.displayName(of:)).joined(separator: ", ")
        try Self.require(primaryCount > 0, .blankTexts, names)
        let primaryLabels = occurring(examples.prefix(primaryCount))
        try Self.require(primaryLabels.count > 1, .singleLabel(primaryLabels.first ?? ""), names)
        let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        texts = examples.map(\.text)
        targets = examples.map { indices[$0.label]! }
        weights = examples.map { Float($0.weight ?? 1) }
        if let field = fields.weight {
            try Self.require(examples.contains { $0.weight != nil }, .missingField(field), names)
            try Self.require(weights.prefix(primaryCount).contains { $0 > 0 }, .noWeights(field), names)
        }
        (groups, furtherGroups) = Self.groups(of: examples, primaryCount: primaryCount)
        guard let prefix = fields.softLabelPrefix else {
            shares = nil
            return
        }
        try Self.require(examples.contains { $0.shares != nil }, .noShares(prefix: prefix), names)
        var matrix = Matrix(rows: examples.count, columns: labels.count)
        for (row, example) in examples.enumerated() {
            guard let shares = example.shares else {
                matrix[row, targets[row]] = 1
                continue
            }
            for share in shares { matrix[row, indices[share.label]!] = Float(share.value) }
        }
        shares = matrix
    }

    /// The places of the examples that are not auxiliary.
    var primaryRows: Range<Int> { 0..<primaryCount }
    /// How many auxiliary examples there are.
    public var auxiliaryCount: Int { texts.count - primaryCount }
    /// The labels of the examples that are not auxiliary.
    public var primaryTargets: ArraySlice<Int> { targets.prefix(primaryCount) }

    /// How many texts there are of each label, in the labels' order, without auxiliary ones.
    public var labelCounts: [Int] {
        var counts = [Int](repeating: 0, count: labels.count)
        for target in primaryTargets { counts[target] += 1 }
        return counts
    }

    /// A cut into folds of like label mixture; equal texts and members of a group stay together, auxiliary ones with them.
    func folds(_ count: Int, seed: UInt64) -> Folds {
        Folds(
            count: count, labels: Array(primaryTargets), labelCount: labels.count,
            groups: Array(groups.prefix(primaryCount)), seed: seed
        ).followed(byGroups: groups, further: furtherGroups)
    }

    /// Refuses a number of folds that makes no sense, and more than there is for them to hold.
    ///
    /// - Throws: `StanceError.Cause.invalidConfiguration`.
    func checkFolds(_ count: Int) throws(StanceError) {
        func refuse(_ reason: String) -> StanceError { StanceError(.invalidConfiguration(reason: reason)) }
        guard (2...100).contains(count) else { throw refuse("there are from 2 to 100 folds") }
        guard count <= primaryCount else {
            throw refuse("\(count) folds take as many examples; there are \(primaryCount)")
        }
        let found = Set(groups.prefix(primaryCount)).count
        guard found < count else { return }
        let stand = found == 1 ? "all examples are in one group" : "the examples are in \(found) groups"
        throw refuse(
            "\(stand) (equal texts, or an equal --group-field), and no fold parts a group: \(count) folds need \(count) groups"
        )
    }

    /// What is to be learnt, with the weights of a recipe's labels.
    func targets(classWeights: TrainingRecipe.ClassWeights) -> Targets {
        var result = Targets(labels: targets, weights: weights, masses: nil, labelCount: labels.count)
        var factors = [Float](repeating: 1, count: labels.count)
        if classWeights == .balanced {
            var totals = [Float](repeating: 0, count: labels.count)
            for (row, target) in targets.enumerated() {
                if let shares {
                    for label in labels.indices { totals[label] += weights[row] * shares[row, label] }
                } else {
                    totals[target] += weights[row]
                }
            }
            let share = totals.reduce(0, +) / Float(labels.count)
            factors = totals.map { $0 > 0 ? share / $0 : 1 }
        }
        guard let shares else {
            result.weights = zip(weights, targets).map { $0 * factors[$1] }
            return result
        }
        var masses = shares
        for row in targets.indices {
            for label in labels.indices { masses[row, label] *= weights[row] * factors[label] }
            result.weights[row] = masses[row: row].reduce(0, +)
        }
        result.masses = masses
        return result
    }

    private static func require(
        _ condition: Bool, _ cause: StanceError.Cause, _ path: String
    ) throws(StanceError) {
        guard condition else { throw StanceError(cause, path: path) }
    }

    /// Numbers for what belongs together: the connected components of texts that are equal or have an equal group. Of an
    /// auxiliary example's groups only the first one connects; the others are further ones.
    private static func groups(
        of examples: [LabelledText], primaryCount: Int
    ) -> (groups: [Int], further: [Int: [Int]]) {
        var parents = Array(examples.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index {
                parents[index] = parents[parents[index]]
                index = parents[index]
            }
            return index
        }
        var firstOfText: [ArraySlice<UInt8>: Int] = [:]
        var firstOfGroup: [String: Int] = [:]
        for (index, example) in examples.enumerated() {
            let sameText = firstOfText[example.text, default: index]
            firstOfText[example.text] = sameText
            parents[root(index)] = root(sameText)
            for group in example.groups.prefix(index < primaryCount ? .max : 1) {
                let sameGroup = firstOfGroup[group, default: index]
                firstOfGroup[group] = sameGroup
                parents[root(index)] = root(sameGroup)
            }
        }
        var numbers: [Int: Int] = [:]
        let groups = examples.indices.map { index in
            let component = root(index)
            let number = numbers[component] ?? numbers.count
            numbers[component] = number
            return number
        }
        var further: [Int: [Int]] = [:]
        for index in examples.indices.dropFirst(primaryCount) where examples[index].groups.count > 1 {
            further[index] = examples[index].groups.dropFirst().compactMap { firstOfGroup[$0].map { groups[$0] } }
        }
        return (groups, further)
    }
}
