import LinearAlgebra
import StanceKit

/// The word shingles of many texts, one after the other in one array.
struct ShingleSets {
    private var hashes: [UInt64] = []
    private var starts = [0]
    private var signatures: [UInt64] = []
    private let shift: UInt64

    /// Hashes the texts' shingles, each distinct one once a text.
    ///
    /// - Complexity: O(bytes + words · log words) over all threads.
    init(of texts: [ArraySlice<UInt8>], length: Int, parallelism: Parallelism) {
        let sets = parallelism.map(count: texts.count) { WordShingles.hashes(of: texts[$0], length: length) }
        hashes.reserveCapacity(sets.reduce(0) { $0 + $1.count })
        starts.reserveCapacity(texts.count + 1)
        signatures.reserveCapacity(texts.count)
        for set in sets {
            hashes.append(contentsOf: set)
            starts.append(hashes.count)
            signatures.append(set.reduce(0) { $0 ^ 1 << ($1 & 63) })
        }
        let bits = min(22, max(10, Int.bitWidth - hashes.count.leadingZeroBitCount))
        shift = UInt64(64 - bits)
    }

    /// How many texts there are.
    var count: Int { starts.count - 1 }

    /// The distinct shingles of a text, rising.
    subscript(text: Int) -> ArraySlice<UInt64> { hashes[starts[text]..<starts[text + 1]] }

    /// How many shingles a text has.
    func size(_ text: Int) -> Int { starts[text + 1] - starts[text] }

    /// Where a shingle is counted; few share a place.
    func bucket(of hash: UInt64) -> Int { Int(hash >> shift) }

    /// How many texts have a shingle in each bucket, for every bucket.
    func bucketCounts() -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: 1 << (64 - Int(shift)))
        for hash in hashes { counts[bucket(of: hash)] += 1 }
        return counts
    }

    /// Whether two texts may share `needed` shingles, by their signatures: of each, the parity of the shingles in each
    /// of 64 classes (the bitmap filter of Sandes, Teodoro & Melo 2020). Each class of unequal parity has a shingle that
    /// only one text has.
    @inline(__always)
    func mayShare(_ needed: Int, _ a: Int, _ b: Int) -> Bool {
        (signatures[a] ^ signatures[b]).nonzeroBitCount <= size(a) + size(b) - 2 * needed
    }

    /// How many shingles two texts share; `nil` if these are fewer than `needed`.
    ///
    /// - Complexity: O(shingles of both), and no more than it takes to see that too few are shared.
    func shared(_ a: Int, _ b: Int, atLeast needed: Int) -> Int? {
        hashes.withUnsafeBufferPointer { hashes in
            var (first, second, shared) = (starts[a], starts[b], 0)
            let (firstEnd, secondEnd) = (starts[a + 1], starts[b + 1])
            while first < firstEnd, second < secondEnd {
                guard shared + min(firstEnd - first, secondEnd - second) >= needed else { return nil }
                let (x, y) = (hashes[first], hashes[second])
                shared += x == y ? 1 : 0
                first += x <= y ? 1 : 0
                second += y <= x ? 1 : 0
            }
            return shared >= needed ? shared : nil
        }
    }
}
