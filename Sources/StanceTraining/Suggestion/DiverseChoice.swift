import Foundation
import StanceKit

/// Chooses texts that are worth much and unlike one another.
///
/// Greedy: the next one has the largest worth · (1 - s), where s is its largest cosine similarity with those chosen before
/// (maximal marginal relevance, Carbonell & Goldstein 1998, as a product). Texts are vectors of hashed word 1- and 2-grams,
/// tf · idf over the candidates.
struct DiverseChoice {
    /// A text's vector: buckets, rising, with values; of length 1.
    private struct Vector {
        var buckets: [UInt32]
        var values: [Float]

        /// - Complexity: O(entries of both).
        func dot(_ other: Vector) -> Float {
            var sum: Float = 0
            var (a, b) = (0, 0)
            while a < buckets.count, b < other.buckets.count {
                if buckets[a] == other.buckets[b] { sum += values[a] * other.values[b] }
                let (left, right) = (buckets[a], other.buckets[b])
                if left <= right { a += 1 }
                if right <= left { b += 1 }
            }
            return sum
        }
    }

    private static let features = FeatureConfiguration(wordNGrams: 1...2, characterNGrams: nil, bucketBits: 20)

    /// The places of `count` candidates, in the order in which they are chosen.
    ///
    /// - Parameter candidates: the most worth first.
    /// - Complexity: O(count · candidates) comparisons of numbers; two vectors are compared only where a candidate could be
    ///   the next one, for similarities only grow (lazy greedy, Minoux 1978). Memory O(words of the candidates).
    static func places(of count: Int, among candidates: [Candidate]) throws(StanceError) -> [Int] {
        let vectors = try vectors(of: candidates.map(\.text))
        var chosen: [Int] = []
        /// The largest similarity with the first `compared` of those chosen.
        var similarities = [Float](repeating: 0, count: candidates.count)
        var compared = [Int](repeating: 0, count: candidates.count)
        var isLeft = [Bool](repeating: true, count: candidates.count)
        while chosen.count < min(count, candidates.count) {
            var best: (place: Int, value: Float)?
            for place in candidates.indices where isLeft[place] {
                // Those behind are worth no more.
                if let best, candidates[place].worth <= best.value { break }
                func value() -> Float { candidates[place].worth * (1 - similarities[place]) }
                while compared[place] < chosen.count, best.map({ value() > $0.value }) ?? true {
                    let other = chosen[compared[place]]
                    similarities[place] = min(1, max(similarities[place], vectors[place].dot(vectors[other])))
                    compared[place] += 1
                }
                if best.map({ value() > $0.value }) ?? true { best = (place, value()) }
            }
            guard let best else { break }
            chosen.append(best.place)
            isLeft[best.place] = false
        }
        return chosen
    }

    private static func vectors(of texts: [ArraySlice<UInt8>]) throws(StanceError) -> [Vector] {
        let extractor = try FeatureExtractor(features)
        let counts = texts.map { extractor.bucketCounts(of: $0) }
        var frequencies: [UInt32: Int] = [:]
        for text in counts { for bucket in text.buckets { frequencies[bucket, default: 0] += 1 } }
        return counts.map { text in
            var values = zip(text.buckets, text.counts).map { bucket, count in
                // Never 0, so that equal texts have the similarity 1 even where all are equal.
                count * (log(Float(1 + texts.count) / Float(1 + frequencies[bucket]!)) + 1)
            }
            let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for place in values.indices { values[place] /= norm }
            return Vector(buckets: text.buckets, values: values)
        }
    }
}
