/// Which of "he" and "she" a text uses for somebody.
enum Gender {
    case male, female

    /// That of "he", "his", "she", "her", by the word's hash; nil for any other word.
    init?(pronoun: UInt64) { self.init(Self.pronouns, pronoun) }

    /// That of "Mr", "King", "Mrs", "Congresswoman", by the word's hash; nil for any other word.
    init?(title: UInt64) { self.init(Self.titles, title) }

    private init?(_ words: (male: WordSet, female: WordSet), _ hash: UInt64) {
        if words.male.contains(hash) {
            self = .male
        } else if words.female.contains(hash) {
            self = .female
        } else {
            return nil
        }
    }

    private static let pronouns = (
        male: WordSet("he his him he's he’s he'd he’d he'll he’ll"),
        female: WordSet("she her hers she's she’s she'd she’d she'll she’ll")
    )
    private static let titles = (
        male: WordSet(
            "mr sir lord king prince pope father brother congressman councilman assemblyman chairman spokesman actor husband"
                + " son herr monsieur man boy dad grandfather uncle nephew grandson businessman widower"),
        female: WordSet(
            "mrs ms miss lady dame madam queen princess mother sister congresswoman councilwoman assemblywoman chairwoman"
                + " spokeswoman actress wife daughter frau woman girl mum mom grandmother aunt niece granddaughter businesswoman widow"
        )
    )
}

/// The gender that a text shows of each person, by title or pronoun, or that a first name has. A name that the text shows
/// both of has none.
struct Genders {
    private var shown: [String: Set<Gender>] = [:]

    private static let longestName = 4

    init(_ article: Article, _ names: NameRegistry) {
        var surnames: [(gender: Gender, end: Int, mention: String)] = []
        for (index, token) in article.tokens.enumerated() where token.isA([.title, .role]) {
            guard let gender = Gender(title: article.hash(of: token)), let name = Self.bearer(of: index, in: article)
            else { continue }
            let mention = article.text(name)
            if mention.contains(" ") {
                show(gender, of: names.fullName(of: mention, before: name.upperBound) ?? mention)
            } else {
                surnames.append((gender, name.upperBound, mention))
            }
        }
        // "Lady Roe" is not Sir Peter Roe.
        for (gender, end, mention) in surnames {
            let full = names.fullName(of: mention, before: end) { self[$0] ?? gender == gender }
            show(gender, of: full ?? mention)
        }
    }

    mutating func show(_ gender: Gender, of name: String) { shown[name, default: []].insert(gender) }

    /// That of a full name, as far as it is known.
    subscript(name: String) -> Gender? {
        guard let genders = shown[name] else { return FirstNames.gender(of: name.utf8) }
        return genders.count == 1 ? genders.first : nil
    }

    /// The name after a title, in bytes: "Mr Roe", "her husband, Roe,".
    private static func bearer(of title: Int, in article: Article) -> Range<Int>? {
        let tokens = article.tokens
        var start = title + 1
        let isApposed = start < tokens.count && tokens[start].kind == .comma && !tokens[title].isA(.capitalised)
        if isApposed { start += 1 }
        while start < tokens.count, tokens[start].isA(.title), tokens[start].isNamePart { start += 1 }
        var end = start
        while end < tokens.count, end - start < longestName, tokens[end].isNamePart { end += 1 }
        if isApposed {
            guard end > start, end < tokens.count, [.comma, .stop].contains(tokens[end].kind) else { return nil }
        } else if end < tokens.count, tokens[end].isA(.possessive), tokens[end].isA(.capitalised) {
            end += 1
        }
        guard end > start else { return nil }
        return tokens[start].start..<NameRun.endWithoutPossessive(tokens[end - 1], in: article.bytes)
    }
}
