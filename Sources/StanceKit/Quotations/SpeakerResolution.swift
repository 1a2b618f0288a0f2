/// Finds the full name behind each mention of a speaker.
struct SpeakerResolution {
    private let article: Article
    /// In the order of their places.
    private let topics: [Topic]
    private let names: NameRegistry
    private let phrases: PhraseResolution

    /// How far back, in tokens, a pronoun's person or body is looked for.
    private static let reach = 300
    /// So near, in bytes, a pronoun is surely the topic's.
    private static let sameBreath = 250

    init(_ article: Article, _ topics: [Topic]) {
        self.article = article
        self.topics = topics
        names = NameRegistry(article)
        phrases = PhraseResolution(article, names)
    }

    /// One name a draft, nil without a speaker.
    func speakers(of drafts: [QuotationDraft]) -> [String?] {
        var last: String?
        var genders = Genders(article, topics, names)
        return drafts.map { draft in
            guard let speech = draft.speech else { return nil }
            let mention = article.text(speech.name)
            switch speech.kind {
            case .name:
                let name = names.fullName(of: mention, before: speech.name.lowerBound) ?? mention
                last = canBePerson(name) ? name : nil
                return name
            case .pronoun:
                return antecedent(of: speech.name, last, &genders) ?? mention
            case .phrase:
                return phrases.name(of: speech.name) ?? mention
            }
        }
    }

    // MARK: Pronouns

    /// Whom or what a pronoun stands for: the last topic before it that agrees with it.
    ///
    /// - Parameters:
    ///   - speaker: the last person quoted, who is meant where no topic is near.
    ///   - genders: takes up that of the person found.
    private func antecedent(of pronoun: Range<Int>, _ speaker: String?, _ genders: inout Genders) -> String? {
        let word = WordHash.of(article.bytes[pronoun])
        let near = topics(near: pronoun.lowerBound)
        if Self.impersonal.contains(word) { return near.lazy.compactMap { body($0, genders) }.first }
        guard let gender = Gender(pronoun: word) else { return nil }
        for topic in near {
            guard let name = person(topic, genders), genders[name] ?? gender == gender else { continue }
            if topic.name.lowerBound >= pronoun.lowerBound - Self.sameBreath { genders.show(gender, of: name) }
            return name
        }
        return speaker.flatMap { genders[$0] ?? gender == gender ? $0 : nil }
    }

    private static let impersonal = TurnLabels.hashes("it its")

    /// The topics before a place, the last one first.
    private func topics(near position: Int) -> some Sequence<Topic> {
        let floor = article.tokens[max(0, article.token(at: position) - Self.reach)].start
        return topics[..<topicCount(before: position)].reversed().prefix { $0.name.lowerBound >= floor }
    }

    private func person(_ topic: Topic, _ genders: Genders) -> String? {
        let mention = article.text(topic.name)
        switch topic.kind {
        case .pronoun: return nil
        case .phrase: return topic.speaks ? phrases.person(topic.name) : nil
        case .name:
            let full = names.fullName(of: mention, before: topic.name.upperBound)
            // Of one word alone, "Eastport was quiet", more must be known.
            guard topic.speaks || full != nil || mention.contains(" ") || genders[mention] != nil else { return nil }
            let name = full ?? mention
            return canBePerson(name) ? name : nil
        }
    }

    private func body(_ topic: Topic, _ genders: Genders) -> String? {
        guard topic.kind == .name else { return phrases.body(topic.name) }
        let mention = article.text(topic.name)
        let isKnown = names.fullName(of: mention, before: topic.name.upperBound) != nil || genders[mention] != nil
        return topic.speaks && !isKnown && !mention.contains(" ") ? mention : nil
    }

    private func topicCount(before position: Int) -> Int {
        var low = 0
        var high = topics.count
        while low < high {
            let middle = (low + high) / 2
            if topics[middle].name.lowerBound < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether "he" or "she" can be meant: not "NNA", not "NNA News". A transcript has whole names in capitals.
    private func canBePerson(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        if words.count > 1, let last = words.last, Self.organisations.contains(WordHash.of(last.utf8)) { return false }
        guard let first = words.first, first.unicodeScalars.count > 2 else { return true }
        return words.count > 1 && NameRegistry.isInCapitals(name) || !NameRegistry.isInCapitals(String(first))
    }

    /// What the names of organisations end in.
    private static let organisations = TurnLabels.hashes(
        "news times post herald tribune journal inc inc. corp corp. ltd co co. plc llc systems states nations")
}
