import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct FoldsTests {
    /// Labels of quite different frequency.
    private static func labels(_ count: Int, seed: UInt64 = 1) -> [Int] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in [0, 0, 0, 0, 0, 1, 1, 2].randomElement(using: &generator)! }
    }

    @Test("every example is held out by one fold and trained on by the others", arguments: [2, 3, 5, 10])
    func partition(count: Int) {
        let folds = Folds(count: count, labels: Self.labels(97), labelCount: 3, seed: 4)
        #expect((0..<count).flatMap(folds.heldRows).sorted() == Array(0..<97))
        for fold in 0..<count {
            #expect(folds.heldRows(of: fold).allSatisfy { folds.assignment[$0] == fold })
            #expect((folds.heldRows(of: fold) + folds.trainRows(without: fold)).sorted() == Array(0..<97))
        }
    }

    @Test("every label has the same number of examples in each fold, but for one", arguments: [2, 3, 5, 10])
    func stratified(count: Int) {
        for seed in UInt64(0)..<5 {
            let labels = Self.labels(203, seed: seed)
            let folds = Folds(count: count, labels: labels, labelCount: 3, seed: seed)
            for label in 0..<3 {
                let counts = (0..<count).map { fold in folds.heldRows(of: fold).count { labels[$0] == label } }
                #expect(counts.max()! - counts.min()! <= 1)
            }
            let sizes = (0..<count).map { folds.heldRows(of: $0).count }
            // Three labels, each off by one at the most.
            #expect(sizes.max()! - sizes.min()! <= 3)
        }
    }

    @Test("the members of a group are in one fold, and groups do not pile up in one")
    func groups() {
        var generator = SplitMix64(seed: 6)
        let groups = (0..<300).map { _ in Int.random(in: 0..<60, using: &generator) }
        let labels = Self.labels(300)
        let folds = Folds(count: 5, labels: labels, labelCount: 3, groups: groups, seed: 2)
        for group in 0..<60 {
            #expect(Set(groups.indices.filter { groups[$0] == group }.map { folds.assignment[$0] }).count <= 1)
        }
        // Groups of five: a fold is not further from its share than some two groups.
        for fold in 0..<5 { #expect(abs(folds.heldRows(of: fold).count - 60) <= 12) }
    }

    @Test("the same seed gives the same folds, another seed others")
    func seeds() {
        let labels = Self.labels(50)
        let folds = [1, 1, 2].map { Folds(count: 5, labels: labels, labelCount: 3, seed: $0).assignment }
        #expect(folds[0] == folds[1])
        #expect(folds[0] != folds[2])
    }

    @Test("there may be fewer examples than folds, and labels without any")
    func few() {
        #expect(Set(Folds(count: 5, labels: [0, 2, 0], labelCount: 4, seed: 0).assignment).count == 3)
        #expect(Folds(count: 2, labels: [], labelCount: 2, seed: 0).assignment.isEmpty)
    }

    @Test("auxiliary examples are held out with no fold, and left out where their group is")
    func auxiliary() {
        let cut = Folds(count: 3, labels: [0, 1, 0, 1, 0, 1], labelCount: 2, groups: Array(0..<6), seed: 1)
        let folds = cut.followed(byGroups: Array(0..<6) + [4, 9, 4, 0])
        #expect((0..<3).flatMap(folds.heldRows).sorted() == Array(0..<6))
        for fold in 0..<3 {
            #expect(folds.heldRows(of: fold) == cut.heldRows(of: fold))
            #expect(folds.otherHeldRows(than: fold) == cut.trainRows(without: fold))
            var expected = cut.trainRows(without: fold)
            for (row, source) in [(6, 4), (7, nil), (8, 4), (9, 0)] as [(Int, Int?)]
            where source.map({ cut.assignment[$0] != fold }) ?? true { expected.append(row) }
            #expect(folds.trainRows(without: fold) == expected)
        }
    }

    @Test("an auxiliary example of several groups is left out with each of them, and joins none to another")
    func severalGroups() throws {
        let directory = try TemporaryDirectory()
        let primary = try directory.write(
            (0..<6).map { "{\"text\":\"a \($0)\",\"label\":\"\($0 % 2)\",\"id\":\"\($0)\"}\n" }.joined(), to: "a.jsonl")
        let auxiliary = try directory.write(
            #"{"text":"b","label":"0","id":["2","5","elsewhere"]}"# + "\n", to: "b.jsonl")
        let data = try TrainingData(
            paths: [primary], auxiliary: [auxiliary], fields: LabelledText.Fields(group: "id"))
        #expect(Set(data.groups.prefix(6)).count == 6)
        let folds = data.folds(3, seed: 0)
        for fold in 0..<3 {
            let isHeld = [2, 5].contains { folds.assignment[$0] == fold }
            #expect(folds.trainRows(without: fold).contains(6) == !isHeld)
        }
        #expect(data.selecting([2, 5]).auxiliaryCount == 1)
        #expect(data.selecting([0, 2]).auxiliaryCount == 0 && data.selecting([0, 5]).auxiliaryCount == 0)
        let broken = try directory.write(#"{"text":"b","label":"0","id":[2]}"# + "\n", to: "c.jsonl")
        let error = #expect(throws: StanceError.self) {
            _ = try TrainingData(paths: [broken], fields: LabelledText.Fields(group: "id"))
        }
        #expect(error?.cause == .fieldIsNotTexts("id"))
    }

    @Test("a selection takes the auxiliary examples of its groups along, and an even share of those of none")
    func selection() throws {
        let directory = try TemporaryDirectory()
        func file(_ ids: [Int], _ name: String) throws -> String {
            try directory.write(
                ids.map { "{\"text\":\"\(name) \($0)\",\"label\":\"\($0 % 2)\",\"id\":\($0)}\n" }.joined(),
                to: "\(name).jsonl")
        }
        let primary = try file([0, 1, 2, 3], "a")
        let auxiliary = try [file([0, 3], "b"), file([10, 11, 12, 13], "c")]
        let fields = LabelledText.Fields(group: "id")
        let data = try TrainingData(paths: [primary], auxiliary: auxiliary, fields: fields)
        let half = data.selecting([3, 1])
        #expect(half.primaryCount == 2 && data.selecting([0, 1, 2, 3]).texts.count == data.texts.count)
        #expect(
            half.texts.map { String(decoding: $0, as: UTF8.self) } == ["a 3", "a 1", "b 3", "c 11", "c 13"])
        // The same examples, measured on or not, are other work.
        let all = try TrainingData(paths: [primary] + auxiliary, fields: fields)
        #expect(all.texts == data.texts && all.fingerprint != data.fingerprint)
    }

    @Test("equal texts and records of an equal group stay together, also through one another")
    func data() throws {
        let directory = try TemporaryDirectory()
        let lines = [
            #"{"text":"late","label":"a","id":"1"}"#, #"{"text":"early","label":"b","id":"2"}"#,
            #"{"text":"late","label":"b","id":"3"}"#, #"{"text":"box","label":"a","id":"3"}"#,
            #"{"text":"box","label":"a","id":"4"}"#, #"{"text":"card","label":"a","id":"2"}"#,
        ]
        let path = try directory.write(lines.joined(separator: "\n"), to: "a.jsonl")
        let byText = try TrainingData(paths: [path])
        #expect(byText.groups == [0, 1, 0, 2, 2, 3])
        // "late" is in articles 1 and 3, "box" in 3 and 4.
        let byBoth = try TrainingData(paths: [path], fields: LabelledText.Fields(group: "id"))
        #expect(byBoth.groups == [0, 1, 0, 0, 0, 1])
        for seed in UInt64(0)..<10 {
            let folds = byBoth.folds(2, seed: seed).assignment
            #expect(Set([0, 2, 3, 4].map { folds[$0] }).count == 1 && folds[1] == folds[5])
        }
    }
}
