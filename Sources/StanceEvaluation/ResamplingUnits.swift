internal import LinearAlgebra

/// What a bootstrap draws: items of a few kinds, or clusters of such items.
///
/// Items with the same outcome count the same for every metric, so a draw is a number of items of each kind: for independent
/// items a multinomial one, whose cost depends on the kinds alone.
public struct ResamplingUnits: Sendable {
    /// How many items are of each kind.
    public let counts: [Int]
    /// The kinds of the items of each cluster; `nil` where items are independent.
    let clusters: [[Int]]?
    private let kindOfItem: [Int]

    /// The most units that are left out one by one; of more, random blocks are left out, so many that the acceleration is
    /// off by about 0.001.
    static let jackknifeBlocks = 400

    /// Makes units of the kind of each item.
    ///
    /// - Parameter clusters: the cluster of each item, as numbers from 0 without a gap; `nil` for independent items.
    public init(kinds: [Int], count: Int, clusters: [Int]? = nil) {
        precondition(!kinds.isEmpty, "there is something to draw")
        var counts = [Int](repeating: 0, count: count)
        for kind in kinds { counts[kind] += 1 }
        self.counts = counts
        kindOfItem = kinds
        self.clusters = clusters.map { clusters in
            var members = [[Int]](repeating: [], count: (clusters.max() ?? -1) + 1)
            for (kind, cluster) in zip(kinds, clusters) { members[cluster].append(kind) }
            return members
        }
    }

    /// Makes units whose kinds are the distinct outcomes, and these outcomes in the order in which they first occur.
    public static func grouping<Outcome: Hashable>(
        _ outcomes: [Outcome], clusters: [Int]? = nil
    ) -> (units: ResamplingUnits, outcomes: [Outcome]) {
        var numbers: [Outcome: Int] = [:]
        var distinct: [Outcome] = []
        let kinds = outcomes.map { outcome in
            if let number = numbers[outcome] { return number }
            numbers[outcome] = distinct.count
            distinct.append(outcome)
            return distinct.count - 1
        }
        return (ResamplingUnits(kinds: kinds, count: distinct.count, clusters: clusters), distinct)
    }

    /// Every item is a kind of its own.
    public static func items(_ count: Int, clusters: [Int]? = nil) -> ResamplingUnits {
        ResamplingUnits(kinds: Array(0..<count), count: count, clusters: clusters)
    }

    /// How many items of each kind a draw has.
    func draw(using generator: inout SplitMix64) -> [Int] {
        var drawn = [Int](repeating: 0, count: counts.count)
        if let clusters {
            for _ in clusters.indices {
                for kind in clusters[Int.random(in: clusters.indices, using: &generator)] { drawn[kind] += 1 }
            }
        } else if counts.count * 8 < kindOfItem.count {
            var (left, share) = (kindOfItem.count, kindOfItem.count)
            for (kind, count) in counts.enumerated() where left > 0 && count > 0 {
                drawn[kind] = generator.binomial(left, Double(count) / Double(share))
                left -= drawn[kind]
                share -= count
            }
        } else {
            for _ in kindOfItem.indices {
                drawn[kindOfItem[Int.random(in: kindOfItem.indices, using: &generator)]] += 1
            }
        }
        return drawn
    }

    /// The counts that are left without each unit in turn, and how many units each stands for.
    func jackknife(using generator: inout SplitMix64) -> [(counts: [Int], weight: Double)] {
        if clusters == nil, counts.count <= Self.jackknifeBlocks {
            return counts.indices.filter { counts[$0] > 0 }.map { kind in
                var rest = counts
                rest[kind] -= 1
                return (rest, Double(counts[kind]))
            }
        }
        let units = (clusters ?? kindOfItem.map { [$0] }).shuffled(using: &generator)
        let blocks = min(units.count, Self.jackknifeBlocks)
        return (0..<blocks).map { block in
            var rest = counts
            for unit in stride(from: block, to: units.count, by: blocks) {
                for kind in units[unit] { rest[kind] -= 1 }
            }
            return (rest, 1)
        }
    }
}
