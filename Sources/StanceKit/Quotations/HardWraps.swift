/// Line ends that only fill a line, as in e-mail and archives: lines of one width, paragraphs divided by blank lines.
///
/// A line is full where the next one's first word would not have fitted. Line ends are such fillings where three in four
/// long lines that have another right below are full and a third of them end inside a sentence. Verse, lists, transcripts and
/// texts with a paragraph a line are not like that. Takes time linear in the text's length.
enum HardWraps {
    /// Wrapped lines are not longer, in scalars.
    private static let longestLine = 120

    /// Two lines, one right below the other.
    private struct Joint {
        /// The bytes between the lines' words.
        var gap: Range<Int>
        /// The upper line's, in scalars.
        var length: Int
        /// As it were with the lower line's first word.
        var lengthWithNext: Int
        var isInSentence: Bool
        /// The lower line is an item of a list, a turn of a transcript or the first of an indented paragraph.
        var startsAfresh: Bool
    }

    /// The bytes with a space for each byte of a line end that only fills a line.
    static func removed(from bytes: [UInt8]) -> [UInt8] {
        guard let joints = joints(of: bytes), let width = joints.lazy.map(\.length).max() else { return bytes }
        let running = joints.filter { !$0.startsAfresh }
        // Addresses and the heads of letters have short lines.
        let long = running.filter { $0.length * 2 > width }
        let full = long.count { $0.lengthWithNext > width }
        guard full * 4 >= long.count * 3, full * 2 > running.count,
            long.count(where: \.isInSentence) * 3 >= long.count
        else { return bytes }
        var result = bytes
        for joint in joints where joint.isInSentence || joint.lengthWithNext > width && !joint.startsAfresh {
            for index in joint.gap where TextLine.isEnd(bytes[index]) { result[index] = UInt8(ascii: " ") }
        }
        return result
    }

    /// Nil for a text whose lines are too long.
    private static func joints(of bytes: [UInt8]) -> [Joint]? {
        var joints: [Joint] = []
        var upper = TextLine(at: 0, in: bytes)
        while upper.next < bytes.count {
            let lower = TextLine(at: upper.next, in: bytes)
            if !upper.words.isEmpty, !lower.words.isEmpty {
                let length = upper.length(in: bytes)
                guard length <= longestLine else { return nil }
                joints.append(joint(upper, lower, length, bytes))
            }
            upper = lower
        }
        return joints
    }

    private static func joint(_ upper: TextLine, _ lower: TextLine, _ length: Int, _ bytes: [UInt8]) -> Joint {
        let word = bytes[lower.words].prefix { $0 != UInt8(ascii: " ") }
        let endsSentence = upper.endsSentence(in: bytes)
        let first = UTF8Bytes.scalar(in: bytes, at: lower.words.lowerBound).value
        let isItem = lower.isItem(in: bytes) && (endsSentence || upper.isItem(in: bytes))
        return Joint(
            gap: upper.words.upperBound..<lower.words.lowerBound, length: length,
            lengthWithNext: length + 1 + TextLine.scalars(word),
            isInSentence: !endsSentence && ScalarClass.isLowercase(first),
            startsAfresh: isItem || lower.indentation > upper.indentation || endsSentence && lower.isTurn(in: bytes))
    }
}

extension String {
    /// The text with a space for each scalar of a line end that only fills a line, as in e-mail: where quotations are
    /// found in the original, they stand here too.
    public var withoutHardWraps: String {
        String(decoding: HardWraps.removed(from: Array(utf8)), as: UTF8.self)
    }
}

/// A line of a text, by its bytes.
private struct TextLine {
    /// Without white space at the ends.
    let words: Range<Int>
    /// Where the next line starts.
    let next: Int
    /// In bytes of white space.
    let indentation: Int

    private static let longestLabel = 40

    init(at start: Int, in bytes: [UInt8]) {
        let end = Self.end(from: start, in: bytes)
        let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
        next = end + (isPair ? 2 : 1)
        var words = start..<end
        while let first = words.first, Self.isBlank(bytes[first]) { words.removeFirst() }
        while let last = words.last, Self.isBlank(bytes[last]) { words.removeLast() }
        self.words = words
        indentation = words.isEmpty ? 0 : words.lowerBound - start
    }

    private static func end(from start: Int, in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var end = ByteSearch.tsv.firstIndex(in: bytes, from: start)
            while end < bytes.count, !isEnd(bytes[end]) {
                end = ByteSearch.tsv.firstIndex(in: bytes, from: end + 1)
            }
            return end
        }
    }

    /// In scalars, indentation included.
    func length(in bytes: [UInt8]) -> Int { indentation + Self.scalars(bytes[words]) }

    static func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    static func scalars(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 0x09 }

    /// Whether a full stop or colon ends the line, marks after it left out.
    func endsSentence(in bytes: [UInt8]) -> Bool {
        var end = words.upperBound
        while end > words.lowerBound {
            let last = UTF8Bytes.scalar(in: bytes, before: end)
            switch ScalarClass.of(last) {
            case .mark, .closeBracket: end -= Unicode.Scalar(last)?.utf8.count ?? 1
            case .stop, .colon: return true
            default: return false
            }
        }
        return false
    }

    /// "- ", "> ", "* ", "• ", "1. ".
    func isItem(in bytes: [UInt8]) -> Bool {
        let sign = bytes[words].prefix { $0 != UInt8(ascii: " ") }
        switch ScalarClass.of(UTF8Bytes.scalar(in: bytes, at: words.lowerBound).value) {
        case .dash: return true
        case .symbol: return Self.scalars(sign) == 1
        case .digit: return sign.last == UInt8(ascii: ".") || sign.last == UInt8(ascii: ")")
        default: return false
        }
    }

    /// "BROOK: ", "Ada Brook: ", "Q. ": capitalised words and a colon, or a letter and a period.
    func isTurn(in bytes: [UInt8]) -> Bool {
        let head = bytes[words].prefix(Self.longestLabel)
        if head.count > 1, head[head.startIndex + 1] == UInt8(ascii: ".") { return true }
        guard let colon = head.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return head[..<colon].split(separator: UInt8(ascii: " ")).allSatisfy { word in
            ScalarClass.isUppercase(UTF8Bytes.scalar(in: bytes, at: word.startIndex).value)
        }
    }
}
