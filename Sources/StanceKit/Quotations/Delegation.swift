/// Members of American legislatures, who are called after party and state: Roe in "Sen. Ada Roe (D-Ohio)" is "the Ohio Democrat".
extension PhraseResolution {
    /// Whom "the Ohio Democrat" means: the last one whom the text before places there.
    func delegate(_ mention: Range<Int>) -> String? {
        let tokens = article.tokens
        let state = mention.dropFirst().dropLast()
        guard let last = mention.last, (1...2).contains(state.count),
            state.allSatisfy({ tokens[$0].isA(.capitalised) }),
            let party = Self.letters[hash(tokens[last])]
        else { return nil }
        let words = state.map { article.bytes[tokens[$0].start..<tokens[$0].end].map { $0 | 0x20 } }
        for index in before(mention).reversed() where tokens[index].isA(.capitalised) {
            if let name = bracketed(index, party, words) ?? placed(index, words) { return name }
        }
        return nil
    }

    /// Roe in "Ada Roe (D-Ohio)", "Ada Roe, D-Ohio".
    private func bracketed(_ index: Int, _ party: UInt8, _ state: [[UInt8]]) -> String? {
        let tokens = article.tokens
        let word = article.bytes[tokens[index].start..<tokens[index].end]
        guard index >= 2, tokens[index - 1].kind == .openBracket || tokens[index - 1].kind == .comma,
            tokens[index - 2].isNamePart, word.first == party, word.dropFirst().first == UInt8(ascii: "-"),
            abbreviates(word.dropFirst(2), state)
        else { return nil }
        return fullName(endingAt: index - 2)
    }

    /// Roe in "Ohio Sen. Ada Roe", "Ohio Democrat Ada Roe", "Ada Roe of Ohio".
    private func placed(_ index: Int, _ state: [[UInt8]]) -> String? {
        let tokens = article.tokens
        let next = index + state.count
        guard next < tokens.count,
            zip(index..<next, state).allSatisfy({ place, word in
                article.bytes[tokens[place].start..<tokens[place].end].elementsEqual(word) { $0 | 0x20 == $1 }
            })
        else { return nil }
        if index >= 2, hash(tokens[index - 1]) == Self.of, tokens[index - 2].isNamePart {
            return fullName(endingAt: index - 2)
        }
        var start = next
        while start < tokens.count, start - next < 2, tokens[start].isA(.title), tokens[start].isA(.capitalised) {
            start += 1
        }
        return start > next ? person(from: start) : nil
    }

    private func fullName(endingAt last: Int) -> String? {
        let token = article.tokens[last]
        return names.fullName(of: article.text(token.start..<token.end), before: token.end)
    }

    /// "Calif." for California, "Pa." for Pennsylvania, "N.Y." for New York.
    private func abbreviates(_ word: ArraySlice<UInt8>, _ state: [[UInt8]]) -> Bool {
        var letters = word.filter { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }.map {
            $0 | 0x20
        }[...]
        guard letters.count > 1, letters.first == state[0].first else { return false }
        if state.count > 1 {
            return letters.elementsEqual(state.map { $0[0] }) || letters.elementsEqual(state.joined())
        }
        for letter in state[0] where letter == letters.first { letters.removeFirst() }
        return letters.isEmpty
    }

    private static let letters = [
        WordHash.of("democrat".utf8): UInt8(ascii: "D"), WordHash.of("republican".utf8): UInt8(ascii: "R"),
    ]
    private static let of = WordHash.of("of".utf8)
}
