internal import CVectors
import Foundation
internal import Synchronization

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
        fileprivate var cache: TokenCache
        /// Whether the cache was worn when a token was last missing.
        fileprivate var isWorn = false
        fileprivate var buffer = TokenBuffer()
        /// A text's end, which may be shorter than what is read at a time.
        fileprivate let tail = UnsafeMutableRawPointer.allocate(byteCount: windowWidth + longestKey, alignment: 16)
        fileprivate let tokens = UnsafeMutablePointer<Token>.allocate(capacity: portion)
        /// The hashes of the last portion's last tokens, which runs need, then of this portion's.
        fileprivate let hashes: UnsafeMutablePointer<UInt64>
        /// The hashes of the runs that end at each of them.
        fileprivate let runs: UnsafeMutablePointer<UInt64>
        fileprivate let waitingWords = UnsafeMutablePointer<UInt32>.allocate(capacity: RowSum.capacity)
        fileprivate let waitingCharacters = UnsafeMutablePointer<UInt32>.allocate(capacity: RowSum.capacity)
        /// The rows of a portion's tokens in the convolutional network.
        fileprivate let rows = UnsafeMutablePointer<UInt32>.allocate(capacity: portion)
        /// The pass of the convolutional network, if there is one.
        let convolution: ConvolutionalNetwork.Pass?

        /// - Parameter reach: how many tokens the longest run spans.
        fileprivate init(_ cache: TokenCache, reach: Int, _ convolution: ConvolutionalNetwork?) {
            self.cache = cache
            tail.initializeMemory(as: UInt8.self, repeating: 0, count: windowWidth + longestKey)
            self.convolution = convolution.map(ConvolutionalNetwork.Pass.init)
            hashes = .allocate(capacity: portion + reach - 1)
            runs = .allocate(capacity: portion + reach - 1)
        }

        deinit {
            tail.deallocate()
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
    private let hasher: NGramHasher
    private let convolution: ConvolutionalNetwork?
    /// What all threads know of tokens.
    private let cache = Mutex(TokenCache())

    init(_ space: FeatureSpace, _ regression: IntegerRegression, _ convolution: ConvolutionalNetwork?) {
        self.space = space
        hasher = space.hasher
        self.regression = regression
        self.convolution = convolution
    }

    /// The sums of a text in UTF-8; the workspace's pass of the convolutional network has seen its tokens.
    ///
    /// - Complexity: O(n-grams); for a text of known tokens O(bytes + tokens · longest run).
    func sums(of text: UnsafeBufferPointer<UInt8>, using workspace: Workspace) -> Sums {
        guard !text.isEmpty else { return Sums() }
        if workspace.isWorn { renew(workspace) }
        return space.index.withUnsafeParts { index in
            regression.words.rows.withUnsafeBufferPointer { words in
                var pass = Pass(
                    text: text, words: RowSum(index, rows: words, firstFeature: 0, waiting: workspace.waitingWords),
                    index: index, places: workspace.cache.places, memory: workspace, scores: self)
                return pass.run()
            }
        }
    }

    func makeWorkspace() -> Workspace {
        Workspace(cache.withLock { $0 }, reach: hasher.reach, convolution)
    }

    /// Puts a new cache in place of a worn one.
    private func renew(_ workspace: Workspace) {
        workspace.cache = cache.withLock { cache in
            if cache === workspace.cache { cache = TokenCache() }
            return cache
        }
        workspace.isWorn = false
    }

    /// How many tokens are worked on at a time: so few that sums of what they add fit into 32 bits.
    private static let portion = 256
    /// How many bytes are searched for tokens at a time.
    private static let windowWidth = 64
    /// How many bytes a token has at most that is kept.
    private static let longestKey = 16

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
        var words: RowSum
        let index: BucketIndex.Parts
        let places: TokenCache.Places
        // Unowned, since whoever makes a pass holds them, and counting references takes time.
        unowned(unsafe) let memory: Workspace
        unowned(unsafe) let scores: IntegerScores
        var sums = Sums()
        private var hasher: NGramHasher { scores.hasher }

        mutating func run() -> Sums {
            let hashes = memory.hashes
            var position = 0
            var kept = 0
            while true {
                let count = findTokens(from: &position)
                addTokens(count, hashesFrom: kept)
                memory.convolution?.add(UnsafeBufferPointer(start: memory.rows, count: count))
                addRuns(behind: kept, count: kept + count)
                guard position < text.count else { return sums }
                let tail = min(kept + count, hasher.reach - 1)
                for place in 0..<tail { hashes[place] = hashes[kept + count - tail + place] }
                kept = tail
            }
        }

        /// Finds the next portion of tokens.
        ///
        /// Tokens of ASCII that fit into sixteen bytes are cut out of 64 bytes at a time; the tokenizer reads all others.
        /// - Returns: how many there are.
        private func findTokens(from position: inout Int) -> Int {
            let (tokens, tail, places, text) = (memory.tokens, memory.tail, places, text)
            let base = UnsafeRawPointer(text.baseAddress!)
            var count = 0
            var place = position
            while place < text.count, count <= portion &- windowWidth {
                var bytes = base + place
                // A token that begins further on may end behind the window, unless the text ends in it.
                var end = windowWidth &- longestKey
                if text.count &- place < windowWidth {
                    memset(tail, 0, windowWidth)
                    memcpy(tail, bytes, text.count &- place)
                    bytes = UnsafeRawPointer(tail)
                    end = windowWidth
                }
                let found = TokenBits(at: bytes)
                var starts = found.starts
                var next = windowWidth
                while starts != 0 {
                    let start = starts.trailingZeroBitCount
                    guard start < end else {
                        next = start
                        break
                    }
                    let isWord = found.words &>> UInt64(start) & 1
                    let length = (~(found.words &>> UInt64(start))).trailingZeroBitCount
                    if found.others != 0, found.others &>> UInt64(start) & ((2 << UInt64(length)) &- 1) != 0 {
                        var reached = place &+ start
                        if let key = key(ofTokenAt: &reached) {
                            tokens[count] = Token(
                                key: key, start: place &+ start, place: places.prefetchedPlace(of: key))
                            count &+= 1
                        }
                        guard reached &- place < windowWidth else {
                            next = reached &- place
                            break
                        }
                        starts &= .max &<< UInt64(reached &- place)
                        continue
                    }
                    let token = SixteenBytes(at: bytes + start).token(
                        ofLength: length &+ Int(1 &- isWord), isWord: isWord)
                    let key = TokenCache.Key(low: token.low, high: token.high)
                    tokens[count] = Token(key: key, start: place &+ start, place: places.prefetchedPlace(of: key))
                    count &+= 1
                    starts &= starts &- 1
                }
                place &+= next
            }
            position = min(place, text.count)
            return count
        }

        /// The key of a token of any kind, after the tokenizer; `nil` if there is no token but space.
        @inline(never)
        private func key(ofTokenAt place: inout Int) -> TokenCache.Key? {
            let memory = memory
            memory.buffer.removeAll()
            Tokenizer.readToken(of: text, at: &place, into: &memory.buffer)
            guard let token = memory.buffer.tokens.first else { return nil }
            return memory.buffer.bytes.withUnsafeBufferPointer { bytes in
                TokenCache.Key(UnsafeBufferPointer(rebasing: bytes[token.start..<token.end]), isWord: token.isWord)
            }
        }

        /// Adds what each token adds by itself, and writes down its hash.
        private mutating func addTokens(_ count: Int, hashesFrom first: Int) {
            let (tokens, hashes, rows) = (memory.tokens, memory.hashes + first, memory.rows)
            var (words, characters) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
            var counts: UInt64 = 0
            for place in 0..<count {
                let token = tokens[place]
                var entry = token.place
                if !entry.pointee.isOf(token.key) {
                    entry = places.neighbour(of: entry)
                    guard entry.pointee.isOf(token.key) else {
                        (hashes[place], rows[place]) = addToken(token)
                        continue
                    }
                }
                hashes[place] = entry.pointee.sums.hash
                words &+= entry.pointee.sums.words
                characters &+= entry.pointee.sums.characters
                let packed = entry.pointee.sums.counts
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
        private mutating func addToken(_ token: Token) -> (hash: UInt64, row: UInt32) {
            let memory = memory
            var position = token.start
            memory.buffer.removeAll()
            Tokenizer.readToken(of: text, at: &position, into: &memory.buffer)
            let found = memory.buffer.tokens[0]
            return memory.buffer.bytes.withUnsafeBufferPointer { bytes in
                let hash = hasher.hash(of: bytes, from: found.start, to: found.end)
                var added = Sums()
                if hasher.shortestRun == 1 {
                    added.wordCount = found.isWord ? 1 : 0
                    let bucket = hasher.bucket(hash)
                    words.add(bucket)
                    added.knownWordCount = words.knows(bucket) ? added.wordCount : 0
                    added.words = words.take()
                }
                if found.isWord {
                    added.characters = scores.regression.characters.rows.withUnsafeBufferPointer { rows in
                        var characters = RowSum(
                            index, rows: rows, firstFeature: scores.space.wordFeatureCount,
                            waiting: memory.waitingCharacters)
                        hasher.forEachCharacterBucket(of: bytes, from: found.start, to: found.end) { bucket in
                            characters.add(bucket)
                        }
                        return characters.take()
                    }
                }
                sums.add(added)
                let row = UInt32(scores.convolution?.index.row(ofHash: hash) ?? 0)
                memory.cache.keep(TokenCache.Sums(hash: hash, row: row, added), for: token.key)
                if memory.cache.isWorn { memory.isWorn = true }
                return (hash, row)
            }
        }

        /// Adds the rows of the runs of two and more tokens, and of the skip-grams, that end in this portion.
        private mutating func addRuns(behind kept: Int, count: Int) {
            let (hasher, hashes, runs) = (hasher, memory.hashes, memory.runs)
            var shorter = hashes
            for length in 2..<max(2, hasher.longestRun + 1) where length <= count {
                let first = length < hasher.shortestRun ? count : max(kept, length - 1)
                // From the back, since a run grows out of the one that ends a token earlier.
                words.add(max(0, count - first)) { number in
                    let place = count &- 1 &- number
                    let run = hasher.run(shorter[place &- 1], followedBy: hashes[place])
                    runs[place] = run
                    return hasher.bucket(run)
                }
                var place = min(first, count)
                while place >= length {
                    place &-= 1
                    runs[place] = hasher.run(shorter[place &- 1], followedBy: hashes[place])
                }
                shorter = runs
            }
            for distance in 2..<max(2, hasher.skipDistance + 1) where distance < count {
                let first = max(kept, distance)
                words.add(max(0, count - first)) { number in
                    let place = first &+ number
                    return hasher.bucket(hasher.pair(hashes[place &- distance], hashes[place]))
                }
            }
            sums.words &+= words.take()
        }
    }
}
