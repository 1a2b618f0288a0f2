/// What one Unicode scalar is to the lexer.
enum ScalarClass {
    case letter, digit, space, newline, comma, stop, colon, semicolon, dash, openBracket, closeBracket, symbol
    case mark(MarkGlyph)

    static func of(_ scalar: UInt32) -> ScalarClass {
        scalar < 0x80 ? ascii(UInt8(truncatingIfNeeded: scalar)) : wide(scalar)
    }

    private static func ascii(_ byte: UInt8) -> ScalarClass {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case 0x0A, 0x0D: .newline
        case 0...0x20, 0x7F: .space
        case UInt8(ascii: "\""): .mark(.straight)
        case UInt8(ascii: "'"): .mark(.singleStraight)
        case UInt8(ascii: "`"): .mark(.singleOpen)
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: ";"): .semicolon
        case UInt8(ascii: "-"): .dash
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .openBracket
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): .closeBracket
        default: .symbol
        }
    }

    private static func wide(_ scalar: UInt32) -> ScalarClass {
        if let glyph = MarkGlyph(scalar: scalar) { return .mark(glyph) }
        switch scalar {
        case 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: return .space
        case 0x2028, 0x2029: return .newline
        case 0x2010...0x2015, 0x2212, 0x2E3A, 0x2E3B: return .dash
        case 0x2026, 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0x061F, 0x06D4, 0x0964: return .stop
        case 0x3001, 0xFF0C, 0x060C: return .comma
        case 0xFF1A: return .colon
        case 0xFF1B, 0x061B: return .semicolon
        case 0xFF08, 0xFF3B, 0x3010: return .openBracket
        case 0xFF09, 0xFF3D, 0x3011: return .closeBracket
        case 0x80...0xA9, 0xAC...0xB4, 0xB6...0xB9, 0xBC...0xBF, 0xD7, 0xF7: return .symbol
        case 0x2016...0x206F, 0x20A0...0x20CF, 0x2190...0x2BFF, 0x3003...0x3020, 0x1F000...0x1FAFF: return .symbol
        default: return .letter
        }
    }

    /// Whether a letter is a capital one. Scripts without case have none.
    static func isUppercase(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A }
        return Unicode.Scalar(scalar)?.properties.isUppercase ?? false
    }

    /// Whether a letter is a small one. Scripts without case have none.
    static func isLowercase(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A }
        return Unicode.Scalar(scalar)?.properties.isLowercase ?? false
    }
}

/// Reading scalars from the bytes of a `String`, which are always valid UTF-8.
enum UTF8Bytes {
    /// The scalar that starts at `index`, and how many bytes it takes. Never reads past the end.
    static func scalar(in bytes: [UInt8], at index: Int) -> (value: UInt32, width: Int) {
        let lead = UInt32(bytes[index])
        if lead < 0x80 { return (lead, 1) }
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard index + width <= bytes.count else { return (lead, 1) }
        var value = lead & (0xFF >> UInt32(width + 1))
        for offset in 1..<width {
            value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        return (value, width)
    }

    /// The scalar that ends right before `index`.
    static func scalar(in bytes: [UInt8], before index: Int) -> UInt32 {
        var start = index - 1
        while start > 0, index - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(in: bytes, at: start).value
    }
}
