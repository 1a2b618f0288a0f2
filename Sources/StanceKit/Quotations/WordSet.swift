/// Words of one class, told by their hashes: a search of sorted numbers, where a `Set` would hash the hash.
struct WordSet {
    private let hashes: [UInt64]

    /// - Parameter words: lower-cased, with spaces between them.
    init(_ words: String) {
        hashes = words.split(separator: " ").map { WordHash.of($0.utf8) }.sorted()
    }

    /// - Complexity: O(log words).
    func contains(_ hash: UInt64) -> Bool {
        let place = hashes.partitioningIndex { $0 >= hash }
        return place < hashes.count && hashes[place] == hash
    }
}
