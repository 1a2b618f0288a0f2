import Foundation
public import LinearAlgebra
public import StanceKit

/// Texts as a sparse matrix, with the feature space that was fitted to them.
public struct TrainingMatrix: Sendable {
    /// The features found in the texts.
    public let space: FeatureSpace
    /// Texts × features.
    public let matrix: SparseMatrix

    /// Counts the n-grams of every text once, finds the features and their inverse document frequencies, and lays the
    /// weighted counts out as rows.
    ///
    /// - Complexity: O(n-grams · log) over all threads.
    public init(
        texts: [ArraySlice<UInt8>], configuration: FeatureConfiguration, parallelism: Parallelism
    ) throws(StanceError) {
        let counts = try TextCounts(texts: texts, configuration: configuration, parallelism: parallelism)
        try self.init(counts, rows: Array(texts.indices))
    }

    /// Fits a feature space to some of the texts, and lays these out.
    init(_ counts: TextCounts, rows: [Int]) throws(StanceError) {
        let configuration = counts.configuration
        var documentFrequencies = [UInt32](repeating: 0, count: counts.bucketCount)
        for row in rows {
            for bucket in counts.texts[row].buckets { documentFrequencies[Int(bucket)] += 1 }
        }
        let buckets = documentFrequencies.indices
            .filter { documentFrequencies[$0] >= configuration.minimumDocumentFrequency }
            .map(UInt32.init)
        guard !buckets.isEmpty else {
            throw StanceError(.noFeatures(minimumDocumentFrequency: configuration.minimumDocumentFrequency))
        }
        let smoothed = Double(rows.count + 1)
        space = try FeatureSpace(
            configuration: configuration, buckets: buckets,
            inverseDocumentFrequencies: buckets.map { bucket in
                Float(log(smoothed / Double(documentFrequencies[Int(bucket)] + 1)) + 1)
            })
        matrix = counts.matrix(of: rows, in: space)
    }
}

/// The bucket counts of texts: what every fold's feature space is fitted to.
struct TextCounts: Sendable {
    let configuration: FeatureConfiguration
    let bucketCount: Int
    let texts: [FeatureExtractor.BucketCounts]
    /// The texts as rows of word vectors, where there are any.
    let sequences: WordSequences?

    /// Counts the n-grams of every text.
    init(
        texts: [ArraySlice<UInt8>], configuration: FeatureConfiguration, vectors: WordVectors? = nil,
        parallelism: Parallelism
    ) throws(StanceError) {
        let extractor = try FeatureExtractor(configuration)
        self.configuration = configuration
        bucketCount = extractor.bucketCount
        self.texts = parallelism.map(count: texts.count) { extractor.bucketCounts(of: texts[$0]) }
        sequences = try vectors.map { vectors throws(StanceError) in
            try WordSequences(vectors, texts: texts, configuration, parallelism: parallelism)
        }
    }

    /// Some of the texts in a feature space, one row each.
    func matrix(of rows: [Int], in space: FeatureSpace) -> SparseMatrix {
        var offsets = [0]
        var columns: [Int32] = []
        var values: [Float] = []
        let capacity = rows.reduce(0) { $0 + texts[$1].buckets.count }
        offsets.reserveCapacity(rows.count + 1)
        columns.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
        for row in rows {
            space.appendVector(of: texts[row], columns: &columns, values: &values)
            offsets.append(columns.count)
        }
        return SparseMatrix(columns: space.count, rowOffsets: offsets, columnIndices: columns, values: values)
    }
}
