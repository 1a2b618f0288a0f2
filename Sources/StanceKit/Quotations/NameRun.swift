/// Capitalised words in a row, and which of them are the name.
struct NameRun {
    private let items: [Frame.Item]
    private let run: Range<Int>

    init(_ items: [Frame.Item], _ run: Range<Int>) {
        self.items = items
        self.run = run
    }

    /// A body's name keeps its article, a person's name loses the titles before it.
    func mention(withDeterminerAfter floor: Int) -> Mention {
        let last = items[run.upperBound - 1]
        let isPhrase = last.isA([.title, .body, .role])
        var start = run.lowerBound
        if isPhrase {
            if start > floor, items[start - 1].isA(.determiner) { start -= 1 }
        } else if let title = run.dropLast().last(where: { items[$0].isA([.title, .role]) }) {
            start = title + 1
        } else if start > floor, items[start - 1].isA(.determiner) {
            start -= 1
            return Mention(range: bytes(start), kind: .phrase, items: start..<run.upperBound)
        }
        return Mention(range: bytes(start), kind: isPhrase ? .phrase : .name, items: start..<run.upperBound)
    }

    private func bytes(_ start: Int) -> Range<Int> {
        items[start].token.start..<items[run.upperBound - 1].token.end
    }

    /// Where a word ends without its 's.
    static func endWithoutPossessive(_ token: Token, in bytes: [UInt8]) -> Int {
        guard token.isA(.possessive) else { return token.end }
        let apostrophe = bytes[token.start..<token.end].lastIndex { $0 == UInt8(ascii: "'") || $0 == 0xE2 }
        return apostrophe ?? token.end
    }
}
