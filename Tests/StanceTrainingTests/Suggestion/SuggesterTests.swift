import LinearAlgebra
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct SuggesterTests {
    /// Two kinds of customers' questions.
    private static let kinds = [
        "shipping": ["parcel", "courier", "delivery"], "billing": ["invoice", "card", "charge"],
    ]

    private func classifier() throws -> Classifier {
        let lines = (0..<30).flatMap { number in
            Self.kinds.sorted { $0.key < $1.key }.map { label, words in
                "\(label)\tThe \(words[number % 3]) of order \(number), and the \(words[(number + 1) % 3])"
            }
        }
        return try withFile("label\ttext\n\(lines.joined(separator: "\n"))\n".utf8) { path in
            let data = try TrainingData(paths: [path], format: .tsv)
            return try Classifier(Trainer(recipe: Corpus.recipe()).train(on: data).model)
        }
    }

    private func suggest(_ suggester: Suggester, _ text: String, labelled: String? = nil) throws -> Suggester.Result {
        let directory = try TemporaryDirectory()
        let path = try directory.write(text, to: "pool.txt")
        let known = try labelled.map { [try directory.write($0, to: "known.tsv")] } ?? []
        return try withExtendedLifetime(directory) { try suggester.suggest(from: [path], labelled: known) }
    }

    private func texts(_ result: Suggester.Result) -> [String] {
        result.suggestions.map { String(decoding: $0.text, as: UTF8.self) }
    }

    private static let pool =
        (0..<50).map { "The parcel and the courier number \($0)" }
        + ["The invoice of the courier", "The parcel on my card", "Tell me about the weather"]
        + (0..<50).map { "The invoice and the card number \($0)" }

    @Test("The texts between two labels are picked, not those that are clear")
    func uncertainty() throws {
        let result = try suggest(
            Suggester(method: .uncertainty(classifier()), count: 3), Self.pool.joined(separator: "\n"))
        #expect(
            Set(texts(result)) == ["The invoice of the courier", "The parcel on my card", "Tell me about the weather"])
        #expect(result.texts == 103 && result.labelled == 0)
        #expect(Set(result.suggestions.map { $0.item.suffix(12) }) == ["/pool.txt:51", "/pool.txt:52", "/pool.txt:53"])
    }

    @Test("Texts of the same words are picked once; blank ones and those labelled already never")
    func duplicates() throws {
        let pool =
            "The invoice of the courier\n\nthe invoice of the courier!\n \u{A0}\nThe parcel on my card\nTell me more\n"
        let result = try suggest(
            Suggester(method: .uncertainty(classifier()), count: 10), pool,
            labelled: "text\tlabel\n“The parcel, on my card.”\tshipping\n")
        #expect(texts(result).count == 2 && texts(result).contains("Tell me more"))
        #expect(result.texts == 4 && result.labelled == 1)
    }

    @Test("The choice is the same for any number of threads; ties are decided by the seed")
    func determinism() throws {
        // More than one block, and many equal margins.
        let words = ["the", "parcel", "invoice", "card", "courier", "of", "order", "now"]
        var generator = SplitMix64(seed: 1)
        let pool = (0..<1500).map { number in
            (0..<4).map { _ in words.randomElement(using: &generator)! }.joined(separator: " ")
                + "\(String(repeating: " ", count: 200))\(number % 700)"
        }.joined(separator: "\n")
        var suggester = Suggester(method: .uncertainty(try classifier()), count: 40)
        suggester.parallelism = .serial
        let serial = try suggest(suggester, pool)
        suggester.parallelism = Parallelism(threads: 5)
        #expect(try texts(suggest(suggester, pool)) == texts(serial))
        #expect(texts(serial).count == 40)

        let ties = (0..<100).map { "zzz\($0)" }.joined(separator: "\n")
        var other = Suggester(method: suggester.method, count: 5)
        let first = try texts(suggest(other, ties))
        other.seed = 1
        #expect(try texts(suggest(other, ties)) != first)
    }

    @Test("A random sample has every text with the same chance, equal texts as often as they occur")
    func random() throws {
        // Every text occurs twice; counted by where they stand in the file, in 20 parts.
        var counts = [Int](repeating: 0, count: 20)
        let pool = (0..<4000).map { "text \($0 / 2)" }.joined(separator: "\n")
        var suggester = Suggester(method: .random, count: 1000)
        for seed in 0..<10 {
            suggester.seed = UInt64(seed)
            let result = try suggest(suggester, pool)
            #expect(Set(result.suggestions.map(\.item)).count == 1000)
            for suggestion in result.suggestions {
                let line = try #require(suggestion.item.split(separator: ":").last.flatMap { Int($0) })
                counts[(line - 1) / 200] += 1
            }
        }
        // Expected 500 each, standard deviation √(10 · 1000 · 0.05 · 0.95 · 0.75) = 18.9: five of them.
        #expect(counts.allSatisfy { abs($0 - 500) < 95 })
    }

    @Test("A larger random sample begins with the smaller one")
    func growing() throws {
        let pool = (0..<2000).map { "text \($0)" }.joined(separator: "\n")
        let small = try texts(suggest(Suggester(method: .random, count: 100), pool))
        let large = try texts(suggest(Suggester(method: .random, count: 700), pool))
        #expect(Array(large.prefix(100)) == small && Set(large).count == 700)
    }

    @Test("The margin is that of the two largest probabilities")
    func margins() {
        #expect(Suggester.uncertainty([0.5, 0.5]) == 1)
        #expect(Suggester.uncertainty([0.25, 0, 0.75]) == 0.5)
        #expect(Suggester.uncertainty([0, 1, 0]) == 0)
    }

    @Test("Broken records, files without texts and items of two texts are errors with file and line")
    func faults() throws {
        let suggester = Suggester(method: .random, count: 5)
        let directory = try TemporaryDirectory()
        let broken = try directory.write("{\"text\":\"One\"}\n{\n", to: "a.jsonl")
        let twice = try directory.write("item,text\n1,One\n1,Two\n", to: "b.csv")
        let blank = try directory.write("\n \n", to: "c.txt")
        let other = try directory.write("quote,label\nOne,a\n", to: "d.csv")
        func error(_ body: () throws -> Suggester.Result) -> StanceError? {
            #expect(throws: StanceError.self) { try body() }
        }
        #expect(error { try suggester.suggest(from: [broken]) }?.place == StanceError.Place(path: broken, line: 2))
        let item = error { try suggester.suggest(from: [twice]) }
        guard case .itemOfTwoTexts("1", _) = item?.cause else {
            return #expect(Bool(false), "\(String(describing: item))")
        }
        #expect(error { try suggester.suggest(from: [blank]) }?.cause == .noRecords)
        let uncertain = Suggester(method: .uncertainty(try classifier()), count: 5)
        let field = error { try uncertain.suggest(from: [blank], labelled: [other]) }
        #expect(field == StanceError(.unknownField("text", known: ["quote", "label"]), path: other, line: 2))
    }
}
