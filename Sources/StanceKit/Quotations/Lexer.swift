/// Cuts an article into words, punctuation, marks and line ends, in one pass.
struct Lexer {
    private let bytes: [UInt8]
    private let lexicon = Lexicon.shared
    private var tokens: [Token] = []
    private var index = 0

    static func tokens(of bytes: [UInt8]) -> [Token] {
        var lexer = Lexer(bytes)
        lexer.run()
        NameWords.mark(&lexer.tokens, bytes)
        return lexer.tokens
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 5)
    }

    private mutating func run() {
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: " ") {
                index += 1
                continue
            }
            let (scalar, width) = UTF8Bytes.scalar(in: bytes, at: index)
            switch ScalarClass.of(scalar) {
            case .space: index += width
            case .letter: word(firstScalar: scalar)
            case .digit: word(firstScalar: scalar)
            case .mark(let glyph): mark(glyph, width: width)
            case .newline: sign(.newline, width: width)
            case .comma: sign(.comma, width: width)
            case .stop: sign(.stop, width: width)
            case .colon: sign(.colon, width: width)
            case .semicolon: sign(.semicolon, width: width)
            case .dash: dashes(width: width)
            case .openBracket: sign(.openBracket, width: width)
            case .closeBracket: sign(.closeBracket, width: width)
            case .symbol: symbol(scalar, width: width)
            }
        }
    }

    private mutating func sign(_ kind: Token.Kind, width: Int) {
        tokens.append(Token(start: index, end: index + width, kind: kind))
        index += width
    }

    /// Two apostrophes or backticks in a row are one double mark.
    private mutating func mark(_ glyph: MarkGlyph, width: Int) {
        if glyph == .straight, isAttributeValue { return attributeValue() }
        var token = Token(start: index, end: index + width, kind: .mark, glyph: glyph)
        let byte = bytes[index]
        if width == 1, byte != UInt8(ascii: "\""), index + 1 < bytes.count, bytes[index + 1] == byte {
            token.glyph = byte == UInt8(ascii: "`") ? .doubledBacktick : .doubledApostrophe
            token.end += 1
        }
        tokens.append(token)
        index = token.end
    }

    /// Whether a mark opens the value of an HTML attribute: `href="`.
    private var isAttributeValue: Bool {
        guard index > 1, bytes[index - 1] == UInt8(ascii: "=") else { return false }
        if case .letter = ScalarClass.of(UInt32(bytes[index - 2])) { return true }
        return false
    }

    /// What stands between the marks of an HTML attribute is nobody's words.
    private mutating func attributeValue() {
        let rest = bytes[(index + 1)..<min(bytes.count, index + Self.longestAttribute)]
        let end = rest.firstIndex { $0 == UInt8(ascii: "\"") || $0 == 0x0A }
        let isClosed = end.map { bytes[$0] == UInt8(ascii: "\"") } ?? false
        sign(.symbol, width: isClosed ? (end ?? index) + 1 - index : 1)
    }

    private static let longestAttribute = 2000

    private mutating func dashes(width: Int) {
        let start = index
        index += width
        while index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        tokens.append(Token(start: start, end: index, kind: .dash))
    }

    /// "@name" and "#topic" are words.
    private mutating func symbol(_ scalar: UInt32, width: Int) {
        if scalar == 0x40 || scalar == 0x23, index + 1 < bytes.count, isWordScalar(at: index + 1) {
            let start = index
            index += 1
            word(firstScalar: UTF8Bytes.scalar(in: bytes, at: index).value)
            tokens[tokens.count - 1].start = start
            tokens[tokens.count - 1].classes.insert(.capitalised)
        } else if scalar == 0x26 {
            // "Roe & Doe" is one name.
            tokens.append(Token(start: index, end: index + width, kind: .word, classes: .particle))
            index += width
        } else {
            sign(.symbol, width: width)
        }
    }

    private mutating func word(firstScalar: UInt32) {
        let start = index
        var hash = WordHash()
        var hashBeforeApostrophe: UInt64?
        var apostrophe = start
        var hasLetter = false
        var pieceStart = start
        var isDotted = false
        scan: while true {
            hasLetter = letters(into: &hash) || hasLetter
            guard index < bytes.count, bytes[index] != UInt8(ascii: " ") else { break }
            let (scalar, width) = UTF8Bytes.scalar(in: bytes, at: index)
            switch ScalarClass.of(scalar) {
            case .letter: hasLetter = true
            case .digit: break
            case .mark(.singleStraight), .mark(.singleClose):
                guard hasLetter, isWordScalar(at: index + width) else { break scan }
                hashBeforeApostrophe = hash.value
                apostrophe = index
            case .dash:
                guard width == 1 || scalar == 0x2010 || scalar == 0x2011, isWordScalar(at: index + width) else {
                    break scan
                }
                pieceStart = index + width
                isDotted = false
            case .stop, .comma, .symbol:
                guard joins(scalar, pieceStart: pieceStart, hasLetter: hasLetter) else { break scan }
                if scalar == 0x2E {
                    isDotted = isDotted || index - pieceStart <= 2
                    pieceStart = index + 1
                }
            default: break scan
            }
            for byte in index..<index + width { hash.add(bytes[byte]) }
            index += width
        }
        var token = Token(start: start, end: index, kind: hasLetter ? .word : .number)
        if hasLetter {
            let isPossessive =
                hashBeforeApostrophe != nil && bytes[index - 1] | 0x20 == UInt8(ascii: "s")
                && index - apostrophe <= 4
            let length = isPossessive ? apostrophe - start : index - start
            if length <= Lexicon.longestWord {
                token.classes = lexicon.classes(of: isPossessive ? hashBeforeApostrophe ?? hash.value : hash.value)
            }
            if isPossessive { token.classes.insert(.possessive) }
            if pieceStart > start, token.classes.isEmpty { token.classes = officeClasses(of: start..<index) }
            if ScalarClass.isUppercase(firstScalar) || isLateCapital(start) { token.classes.insert(.capitalised) }
            if length > 4, endsAsAdverb, token.classes.isEmpty { token.classes.insert(.adverb) }
            takeFinalPeriod(&token, pieceStart: pieceStart, isDotted: isDotted)
        }
        tokens.append(token)
    }

    /// The classes of the office in "ex-mayor", "mayor-elect", "mother-of-three".
    private func officeClasses(of word: Range<Int>) -> WordClass {
        let pieces = bytes[word].split(separator: UInt8(ascii: "-"))
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return [] }
        let offices: WordClass = [.title, .role]
        if pieces.count == 2, Self.former.contains(WordHash.of(first)) {
            return lexicon.classes(of: WordHash.of(last)).intersection(offices)
        }
        guard Self.chosen.contains(WordHash.of(pieces[1])) else { return [] }
        return lexicon.classes(of: WordHash.of(first)).intersection(offices)
    }

    private static let former = WordSet("ex then vice deputy co")
    private static let chosen = WordSet("elect designate of")

    /// Whether a word without a capital at its start is a name for the one further on: "eBay", "3M", "al-Roe".
    private func isLateCapital(_ start: Int) -> Bool {
        guard index - start > 1, bytes[start] < 0x80 else { return false }
        if isCapital(start + 1) { return bytes[start] > 0x40 || index - start == 2 }
        return index - start > 4 && bytes[start + 2] == UInt8(ascii: "-") && isCapital(start + 3)
            && lexicon.classes(of: WordHash.of(bytes[start..<start + 2])).contains(.particle)
    }

    /// Whether an ASCII capital stands there: a byte of another letter is none by itself.
    private func isCapital(_ place: Int) -> Bool { bytes[place] &- UInt8(ascii: "A") < 26 }

    /// Passes the ASCII letters from here on, which are nearly all of most words. Returns whether there were any.
    @inline(__always)
    private mutating func letters(into hash: inout WordHash) -> Bool {
        let start = index
        index = bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count, bytes[index] | 0x20 &- UInt8(ascii: "a") < 26 {
                hash.add(letter: bytes[index])
                index += 1
            }
            return index
        }
        return index > start
    }

    /// Whether a full stop, comma or sign stands inside a word or number: "U.S", "1,000", "R&D", "example.org".
    private func joins(_ scalar: UInt32, pieceStart: Int, hasLetter: Bool) -> Bool {
        guard index + 1 < bytes.count, isWordScalar(at: index + 1) else { return false }
        let next = bytes[index + 1]
        let nextIsDigit = next >= 0x30 && next <= 0x39
        switch scalar {
        case 0x2E:
            // A lower-case word and then a capital is a missing space, not a name.
            return nextIsDigit || index - pieceStart <= 2 || !ScalarClass.isUppercase(UInt32(next))
        case 0x2C: return nextIsDigit && !hasLetter
        case 0x26: return hasLetter && index - pieceStart <= 3
        default: return false
        }
    }

    /// "Mr.", "J." and "U.S." keep their period.
    private mutating func takeFinalPeriod(_ token: inout Token, pieceStart: Int, isDotted: Bool) {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "."), token.isA(.capitalised) || isDotted else {
            return
        }
        let isInitial =
            index - pieceStart == 1 && !token.isA(.pronoun) && token.end - token.start <= 2 && token.start == pieceStart
        let isParty = pieceStart - token.start == 2 && index - pieceStart <= 5
        if isInitial || isParty || isNumberSign(token) || isDotted && index - pieceStart <= 2
            || token.isA(.abbreviation)
        {
            index += 1
            token.end = index
        }
    }

    /// "No. 2".
    private func isNumberSign(_ token: Token) -> Bool {
        guard token.end - token.start == 2, bytes[token.start] == UInt8(ascii: "N"), index + 2 < bytes.count else {
            return false
        }
        return bytes[token.start + 1] == UInt8(ascii: "o") && bytes[index + 2] >= 0x30 && bytes[index + 2] <= 0x39
    }

    /// Lower-case words in "-ly" stand between a subject and its verb.
    private var endsAsAdverb: Bool {
        bytes[index - 1] == UInt8(ascii: "y") && bytes[index - 2] == UInt8(ascii: "l")
    }

    private func isWordScalar(at position: Int) -> Bool {
        guard position < bytes.count else { return false }
        switch ScalarClass.of(UTF8Bytes.scalar(in: bytes, at: position).value) {
        case .letter, .digit: return true
        default: return false
        }
    }
}
