extension Unicode.Scalar {
    /// Whether this commands what shows it, instead of showing something itself: a control character, or one that turns the
    /// direction of the text behind it (Unicode Standard Annex 9), so that a reader sees another order than the file has.
    package var isCommand: Bool {
        switch value {
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: properties.generalCategory == .control
        }
    }
}

extension String {
    /// The text as it can be shown: U+FFFD, which can be seen, in place of every character that commands; tabs stay.
    package var displayable: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars { result.append(scalar.isCommand && scalar != "\t" ? "\u{FFFD}" : scalar) }
        return String(result)
    }
}
