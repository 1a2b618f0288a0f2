import LinearAlgebra
import StanceKit

/// Finds texts that are nearly those of another group.
///
/// Two texts are near-duplicates if the Jaccard similarity of their sets of word 3-shingles, |A ∩ B| / |A ∪ B|, is at
/// least 0.8. The search is exact. With all shingles in one order, rarest first, two such sets share one of their first
/// n - ⌈0.8 n⌉ + 1 (prefix filter: Bayardo, Ma & Srikant 2007), so that only these are indexed; where the shared ones
/// stand bounds how many more there can be (positional filter: Xiao, Wang, Lin & Yu 2008); what is left is counted.
struct NearDuplicates {
    /// A text and one of an earlier group that is nearly the same.
    struct Match: Equatable {
        /// The text, as an index.
        var item: Int
        /// The earlier text.
        var other: Int
        /// The Jaccard similarity of their shingles.
        var similarity: Double
    }

    /// The words of a shingle.
    static let shingleLength = 3

    /// A shingle in the index, with the text that has it and its place in that text's order, rarest first.
    private struct Posting {
        var hash: UInt64
        var unit: Int32
        var position: Int32
    }

    private let sets: ShingleSets
    /// For each unit, the first one of its group: units before it are what it is compared with.
    private let groupStarts: [Int]
    private var prefixes: [[UInt64]] = []
    private var postings: [Posting] = []
    private var offsets: [Int] = []

    /// Finds for each text the first near-duplicate in a group of a lower number, if there is one.
    ///
    /// - Parameter groups: each text's group, from 0.
    /// - Returns: at most one match a text, in the order of `item`; it does not depend on the threads.
    /// - Complexity: O(shingles · log) and the postings of the rarest fifth of each text's shingles. These are few
    ///   unless texts are put together from few phrases.
    static func matches(texts: [ArraySlice<UInt8>], groups: [Int], parallelism: Parallelism) -> [Match] {
        precondition(texts.count == groups.count, "one group a text")
        guard let first = groups.first, groups.contains(where: { $0 != first }) else { return [] }
        let order = texts.indices.sorted { (groups[$0], $0) < (groups[$1], $1) }
        var groupStarts: [Int] = []
        for (unit, item) in order.enumerated() {
            let isFirst = unit == 0 || groups[order[unit - 1]] != groups[item]
            groupStarts.append(isFirst ? unit : groupStarts[unit - 1])
        }
        let sets = ShingleSets(of: order.map { texts[$0] }, length: shingleLength, parallelism: parallelism)
        let search = NearDuplicates(sets: sets, groupStarts: groupStarts, parallelism: parallelism)
        return search.matches(parallelism)
            .map { Match(item: order[$0.item], other: order[$0.other], similarity: $0.similarity) }
            .sorted { $0.item < $1.item }
    }

    private init(sets: ShingleSets, groupStarts: [Int], parallelism: Parallelism) {
        self.sets = sets
        self.groupStarts = groupStarts
        let rarity = sets.bucketCounts()
        prefixes = parallelism.map(count: sets.count) { unit in
            let set = sets[unit]
            let length = set.count - (4 * set.count + 4) / 5 + (set.isEmpty ? 0 : 1)
            let keys = set.map { (rarity[sets.bucket(of: $0)], $0) }.sorted { $0 < $1 }
            return keys.prefix(length).map(\.1)
        }
        offsets = [Int](repeating: 0, count: rarity.count + 1)
        for hash in prefixes.joined() { offsets[sets.bucket(of: hash) + 1] += 1 }
        for bucket in rarity.indices { offsets[bucket + 1] += offsets[bucket] }
        var ends = offsets
        postings = Array(repeating: Posting(hash: 0, unit: 0, position: 0), count: offsets[rarity.count])
        for (unit, prefix) in prefixes.enumerated() {
            for (position, hash) in prefix.enumerated() {
                let bucket = sets.bucket(of: hash)
                postings[ends[bucket]] = Posting(hash: hash, unit: Int32(unit), position: Int32(position))
                ends[bucket] += 1
            }
        }
    }

    private func matches(_ parallelism: Parallelism) -> [Match] {
        // The chunks grow with the texts, since each clears as many marks as there are texts.
        let chunk = max(1024, sets.count / 64)
        let parts = parallelism.map(count: (sets.count + chunk - 1) / chunk) { part in
            var marks = [Int32](repeating: -1, count: sets.count)
            return (part * chunk..<min(sets.count, (part + 1) * chunk)).compactMap { match(of: $0, &marks) }
        }
        return Array(parts.joined())
    }

    /// - Parameter marks: for each unit, the last one that it was compared with.
    private func match(of unit: Int, _ marks: inout [Int32]) -> Match? {
        let size = sets.size(unit)
        let limit = groupStarts[unit]
        for (position, hash) in prefixes[unit].enumerated() {
            let bucket = sets.bucket(of: hash)
            for index in offsets[bucket]..<offsets[bucket + 1] {
                let posting = postings[index]
                let other = Int(posting.unit)
                if other >= limit { break }
                let otherSize = sets.size(other)
                let needed = Self.neededShared(size, otherSize)
                let most = 1 + min(size - 1 - position, otherSize - 1 - Int(posting.position))
                guard posting.hash == hash, most >= needed, sets.mayShare(needed, unit, other) else { continue }
                guard marks[other] != unit else { continue }
                marks[other] = Int32(unit)
                guard let shared = sets.shared(unit, other, atLeast: needed) else { continue }
                let similarity = Double(shared) / Double(size + otherSize - shared)
                return Match(item: unit, other: other, similarity: similarity)
            }
        }
        return nil
    }

    /// The fewest shingles that sets of these sizes share at a similarity of 4 / 5: the least s with s / (a + b - s) ≥
    /// 4 / 5, in whole numbers.
    private static func neededShared(_ a: Int, _ b: Int) -> Int { (4 * (a + b) + 8) / 9 }
}
