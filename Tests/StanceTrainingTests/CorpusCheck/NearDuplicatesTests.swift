import LinearAlgebra
import Testing

@testable import StanceTraining

@Suite struct NearDuplicatesTests {
    /// The definition itself: every pair counted, of ASCII words without marks.
    private static func similarity(_ a: String, _ b: String) -> Double {
        func shingles(_ text: String) -> Set<[Substring]> {
            let words = text.split(separator: " ")
            return words.count < 3 ? [words] : Set((2..<words.count).map { Array(words[$0 - 2...$0]) })
        }
        let (x, y) = (shingles(a), shingles(b))
        return Double(x.intersection(y).count) / Double(x.union(y).count)
    }

    private static func matches(_ texts: [String], _ groups: [Int], threads: Int = 1) -> [NearDuplicates.Match] {
        NearDuplicates.matches(
            texts: Corpus.bytes(texts), groups: groups, parallelism: Parallelism(threads: threads))
    }

    /// Texts of a few words each, a third of them earlier ones with a word changed, added or dropped.
    private static func texts(_ count: Int, vocabulary: Int, seed: UInt64) -> [String] {
        var generator = SplitMix64(seed: seed)
        var texts: [[String]] = []
        for _ in 0..<count {
            var words = (0..<Int.random(in: 1...25, using: &generator)).map { _ in
                "w\(Int.random(in: 0..<vocabulary, using: &generator))"
            }
            if Int.random(in: 0..<3, using: &generator) == 0, let earlier = texts.randomElement(using: &generator) {
                words = earlier
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: words[words.count - 1] = "changed"
                case 1: words.insert("added", at: 0)
                default: if words.count > 1 { words.removeLast() }
                }
            }
            texts.append(words)
        }
        return texts.map { $0.joined(separator: " ") }
    }

    @Test("It finds what comparing every pair finds", arguments: [3, 50, 1000])
    func exact(vocabulary: Int) {
        let texts = Self.texts(300, vocabulary: vocabulary, seed: 5)
        let groups = texts.indices.map { $0 % 3 }
        let found = Self.matches(texts, groups)
        let expected = texts.indices.filter { item in
            texts.indices.contains { other in
                groups[other] < groups[item] && Self.similarity(texts[item], texts[other]) >= 0.8
            }
        }
        #expect(!expected.isEmpty && found.map(\.item) == expected)
        for match in found {
            #expect(groups[match.other] < groups[match.item])
            #expect(match.similarity == Self.similarity(texts[match.item], texts[match.other]))
        }
    }

    @Test("A similarity of exactly 0.8 counts, one just below does not")
    func threshold() {
        // Six shingles against five of them: 5 / 6; five against four: 4 / 5; four against three: 3 / 4.
        let words = ["a", "b", "c", "d", "e", "f", "g", "h"]
        func pair(_ count: Int) -> [String] {
            [words.prefix(count).joined(separator: " "), words.prefix(count - 1).joined(separator: " ")]
        }
        #expect(Self.matches(pair(8), [0, 1]).map(\.similarity) == [5.0 / 6])
        #expect(Self.matches(pair(7), [0, 1]).map(\.similarity) == [0.8])
        #expect(Self.matches(pair(6), [0, 1]).isEmpty)
    }

    @Test("Texts of one group are not compared, and those without words are like none")
    func groups() {
        #expect(Self.matches(["a b c", "A, b, c!"], [0, 0]).isEmpty)
        #expect(Self.matches(["a b c", "A, b, c!"], [1, 0]) == [.init(item: 0, other: 1, similarity: 1)])
        #expect(Self.matches(["?!", "!?"], [0, 1]).isEmpty)
        #expect(Self.matches([], []).isEmpty)
    }

    @Test("The matches are the same for 1, 2 and 3 threads")
    func threads() {
        // More than the 1024 texts that one task takes.
        let texts = Self.texts(2500, vocabulary: 40, seed: 6)
        let groups = texts.indices.map { $0 % 4 }
        let expected = Self.matches(texts, groups)
        for threads in 2...3 { #expect(Self.matches(texts, groups, threads: threads) == expected) }
    }
}
