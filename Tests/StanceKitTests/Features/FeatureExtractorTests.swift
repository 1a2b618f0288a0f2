import Testing

@testable import StanceKit

@Suite struct FeatureExtractorTests {
    @Test("Occurrences are counted by bucket, in rising order")
    func counts() throws {
        let extractor = try FeatureExtractor(FeatureConfiguration(wordNGrams: 1...1, characterNGrams: nil))
        let counts = extractor.bucketCounts(of: Array("no no yes no".utf8)[...])
        #expect(counts.buckets.count == 2 && counts.buckets == counts.buckets.sorted())
        #expect(counts.counts.sorted() == [1, 3])
        #expect(extractor.bucketCounts(of: []) == FeatureExtractor.BucketCounts())
    }

    @Test(
        "A configuration that makes no sense is refused",
        arguments: [
            FeatureConfiguration(wordNGrams: nil, characterNGrams: nil), FeatureConfiguration(wordNGrams: 0...2),
            FeatureConfiguration(characterNGrams: 2...9), FeatureConfiguration(bucketBits: 7),
            FeatureConfiguration(bucketBits: 23), FeatureConfiguration(minimumDocumentFrequency: 0),
            FeatureConfiguration(skipGramDistance: 1), FeatureConfiguration(skipGramDistance: 9),
            FeatureConfiguration(wordNGrams: nil, skipGramDistance: 3),
        ])
    func refused(configuration: FeatureConfiguration) {
        #expect(throws: StanceError.self) { try FeatureExtractor(configuration) }
    }

    @Test("Unknown buckets leave no trace; the norm is the root of the known occurrences' squared weights")
    func vector() throws {
        let configuration = FeatureConfiguration(wordNGrams: 1...1, characterNGrams: nil)
        let extractor = try FeatureExtractor(configuration)
        let known = extractor.bucketCounts(of: Array("no yes".utf8)[...])
        let space = try FeatureSpace(
            configuration: configuration, buckets: known.buckets, inverseDocumentFrequencies: [2, 2])
        var columns: [Int32] = []
        var values: [Float] = []
        space.appendVector(
            of: extractor.bucketCounts(of: Array("no no never yes".utf8)[...]), columns: &columns, values: &values)
        let norm = Float(2 * 4 + 4).squareRoot()
        #expect(columns == [0, 1])
        #expect(values.sorted() == [2 / norm, 4 / norm])
        space.appendVector(
            of: extractor.bucketCounts(of: Array("never".utf8)[...]), columns: &columns, values: &values)
        #expect(columns.count == 2)
    }
}
