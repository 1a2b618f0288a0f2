import LinearAlgebra
import StanceKit

/// How much each word of a text speaks for one label against another, by a linear model.
///
/// A word's weight is the sum over its own n-grams, the word itself and its characters'; n-grams of several words belong to
/// none of them.
struct WordWeights {
    let model: LogisticRegression
    let space: FeatureSpace
    let extractor: FeatureExtractor

    /// The distinct words that speak for `label`, the strongest first.
    ///
    /// - Parameter counts: the text's bucket counts.
    func words(
        of text: ArraySlice<UInt8>, _ counts: FeatureExtractor.BucketCounts, for label: Int, against other: Int
    ) -> [String] {
        var occurrences: [(word: ArraySlice<UInt8>, count: Int)] = []
        var places: [ArraySlice<UInt8>: Int] = [:]
        Words.forEach(of: text) { word in
            if let place = places[word] {
                occurrences[place].count += 1
            } else {
                places[word] = occurrences.count
                occurrences.append((word, 1))
            }
        }
        let whole = vector(of: counts)
        let weighed = occurrences.enumerated().map { place, entry in
            let own = vector(of: extractor.bucketCounts(of: entry.word))
            var weight: Float = 0
            for (feature, value) in zip(own.features, own.values) {
                let isWord = Int(feature) < space.wordFeatureCount
                // From the word's own norm to the text's.
                let scale = isWord ? own.norms.words / whole.norms.words : own.norms.characters / whole.norms.characters
                weight += scale * value * (model.weights[Int(feature), label] - model.weights[Int(feature), other])
            }
            return (place: place, weight: weight * Float(entry.count))
        }
        return weighed.filter { $0.weight > 0 }.sorted { ($1.weight, $0.place) < ($0.weight, $1.place) }
            .map { String(decoding: occurrences[$0.place].word, as: UTF8.self) }
    }

    /// A text's vector, with the norm of each block by which it was divided: √(Σ count · idf²), which is the sum of the
    /// vector's values times their idf.
    private func vector(
        of counts: FeatureExtractor.BucketCounts
    ) -> (features: [Int32], values: [Float], norms: (words: Float, characters: Float)) {
        var (features, values): ([Int32], [Float]) = ([], [])
        space.appendVector(of: counts, columns: &features, values: &values)
        var norms: (words: Float, characters: Float) = (0, 0)
        for (feature, value) in zip(features, values) {
            let part = value * space.inverseDocumentFrequencies[Int(feature)]
            if Int(feature) < space.wordFeatureCount { norms.words += part } else { norms.characters += part }
        }
        return (features, values, norms)
    }
}
