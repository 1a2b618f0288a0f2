/// The words of a text: the tokenizer's, in lower case and composed form, without marks.
package enum Words {
    /// Calls `body` with the bytes of each word, in the text's order.
    ///
    /// - Complexity: O(bytes).
    package static func forEach(of text: ArraySlice<UInt8>, _ body: (_ word: ArraySlice<UInt8>) -> Void) {
        var buffer = TokenBuffer()
        text.withUnsafeBufferPointer { text in
            var position = 0
            while position < text.count {
                Tokenizer.tokenize(text, from: &position, into: &buffer)
                for token in buffer.tokens where token.isWord { body(buffer.bytes[token.start..<token.end]) }
            }
        }
    }
}
