import Foundation
import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct DiverseChoiceTests {
    private func candidates(_ texts: [(text: String, worth: Float)]) -> [Candidate] {
        texts.enumerated().map { place, entry in
            Candidate(
                item: "\(place)", text: Array(entry.text.utf8)[...], place: StanceError.Place(), key: UInt64(place),
                worth: entry.worth, lot: UInt64(place))
        }
    }

    @Test("Of texts worth the same, unlike ones are chosen before those that say nearly the same")
    func unlike() throws {
        let pool = candidates([
            ("The levee will break tonight", 0.9), ("The levee will break tonight, again", 0.9),
            ("The levee will break at night", 0.9), ("Prices rose by two percent in June", 0.9),
            ("Nobody has to leave the school", 0.9),
        ])
        #expect(Set(try DiverseChoice.places(of: 3, among: pool)) == [0, 3, 4])
    }

    @Test("A text that is worth much more is chosen though it is like another one")
    func worth() throws {
        let pool = candidates([
            ("The levee will break tonight", 0.9), ("The levee will break in an hour", 0.9),
            ("Prices rose by two percent in June", 0.1),
        ])
        #expect(try DiverseChoice.places(of: 2, among: pool) == [0, 1])
    }

    @Test("The lazy choice is the greedy one")
    func greedy() throws {
        var generator = SplitMix64(seed: 3)
        let words = (0..<40).map { "word\($0)" }
        for _ in 0..<5 {
            let pool = candidates(
                (0..<60).map { _ in
                    let text = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                        words.randomElement(using: &generator)!
                    }
                    return (text.joined(separator: " "), Float(Int.random(in: 1...20, using: &generator)) / 20)
                }.sorted { $0.1 > $1.1 })
            let chosen = try DiverseChoice.places(of: 25, among: pool)
            #expect(chosen.count == 25 && Set(chosen).count == 25)
            // By the definition, with vectors made anew.
            var reference: [Int] = []
            let vectors = Self.vectors(pool.map { String(decoding: $0.text, as: UTF8.self) })
            while reference.count < 25 {
                let values = pool.indices.map { place in
                    let similarity = reference.map { Self.cosine(vectors[place], vectors[$0]) }.max() ?? 0
                    return reference.contains(place) ? -1 : Double(pool[place].worth) * (1 - similarity)
                }
                // Ties within rounding may fall either way.
                let next = chosen[reference.count]
                #expect(values[next] >= values.max()! - 1e-5)
                reference.append(next)
            }
        }
    }

    private static func vectors(_ texts: [String]) -> [[String: Double]] {
        let counts = texts.map { text in
            let words = text.split(separator: " ").map(String.init)
            let terms = words + zip(words, words.dropFirst()).map { "\($0) \($1)" }
            return Dictionary(terms.map { ($0, 1.0) }, uniquingKeysWith: +)
        }
        var frequencies: [String: Double] = [:]
        for term in counts.flatMap(\.keys) { frequencies[term, default: 0] += 1 }
        return counts.map { text in
            Dictionary(
                uniqueKeysWithValues: text.map { term, count in
                    (term, count * (log(Double(1 + texts.count) / (1 + frequencies[term]!)) + 1))
                })
        }
    }

    private static func cosine(_ a: [String: Double], _ b: [String: Double]) -> Double {
        func dot(_ a: [String: Double], _ b: [String: Double]) -> Double {
            a.reduce(0) { $0 + $1.value * (b[$1.key] ?? 0) }
        }
        return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
    }

    @Test("Nothing to choose from, no words, and more asked for than there is")
    func edges() throws {
        #expect(try DiverseChoice.places(of: 3, among: []).isEmpty)
        #expect(try DiverseChoice.places(of: 5, among: candidates([("…", 1), ("?!", 1)])).count == 2)
        #expect(try DiverseChoice.places(of: 5, among: candidates([("a b", 0), ("a b", 0)])).count == 2)
    }
}
