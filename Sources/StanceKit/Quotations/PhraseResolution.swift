/// Finds the name behind a phrase: the body in "the ministry", the person in "the sheriff".
struct PhraseResolution {
    let article: Article
    let names: NameRegistry

    /// How far back, in tokens, a name is looked for.
    private static let reach = 600
    private static let longestName = 200
    /// "The former chief executive".
    private static let longestOffice = 4

    init(_ article: Article, _ names: NameRegistry) {
        self.article = article
        self.names = names
    }

    /// The full name, nil where the text before names none.
    func name(of mention: Range<Int>) -> String? {
        let words = article.tokens(in: mention)
        if let author = author(of: words, end: mention.upperBound) { return author }
        return named(words) ?? holder(of: words)
    }

    /// Who speaks in "a statement from the ministry", "a letter by Ada Roe".
    private func author(of words: Range<Int>, end: Int) -> String? {
        let tokens = article.tokens
        let link = words.dropFirst().first {
            tokens[$0].isA(.preposition) && tokens[$0 - 1].isA(.message) && Self.authorship.contains(hash(tokens[$0]))
        }
        guard let start = link.map({ $0 + 1 }), start < words.upperBound,
            tokens[start].isNamePart || tokens[start].isA([.determiner, .role, .body])
        else { return nil }
        let author = tokens[start].start..<end
        let text = article.text(author)
        if tokens[start].isNamePart { return names.fullName(of: text, before: author.lowerBound) ?? text }
        return name(of: author) ?? text
    }

    /// The one whom "he" or "she" stands for after a phrase: a name, or the phrase of one person.
    func person(_ mention: Range<Int>) -> String? {
        let words = article.tokens(in: mention)
        if let holder = holder(of: words) { return holder }
        let head = words.first { article.tokens[$0].isA([.role, .preposition]) }
        // "The mother", "Ada Roe's mother".
        guard let head, article.tokens[head].isA(.role),
            article.tokens[words.lowerBound].isA(.determiner)
                || head > words.lowerBound && article.tokens[head - 1].isA(.possessive),
            !article.tokens[head].isA(.possessive),
            !Self.plurals.contains(hash(article.tokens[head])),
            article.bytes[article.tokens[head].end - 1] != UInt8(ascii: "s")
        else { return nil }
        return article.text(mention)
    }

    /// What "it" stands for after a phrase: a body's name, or the phrase.
    func body(_ mention: Range<Int>) -> String? {
        let words = article.tokens(in: mention)
        guard let last = words.last, article.tokens[last].isA(.body), !Self.plurals.contains(hash(article.tokens[last]))
        else { return nil }
        return named(words) ?? article.text(mention)
    }

    // MARK: Bodies

    /// "The ministry", "the diplomatic mission": the body of that kind that was named last.
    private func named(_ mention: Range<Int>) -> String? {
        let tokens = article.tokens
        guard mention.count >= 2, mention.count <= 3, let last = mention.last, tokens[last].isA(.body),
            mention.dropFirst().allSatisfy({ !tokens[$0].isA(.capitalised) && tokens[$0].kind == .word })
        else { return nil }
        var wanted = [hash(tokens[last])]
        if Self.missions.contains(wanted[0]), mention.count == 2 || hash(tokens[last - 1]) == Self.diplomatic {
            wanted = Self.missions
        }
        for index in before(mention).reversed()
        where tokens[index].isA(.capitalised) && tokens[index].isA(.body) && wanted.contains(hash(tokens[index])) {
            return fullBody(around: index)
        }
        return nil
    }

    private func fullBody(around head: Int) -> String? {
        let tokens = article.tokens
        var start = head
        while start > 0, tokens[start - 1].isNamePart, head - start < 8 { start -= 1 }
        if start > 0, tokens[start - 1].isA(.determiner) { start -= 1 }
        var end = head + 1
        while end < tokens.count, tokens[end].isNamePart, end - head < 8 { end += 1 }
        if end + 1 < tokens.count, tokens[end].isA(.preposition), Self.places.contains(hash(tokens[end])) {
            var next = end + 1
            while next < tokens.count, tokens[next].isA(.determiner) { next += 1 }
            let firstName = next
            while next < tokens.count, tokens[next].isNamePart, next - firstName < 6 { next += 1 }
            if next > firstName { end = next }
        }
        let range = tokens[start].start..<tokens[end - 1].end
        return range.count <= Self.longestName ? article.text(range) : nil
    }

    // MARK: Offices

    /// "The sheriff", "the fire chief": the person whom the text before last called so, as "Sheriff Ada Brook", "the fire
    /// chief, Ada Brook," or "Ada Brook, a sheriff from Eastport".
    private func holder(of mention: Range<Int>) -> String? {
        let tokens = article.tokens
        guard let first = mention.first, tokens[first].isA(.determiner),
            !Self.indefinite.contains(article.hash(of: tokens[first])), mention.count >= 2,
            mention.count <= Self.longestOffice + 1, let last = mention.last, !tokens[last].isA([.body, .message]),
            mention.dropFirst().allSatisfy({ tokens[$0].kind == .word && !tokens[$0].isA(.possessive) })
        else { return nil }
        let office = mention.dropFirst().map { Self.office(hash(tokens[$0])) }
        if let holder = holders(of: office, before: mention, most: 1).first { return holder }
        if let delegate = delegate(mention) { return delegate }
        guard let other = otherwise(office) else { return nil }
        // Of two prime ministers neither is "the PM".
        let holders = Set(holders(of: other, before: mention, most: Self.fewHolders))
        guard holders.count == 1, let holder = holders.first,
            agree(Gender(title: hash(tokens[last])), FirstNames.gender(of: Array(holder.utf8)))
        else { return nil }
        return holder
    }

    private func agree(_ first: Gender?, _ second: Gender?) -> Bool { first == nil || second == nil || first == second }

    /// An office in other words: "the PM" in full, "the Republican senator" and "the Ohio senator" without party and state.
    private func otherwise(_ office: [UInt64]) -> [UInt64]? {
        if office.count == 1 { return Self.spelt[office[0]] }
        let bare = Array(office.drop { Self.parties.contains($0) || SpeakerResolution.places.contains($0) })
        return bare.isEmpty || bare.count == office.count ? nil : bare
    }

    private static let parties = WordSet("republican democratic democrat gop conservative labour liberal")

    /// Those who are called so in the text before, the last one first.
    private func holders(of office: [UInt64], before mention: Range<Int>, most: Int) -> [String] {
        let tokens = article.tokens
        var holders: [String] = []
        for index in before(mention).reversed()
        where tokens[index].kind == .word && Self.office(hash(tokens[index])) == office.last {
            let start = index + 1 - office.count
            guard start >= 0, zip(start...index, office).allSatisfy({ Self.office(hash(tokens[$0])) == $1 }),
                start == 0 || !Self.other.contains(hash(tokens[start - 1]))
            else { continue }
            // Whom "in the paper, Roe" names writes no paper.
            let apposed = tokens[index].isA([.role, .title]) ? apposed(to: index) : nil
            guard let name = person(from: index + 1) ?? apposed ?? described(by: start) else { continue }
            holders.append(name)
            if holders.count == most { break }
        }
        return holders
    }

    private static let fewHolders = 8
    /// "A clerk", "another nurse": not the one who was named.
    private static let indefinite = WordSet(
        "a an another one some each any no two three four five six both many most several other")

    /// "Sheriff Ada Brook".
    func person(from start: Int) -> String? {
        let tokens = article.tokens
        var end = start
        while end < tokens.count, end - start < Self.longestOffice, tokens[end].isNamePart { end += 1 }
        if end < tokens.count, tokens[end].isA(.possessive), tokens[end].isA(.capitalised), end > start { end += 1 }
        guard end > start, !tokens[end - 1].isA([.title, .role, .body]) else { return nil }
        let last = tokens[end - 1]
        let range = last.start..<NameRun.endWithoutPossessive(last, in: article.bytes)
        guard range.count <= Self.longestName else { return nil }
        let name = article.text(range)
        let own = article.text(tokens[start].start..<range.upperBound)
        return names.fullName(of: name, before: last.end).map { $0.hasSuffix(" " + own) && end - start > 1 ? own : $0 }
            ?? (end - start == 1 && tokens[start - 1].isA(.capitalised) && tokens[start - 1].isA(.title) ? name : nil)
    }

    /// "The sheriff, Ada Brook,".
    private func apposed(to office: Int) -> String? {
        let tokens = article.tokens
        guard office + 2 < tokens.count, tokens[office + 1].kind == .comma, tokens[office + 2].isNamePart else {
            return nil
        }
        return person(from: office + 2)
    }

    /// "Ada Brook, a sheriff from Eastport".
    private func described(by office: Int) -> String? {
        let tokens = article.tokens
        var index = office - 1
        while index > 0, office - index < 6, tokens[index].kind == .word { index -= 1 }
        // "Ada Brook, 42, a sheriff".
        if index > 2, tokens[index - 1].kind == .number, tokens[index - 2].kind == .comma { index -= 2 }
        guard index > 0, tokens[index].kind == .comma, tokens[index - 1].isNamePart else { return nil }
        let last = tokens[index - 1]
        guard last.end - last.start <= Self.longestName else { return nil }
        return names.fullName(of: article.text(last.start..<last.end), before: last.end)
    }

    // MARK: Words

    /// The tokens before a mention in which its name is looked for.
    func before(_ mention: Range<Int>) -> Range<Int> {
        max(0, mention.lowerBound - Self.reach)..<mention.lowerBound
    }

    func hash(_ token: Token) -> UInt64 {
        guard token.isA(.possessive) else { return article.hash(of: token) }
        return WordHash.of(article.bytes[token.start..<NameRun.endWithoutPossessive(token, in: article.bytes)])
    }

    /// A title in full: "Gov." is "governor".
    private static func office(_ word: UInt64) -> UInt64 { inFull[word] ?? word }

    private static let inFull = Dictionary(
        uniqueKeysWithValues: [
            "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "capt": "captain",
            "sgt": "sergeant", "lt": "lieutenant", "col": "colonel", "prof": "professor", "det": "detective",
            "insp": "inspector", "supt": "superintendent", "cmdr": "commander", "dr": "doctor", "rev": "reverend",
        ].map { (WordHash.of($0.utf8), WordHash.of($1.utf8)) })
    /// "The PM", "the CEO".
    private static let spelt = Dictionary(
        uniqueKeysWithValues: [
            ("pm", "prime minister"), ("premier", "prime minister"), ("ceo", "chief executive"),
            ("congressman", "representative"), ("congresswoman", "representative"), ("ag", "attorney general"),
            ("da", "district attorney"), ("vp", "vice president"),
        ].map { (WordHash.of($0.0.utf8), $0.1.split(separator: " ").map { WordHash.of($0.utf8) }) })
    /// Before an office they make it another one.
    private static let other = WordSet("vice deputy assistant former ex")
    private static let missions = ["mission", "embassy", "consulate"].map { WordHash.of($0.utf8) }
    private static let diplomatic = WordHash.of("diplomatic".utf8)
    private static let places = WordSet("of in for")
    static let authorship = WordSet("from by")
    /// Offices and bodies of many.
    private static let plurals = WordSet("police people men women media press authorities newspapers")
}

extension Article {
    /// The index of the first token that starts at or after a byte.
    func token(at position: Int) -> Int {
        tokens.partitioningIndex { $0.start >= position }
    }

    /// The index of the paragraph that a byte lies in or before.
    func paragraph(at position: Int) -> Int {
        paragraphs.partitioningIndex { tokens[$0.upperBound - 1].end > position }
    }

    /// Whether two bytes lie in one paragraph.
    func isInOneParagraph(_ first: Int, _ second: Int) -> Bool {
        paragraph(at: first) == paragraph(at: second)
    }

    /// The tokens that start in a range of bytes.
    func tokens(in bytes: Range<Int>) -> Range<Int> { token(at: bytes.lowerBound)..<token(at: bytes.upperBound) }
}
