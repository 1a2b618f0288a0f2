/// The full names of an article, by their words.
struct NameRegistry {
    struct Entry {
        var text: String
        /// Without "Jr.".
        var stem: String
        /// Where the name first stands.
        var start: Int
        /// Whether it stands behind "his wife,": somebody else of that surname is spoken of.
        var isKin = false
    }

    private var entries: [UInt64: [Entry]] = [:]
    /// The people among them, by each word but the last.
    private var inner: [UInt64: [Entry]] = [:]

    /// So many people of one surname are kept; more make it ambiguous anyway.
    private static let mostNamesakes = 6
    private static let longestName = 200

    init(_ article: Article) {
        let tokens = article.tokens
        var index = 0
        while index < tokens.count {
            guard tokens[index].isNamePart else {
                index += 1
                continue
            }
            var end = index + 1
            while end < tokens.count, tokens[end].kind == .word || tokens[end].kind == .mark, end - index < 8 {
                if tokens[end].isNamePart {
                    end += 1
                } else if let nickname = Self.nicknameEnd(end, article) {
                    end = nickname
                } else if Self.isPossessiveName(tokens[end]) {
                    end += 1
                    break
                } else if tokens[end].isA(.particle), end + 1 < tokens.count, tokens[end + 1].isNamePart {
                    end += 2
                } else if tokens[end].isA(.particle), end + 2 < tokens.count, tokens[end + 1].isA(.particle),
                    tokens[end + 2].isNamePart
                {
                    end += 3
                } else {
                    break
                }
            }
            add(index..<end, article)
            index = end
        }
    }

    /// Past the nickname in `Ada "The Dam" Roe`, which starts at a mark.
    private static func nicknameEnd(_ mark: Int, _ article: Article) -> Int? {
        let tokens = article.tokens
        guard tokens[mark].kind == .mark, article.hasSpace(before: mark), mark + 1 < tokens.count,
            !article.hasSpace(before: mark + 1)
        else { return nil }
        let reach = tokens[mark + 1..<min(mark + 4, tokens.count)]
        guard let close = reach.firstIndex(where: { $0.kind == .mark }), close > mark + 1, close + 1 < tokens.count,
            tokens[close].end - tokens[mark].start <= longestNickname, tokens[close + 1].isNamePart
        else { return nil }
        return close + 1
    }

    private static let longestNickname = 30

    private static func isPossessiveName(_ token: Token) -> Bool {
        token.classes.contains([.capitalised, .possessive])
            && !token.isA([.pronoun, .determiner, .adverb, .time, .conjunction, .preposition])
    }

    private mutating func add(_ run: Range<Int>, _ article: Article) {
        let tokens = article.tokens
        guard run.count > 1, !tokens[run.upperBound - 1].isA([.title, .body, .role, .message]) else { return }
        let title = run.last { tokens[$0].isA([.title, .role]) }
        var start = title.map { $0 + 1 } ?? run.lowerBound
        // "Ambassador to Tokyo Jane Roe", "Speaker of the House Jane Roe": the place goes with the title.
        var before = run.lowerBound - 1
        if before > 1, tokens[before].isA(.determiner) { before -= 1 }
        if title == nil, before > 0, run.count > 2, tokens[before].isA(.preposition), tokens[before - 1].isA(.title) {
            start += 1
        }
        // "Said Ada Roe:".
        if start == run.lowerBound, tokens[start].isA(.invertible), tokens[start].isA(.finiteCue) { start += 1 }
        let words = (start..<run.upperBound).filter { tokens[$0].kind == .word }
        guard words.count > 1 else { return }
        let isSuffixed = words.count > 2 && Self.suffixes.contains(article.hash(of: tokens[run.upperBound - 1]))
        guard words.count < (isSuffixed ? 6 : 5) else { return }
        let last = tokens[isSuffixed ? words[words.count - 2] : run.upperBound - 1]
        let end = NameRun.endWithoutPossessive(last, in: article.bytes)
        guard last.start < end, end - tokens[start].start <= Self.longestName else { return }
        let key = Self.key(article.bytes[last.start..<end])
        guard entries[key, default: []].count < Self.mostNamesakes else { return }
        let stem = article.text(tokens[start].start..<end)
        let text = isSuffixed ? article.text(tokens[start].start..<tokens[run.upperBound - 1].end) : stem
        let isKin =
            run.lowerBound > 1 && tokens[run.lowerBound - 1].kind == .comma
            && Self.kin.contains(article.hash(of: tokens[run.lowerBound - 2]))
        let entry = Entry(text: text, stem: stem, start: tokens[start].start, isKin: isKin)
        entries[key, default: []].addOnce(entry)
        guard title != nil || isPerson(start..<run.upperBound, article) else { return }
        for word in words.dropLast(isSuffixed ? 2 : 1) {
            let key = Self.key(article.bytes[tokens[word].start..<tokens[word].end])
            if inner[key, default: []].count < Self.mostNamesakes { inner[key, default: []].addOnce(entry) }
        }
    }

    /// Whether an office stands before a name, or an age, a description or a verb of saying after it.
    private func isPerson(_ name: Range<Int>, _ article: Article) -> Bool {
        let tokens = article.tokens
        if name.lowerBound > 0, tokens[name.lowerBound - 1].isA([.role, .title]) { return true }
        let next = name.upperBound
        if FirstNames.gender(of: article.bytes[tokens[name.lowerBound].start..<tokens[next - 1].end]) != nil {
            return true
        }
        guard next + 2 < tokens.count else { return false }
        guard tokens[next].kind == .comma else { return tokens[next].isA(.finiteCue) }
        return tokens[next + 1].kind == .number || tokens[next + 1].isA([.relative, .role])
            || Self.indefinite.contains(article.hash(of: tokens[next + 1]))
            || tokens[next + 1].isA(.determiner)
                && tokens[next + 2..<min(next + 5, tokens.count)].contains { $0.isA([.role, .title]) }
    }

    private static let suffixes = WordSet("jr sr ii iii iv")
    static let indefinite = WordSet("a an")
    private static let kin = WordSet("wife husband son daughter father mother brother sister widow widower")

    /// The one full name that ends in `name`, of those before `position` if there are any.
    ///
    /// - Parameter isPossible: whether a full name can be meant.
    func fullName(
        of name: String, before position: Int, where isPossible: (_ fullName: String) -> Bool = { _ in true }
    ) -> String? {
        let suffix = " " + name
        let namesakes = entries[Self.key(Self.lastWord(of: name))] ?? []
        if name.unicodeScalars.count > 2, Self.isInCapitals(name) {
            // A transcript's label: "BROOK", "ADA BROOK".
            let spelt = namesakes.filter {
                !Self.isInCapitals($0.text) && (" " + $0.text).uppercased().hasSuffix(suffix) && isPossible($0.text)
            }
            if let name = one(of: spelt, before: position) { return name }
        }
        let full = namesakes.filter { $0.stem.hasSuffix(suffix) || $0.stem == name && $0.text != name }
        guard full.isEmpty else { return one(of: full.filter { isPossible($0.text) }, before: position) }
        // "De Vries said": a sentence's first letter.
        if let lowered = Self.withLowercaseParticle(name) {
            return fullName(of: lowered, before: position, where: isPossible)
        }
        return person(called: name, before: position).flatMap { isPossible($0) ? $0 : nil }
    }

    /// "de Vries" for "De Vries"; nil for a name that no particle begins.
    private static func withLowercaseParticle(_ name: String) -> String? {
        guard let space = name.utf8.firstIndex(of: 0x20),
            name.unicodeScalars.first.map({ ScalarClass.isUppercase($0.value) }) == true,
            Lexicon.shared.classes(of: WordHash.of(name[..<space].utf8)).contains(.particle)
        else { return nil }
        return name.prefix(1).lowercased() + name.dropFirst()
    }

    /// "Park" for Park Ji-won, "Salas" for Rodrigo Salas Montero, "Lucy" for Lucy Briggs: the only one called so.
    private func person(called word: String, before position: Int) -> String? {
        guard !word.contains(" "), let all = inner[Self.key(word.utf8)], all[0].start < position,
            all.allSatisfy({ $0.stem == all[0].stem }), " \(all[0].stem)".contains(" \(word) ")
        else { return nil }
        return all[0].text
    }

    /// A name's last word.
    static func lastWord(of name: String) -> Substring.UTF8View {
        let start = name.utf8.lastIndex(of: 0x20).map { name.utf8.index(after: $0) } ?? name.startIndex
        return name.utf8[start...]
    }

    /// One key for a word in whatever case.
    private static func key(_ word: some Collection<UInt8>) -> UInt64 {
        let isASCII = word.allSatisfy { $0 < 0x80 }
        return isASCII ? WordHash.of(word) : WordHash.of(String(decoding: word, as: UTF8.self).uppercased().utf8)
    }

    /// Whether a name has capital letters and no small ones. Scripts without case are not in capitals.
    static func isInCapitals(_ name: some StringProtocol) -> Bool {
        let scalars = name.unicodeScalars
        return scalars.contains { ScalarClass.isUppercase($0.value) }
            && !scalars.contains { ScalarClass.isLowercase($0.value) }
    }

    private func one(of all: [Entry], before position: Int) -> String? {
        let before = all.filter { $0.start < position }
        // "Roe" before "his wife, Ada Roe" is Ada's husband, and so he is behind it if he has a full name.
        let others = (before.isEmpty ? all : before).filter { !$0.isKin }
        let candidates = others.isEmpty ? before : others
        guard let first = candidates.first else { return nil }
        // "Jane Roe" and "Jane Q. Roe" are one person.
        let isOne = candidates.allSatisfy {
            $0.text.prefix(while: { $0 != " " }) == first.text.prefix(while: { $0 != " " })
        }
        return isOne ? first.text : nil
    }
}

extension [NameRegistry.Entry] {
    fileprivate mutating func addOnce(_ entry: NameRegistry.Entry) {
        if !contains(where: { $0.text == entry.text }) { append(entry) }
    }
}
