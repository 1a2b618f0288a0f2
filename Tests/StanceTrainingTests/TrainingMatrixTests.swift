import Foundation
import LinearAlgebra
import StanceKit
import Testing

@testable import StanceTraining

@Suite struct TrainingMatrixTests {
    static let words = FeatureConfiguration(
        wordNGrams: 1...1, characterNGrams: nil, bucketBits: 16, minimumDocumentFrequency: 1)
    static let both = FeatureConfiguration(bucketBits: 18, minimumDocumentFrequency: 1)
    /// Three texts: "invoice" is in two of them, "late" in two, "parcel" in one.
    static let texts = Corpus.bytes(["invoice Invoice parcel", "invoice late", "late"])

    private static func matrix(
        _ texts: [ArraySlice<UInt8>], _ configuration: FeatureConfiguration, threads: Int = 1
    ) throws -> TrainingMatrix {
        try TrainingMatrix(
            texts: texts, configuration: configuration, parallelism: Parallelism(threads: threads))
    }

    /// The values of a row by feature.
    private static func row(_ row: Int, of matrix: SparseMatrix) -> [Int: Float] {
        let entries = matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]
        return Dictionary(
            uniqueKeysWithValues: entries.map { (Int(matrix.columnIndices[$0]), matrix.values[$0]) })
    }

    /// The feature of a word.
    private static func feature(_ word: String, in space: FeatureSpace) throws -> Int? {
        let buckets = try FeatureExtractor(space.configuration).bucketCounts(of: Array(word.utf8)[...]).buckets
        try #require(buckets.count == 1)
        return space.buckets.firstIndex(of: buckets[0])
    }

    @Test(
        "a feature's inverse document frequency is ln((1 + n) / (1 + df)) + 1",
        arguments: [("invoice", 2.0), ("late", 2), ("parcel", 1)])
    func inverseDocumentFrequency(word: String, documents: Double) throws {
        let space = try Self.matrix(Self.texts, Self.words).space
        let feature = try #require(try Self.feature(word, in: space))
        let expected = log((1 + 3) / (1 + documents)) + 1
        #expect(space.inverseDocumentFrequencies[feature] == Float(expected))
    }

    @Test("a row has occurrences times inverse document frequency over √(Σ idf²) of its occurrences")
    func row() throws {
        let fitted = try Self.matrix(Self.texts, Self.words)
        #expect((fitted.matrix.rows, fitted.matrix.columns, fitted.space.count) == (3, 3, 3))
        let invoice = try #require(try Self.feature("invoice", in: fitted.space))
        let parcel = try #require(try Self.feature("parcel", in: fitted.space))
        let (frequent, rare) = (log(4.0 / 3) + 1, log(4.0 / 2) + 1)
        let norm = (2 * frequent * frequent + rare * rare).squareRoot()
        let row = Self.row(0, of: fitted.matrix)
        #expect(Set(row.keys) == [invoice, parcel])
        // A few roundings in single precision.
        #expect(abs(Double(row[invoice] ?? 0) - 2 * frequent / norm) <= 1e-6)
        #expect(abs(Double(row[parcel] ?? 0) - rare / norm) <= 1e-6)
    }

    @Test(
        "both blocks of a text in which no n-gram repeats have Euclidean norm 1",
        arguments: ["why bat cold", "jumbo", "fox, den: pig"])
    func blockNorms(text: String) throws {
        let texts = Corpus.bytes([text, "why not jumbo fox", "cold den", "pig"])
        let extractor = try FeatureExtractor(Self.both)
        try #require(extractor.bucketCounts(of: texts[0]).counts.allSatisfy { $0 == 1 })
        let fitted = try Self.matrix(texts, Self.both)
        var squares = [false: Float(0), true: 0]
        for (feature, value) in Self.row(0, of: fitted.matrix) {
            let isCharacters = Int(fitted.space.buckets[feature]) >= extractor.bucketCount / 2
            squares[isCharacters, default: 0] += value * value
        }
        // Some forty squares are summed.
        #expect(abs((squares[false] ?? 0) - 1) <= 40 * Float.ulpOfOne)
        #expect(abs((squares[true] ?? 0) - 1) <= 40 * Float.ulpOfOne)
    }

    @Test(
        "n-grams in fewer texts than the minimum are left out",
        arguments: [(1, ["invoice", "late", "parcel"]), (2, ["invoice", "late"])])
    func minimumDocumentFrequency(minimum: Int, kept: [String]) throws {
        var configuration = Self.words
        configuration.minimumDocumentFrequency = minimum
        let fitted = try Self.matrix(Self.texts, configuration)
        #expect(fitted.space.count == kept.count)
        for word in ["invoice", "late", "parcel"] {
            #expect((try Self.feature(word, in: fitted.space) != nil) == kept.contains(word))
        }
        #expect(fitted.matrix.rows == 3)
    }

    @Test("texts that share no n-gram cannot be trained on")
    func noFeatures() {
        var configuration = Self.words
        configuration.minimumDocumentFrequency = 3
        #expect(throws: StanceError(.noFeatures(minimumDocumentFrequency: 3))) {
            try Self.matrix(Self.texts, configuration)
        }
    }

    @Test("what is left out does not count in a row's norm, and a text of nothing else has an empty row")
    func leftOut() throws {
        var configuration = Self.words
        configuration.minimumDocumentFrequency = 2
        let matrix = try Self.matrix(Corpus.bytes(["invoice parcel", "invoice", "customs", ""]), configuration).matrix
        #expect(abs((Self.row(0, of: matrix).values.first ?? 0) - 1) <= Float.ulpOfOne)
        #expect(Self.row(0, of: matrix).count == 1)
        #expect(Self.row(2, of: matrix).isEmpty)
        #expect(Self.row(3, of: matrix).isEmpty)
    }

    @Test("space and matrix are the same with 1, 2 and 3 threads")
    func threads() throws {
        let texts = try Corpus.data(Corpus.lines(90)).texts
        let configuration = Corpus.recipe().features
        let first = try Self.matrix(texts, configuration)
        try #require(first.space.count > 50)
        for threads in 2...3 {
            let other = try Self.matrix(texts, configuration, threads: threads)
            #expect(other.matrix == first.matrix)
            #expect(other.space.buckets == first.space.buckets)
            #expect(other.space.inverseDocumentFrequencies == first.space.inverseDocumentFrequencies)
        }
    }

    @Test("a configuration without n-grams is refused")
    func invalid() {
        let configuration = FeatureConfiguration(wordNGrams: nil, characterNGrams: nil)
        let error = #expect(throws: StanceError.self) { _ = try Self.matrix(Self.texts, configuration) }
        #expect(error?.code == .usage)
    }
}
