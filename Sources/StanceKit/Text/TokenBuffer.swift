/// A portion of a text's tokens: their normalised bytes, and where each lies. Reused from text to text, it allocates rarely.
struct TokenBuffer {
    /// A token's place among the buffer's bytes.
    struct Token {
        /// The first byte.
        var start: Int
        /// The byte behind the last one.
        var end: Int
        /// Whether this is a word; if not, it is one punctuation mark or symbol.
        var isWord: Bool
    }

    /// The tokens' bytes in UTF-8, one space before, between and after them, so that a word can be read with a space
    /// at either end.
    private(set) var bytes: [UInt8] = [0x20]
    /// The tokens, in the text's order.
    private(set) var tokens: [Token] = []

    /// How many tokens are held at a time: a text of any length passes through in such portions.
    static let capacity = 4096

    /// Whether as many tokens are held as may be.
    var isFull: Bool { tokens.count >= Self.capacity }

    /// Forgets the tokens.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(0x20)
        tokens.removeAll(keepingCapacity: true)
    }

    /// Appends a byte to the token that is being written.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Ends the token that is being written and began at `start`.
    @inline(__always)
    mutating func endToken(from start: Int, isWord: Bool) {
        tokens.append(Token(start: start, end: bytes.count, isWord: isWord))
        bytes.append(0x20)
    }

    /// Replaces what has been written since `start`.
    mutating func replace(from start: Int, with replacement: some Sequence<UInt8>) {
        bytes.removeSubrange(start...)
        bytes.append(contentsOf: replacement)
    }
}
