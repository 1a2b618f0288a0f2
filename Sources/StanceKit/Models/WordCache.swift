/// Sums that words have added before, found again by the word's bytes: what a word's own characters add is the same in
/// every text.
///
/// Direct-mapped: a word has one place, and the last one there stays. Whether a word is found changes no sum.
struct WordCache {
    /// A word of at most `longestWord` bytes, as a key: its bytes, then its length.
    struct Key: Equatable {
        fileprivate var bytes: SIMD4<UInt64>
        fileprivate var place: Int
    }

    private var keys: [SIMD4<UInt64>]
    private var sums: [SIMD4<Int64>]

    /// The longest word that is kept: nearly all are shorter.
    private static let longestWord = 24
    private static let size = 1 << 13

    init() {
        keys = [SIMD4<UInt64>](repeating: .zero, count: Self.size)
        sums = [SIMD4<Int64>](repeating: .zero, count: Self.size)
    }

    /// The key of the word between two places of `bytes`; `nil` if it is too long to be kept.
    ///
    /// - Parameter hash: a hash of the word.
    @inline(__always)
    static func key(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, hash: UInt64) -> Key? {
        guard end - start <= longestWord else { return nil }
        let key = SIMD4(
            eight(bytes, from: start, to: end), eight(bytes, from: start + 8, to: end),
            eight(bytes, from: start + 16, to: end), UInt64(end - start))
        return Key(bytes: key, place: Int((hash ^ hash >> 32) & UInt64(size - 1)))
    }

    /// Up to eight bytes as a number, the first one lowest; 0 if none is left.
    @inline(__always)
    private static func eight(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> UInt64 {
        var number: UInt64 = 0
        var position = min(start + 8, end)
        while position > start {
            position -= 1
            number = number << 8 | UInt64(bytes[position])
        }
        return number
    }

    /// What a word adds, if it is known.
    @inline(__always)
    func sum(of key: Key) -> SIMD4<Int64>? {
        keys[key.place] == key.bytes ? sums[key.place] : nil
    }

    /// Keeps what a word adds.
    @inline(__always)
    mutating func keep(_ sum: SIMD4<Int64>, of key: Key) {
        keys[key.place] = key.bytes
        sums[key.place] = sum
    }
}
