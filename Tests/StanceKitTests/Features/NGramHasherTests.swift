import Testing

@testable import StanceKit

@Suite struct NGramHasherTests {
    private func buckets(_ text: String, _ configuration: FeatureConfiguration) -> [Int] {
        var buffer = TokenBuffer()
        var found: [Int] = []
        Array(text.utf8).withUnsafeBufferPointer { text in
            NGramHasher(configuration).forEachBucket(of: text, using: &buffer) { bucket, _ in found.append(bucket) }
        }
        return found
    }

    // The definition in docs/ModelFormat.md, written once more without rolling anything.
    private func fnv1a(_ text: String, seed: UInt64) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    private func bucket(_ hash: UInt64, bits: Int) -> Int {
        Int(((hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
    }

    private func reference(_ tokens: [String], _ configuration: FeatureConfiguration) -> [Int] {
        var found: [Int] = []
        let (bits, seed) = (configuration.bucketBits, configuration.hashSeed)
        if let range = configuration.wordNGrams {
            for length in range.minimum...range.maximum where length <= tokens.count {
                for start in 0...tokens.count - length {
                    let hashes = tokens[start..<start + length].map { fnv1a($0, seed: seed) }
                    let hash = hashes.dropFirst().reduce(hashes[0]) { ($0 &* 0x9E37_79B9_7F4A_7C15) ^ $1 }
                    found.append(bucket(hash, bits: bits))
                }
            }
        }
        for distance in 2..<max(2, (configuration.skipGramDistance ?? 0) + 1) where distance < tokens.count {
            for start in 0..<tokens.count - distance {
                let (first, second) = (fnv1a(tokens[start], seed: seed), fnv1a(tokens[start + distance], seed: seed))
                found.append(bucket((first &* 0xC2B2_AE3D_27D4_EB4F) ^ second, bits: bits))
            }
        }
        if let range = configuration.characterNGrams {
            for token in tokens where token.unicodeScalars.contains(where: \.properties.isAlphabetic) {
                let padded = Array(" \(token) ".unicodeScalars)
                for length in range.minimum...range.maximum where length <= padded.count {
                    for start in 0...padded.count - length {
                        var run = String.UnicodeScalarView()
                        run.append(contentsOf: padded[start..<start + length])
                        found.append((1 << bits) + bucket(fnv1a(String(run), seed: seed), bits: bits))
                    }
                }
            }
        }
        return found
    }

    @Test(
        "The n-grams are those of the definition",
        arguments: [
            FeatureConfiguration(),
            FeatureConfiguration(wordNGrams: 1...1, characterNGrams: nil),
            FeatureConfiguration(wordNGrams: 2...3, characterNGrams: nil, bucketBits: 22),
            FeatureConfiguration(wordNGrams: nil, characterNGrams: 1...8, bucketBits: 8),
            FeatureConfiguration(wordNGrams: 1...8, characterNGrams: 3...3, hashSeed: 42),
            FeatureConfiguration(wordNGrams: 1...1, skipGramDistance: 2, characterNGrams: nil),
            FeatureConfiguration(wordNGrams: 1...2, skipGramDistance: 5, characterNGrams: 2...3, hashSeed: 7),
            FeatureConfiguration(wordNGrams: 2...2, skipGramDistance: 8, characterNGrams: nil, bucketBits: 22),
        ])
    func definition(configuration: FeatureConfiguration) {
        let texts = ["", "a", "the dam holds !", "é naïve 東京 😀 z", "x y", "a b c d e f g h i j"]
        for text in texts {
            let tokens = text.split(separator: " ").map(String.init)
            #expect(buckets(text, configuration).sorted() == reference(tokens, configuration).sorted(), "\(text)")
        }
    }

    @Test("A long text passes in portions, and n-grams go on over their borders")
    func portions() {
        let configuration = FeatureConfiguration(skipGramDistance: 8, characterNGrams: nil)
        let tokens = (0..<2 * TokenBuffer.capacity + 3).map { "\($0 % 7)" }
        #expect(
            buckets(tokens.joined(separator: " "), configuration).sorted() == reference(tokens, configuration).sorted())
    }

    @Test("Buckets stay what they are: models depend on them")
    func pinned() {
        let words = FeatureConfiguration(wordNGrams: 1...2, characterNGrams: nil)
        #expect(buckets("the dam", words) == [652_027, 947_410, 320_464])
        let pairs = FeatureConfiguration(wordNGrams: 2...2, skipGramDistance: 3, characterNGrams: nil)
        #expect(buckets("the dam will hold", pairs) == [320_464, 43_268, 1_025_034, 426_289, 863_625, 795_659])
        let characters = FeatureConfiguration(wordNGrams: nil, characterNGrams: 2...3)
        #expect(buckets("é", characters) == [1_088_065, 1_667_431, 1_365_155])
    }

    @Test("Only single word tokens are reported as words")
    func wordTokens() {
        var buffer = TokenBuffer()
        var words = 0
        Array("Hold on !".utf8).withUnsafeBufferPointer { text in
            NGramHasher(FeatureConfiguration()).forEachBucket(of: text, using: &buffer) { _, isWord in
                words += isWord ? 1 : 0
            }
        }
        #expect(words == 2)
    }
}
