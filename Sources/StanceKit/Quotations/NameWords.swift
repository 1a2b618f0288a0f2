/// Words that are something else beside a name: a month or an auxiliary in "Theresa May", "Will Roe", a rank in "Sgt. 1st Class
/// Roe", letters after a name in "Ada Roe KC".
enum NameWords {
    private static let words = WordSet("jan march april may june august will")
    private static let functionWords: WordClass = [.time, .auxiliary, .abbreviation]
    private static let longestName = 4

    /// Takes the other classes from such words where they stand as a name, makes "1st Class" a title, and takes letters after
    /// names out: they are no words of the sentence.
    static func mark(_ tokens: inout [Token], _ bytes: [UInt8]) {
        var letters: [Int] = []
        for index in tokens.indices where tokens[index].isA(.capitalised) {
            let token = tokens[index]
            if isImperative(index, tokens, bytes) {
                // Like an adverb it leads up to a subject; its capital tells that a sentence begins.
                tokens[index].classes.formUnion(.adverb)
                continue
            }
            // "Ada A. Roe".
            if token.isA(.determiner), bytes[token.end - 1] == UInt8(ascii: "."), index > 0, index + 1 < tokens.count,
                tokens[index - 1].isNamePart, tokens[index + 1].isNamePart
            {
                tokens[index].classes.subtract(.determiner)
            }
            if tokens[index].isA(functionWords) {
                if words.contains(WordHash.of(bytes[token.start..<token.end])), isName(index, tokens) {
                    tokens[index].classes.subtract(functionWords)
                }
            } else if (2...longestLetters).contains(token.end - token.start),
                (0x41...0x5A).contains(bytes[token.start + 1]), index > 0, tokens[index - 1].isA(.capitalised),
                arePostNominal(index, after: letters.last == index - 1 ? index - 2 : index - 1, tokens, bytes)
            {
                letters.append(index)
            } else if bytes[token.start] == UInt8(ascii: "C"), index > 0, isGrade(index, tokens, bytes) {
                tokens[index].classes.formUnion(.title)
            }
            if token.isA([.title, .role]), index > 0, tokens[index - 1].isA(.capitalised),
                isSurname(index, tokens, bytes)
            {
                tokens[index].classes.subtract([.title, .role, .abbreviation])
            }
        }
        guard !letters.isEmpty else { return }
        var left = letters[...]
        tokens = tokens.indices.compactMap { index in
            guard index == left.first else { return tokens[index] }
            left.removeFirst()
            return nil
        }
    }

    /// "KC" in "Ada Roe KC". "MP" may as well stand for a person, as in "the Eastport West MP": a first name must begin the name.
    private static func arePostNominal(_ index: Int, after last: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Bool {
        let word = bytes[tokens[index].start..<tokens[index].end]
        // What ends a quotation or a paragraph is kept: it ends the text as well.
        guard index + 1 < tokens.count, ![.mark, .dash, .newline].contains(tokens[index + 1].kind), last > 0,
            tokens[last].isNamePart, !tokens[last].isA([.title, .role, .body]), tokens[last - 1].isNamePart
        else { return false }
        let hash = WordHash.of(word)
        if postNominals.contains(hash) { return true }
        guard members.contains(hash), last < 2 || !tokens[last - 2].isA(.determiner) else { return false }
        return FirstNames.gender(of: bytes[tokens[last - 1].start..<tokens[last].end]) != nil
    }

    /// "Take" in "Take Ada Roe, a nurse".
    private static func isImperative(_ index: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Bool {
        guard index + 2 < tokens.count, tokens[index + 1].isNamePart, tokens[index + 2].isNamePart,
            index == 0 || [.stop, .newline, .mark].contains(tokens[index - 1].kind)
        else { return false }
        return imperatives.contains(WordHash.of(bytes[tokens[index].start..<tokens[index].end]))
    }

    private static let imperatives = WordSet("take consider meet enter remember ask")

    private static let postNominals = WordSet("kc qc cbe mbe obe kbe dbe bem frcp frcs frs oam")
    private static let members = WordSet("mp mep msp")
    private static let longestLetters = 4

    private static let addresses = WordSet("mr mrs ms miss")
    private static let surnames = WordSet("bishop judge king pope prince sen")

    /// "Class" in "Petty Officer 2nd Class Roe".
    private static func isGrade(_ index: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Bool {
        let ordinal = bytes[tokens[index - 1].start..<tokens[index - 1].end]
        guard let first = ordinal.first, let last = ordinal.last, (0x31...0x33).contains(first), last > 0x39 else {
            return false
        }
        return bytes[tokens[index].start..<tokens[index].end].elementsEqual("Class".utf8)
    }

    /// "Bishop" in "Grace Bishop said", "Sen" in "Asha Sen", "Ms Sen".
    private static func isSurname(_ index: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Bool {
        guard tokens[index - 1].isNamePart, index + 1 == tokens.count || !tokens[index + 1].isNamePart else {
            return false
        }
        let name = bytes[tokens[index - 1].start..<tokens[index].end]
        // "Sen." has its period, and "the Virginia Governor" is no person's name.
        guard name.last != UInt8(ascii: "."), index < 2 || !tokens[index - 2].isA(.determiner) else { return false }
        if addresses.contains(WordHash.of(bytes[tokens[index - 1].start..<tokens[index - 1].end].filter { $0 != 0x2E }))
        {
            return surnames.contains(WordHash.of(bytes[tokens[index].start..<tokens[index].end]))
        }
        return FirstNames.gender(of: name) != nil && name.contains(where: { (0x61...0x7A).contains($0) })
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
