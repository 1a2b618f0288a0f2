import LinearAlgebra

/// A cut of examples into folds of like label mixture; examples of one group stay together.
struct Folds: Sendable {
    /// The number of folds.
    let count: Int
    /// The fold of each example; `nil` for an auxiliary one that belongs with no other, and is never left out.
    let assignment: [Int?]
    /// How many examples are held out in turn: the first ones. The others are auxiliary.
    let heldCount: Int
    /// The other folds with which an auxiliary example is left out, by its place.
    private let furtherFolds: [Int: [Int]]

    /// Cuts examples: groups, the largest first and otherwise in a random order, each go to the fold in which their labels
    /// are rarest so far.
    ///
    /// - Parameters:
    ///   - count: at least 2.
    ///   - groups: the group of each example; `nil` for a group each.
    /// - Complexity: O(n log n + groups · count · labels of a group).
    init(count: Int, labels: [Int], labelCount: Int, groups: [Int]? = nil, seed: UInt64) {
        precondition(count >= 2, "at least two folds")
        self.count = count
        var members: [[Int]] = labels.indices.map { [$0] }
        if let groups {
            members = [[Int]](repeating: [], count: (groups.max() ?? -1) + 1)
            for (example, group) in groups.enumerated() { members[group].append(example) }
        }
        var generator = SplitMix64(seed: seed)
        members.shuffle(using: &generator)
        // A stable order by size: Swift's sort is stable.
        members.sort { $0.count > $1.count }
        var assignment = [Int](repeating: 0, count: labels.count)
        var labelTotals = [Double](repeating: 0, count: labelCount)
        for label in labels { labelTotals[label] += 1 }
        var counts = [[Double]](repeating: [Double](repeating: 0, count: labelCount), count: count)
        var sizes = [Int](repeating: 0, count: count)
        for group in members where !group.isEmpty {
            let best = (0..<count).min { left, right in
                func crowding(_ fold: Int) -> Double {
                    group.reduce(0) { $0 + counts[fold][labels[$1]] / labelTotals[labels[$1]] }
                }
                let (a, b) = (crowding(left), crowding(right))
                return a != b ? a < b : sizes[left] < sizes[right]
            }!
            for example in group {
                assignment[example] = best
                counts[best][labels[example]] += 1
            }
            sizes[best] += group.count
        }
        self.assignment = assignment
        heldCount = assignment.count
        furtherFolds = [:]
    }

    private init(count: Int, assignment: [Int?], heldCount: Int, furtherFolds: [Int: [Int]]) {
        self.count = count
        self.assignment = assignment
        self.heldCount = heldCount
        self.furtherFolds = furtherFolds
    }

    /// The same cut with auxiliary examples behind the others, each in the fold of its group.
    ///
    /// - Parameters:
    ///   - groups: the group of each example, of those that have a fold first.
    ///   - further: other groups of an auxiliary example, by its place.
    func followed(byGroups groups: [Int], further: [Int: [Int]] = [:]) -> Folds {
        var foldOfGroup: [Int: Int] = [:]
        for (group, fold) in zip(groups, assignment) { foldOfGroup[group] = fold }
        return Folds(
            count: count, assignment: assignment + groups.dropFirst(heldCount).map { foldOfGroup[$0] },
            heldCount: heldCount, furtherFolds: further.mapValues { $0.compactMap { foldOfGroup[$0] } })
    }

    /// The examples of a fold.
    func heldRows(of fold: Int) -> [Int] { (0..<heldCount).filter { assignment[$0] == fold } }

    /// The examples that are held out with any other fold.
    func otherHeldRows(than fold: Int) -> [Int] { (0..<heldCount).filter { assignment[$0] != fold } }

    /// The examples to train on when a fold is held out: those of all others, and the auxiliary ones.
    func trainRows(without fold: Int) -> [Int] {
        assignment.indices.filter { assignment[$0] != fold && furtherFolds[$0]?.contains(fold) != true }
    }
}
