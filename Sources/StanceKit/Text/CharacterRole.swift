/// What a character beyond ASCII means to the tokenizer.
enum CharacterRole {
    /// A letter or a digit.
    case letter
    /// A combining mark: part of the word before it.
    case combining
    /// An apostrophe between letters, a mark elsewhere.
    case apostrophe
    /// A visible character that is no part of a word.
    case symbol
    /// White space or a control character.
    case space
    /// A character that shows nothing and separates nothing, such as a soft hyphen or a joiner.
    case invisible

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x2019: self = .apostrophe
        case 0x2010...0x2027: self = .symbol
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
                self = .letter
            case .nonspacingMark, .spacingMark, .enclosingMark:
                self = .combining
            case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .surrogate, .unassigned:
                self = .space
            case .format:
                self = .invisible
            default:
                self = .symbol
            }
        }
    }
}
