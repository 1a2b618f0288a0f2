import LinearAlgebra

extension TrainingData {
    /// Makes data of texts that come from no file of their own; equal texts stay together in one fold.
    ///
    /// - Parameter labels: the label of each text.
    init(texts: [ArraySlice<UInt8>], labels names: [String]) {
        let labels = Set(names).sorted()
        let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        let groups = texts.map { text in
            let number = numbers[text] ?? numbers.count
            numbers[text] = number
            return number
        }
        self.init(
            texts: texts, targets: names.map { indices[$0]! }, weights: [Float](repeating: 1, count: texts.count),
            primaryCount: texts.count, labels: labels, groups: groups, furtherGroups: [:], shares: nil)
    }

    private init(
        texts: [ArraySlice<UInt8>], targets: [Int], weights: [Float], primaryCount: Int, labels: [String],
        groups: [Int], furtherGroups: [Int: [Int]], shares: Matrix?
    ) {
        self.primaryCount = primaryCount
        self.labels = labels
        self.groups = groups
        self.furtherGroups = furtherGroups
        self.shares = shares
        self.texts = texts
        self.targets = targets
        self.weights = weights
    }

    /// Some of the examples, in the order given, with all labels; of no file.
    ///
    /// Of auxiliary examples those come along that belong with them, and an even share of those that belong with none.
    func selecting(_ primary: [Int]) -> TrainingData {
        let chosen = Set(primary.map { groups[$0] })
        let others = Set(groups.prefix(primaryCount)).subtracting(chosen)
        let share = Double(primary.count) / Double(primaryCount)
        var quota = 0.0
        let auxiliary = (primaryCount..<texts.count).filter { row in
            if others.contains(groups[row]) || furtherGroups[row]?.contains(where: others.contains) == true {
                return false
            }
            if chosen.contains(groups[row]) { return true }
            quota += share
            if quota < 1 - 1e-9 { return false }
            quota -= 1
            return true
        }
        let rows = primary + auxiliary
        var result = TrainingData(
            texts: rows.map { texts[$0] }, targets: rows.map { targets[$0] }, weights: rows.map { weights[$0] },
            primaryCount: primary.count, labels: labels, groups: rows.map { groups[$0] },
            furtherGroups: Dictionary(
                uniqueKeysWithValues: rows.enumerated().compactMap { place, row in
                    furtherGroups[row].map { (place, $0) }
                }),
            shares: shares?.selectingRows(rows))
        result.vectors = vectors
        return result
    }

    /// An order of the examples, without auxiliary ones, of which every beginning has nearly the data's mixture of labels,
    /// so that samples of it are stratified and lie one in the other.
    ///
    /// The k-th example of a label with n examples, in a random order, stands at (k + u) / n, with a random u for each label.
    /// - Complexity: O(n log n).
    func stratifiedOrder(seed: UInt64) -> [Int] {
        var generator = SplitMix64(seed: seed)
        var members = [[Int]](repeating: [], count: labels.count)
        for (row, target) in primaryTargets.enumerated() { members[target].append(row) }
        var places: [(place: Double, row: Int)] = []
        for rows in members {
            let rows = rows.shuffled(using: &generator)
            let shift = Double.random(in: 0..<1, using: &generator)
            for (number, row) in rows.enumerated() {
                places.append(((Double(number) + shift) / Double(rows.count), row))
            }
        }
        return places.sorted { ($0.place, $0.row) < ($1.place, $1.row) }.map(\.row)
    }
}
