/// The article cut up: its bytes, its tokens, and the token range of each paragraph.
///
/// A class, since all who read it keep it.
final class Article {
    /// The text, with spaces for the line ends that only fill a line.
    let bytes: [UInt8]
    private let original: [UInt8]
    let tokens: [Token]
    /// Paragraphs that have a token, in order, without the line ends.
    let paragraphs: [Range<Int>]

    init(_ text: String) {
        original = Array(text.utf8)
        bytes = HardWraps.removed(from: original)
        tokens = Lexer.tokens(of: bytes)
        paragraphs = Self.paragraphs(of: tokens)
    }

    private static func paragraphs(of tokens: [Token]) -> [Range<Int>] {
        var paragraphs: [Range<Int>] = []
        var start = 0
        for index in tokens.indices where tokens[index].kind == .newline {
            if start < index { paragraphs.append(start..<index) }
            start = index + 1
        }
        if start < tokens.count { paragraphs.append(start..<tokens.count) }
        return paragraphs
    }

    /// The text of these bytes as it stands. `range` must lie on token borders.
    func slice(_ range: Range<Int>) -> String {
        String(decoding: original[range], as: UTF8.self)
    }

    /// The name or verb of these bytes, with one space between its words. `range` must lie on token borders.
    func text(_ range: Range<Int>) -> String {
        let text = String(decoding: bytes[range], as: UTF8.self)
        let isSpaced = zip(bytes[range], bytes[range].dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
        return isSpaced ? text.split(separator: " ").joined(separator: " ") : text
    }

    /// `range` without white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper {
            let (scalar, width) = UTF8Bytes.scalar(in: bytes, at: lower)
            guard Self.isBlank(scalar) else { break }
            lower += width
        }
        while lower < upper {
            let scalar = UTF8Bytes.scalar(in: bytes, before: upper)
            guard Self.isBlank(scalar) else { break }
            upper -= Unicode.Scalar(scalar)?.utf8.count ?? 1
        }
        return lower..<max(lower, upper)
    }

    /// Whether white space stands right before the token.
    func hasSpace(before token: Int) -> Bool {
        token == 0 || tokens[token - 1].end < tokens[token].start || tokens[token - 1].kind == .newline
    }

    private static func isBlank(_ scalar: UInt32) -> Bool {
        switch ScalarClass.of(scalar) {
        case .space, .newline: true
        default: false
        }
    }
}
