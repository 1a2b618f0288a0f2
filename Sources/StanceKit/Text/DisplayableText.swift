extension Unicode.Scalar {
    /// Whether this commands what shows it, instead of showing something itself: a control character, or one that turns the
    /// direction of the text behind it (Unicode Standard Annex 9), so that a reader sees another order than the file has.
    package var isCommand: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension String {
    /// The text as it can be shown: U+FFFD, which can be seen, in place of every character that commands; tabs stay.
    package var displayable: String {
        replacingCommands { $0.isCommand && $0 != "\t" ? "\u{FFFD}" : $0 }
    }

    /// The text with other scalars in place of those that command or end a line: itself where none is another, as in nearly all
    /// text.
    package func replacingCommands(with replacement: (Unicode.Scalar) -> Unicode.Scalar) -> String {
        var text = self
        let mayCommand = text.withUTF8 { ByteSearch.commands.firstIndex(in: $0, from: 0) < $0.count }
        guard mayCommand, unicodeScalars.contains(where: { replacement($0) != $0 }) else { return self }
        var result = UnicodeScalarView()
        for scalar in unicodeScalars { result.append(replacement(scalar)) }
        return String(result)
    }
}
