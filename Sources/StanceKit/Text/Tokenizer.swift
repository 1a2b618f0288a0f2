/// Cuts UTF-8 text into words and marks, in lower case.
///
/// - A word is a run of letters, digits, underscores and combining marks, with single apostrophes inside it. Words are
///   put in Unicode's composed form (NFC), so that "é" is one word however it was typed. Soft hyphens and other
///   invisible format characters inside a word are dropped.
/// - Every other visible character is a token by itself: `?`, `!`, `…`, `$`, an emoji.
/// - A curly apostrophe (U+2019) is written as a straight one.
/// - White space and control characters separate.
/// - Of more than 30 combining marks in a row the rest is dropped.
///
/// Lower case is Unicode's full mapping, whatever the language. Invalid bytes count as U+FFFD.
enum Tokenizer {
    private enum ByteClass: UInt8 { case space, word, mark, apostrophe, beyondASCII }

    private static let classes: [ByteClass] = (0..<256).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "'"): .apostrophe
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            .word
        case 0...0x20, 0x7F: .space
        case 0x80...: .beyondASCII
        default: .mark
        }
    }

    /// Replaces the tokens in `buffer` by the next ones of `text`, from `position`, which moves behind them. At the
    /// text's end it is the number of its bytes.
    ///
    /// - Complexity: O(bytes), one pass.
    static func tokenize(
        _ text: UnsafeBufferPointer<UInt8>, from position: inout Int, into buffer: inout TokenBuffer
    ) {
        buffer.removeAll()
        while position < text.count, !buffer.isFull { readToken(of: text, at: &position, into: &buffer) }
    }

    /// Appends the token that begins at `position`, which moves behind it; where none begins, it moves on by one character.
    @inline(__always)
    static func readToken(
        of text: UnsafeBufferPointer<UInt8>, at position: inout Int, into buffer: inout TokenBuffer
    ) {
        classes.withUnsafeBufferPointer { classes in
            let byte = text[position]
            switch classes[Int(byte)] {
            case .space:
                position += 1
            case .word:
                scanWord(text, at: &position, classes, into: &buffer)
            case .mark, .apostrophe:
                let start = buffer.bytes.count
                buffer.append(byte)
                buffer.endToken(from: start, isWord: false)
                position += 1
            case .beyondASCII:
                let (scalar, length) = ScalarDecoder.scalar(in: text, at: position)
                switch CharacterRole(scalar) {
                case .letter:
                    scanWord(text, at: &position, classes, into: &buffer)
                case .symbol, .apostrophe:
                    let start = buffer.bytes.count
                    let written: Unicode.Scalar = scalar == "\u{2019}" ? "'" : scalar
                    for byte in UTF8.encode(written)! { buffer.append(byte) }
                    buffer.endToken(from: start, isWord: false)
                    position += length
                case .space, .combining, .invisible:
                    position += length
                }
            }
        }
    }

    /// Reads the word that begins at `position`.
    private static func scanWord(
        _ text: UnsafeBufferPointer<UInt8>, at position: inout Int, _ classes: UnsafeBufferPointer<ByteClass>,
        into buffer: inout TokenBuffer
    ) {
        let start = buffer.bytes.count
        var needsComposition = false
        var marks = 0
        scan: while position < text.count {
            let byte = text[position]
            switch classes[Int(byte)] {
            case .word:
                let isUpper = byte &- UInt8(ascii: "A") < 26
                buffer.append(isUpper ? byte | 0x20 : byte)
                position += 1
            case .apostrophe:
                guard isWordStart(text, at: position + 1) else { break scan }
                buffer.append(byte)
                position += 1
            case .space, .mark:
                break scan
            case .beyondASCII:
                let (scalar, length) = ScalarDecoder.scalar(in: text, at: position)
                let role = CharacterRole(scalar)
                marks = role == .combining ? marks + 1 : 0
                switch role {
                case .letter, .combining:
                    if marks <= longestMarkRun {
                        needsComposition = needsComposition || role == .combining || changesInNFC(scalar)
                        for lower in scalar.properties.lowercaseMapping.utf8 { buffer.append(lower) }
                    }
                case .apostrophe:
                    guard isWordStart(text, at: position + length) else { break scan }
                    buffer.append(UInt8(ascii: "'"))
                case .invisible: break
                case .space, .symbol: break scan
                }
                position += length
            }
        }
        if needsComposition {
            buffer.replace(from: start, with: Normalization.composed(buffer.bytes[start...]))
        }
        buffer.endToken(from: start, isWord: true)
    }

    /// Whether a letter or digit stands at `position`.
    static func isWordStart(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        guard position < text.count else { return false }
        switch classes[Int(text[position])] {
        case .word: return true
        case .beyondASCII: return CharacterRole(ScalarDecoder.scalar(in: text, at: position).scalar) == .letter
        default: return false
        }
    }

    /// Whether a letter changes in NFC or can merge with the one before it: Hangul parts, and characters that stand for
    /// others.
    private static func changesInNFC(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300: false
        case 0x1160...0x11FF: true
        default: scalar.properties.isFullCompositionExclusion
        }
    }

    /// The combining marks in a row that are kept. No language stacks more (UAX #15, Stream-Safe Text), and sorting
    /// them takes time in the square of their number.
    private static let longestMarkRun = 30
}
