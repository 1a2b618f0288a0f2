/// Where the tokens of a text stand in it.
enum TokenRanges {
    /// The bytes of each token, without the white space and the invisible characters before it.
    ///
    /// - Complexity: O(bytes).
    static func ranges(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var buffer = TokenBuffer(limit: 1)
        var position = 0
        while position < text.count {
            let start = firstVisible(in: text, from: position)
            Tokenizer.tokenize(text, from: &position, into: &buffer)
            if !buffer.tokens.isEmpty { ranges.append(start..<position) }
        }
        return ranges
    }

    /// The first character at or behind `position` that begins a token.
    private static func firstVisible(in text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
        var position = position
        while position < text.count {
            let (scalar, length) = ScalarDecoder.scalar(in: text, at: position)
            switch CharacterRole(scalar) {
            case .letter, .symbol, .apostrophe: return position
            case .space, .combining, .invisible: position += length
            }
        }
        return position
    }
}
