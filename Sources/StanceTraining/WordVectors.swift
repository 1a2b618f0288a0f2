import Foundation
import LinearAlgebra
import StanceEvaluation
public import StanceKit

/// Vectors of words that were learnt elsewhere, from far more text than is labelled: what a convolutional network sees of a text.
///
/// The file is word2vec's and fastText's text format (`.vec`): a line with the number of words and of dimensions, then a line a word: the
/// word and its numbers, between spaces. GloVe's files lack the first line. Frequent words come first in such files.
public struct WordVectors: Sendable {
    /// The words, in the file's order.
    let words: [String]
    /// Words × dimensions.
    let matrix: Matrix
    /// The file.
    let file: TrainingRecord.DataFile

    /// How many dimensions there may be.
    static let mostDimensions = 2048

    /// Reads the first words of a file, gzipped or not.
    ///
    /// - Parameter limit: how many words are read; those behind them only count for the digest.
    /// - Throws: `StanceError` if the file cannot be read, or with the line of the first one that is not a word and as many finite numbers
    ///   as the others have.
    /// - Complexity: O(bytes).
    public init(contentsOf path: String, limit: Int = WordVectors.usualLimit) throws(StanceError) {
        let digest = SHA256()
        let reader = try RecordReader(path: path, format: .lines, textField: nil, observe: digest.update)
        var words: [String] = []
        var values: [Float] = []
        var dimensions: Int?
        while let block = try reader.nextBlock() {
            guard words.count < limit else { continue }
            let (records, fault) = reader.parser.records(of: block)
            if let fault { throw fault }
            for record in records where words.count < limit {
                let parts = record.text.split(separator: 0x20)
                if parts.isEmpty { continue }
                // The first line of two numbers tells the shape.
                if words.isEmpty, dimensions == nil, parts.count == 2, Self.number(parts[0]) != nil { continue }
                let numbers = parts.dropFirst().compactMap(Self.number)
                let expected = dimensions ?? parts.count - 1
                guard numbers.count == parts.count - 1, numbers.count == expected,
                    (1...Self.mostDimensions).contains(expected)
                else {
                    throw StanceError(.malformedVectors(dimensions: dimensions), path: path, line: record.line)
                }
                dimensions = expected
                words.append(String(decoding: parts[0], as: UTF8.self))
                values.append(contentsOf: numbers)
            }
        }
        guard let dimensions else { throw StanceError(.noRecords, path: path) }
        self.words = words
        matrix = Matrix(rows: words.count, columns: dimensions, values: values)
        file = TrainingRecord.DataFile(
            name: path.split(separator: "/").last.map(String.init) ?? path, sha256: digest.hexadecimal(),
            records: words.count)
    }

    /// How many words are read unless it is said otherwise: enough for all but a few tokens of a text, and a model of some megabytes.
    public static let usualLimit = 20_000

    private static func number(_ bytes: ArraySlice<UInt8>) -> Float? {
        guard let value = Float(String(decoding: bytes, as: UTF8.self)), abs(value) < 1e6 else { return nil }
        return value
    }
}

/// Texts as rows of word vectors.
struct WordSequences: Sendable {
    /// Which row is whose.
    let index: WordIndex
    /// The vectors in the index's order, then zeros, which all other tokens have: words + 1 × dimensions.
    ///
    /// Their mean is 0, and the root of their mean square a half, whatever the file's scale.
    let vectors: Matrix
    /// The rows of each text's tokens.
    let texts: [[UInt32]]

    /// Words of a file that the tokenizer would cut or drop are left out; of those that it makes equal the first one counts.
    ///
    /// - Throws: `StanceError` if no word of the texts has a vector.
    init(
        _ vectors: WordVectors, texts: [ArraySlice<UInt8>], _ configuration: FeatureConfiguration,
        parallelism: Parallelism
    ) throws(StanceError) {
        let extractor = try FeatureExtractor(configuration)
        var places: [UInt64: Int] = [:]
        for (place, word) in vectors.words.enumerated() {
            let hashes = extractor.tokenHashes(of: Array(word.utf8)[...])
            if hashes.count == 1, places[hashes[0]] == nil { places[hashes[0]] = place }
        }
        let hashes = places.keys.sorted()
        let index = WordIndex(hashes: hashes)
        let width = vectors.matrix.columns
        let rows = hashes.map { vectors.matrix[row: places[$0]!] }
        var mean = [Double](repeating: 0, count: width)
        for row in rows {
            for (column, value) in row.enumerated() { mean[column] += Double(value) / Double(rows.count) }
        }
        var values = rows.flatMap { row in zip(row, mean).map { Float(Double($0) - $1) } }
        let square = values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, values.count))
        if square > 0 { for place in values.indices { values[place] *= Float(0.5 / square.squareRoot()) } }
        self.index = index
        self.vectors = Matrix(
            rows: rows.count + 1, columns: width, values: values + [Float](repeating: 0, count: width))
        self.texts = parallelism.map(count: texts.count) { text in
            extractor.tokenHashes(of: texts[text]).map { UInt32(index.row(ofHash: $0)) }
        }
        guard self.texts.contains(where: { text in text.contains { $0 < rows.count } }) else {
            throw StanceError(.unrelatedVectors, path: vectors.file.name)
        }
    }
}
