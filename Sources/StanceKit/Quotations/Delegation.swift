/// Members of American legislatures, who are called after party and state: Roe in "Sen. Ada Roe (D-Ohio)" is "the Ohio Democrat".
extension PhraseResolution {
    /// Whom "the Ohio Democrat" means: the last one with that party and state in brackets in the text before, else the last one whom
    /// it places there.
    func delegate(_ mention: Range<Int>) -> String? {
        let tokens = article.tokens
        let state = mention.dropFirst().dropLast()
        guard let last = mention.last, (1...2).contains(state.count),
            state.allSatisfy({ isState(tokens[$0]) }), let party = Self.letters[hash(tokens[last])]
        else { return nil }
        let words = state.map { article.text(tokens[$0].start..<tokens[$0].end).lowercased() }
        guard let abbreviations = Self.abbreviations[words.joined(separator: " ")] else { return nil }
        let before = before(mention).reversed().filter { tokens[$0].isA(.capitalised) }
        for index in before {
            if let name = bracketed(index, party, abbreviations) { return name }
        }
        for index in before {
            if let name = placed(index, party, words) { return name }
        }
        return nil
    }

    /// Whether a word can be one of a state's name.
    private func isState(_ token: Token) -> Bool {
        token.isA(.capitalised) && token.end - token.start <= Self.longestState
    }

    /// Roe in "Ada Roe (D-Ohio)", "Ada Roe, D-Ohio".
    private func bracketed(_ index: Int, _ party: UInt8, _ abbreviations: [String]) -> String? {
        let tokens = article.tokens
        let word = article.bytes[tokens[index].start..<tokens[index].end]
        guard index >= 2, tokens[index - 1].kind == .openBracket || tokens[index - 1].kind == .comma,
            tokens[index - 2].isNamePart, word.count <= Self.longestBracket, word.first == party,
            word.dropFirst().first == UInt8(ascii: "-")
        else { return nil }
        let letters = String(decoding: word.dropFirst(2), as: UTF8.self).lowercased().filter { $0 != "." }
        return abbreviations.contains(letters) ? fullName(endingAt: index - 2) : nil
    }

    /// Roe in "Ohio Sen. Ada Roe", "Ohio Democrat Ada Roe", "Sen. Ada Roe of Ohio".
    private func placed(_ index: Int, _ party: UInt8, _ state: [String]) -> String? {
        let tokens = article.tokens
        let next = index + state.count
        guard next < tokens.count,
            zip(index..<next, state).allSatisfy({ place, word in
                article.bytes[tokens[place].start..<tokens[place].end].elementsEqual(word.utf8) { $0 | 0x20 == $1 }
            })
        else { return nil }
        if index >= 2, hash(tokens[index - 1]) == Self.of, tokens[index - 2].isNamePart {
            var name = index - 2
            while name > 0, index - name < Self.longestPlacement, tokens[name - 1].isNamePart,
                !isMember(tokens[name - 1], party)
            {
                name -= 1
            }
            return name > 0 && isMember(tokens[name - 1], party) ? fullName(endingAt: index - 2) : nil
        }
        return isMember(tokens[next], party) ? person(from: next + 1) : nil
    }

    /// "Sen.", "Democrat", but not "Governor" or the other party.
    private func isMember(_ title: Token, _ party: UInt8) -> Bool {
        title.isA(.capitalised)
            && (Self.members.contains(hash(title)) || Self.letters[hash(title)] == party)
    }

    private func fullName(endingAt last: Int) -> String? {
        let token = article.tokens[last]
        return names.fullName(of: article.text(token.start..<token.end), before: token.end)
    }

    /// "Sen. Ada Roe of Ohio", in tokens.
    private static let longestPlacement = 6
    /// "Massachusetts", in bytes.
    private static let longestState = 13
    /// "D-W.Va.", in bytes.
    private static let longestBracket = 12
    private static let letters = [
        WordHash.of("democrat".utf8): UInt8(ascii: "D"), WordHash.of("republican".utf8): UInt8(ascii: "R"),
    ]
    private static let members = WordSet("sen senator rep representative congressman congresswoman")
    private static let of = WordHash.of("of".utf8)

    /// Each state's short forms, without points, those of newspapers and of the post; those that are not shortened are whole.
    private static let abbreviations = Dictionary(
        uniqueKeysWithValues: [
            "alabama: ala al", "alaska: alaska ak", "arizona: ariz az", "arkansas: ark ar", "california: calif ca",
            "colorado: colo co", "connecticut: conn ct", "delaware: del de", "florida: fla fl", "georgia: ga",
            "hawaii: hawaii hi", "idaho: idaho id", "illinois: ill il", "indiana: ind in", "iowa: iowa ia",
            "kansas: kan ks", "kentucky: ky", "louisiana: la", "maine: maine me", "maryland: md",
            "massachusetts: mass ma",
            "michigan: mich mi", "minnesota: minn mn", "mississippi: miss ms", "missouri: mo", "montana: mont mt",
            "nebraska: neb ne", "nevada: nev nv", "new hampshire: nh", "new jersey: nj", "new mexico: nm",
            "new york: ny", "north carolina: nc", "north dakota: nd", "ohio: ohio oh", "oklahoma: okla ok",
            "oregon: ore or", "pennsylvania: pa", "rhode island: ri", "south carolina: sc", "south dakota: sd",
            "tennessee: tenn tn", "texas: texas tx", "utah: utah ut", "vermont: vt", "virginia: va",
            "washington: wash wa", "west virginia: wva wv", "wisconsin: wis wi", "wyoming: wyo wy",
        ].map { line in
            let parts = line.split(separator: ":")
            return (String(parts[0]), parts[1].split(separator: " ").map(String.init))
        })
}
