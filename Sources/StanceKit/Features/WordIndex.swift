/// The row of each word that a model knows, found by the word's hash: an open-addressed table.
package struct WordIndex: Sendable, Equatable {
    /// The words' hashes, rising; row i is that of the i-th.
    package let hashes: [UInt64]
    /// Row + 1 at each place; 0 where there is none.
    private let places: [UInt32]

    /// How many words are known.
    package var count: Int { hashes.count }

    /// - Precondition: the hashes rise.
    package init(hashes: [UInt64]) {
        self.hashes = hashes
        var size = 16
        while size < hashes.count * 2 { size *= 2 }
        var places = [UInt32](repeating: 0, count: size)
        for (row, hash) in hashes.enumerated() {
            var place = Self.place(of: hash, among: size)
            while places[place] != 0 { place = (place + 1) & (size - 1) }
            places[place] = UInt32(row + 1)
        }
        self.places = places
    }

    /// The row of a word; `count` for one that is not known.
    package func row(ofHash hash: UInt64) -> Int {
        var place = Self.place(of: hash, among: places.count)
        while places[place] != 0 {
            let row = Int(places[place]) - 1
            if hashes[row] == hash { return row }
            place = (place + 1) & (places.count - 1)
        }
        return count
    }

    private static func place(of hash: UInt64, among size: Int) -> Int {
        Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
    }
}
