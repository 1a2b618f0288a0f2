/// Names that are also a month or an auxiliary: "Theresa May", "Will Roe".
enum NameWords {
    private static let words = WordSet("jan march april may june august will")
    private static let functionWords: WordClass = [.time, .auxiliary, .abbreviation]
    private static let longestName = 4

    /// Takes the other classes from such words where they stand as a name.
    static func mark(_ tokens: inout [Token], _ bytes: [UInt8]) {
        for index in tokens.indices where tokens[index].isA(.capitalised) && tokens[index].isA(functionWords) {
            let token = tokens[index]
            guard words.contains(WordHash.of(bytes[token.start..<token.end])), isName(index, tokens) else { continue }
            tokens[index].classes.subtract(functionWords)
        }
    }

    private static func isName(_ index: Int, _ tokens: [Token]) -> Bool {
        let next = index + 1 < tokens.count ? tokens[index + 1] : nil
        if next?.kind == .number { return false }
        let before = index > 0 ? tokens[index - 1] : nil
        let isFirst = before?.kind != .word
        // "Will Roe said", "May said".
        let verb = next?.isNamePart == true ? index + 2 : index + 1
        if isFirst, verb < tokens.count, tokens[verb].isA(.plain), tokens[verb].isA(.finiteCue) { return true }
        guard let before, !isFirst else { return false }
        // "Mrs May", "Prime Minister Theresa May".
        if before.isA(.capitalised), hasTitle(before: index, tokens) { return true }
        if before.isA(.capitalised) { return false }
        // "Said May", "engineer Will Roe".
        if before.isA([.finiteCue, .role]), next?.isNamePart == true { return true }
        return before.isA(.plain) && index > 1 && (tokens[index - 2].kind == .mark || tokens[index - 2].kind == .comma)
            && next?.kind != .word
    }

    private static func hasTitle(before index: Int, _ tokens: [Token]) -> Bool {
        var first = index - 1
        while first >= 0, index - first <= longestName, tokens[first].isNamePart {
            if tokens[first].isA(.title) { return true }
            first -= 1
        }
        return false
    }
}
