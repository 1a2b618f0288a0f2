extension Terminal {
    /// How many columns a text takes in a terminal: two for a wide character (Unicode Standard Annex 11) or an emoji, none
    /// for a mark that stands on another character.
    ///
    /// Where terminals differ, as on emoji of several parts, this is the most that one of them takes.
    /// - Complexity: O(bytes).
    public static func columns(of text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        // The variation selector turns a character into an emoji, which may be wide.
        case .nonspacingMark, .enclosingMark: return scalar == "\u{FE0F}" ? 1 : 0
        case .format: return 0
        default: return isWide(scalar) ? 2 : 1
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F,  // Hangul leading consonants
            0x2E80...0x303E, 0x3041...0xA4CF,  // Chinese, Japanese, Yi
            0xA960...0xA97C, 0xAC00...0xD7A3,  // Hangul
            0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full width
            0x16FE0...0x1B2FF, 0x20000...0x3FFFD:  // Tangut, Kana supplements, rarer Chinese
            true
        default: scalar.properties.isEmojiPresentation
        }
    }

    /// The beginning of a text that takes at most `width` columns; what is cut off is told by a last `…`.
    public static func cut(_ text: String, to width: Int) -> String {
        if columns(of: text) <= width { return text }
        return String(prefix(of: text[...], atMost: width - 1)) + (width > 0 ? "…" : "")
    }

    /// The longest beginning, in whole characters, that takes at most `width` columns.
    static func prefix(of text: Substring, atMost width: Int) -> Substring {
        var used = 0
        return text.prefix { character in
            used += columns(of: String(character))
            return used <= width
        }
    }
}
