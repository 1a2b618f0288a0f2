/// The signs that newspapers put around quoted words.
enum MarkGlyph: UInt8 {
    case straight, curlyOpen, curlyClose, low, doubledApostrophe, doubledBacktick
    case angleOpen, angleClose, singleAngleOpen, singleAngleClose
    case cornerOpen, cornerClose
    case singleStraight, singleOpen, singleClose, singleLow

    /// Marks of one family close each other, whatever their direction: newspapers mix straight and curly ones.
    enum Family { case double, angle, singleAngle, corner, single }

    enum Direction { case opening, closing, either }

    init?(scalar: UInt32) {
        switch scalar {
        case 0x201C, 0x201F, 0x301D: self = .curlyOpen
        case 0x201D, 0x301E: self = .curlyClose
        case 0x201E, 0x301F: self = .low
        case 0xFF02: self = .straight
        case 0xAB: self = .angleOpen
        case 0xBB: self = .angleClose
        case 0x2039: self = .singleAngleOpen
        case 0x203A: self = .singleAngleClose
        case 0x300C, 0x300E: self = .cornerOpen
        case 0x300D, 0x300F: self = .cornerClose
        case 0x2018, 0x201B: self = .singleOpen
        case 0x2019: self = .singleClose
        case 0x201A: self = .singleLow
        default: return nil
        }
    }

    var family: Family {
        switch self {
        case .straight, .curlyOpen, .curlyClose, .low, .doubledApostrophe, .doubledBacktick: .double
        case .angleOpen, .angleClose: .angle
        case .singleAngleOpen, .singleAngleClose: .singleAngle
        case .cornerOpen, .cornerClose: .corner
        case .singleStraight, .singleOpen, .singleClose, .singleLow: .single
        }
    }

    /// Which way the sign itself points.
    var direction: Direction {
        switch self {
        case .straight, .doubledApostrophe, .singleStraight: .either
        case .curlyOpen, .low, .doubledBacktick, .angleOpen, .singleAngleOpen, .cornerOpen, .singleOpen, .singleLow:
            .opening
        case .curlyClose, .angleClose, .singleAngleClose, .cornerClose, .singleClose: .closing
        }
    }
}

/// How a mark stands between its neighbours.
enum MarkSurroundings {
    case opening, closing, unclear

    /// - Parameters:
    ///   - range: the mark's bytes.
    static func of(_ range: Range<Int>, in bytes: [UInt8]) -> MarkSurroundings {
        let before: ScalarClass? =
            range.lowerBound > 0
            ? ScalarClass.of(UTF8Bytes.scalar(in: bytes, before: range.lowerBound)) : nil
        let after: ScalarClass? =
            range.upperBound < bytes.count
            ? ScalarClass.of(UTF8Bytes.scalar(in: bytes, at: range.upperBound).value) : nil
        switch (Side(before: before), Side(after: after, at: range.upperBound, in: bytes)) {
        case (.open, .text), (.dash, .text): return .opening
        case (.text, .open), (.text, .dash): return .closing
        case (.dash, .open): return .closing
        case (.open, .dash), (.open, .unclear), (.unclear, .text): return .opening
        case (.unclear, .open), (.text, .unclear): return .closing
        default: return .unclear
        }
    }

    /// What one neighbour of a mark says: `open` for space and the punctuation that stands outside quotations.
    private enum Side {
        case open, dash, text, unclear

        init(before: ScalarClass?) {
            switch before {
            case nil, .space, .newline, .openBracket, .colon: self = .open
            case .dash: self = .dash
            case .mark: self = .unclear
            default: self = .text
            }
        }

        init(after: ScalarClass?, at index: Int, in bytes: [UInt8]) {
            switch after {
            case nil, .space, .newline, .closeBracket, .comma, .semicolon, .colon: self = .open
            case .dash: self = .dash
            case .mark: self = .unclear
            // `"...and so` opens, `so". Then` closes.
            case .stop:
                let next = index + 1 < bytes.count ? bytes[index + 1] : 0
                self =
                    bytes[index] == UInt8(ascii: ".") && next == UInt8(ascii: ".") || bytes[index] >= 0x80
                    ? .text : .open
            default: self = .text
            }
        }
    }
}
