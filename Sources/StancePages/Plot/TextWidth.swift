/// How wide a text is about, where no font is at hand to measure it.
public enum TextWidth {
    /// The width in pixels, of a sans-serif font, a little too large rather than too small.
    public static func of(_ text: String, size: Double = 12) -> Double {
        text.reduce(0) { $0 + width($1) } * size
    }

    /// The text, or if it is wider than `most` pixels its beginning and an ellipsis.
    static func fitted(_ text: String, to most: Double, size: Double) -> String {
        guard of(text, size: size) > most else { return text }
        var (kept, room) = ("", most / size - width("…"))
        for character in text {
            room -= width(character)
            guard room >= 0 else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// In widths of the font's size.
    private static func width(_ character: Character) -> Double {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x200B..<0x2010, 0x202A..<0x202F, 0x2066..<0x206A: return 0
        case 0x1100..<0x1200, 0x2E80..<0xD7B0, 0xF900..<0xFB00, 0xFF00..<0xFF61, 0x1F000..<0x30000: return 1.05
        default: break
        }
        if "iljtfrI.,:;'|!()[] -".contains(character) { return 0.36 }
        return "mwMW@%—…".contains(character) || character.isUppercase ? 0.85 : 0.58
    }
}
