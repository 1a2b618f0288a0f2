/// A text's words as one number, to find texts that are the same but for marks, case and white space.
package enum TextKey {
    /// The hash of all words in their order; 0 for a text without words. Different words have different hashes but for a
    /// chance of 2⁻⁶⁴ a pair.
    ///
    /// - Complexity: O(bytes).
    package static func of(_ text: ArraySlice<UInt8>) -> UInt64 {
        WordShingles.hashes(of: text, length: .max).first ?? 0
    }
}
