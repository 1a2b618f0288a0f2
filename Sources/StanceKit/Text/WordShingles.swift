/// Runs of words as hashes: two texts that share most of them say nearly the same in the same words.
package enum WordShingles {
    private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The distinct hashes of the runs of `length` words of a text in UTF-8, rising.
    ///
    /// Words are the tokenizer's: in lower case and composed form; marks do not count. A text of fewer words has one run,
    /// of them all; a text without words has none. Different runs have different hashes but for a chance of 2⁻⁶⁴ a pair.
    /// - Complexity: O(bytes + words · log words).
    package static func hashes(of text: ArraySlice<UInt8>, length: Int) -> [UInt64] {
        precondition(length > 0, "a run has words")
        var hashes: [UInt64] = []
        var last: [UInt64] = []
        Words.forEach(of: text) { word in
            var hash = FNV1a()
            for byte in word { hash.add(byte) }
            if last.count == length { last.removeFirst() }
            last.append(hash.value)
            if last.count == length { hashes.append(fold(last)) }
        }
        if hashes.isEmpty, !last.isEmpty { hashes.append(fold(last)) }
        hashes.sort()
        var kept = 0
        for index in hashes.indices where index == 0 || hashes[index] != hashes[kept - 1] {
            hashes[kept] = hashes[index]
            kept += 1
        }
        hashes.removeLast(hashes.count - kept)
        return hashes
    }

    /// Folds from the left, then mixes, so that the top bits alone spread runs evenly.
    private static func fold(_ words: [UInt64]) -> UInt64 {
        let hash = words.reduce(0) { ($0 &* golden) ^ $1 }
        return (hash ^ (hash >> 32)) &* golden
    }
}
