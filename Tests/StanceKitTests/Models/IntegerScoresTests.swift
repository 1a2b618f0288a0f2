import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct IntegerScoresTests {
    private static let texts: [String] = [
        "", " ", "a", "The levee isn't safe; the levee ISN’T safe!", "snake_case _ __x 4x4 3,000 €5",
        "exactlysixteench exactlyseventeenc exactlyfifteenc", "sixteenlettersxy’s it's' 'quoted' ''",
        "“Curly”—dashes… and «guillemets», ellipses…", "naïve café E\u{301}te\u{301} été", "東京は安全です。 Привет, МИР!",
        "emoji 😀😀 joiners \u{200D}soft\u{AD}hyphen no\u{A0}break", "tabs\tand\r\nlines\u{2028}here", "🇺🇳 ½ ª",
        String(repeating: "the dam will hold, we think - ", count: 200),
        String(repeating: "long", count: 1000) + " end", String(repeating: "!", count: 1000),
        String(repeating: "é", count: 700) + "'" + String(repeating: "x y ", count: 300),
    ]

    /// Texts of random pieces, and of random bytes, which need not be UTF-8.
    private static var hostile: [[UInt8]] {
        var generator = SplitMix64(seed: 11)
        let pieces = [
            "a", "Ab", "'", "’", " ", "é", "\u{301}", "—", "_", "9", "\u{AD}", "\u{A0}", ".", "東", "😀", "xyzxyzxyz",
            "\0", "\u{7F}",
        ].map { Array($0.utf8) }
        var texts: [[UInt8]] = []
        // Mostly words, so that tokens begin and end at every place of the 64 bytes that are searched at a time.
        let words = [
            "a", "of", "don't", "rock''n", "Levee,", "dam's", "sixteenletterswo", "seventeenletters7", "été", "d'été",
            "it’s", "'tis", "x",
        ].map { Array("\($0) ".utf8) }
        for length in 0..<200 {
            let begin = [UInt8](repeating: UInt8(ascii: "b"), count: length % 64)
            texts.append(begin + (0..<length).flatMap { _ in words.randomElement(using: &generator)! })
        }
        for length in 0..<100 {
            texts.append((0..<length).flatMap { _ in pieces.randomElement(using: &generator)! })
            texts.append((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
        }
        return texts
    }

    /// Scores by rows that `row` makes, once each.
    private static func scores(_ space: FeatureSpace, row: () -> SIMD4<Float>) throws -> IntegerScores {
        func rows(_ count: Int) -> IntegerRows {
            let numbers = (0..<count).map { _ in row() }
            return IntegerRows(count: count) { numbers[$0] }
        }
        return try IntegerScores(
            space,
            IntegerRegression(
                words: rows(space.wordFeatureCount), characters: rows(space.count - space.wordFeatureCount),
                bias: [0, 0]), nil)
    }

    @Test(
        "Sums are those of a plain loop over the n-grams, whatever the text, the n-grams and what came before",
        arguments: [
            FeatureConfiguration(bucketBits: 12),
            FeatureConfiguration(wordNGrams: 1...1, characterNGrams: nil, bucketBits: 12),
            FeatureConfiguration(wordNGrams: 2...5, characterNGrams: 1...8, bucketBits: 10),
            FeatureConfiguration(wordNGrams: nil, characterNGrams: 3...4, bucketBits: 12),
            FeatureConfiguration(wordNGrams: 1...2, skipGramDistance: 8, characterNGrams: nil, bucketBits: 12),
            FeatureConfiguration(wordNGrams: 8...8, skipGramDistance: 2, characterNGrams: 2...2, bucketBits: 12),
        ])
    func plainLoop(configuration: FeatureConfiguration) throws {
        let extractor = try FeatureExtractor(configuration)
        let texts = Self.texts.map { Array($0.utf8) } + Self.hostile
        var generator = SplitMix64(seed: 3)
        // About half of the buckets are known.
        let buckets = Set(texts.flatMap { extractor.bucketCounts(of: $0[...]).buckets }).sorted()
            .filter { _ in Bool.random(using: &generator) }
        let space = try FeatureSpace(
            configuration: configuration, buckets: buckets,
            inverseDocumentFrequencies: buckets.map { _ in 1 })
        let scores = try Self.scores(space) {
            var row = SIMD4<Float>.random(in: -2...2, using: &generator)
            row.w = abs(row.w)
            return row
        }
        let used = scores.makeWorkspace()
        for text in texts {
            let counts = extractor.bucketCounts(of: text[...])
            var (words, characters) = (SIMD4<Int64>.zero, SIMD4<Int64>.zero)
            for (bucket, count) in zip(counts.buckets, counts.counts) {
                let feature = space.index.feature(of: Int(bucket))
                guard feature >= 0 else { continue }
                let times = SIMD4(repeating: Int64(count))
                if feature < space.wordFeatureCount {
                    words &+= SIMD4<Int64>(truncatingIfNeeded: scores.regression.words.rows[feature]) &* times
                } else {
                    let row = scores.regression.characters.rows[feature - space.wordFeatureCount]
                    characters &+= SIMD4<Int64>(truncatingIfNeeded: row) &* times
                }
            }
            text.withUnsafeBufferPointer { bytes in
                let found = scores.sums(of: bytes, using: used)
                #expect(found.words == words && found.characters == characters, "\(text.prefix(60))")
                let again = scores.sums(of: bytes, using: used)
                #expect(again == found)
            }
        }
    }

    /// Texts of more different words than a cache has places for.
    private static let many = (0..<300).map { text in
        Array((0..<1000).map { "word\(text * 1000 + $0)" }.joined(separator: " ").utf8)
    }

    @Test("Threads share what they know of words, and a cache that is full of others gives way to a new one")
    func sharedCache() throws {
        let space = try SmallModel().space
        func sums(_ scores: IntegerScores, _ text: [UInt8], _ workspace: IntegerScores.Workspace) -> IntegerScores.Sums
        {
            text.withUnsafeBufferPointer { scores.sums(of: $0, using: workspace) }
        }
        let alone = try Self.scores(space) { SIMD4(1, -1, 0.5, 1) }
        let workspace = alone.makeWorkspace()
        let expected = Self.many.map { sums(alone, $0, workspace) }
        let shared = try Self.scores(space) { SIMD4(1, -1, 0.5, 1) }
        for _ in 0..<2 {
            let found = Parallelism(threads: 4).map(count: Self.many.count) {
                sums(shared, Self.many[$0], shared.makeWorkspace())
            }
            #expect(found == expected)
        }
        #expect(expected.contains { $0.characters != .zero })
    }

    @Test("A cache keeps what it has and rejects what finds no place, until it is worn")
    func worn() {
        let cache = TokenCache()
        func key(_ number: Int) -> TokenCache.Key { TokenCache.Key(low: UInt64(number) + 1, high: 0) }
        func isKept(_ key: TokenCache.Key) -> Bool {
            let place = cache.places.place(of: key)
            return place.pointee.isOf(key) || cache.places.neighbour(of: place).pointee.isOf(key)
        }
        let sums = TokenCache.Sums(hash: 7, row: 3, IntegerScores.Sums())
        var count = 0
        while !cache.isWorn {
            cache.keep(sums, for: key(count))
            count += 1
        }
        #expect(isKept(key(0)) && !isKept(key(count - 1)))
        #expect((0..<count).count { isKept(key($0)) } == count - 1 << 17)
        cache.keep(sums, for: .none)
        #expect(!isKept(.none))
    }

    @Test("Words are counted, known ones too, whether they have been seen before or not")
    func wordCounts() throws {
        let model = try SmallModel()
        let space = model.space
        let scores = try Self.scores(space) { SIMD4(1, 1, 1, 1) }
        let workspace = scores.makeWorkspace()
        for _ in 0..<2 {
            Array("The river, the RIVER — zzzqqq isn’t there!".utf8).withUnsafeBufferPointer { text in
                let sums = scores.sums(of: text, using: workspace)
                #expect(sums.wordCount == 7 && sums.knownWordCount == 5)
            }
        }
    }
}
