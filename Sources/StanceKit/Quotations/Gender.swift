/// Which of "he" and "she" a text uses for somebody.
enum Gender {
    case male, female

    /// That of "he", "his", "she", "her", by the word's hash; nil for any other word.
    init?(pronoun: UInt64) { self.init(Self.pronouns, pronoun) }

    /// That of "Mr", "King", "Mrs", "Congresswoman", by the word's hash; nil for any other word.
    init?(title: UInt64) { self.init(Self.titles, title) }

    private init?(_ words: (male: Set<UInt64>, female: Set<UInt64>), _ hash: UInt64) {
        if words.male.contains(hash) {
            self = .male
        } else if words.female.contains(hash) {
            self = .female
        } else {
            return nil
        }
    }

    private static let pronouns = (male: TurnLabels.hashes("he his him"), female: TurnLabels.hashes("she her hers"))
    private static let titles = (
        male: TurnLabels.hashes(
            "mr sir lord king prince pope father brother congressman councilman assemblyman chairman spokesman actor husband"
                + " son herr monsieur"),
        female: TurnLabels.hashes(
            "mrs ms miss lady dame madam queen princess mother sister congresswoman councilwoman assemblywoman chairwoman"
                + " spokeswoman actress wife daughter frau")
    )
}

/// The gender that a text shows of each person, by title or pronoun, or that a first name has. A name that the text shows
/// both of has none.
struct Genders {
    private var shown: [String: Set<Gender>] = [:]

    private static let longestName = 4

    init(_ article: Article, _ names: NameRegistry) {
        for (index, token) in article.tokens.enumerated() where token.isA([.title, .role]) {
            guard let gender = Gender(title: article.hash(of: token)), let name = Self.bearer(of: index, in: article)
            else { continue }
            let mention = article.text(name)
            show(gender, of: names.fullName(of: mention, before: name.upperBound) ?? mention)
        }
    }

    mutating func show(_ gender: Gender, of name: String) { shown[name, default: []].insert(gender) }

    /// That of a full name, as far as it is known.
    subscript(name: String) -> Gender? {
        guard let genders = shown[name] else { return FirstNames.gender(of: name) }
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
            guard end > start, end < tokens.count, tokens[end].kind == .comma else { return nil }
        } else if end < tokens.count, tokens[end].isA(.possessive), tokens[end].isA(.capitalised) {
            end += 1
        }
        guard end > start else { return nil }
        return tokens[start].start..<NameRun.endWithoutPossessive(tokens[end - 1], in: article.bytes)
    }
}

/// Common first names that only one of "he" and "she" goes with.
enum FirstNames {
    /// By the first word of a name of several.
    static func gender(of name: String) -> Gender? {
        let words = name.utf8.split(separator: 0x20, maxSplits: 1)
        guard words.count == 2, let first = words.first else { return nil }
        let hash = WordHash.of(first)
        return male.contains(hash) ? .male : female.contains(hash) ? .female : nil
    }

    private static let male = TurnLabels.hashes(
        "adam ahmed alan albert alexander ali andrew andrei anthony antonio arthur barry ben benjamin bernie bill bob brad"
            + " brandon brian bruce carl carlos charles chuck craig daniel dave david dennis dmitry donald doug eduardo edward"
            + " emmanuel eric ethan francisco frank fred gary george giovanni greg harold harry hassan henry hugh ian ibrahim"
            + " ivan jack jacob james jason jeff jeffrey jeremy jim joe john jonathan jorge jose joseph josh joshua juan justin"
            + " karl keith kenneth kevin khalid kyle larry lawrence luis luke marco mark martin matt matthew mehmet michael"
            + " miguel mike mohamed mohammed muhammad mustafa nathan neil nicholas nick nigel oliver omar patrick paul pedro"
            + " peter phil philip rajesh raymond richard rick robert roger ron ronald ryan samuel scott sean sergei simon"
            + " stephen steve steven stuart ted thomas tim timothy tom tommy tony victor vladimir walter wayne william yusuf"
    )
    private static let female = TurnLabels.hashes(
        "abigail ada aisha alexandra alice amanda amy ana andrea angela anita ann anna anne annie barbara beth betty brenda"
            + " camilla carla carmen carol caroline carolyn catherine charlotte cheryl christina christine cindy claire"
            + " claudia cynthia deborah debbie denise diana diane donna dorothy elena elizabeth ella ellen emily emma esther"
            + " eva fatima fiona gloria grace hannah heather helen hillary irene isabel jacqueline jane janet janice jennifer"
            + " jenny jessica joan joanna joyce judith judy julia julie karen kate katherine kathleen kathryn katie laura lauren"
            + " linda lisa liz louise lucy margaret maria marie marina martha mary megan melissa michelle monica nancy natalie"
            + " natasha nicole nina olga olivia pamela patricia paula priya rachel rebecca rosa rose ruth samantha sandra sara"
            + " sarah sharon sheila shirley sofia sophia sophie stephanie susan svetlana sylvia tatiana teresa theresa tracy"
            + " ursula valerie vanessa veronica victoria virginia wendy yvonne")
}
