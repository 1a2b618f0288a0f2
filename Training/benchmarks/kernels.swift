import DenseKernels
import Foundation
import LinearAlgebra

@testable import StanceKit

/// The parts that speed is made of, one by one, beside what the machine can do; `kernels.sh` builds and runs it.
@main
struct Kernels {
    /// The best of several runs, in seconds: what the part takes when nothing else has the machine.
    static func seconds(runs: Int = 7, _ body: () -> Void) -> Double {
        (0..<runs).map { _ in
            let start = ContinuousClock.now
            body()
            let taken = (ContinuousClock.now - start).components
            return Double(taken.seconds) + Double(taken.attoseconds) * 1e-18
        }.min()!
    }

    static func row(_ part: String, _ figure: Double, _ unit: String, share: Double? = nil, of bound: String = "") {
        let share = share.map { String(format: "%.0f %% of %@", $0 * 100, bound) } ?? ""
        print("| \(part) | \(String(format: figure < 100 ? "%.2f" : "%.0f", figure)) \(unit) | \(share) |")
    }

    static func main() throws {
        let lines = try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])).split(separator: 0x0A)
        let texts = lines.map { [UInt8]($0) }
        let classifier = try Classifier(contentsOf: CommandLine.arguments[2])
        print("| part, one thread | | |\n| --- | --- | --- |")

        let bandwidth = bandwidth()
        row("reading memory", bandwidth, "GB/s")
        let peak = gemm(1024, 1024, 1024)
        row("gemm 1024 × 1024 × 1024, taken as the peak", peak, "GFLOP/s")
        for (m, k, n) in [(64, 128, 64), (256, 128, 128), (2048, 64, 3)] {
            let found = gemm(m, k, n)
            row("gemm \(m) × \(k) × \(n)", found, "GFLOP/s", share: found / peak, of: "the peak")
        }
        try text(texts, classifier, bandwidth)
        try sparse(texts, bandwidth)
    }

    static func bandwidth() -> Double {
        let numbers = [UInt64](repeating: 1, count: 1 << 25)
        var sum: UInt64 = 0
        let taken = seconds { sum &+= numbers.withUnsafeBufferPointer { $0.reduce(0, &+) } }
        precondition(sum > 0)
        return Double(numbers.count * 8) / taken / 1e9
    }

    static func gemm(_ m: Int, _ k: Int, _ n: Int) -> Double {
        let (a, b) = (Matrix(rows: m, columns: k, repeating: 0.5), Matrix(rows: k, columns: n, repeating: 0.25))
        let times = max(1, 50_000_000 / (m * k * n))
        let taken = seconds { for _ in 0..<times { precondition(BLAS.gemm(a, b).values.count == m * n) } }
        return 2 * Double(m * k * n * times) / taken / 1e9
    }

    /// Cutting tokens, hashing their n-grams, and all of classification.
    static func text(_ texts: [[UInt8]], _ classifier: Classifier, _ bandwidth: Double) throws {
        let bytes = Double(texts.reduce(0) { $0 + $1.count })
        var (tokens, grams, buffer) = (0, 0, TokenBuffer())
        var taken = seconds {
            tokens = 0
            for text in texts {
                text.withUnsafeBufferPointer { text in
                    var position = 0
                    while position < text.count {
                        Tokenizer.tokenize(text, from: &position, into: &buffer)
                        tokens += buffer.tokens.count
                    }
                }
            }
        }
        row("tokenizer, any text", bytes / taken / 1e6, "MB/s")
        row("", Double(tokens) / taken / 1e6, "million tokens a second")
        let hasher = NGramHasher(FeatureConfiguration())
        taken = seconds {
            grams = 0
            for text in texts {
                text.withUnsafeBufferPointer { text in
                    hasher.forEachBucket(of: text, using: &buffer) { _, _ in grams += 1 }
                }
            }
        }
        row("tokenizer and hashing, default features", Double(grams) / taken / 1e6, "million n-grams a second")
        var workspace = classifier.makeWorkspace()
        var prediction = Prediction(labelIndex: nil, probabilities: [])
        taken = seconds {
            for text in texts { classifier.classify(text[...], using: &workspace, into: &prediction) }
        }
        row("classification, released model", bytes / taken / 1e6, "MB/s")
        row("", Double(texts.count) / taken, "texts a second")
    }

    /// The products of training: words and pairs of words times the weights of few and of many labels.
    static func sparse(_ texts: [[UInt8]], _ bandwidth: Double) throws {
        let extractor = try FeatureExtractor(
            FeatureConfiguration(wordNGrams: 1...2, characterNGrams: nil, bucketBits: 14))
        var (offsets, columns, values): ([Int], [Int32], [Float]) = ([0], [], [])
        for text in texts.prefix(10_000) {
            let counts = extractor.bucketCounts(of: text[...])
            columns += counts.buckets.map { Int32($0) }
            values += counts.counts
            offsets.append(columns.count)
        }
        let matrix = SparseMatrix(
            columns: extractor.bucketCount, rowOffsets: offsets, columnIndices: columns, values: values)
        for (name, matrix) in [("sparse product", matrix), ("transposed", matrix.transposed())] {
            for labels in [3, 77, 154] {
                let weights = Matrix(rows: matrix.columns, columns: labels, repeating: 0.1)
                var product = Matrix(rows: matrix.rows, columns: labels)
                let taken = seconds { matrix.multiply(weights, into: &product) }
                // Each entry is read with its column's row of weights.
                let read = Double(values.count) * Double(8 + 4 * labels) / taken / 1e9
                row(
                    "\(name), \(labels) labels", 2 * Double(values.count * labels) / taken / 1e9, "GFLOP/s",
                    share: read / bandwidth, of: "memory's speed")
            }
        }
    }
}
