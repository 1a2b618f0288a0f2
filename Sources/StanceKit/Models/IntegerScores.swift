/// Sums what the n-grams of a text add in a linear model of few labels, in integers (`IntegerRows`): exact, and so fast that
/// memory's speed decides.
///
/// A token's own n-grams, those of one word and of its characters, are summed once and kept in a `TokenCache`; what is left
/// are the runs of tokens (`RowSum`). A text is worked through in portions of tokens, and a portion in steps: where its tokens
/// lie, what each adds, what their runs add. No step waits for memory more than once.
final class IntegerScores: Sendable {
    /// What a text adds up to.
    struct Sums: Equatable {
        var words = SIMD4<Int64>.zero
        var characters = SIMD4<Int64>.zero
        var wordCount = 0
        var knownWordCount = 0

        mutating func add(_ other: Sums) {
            words &+= other.words
            characters &+= other.characters
            wordCount += other.wordCount
            knownWordCount += other.knownWordCount
        }
    }

    /// Memory that is reused from text to text.
    ///
    /// Sendable since whoever holds it is alone with it.
    final class Workspace: @unchecked Sendable {
        fileprivate let cache = TokenCache()
        fileprivate var buffer = TokenBuffer()
        fileprivate let tokens = UnsafeMutablePointer<Token>.allocate(capacity: portion)
        /// The hashes of a portion's tokens and of those before it that its runs need.
        fileprivate let hashes: UnsafeMutablePointer<UInt64>
        /// As many, of runs.
        fileprivate let runs: UnsafeMutablePointer<UInt64>
        fileprivate let waitingWords = UnsafeMutablePointer<UInt32>.allocate(capacity: RowSum.capacity)
        fileprivate let waitingCharacters = UnsafeMutablePointer<UInt32>.allocate(capacity: RowSum.capacity)
        /// The rows of a portion's tokens in the convolutional network.
        fileprivate let rows = UnsafeMutablePointer<UInt32>.allocate(capacity: portion)
        /// The pass of the convolutional network, if there is one.
        let convolution: ConvolutionalNetwork.Pass?

        /// - Parameter reach: how many tokens the longest run spans.
        fileprivate init(reach: Int, _ convolution: ConvolutionalNetwork?) {
            self.convolution = convolution.map(ConvolutionalNetwork.Pass.init)
            hashes = .allocate(capacity: portion + reach - 1)
            runs = .allocate(capacity: portion + reach - 1)
        }

        deinit {
            tokens.deallocate()
            hashes.deallocate()
            runs.deallocate()
            waitingWords.deallocate()
            waitingCharacters.deallocate()
            rows.deallocate()
        }
    }

    let regression: IntegerRegression
    private let space: FeatureSpace
    private let convolution: ConvolutionalNetwork?

    init(_ space: FeatureSpace, _ regression: IntegerRegression, _ convolution: ConvolutionalNetwork?) {
        self.space = space
        self.regression = regression
        self.convolution = convolution
    }

    /// The sums of a text in UTF-8; the workspace's pass of the convolutional network has seen its tokens.
    ///
    /// - Complexity: O(n-grams); for a text of known tokens O(bytes + tokens · longest run).
    func sums(of text: UnsafeBufferPointer<UInt8>, using workspace: Workspace) -> Sums {
        guard !text.isEmpty else { return Sums() }
        return space.index.withUnsafeParts { index in
            regression.words.rows.withUnsafeBufferPointer { words in
                regression.characters.rows.withUnsafeBufferPointer { characters in
                    workspace.cache.withUnsafeParts { cache in
                        var pass = Pass(
                            text: text, hasher: space.hasher,
                            words: RowSum(index, rows: words, firstFeature: 0, waiting: workspace.waitingWords),
                            characters: RowSum(
                                index, rows: characters, firstFeature: space.wordFeatureCount,
                                waiting: workspace.waitingCharacters),
                            cache: cache, tokens: workspace.tokens, hashes: workspace.hashes, runs: workspace.runs,
                            rows: workspace.rows, index: convolution?.index, convolution: workspace.convolution)
                        return pass.run(using: &workspace.buffer)
                    }
                }
            }
        }
    }

    func makeWorkspace() -> Workspace { Workspace(reach: space.hasher.reach, convolution) }

    /// How many tokens are worked on at a time: so few that sums of what they add fit into 32 bits.
    private static let portion = 256
    private static let space = UInt8(ascii: " ")
    private static let apostrophe = UInt8(ascii: "'")

    /// A token of a text, before it is known what it adds.
    fileprivate struct Token {
        /// What it is kept under.
        var key: TokenCache.Key
        /// Where it begins.
        var start: Int
        /// Where it is kept, if it is.
        var place: UnsafeMutablePointer<TokenCache.Entry>
    }

    /// One pass over a text.
    private struct Pass {
        let text: UnsafeBufferPointer<UInt8>
        let hasher: NGramHasher
        var words: RowSum
        var characters: RowSum
        let cache: TokenCache.Parts
        let tokens: UnsafeMutablePointer<Token>
        /// The hashes of the last portion's last tokens, then of this portion's.
        let hashes: UnsafeMutablePointer<UInt64>
        /// The hashes of the runs that end at each of them.
        let runs: UnsafeMutablePointer<UInt64>
        /// The rows of this portion's tokens.
        let rows: UnsafeMutablePointer<UInt32>
        /// Which rows the convolutional network has.
        let index: WordIndex?
        let convolution: ConvolutionalNetwork.Pass?
        var sums = Sums()

        mutating func run(using buffer: inout TokenBuffer) -> Sums {
            var position = 0
            var kept = 0
            while true {
                let count = findTokens(from: &position, using: &buffer)
                addTokens(count, hashesFrom: kept, using: &buffer)
                convolution?.add(UnsafeBufferPointer(start: rows, count: count))
                addRuns(behind: kept, count: kept + count)
                guard position < text.count else { return sums }
                let tail = min(kept + count, hasher.reach - 1)
                for place in 0..<tail { hashes[place] = hashes[kept + count - tail + place] }
                kept = tail
            }
        }

        /// Finds the next portion of tokens.
        /// - Returns: how many there are.
        private func findTokens(from position: inout Int, using buffer: inout TokenBuffer) -> Int {
            var count = 0
            var place = position
            while place < text.count, count < portion {
                let start = place
                let bytes = SixteenBytes(of: text, at: place)
                var length = bytes.wordLength()
                if length == 0 {
                    let byte = text[place]
                    if byte <= space {
                        place &+= 1
                        continue
                    }
                    if byte < 0x7F {
                        add(TokenCache.Key(mark: UInt64(byte)), at: start, as: count)
                        count &+= 1
                        place &+= 1
                        continue
                    }
                } else {
                    if byte(at: place &+ length) == apostrophe { length = lengthPastApostrophes(bytes, at: place) }
                    let next = byte(at: place &+ length)
                    if length < 16, next < 0x80 {
                        let word = bytes.word(ofLength: length)
                        add(TokenCache.Key(low: word.low, high: word.high), at: start, as: count)
                        count &+= 1
                        // Most often a space, which may be the one that is thought of behind the text.
                        place = place &+ length &+ (next == space ? 1 : 0)
                        continue
                    }
                }
                if let key = key(ofTokenAt: &place, using: &buffer) {
                    add(key, at: start, as: count)
                    count &+= 1
                }
            }
            position = place
            return count
        }

        /// How long a word is with the apostrophes inside it; 16 where the tokenizer must tell.
        @inline(never)
        private func lengthPastApostrophes(_ bytes: SixteenBytes, at place: Int) -> Int {
            let length = bytes.wordLength(withApostrophes: true)
            let isInside = byte(at: place + length) == apostrophe && Tokenizer.isWordStart(text, at: place + length + 1)
            return isInside ? 16 : length
        }

        /// A byte of the text, a space behind its end.
        @inline(__always)
        private func byte(at place: Int) -> UInt8 { place < text.count ? text[place] : space }

        @inline(__always)
        private func add(_ key: TokenCache.Key, at start: Int, as index: Int) {
            tokens[index] = Token(key: key, start: start, place: cache.prefetchedPlace(of: key))
        }

        /// The key of a token of any kind, after the tokenizer; `nil` if there is no token but space.
        @inline(never)
        private func key(ofTokenAt place: inout Int, using buffer: inout TokenBuffer) -> TokenCache.Key? {
            buffer.removeAll()
            Tokenizer.readToken(of: text, at: &place, into: &buffer)
            guard let token = buffer.tokens.first else { return nil }
            return buffer.bytes.withUnsafeBufferPointer { bytes in
                TokenCache.Key(UnsafeBufferPointer(rebasing: bytes[token.start..<token.end]), isWord: token.isWord)
            }
        }

        /// Adds what each token adds by itself, and writes down its hash.
        private mutating func addTokens(_ count: Int, hashesFrom first: Int, using buffer: inout TokenBuffer) {
            var (words, characters) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
            var counts: UInt64 = 0
            for place in 0..<count {
                let token = tokens[place]
                guard token.place.pointee.isOf(token.key) || cache.fetch(token.key) else {
                    (hashes[first &+ place], rows[place]) = addToken(token, using: &buffer)
                    continue
                }
                let entry = token.place
                hashes[first &+ place] = entry.pointee.hash
                words &+= entry.pointee.words
                characters &+= entry.pointee.characters
                let packed = entry.pointee.counts
                counts &+= packed
                rows[place] = UInt32(truncatingIfNeeded: packed >> 32)
            }
            sums.words &+= SIMD4<Int64>(truncatingIfNeeded: words)
            sums.characters &+= SIMD4<Int64>(truncatingIfNeeded: characters)
            sums.wordCount += Int(counts & 0xFFFF)
            sums.knownWordCount += Int(counts >> 16 & 0xFFFF)
        }

        /// Adds what a token adds that has not been found, and keeps it.
        /// - Returns: its hash, and its row in the convolutional network.
        @inline(never)
        private mutating func addToken(
            _ token: Token, using buffer: inout TokenBuffer
        ) -> (hash: UInt64, row: UInt32) {
            var position = token.start
            buffer.removeAll()
            Tokenizer.readToken(of: text, at: &position, into: &buffer)
            let found = buffer.tokens[0]
            return buffer.bytes.withUnsafeBufferPointer { bytes in
                let hash = hasher.hash(of: bytes, from: found.start, to: found.end)
                var added = Sums()
                if hasher.shortestRun == 1 {
                    added.wordCount = found.isWord ? 1 : 0
                    let bucket = hasher.bucket(hash)
                    words.reserve(1)
                    words.add(bucket)
                    added.knownWordCount = words.knows(bucket) ? added.wordCount : 0
                    added.words = words.take()
                }
                if found.isWord {
                    hasher.forEachCharacterBucket(of: bytes, from: found.start, to: found.end) { bucket in
                        characters.reserve(1)
                        characters.add(bucket)
                    }
                    added.characters = characters.take()
                }
                sums.add(added)
                let row = UInt32(index?.row(ofHash: hash) ?? 0)
                cache.keep(TokenCache.Entry(hash: hash, row: row, added), for: token.key)
                return (hash, row)
            }
        }

        /// Adds the rows of the runs of two and more tokens, and of the skip-grams, that end in this portion.
        private mutating func addRuns(behind kept: Int, count: Int) {
            var shorter = hashes
            for length in 2..<max(2, hasher.longestRun + 1) where length <= count {
                words.reserve(portion)
                // From the back, since a run grows out of the one that ends a token earlier.
                var place = count
                let first = length < hasher.shortestRun ? count : max(kept, length - 1)
                while place > first {
                    place &-= 1
                    runs[place] = hasher.run(shorter[place &- 1], followedBy: hashes[place])
                    words.add(hasher.bucket(runs[place]))
                }
                while place >= length {
                    place &-= 1
                    runs[place] = hasher.run(shorter[place &- 1], followedBy: hashes[place])
                }
                shorter = runs
            }
            for distance in 2..<max(2, hasher.skipDistance + 1) where distance < count {
                words.reserve(portion)
                for place in max(kept, distance)..<max(kept, count) {
                    words.add(hasher.bucket(hasher.pair(hashes[place - distance], hashes[place])))
                }
            }
            sums.words &+= words.take()
        }
    }
}
