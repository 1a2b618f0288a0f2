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
        let extractor = try FeatureExtractor(configuration)
        let counts = parallelism.map(count: texts.count) { extractor.bucketCounts(of: texts[$0]) }
        var documentFrequencies = [UInt32](repeating: 0, count: extractor.bucketCount)
        for text in counts {
            for bucket in text.buckets { documentFrequencies[Int(bucket)] += 1 }
        }
        let buckets = documentFrequencies.indices
            .filter { documentFrequencies[$0] >= configuration.minimumDocumentFrequency }
            .map(UInt32.init)
        guard !buckets.isEmpty else {
            throw StanceError(.noFeatures(minimumDocumentFrequency: configuration.minimumDocumentFrequency))
        }
        let smoothed = Double(texts.count + 1)
        space = try FeatureSpace(
            configuration: configuration, buckets: buckets,
            inverseDocumentFrequencies: buckets.map { bucket in
                Float(log(smoothed / Double(documentFrequencies[Int(bucket)] + 1)) + 1)
            })
        matrix = space.matrix(of: counts)
    }
}

extension FeatureSpace {
    /// One row for each text.
    fileprivate func matrix(of texts: [FeatureExtractor.BucketCounts]) -> SparseMatrix {
        var offsets = [0]
        var columns: [Int32] = []
        var values: [Float] = []
        let capacity = texts.reduce(0) { $0 + $1.buckets.count }
        offsets.reserveCapacity(texts.count + 1)
        columns.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
        for text in texts {
            appendVector(of: text, columns: &columns, values: &values)
            offsets.append(columns.count)
        }
        return SparseMatrix(columns: count, rowOffsets: offsets, columnIndices: columns, values: values)
    }
}
