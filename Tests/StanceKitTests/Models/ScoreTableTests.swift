import Foundation
import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct ScoreTableTests {
    /// bᵀ + xᵀW in double precision, from the vector that training uses.
    private func reference(_ text: String, _ model: SmallModel) throws -> [Double] {
        let linear = try #require(model.linear)
        let extractor = try FeatureExtractor(model.space.configuration)
        var columns: [Int32] = []
        var values: [Float] = []
        model.space.appendVector(
            of: extractor.bucketCounts(of: Array(text.utf8)[...]), columns: &columns, values: &values)
        return model.labels.indices.map { label in
            zip(columns, values).reduce(Double(linear.bias[label])) {
                $0 + Double($1.1) * Double(linear.weights[Int($1.0), label])
            }
        }
    }

    @Test("Scores are those of the training vector times the weights, for any number of labels", arguments: 2...9)
    func scores(labelCount: Int) throws {
        let model = try SmallModel(labels: (0..<labelCount).map { "label \($0)" }, seed: UInt64(labelCount))
        let table = ScoreTable(try model.model)
        var workspace = table.makeWorkspace()
        let texts = SmallModel.texts + ["", "unseen words only: qqq", "the the the the river!", "é東京"]
        for text in texts {
            Array(text.utf8).withUnsafeBufferPointer { table.score($0, using: &workspace) }
            for (logit, expected) in zip(workspace.outputs, try reference(text, model)) {
                // Integer rows keep 15 bits of the largest number; sums of Floats are closer still.
                #expect(abs(Double(logit) - expected) < 1e-3, "\(text)")
            }
        }
    }

    @Test("With the released model the fast path gives what a plain loop over the same integers gives, to the bit")
    func plainIntegers() throws {
        let project = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
        let model = try ModelDirectory.read("\(project)/Models/stance-en")
        let regression = try #require(model.integers)
        let space = model.space
        let blocks = [0..<space.wordFeatureCount, space.wordFeatureCount..<space.count]
        let integers = [regression.words, regression.characters]
        let features = Dictionary(uniqueKeysWithValues: space.buckets.enumerated().map { ($1, $0) })
        let extractor = try FeatureExtractor(space.configuration)
        let table = ScoreTable(model)
        var workspace = table.makeWorkspace()
        let corpus = try String(contentsOfFile: "\(project)/Data/authored/test.jsonl", encoding: .utf8)
        // Whole records: their marks and numbers are text as good as any.
        for text in corpus.split(separator: "\n") {
            let bytes = Array(text.utf8)
            let counts = extractor.bucketCounts(of: bytes[...])
            let sums = zip(blocks, integers).map { block, rows in
                var sum = SIMD4<Int64>.zero
                for (bucket, count) in zip(counts.buckets, counts.counts) {
                    guard let feature = features[bucket], block.contains(feature) else { continue }
                    let row = rows.rows[feature - block.lowerBound]
                    for lane in 0..<4 { sum[lane] += Int64(row[lane]) * Int64(count) }
                }
                return rows.numbers(of: sum)
            }
            bytes.withUnsafeBufferPointer { table.score($0, using: &workspace) }
            for label in 0..<3 {
                let parts = sums.map { $0.w > 0 ? $0[label] * (1 / $0.w.squareRoot()) : 0 }
                #expect(workspace.outputs[label] == regression.bias[label] + (parts[0] + parts[1]))
            }
        }
    }

    @Test("What was scored before changes no bit, and a text may have any number of n-grams", arguments: 2...4)
    func reuse(labelCount: Int) throws {
        let model = try SmallModel(labels: (0..<labelCount).map { "label \($0)" }, seed: 9)
        let table = ScoreTable(try model.model)
        func outputs(_ text: String, _ workspace: inout ScoreTable.Workspace) -> [Float] {
            Array(text.utf8).withUnsafeBufferPointer { table.score($0, using: &workspace) }
            return workspace.outputs
        }
        let longest = String(repeating: "lev", count: 8)
        // More n-grams than wait for their sum at a time, and words just short enough and just too long to be kept.
        let texts =
            SmallModel.texts + [
                String(repeating: SmallModel.texts.joined(separator: " ") + " ", count: 40), longest, longest + "e",
                longest + "e", "The LEVEE, the levee",
            ]
        var used = table.makeWorkspace()
        for text in texts + texts.reversed() {
            var fresh = table.makeWorkspace()
            let found = outputs(text, &used)
            #expect(found == outputs(text, &fresh))
            for (logit, expected) in zip(found, try reference(text, model)) {
                #expect(abs(Double(logit) - expected) < 1e-3 * max(1, abs(expected)), "\(text.prefix(40))")
            }
        }
    }

    @Test("Words are counted, and those that the model knows")
    func knownWords() throws {
        let model = try SmallModel()
        let table = ScoreTable(try model.model)
        var workspace = table.makeWorkspace()
        Array("The river zzzqqq!".utf8).withUnsafeBufferPointer { table.score($0, using: &workspace) }
        #expect(workspace.wordCount == 3)
        #expect(workspace.knownWordCount == 2)
    }
}
