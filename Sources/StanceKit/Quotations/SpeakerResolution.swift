/// Finds the full name behind each mention of a speaker.
struct SpeakerResolution {
    private let article: Article
    private let names: NameRegistry
    private let phrases: PhraseResolution
    private var topics: Topics
    private var genders: Genders
    /// Found when they are first asked for.
    private lazy var ages = Ages(article, names)
    /// The last person quoted.
    private var last: String?
    /// Names of one word that speak somewhere: "Roe said".
    private var speaking: Set<String> = []

    private static let aged = "-year-old"
    /// So near, in bytes, a pronoun is surely the topic's.
    private static let sameBreath = 250

    init(_ article: Article, _ topics: Topics) {
        self.article = article
        self.topics = topics
        names = NameRegistry(article)
        phrases = PhraseResolution(article, names)
        genders = Genders(article, names)
    }

    /// One name a draft, nil without a speaker.
    mutating func speakers(of drafts: [QuotationDraft]) -> [String?] {
        speaking = Set(
            drafts.compactMap { $0.speech }.filter { $0.kind == .name && $0.cue != nil }.map { article.text($0.name) })
        var speakers: [String?] = []
        for draft in drafts { speakers.append(draft.speech.map { speaker($0, of: draft) }) }
        return speakers
    }

    private mutating func speaker(_ speech: Speech, of draft: QuotationDraft) -> String {
        let mention = article.text(speech.name)
        switch speech.kind {
        case .name:
            let name = name(speech.name, mention)
            last = canBePerson(name) ? name : nil
            return name
        case .pronoun: return antecedent(of: speech.name, in: draft) ?? mention
        case .phrase:
            return phrases.name(of: speech.name) ?? author(of: speech.name) ?? aged(speech.name)
                ?? surname(speech.name, mention) ?? mention
        }
    }

    /// Roe in `Roe issued a statement. "…," the statement said`, `"…," it read`.
    private mutating func author(of message: Range<Int>) -> String? {
        let words = article.tokens(in: message)
        let isPronoun = words.count == 1
        guard let last = words.last, isPronoun || article.tokens[last].isA(.message),
            isPronoun || words.count == 2 && article.tokens[words.lowerBound].isA(.determiner)
        else { return nil }
        let paragraph = article.paragraph(at: message.lowerBound)
        let floor = max(article.paragraphs[max(0, paragraph - 1)].lowerBound, words.lowerBound - Self.messageReach)
        let introduced = (floor..<words.lowerBound).last { index in
            article.tokens[index].isA(.message)
                && (isPronoun || article.hash(of: article.tokens[index]) == article.hash(of: article.tokens[last]))
                && article.tokens[max(floor, index - 2)..<index].contains {
                    NameRegistry.indefinite.contains(article.hash(of: $0))
                }
        }
        // "A letter from Doe" is Doe's.
        guard let introduced, !PhraseResolution.authorship.contains(article.hash(of: article.tokens[introduced + 1]))
        else {
            return nil
        }
        let place = article.tokens[introduced].start
        guard let topic = topics.near(place).first, topic.kind == .name, !topic.isReported,
            topic.name.upperBound <= place, article.isInOneParagraph(topic.name.lowerBound, place)
        else { return nil }
        let verb = article.tokens[article.token(at: topic.name.upperBound)..<introduced]
        guard verb.contains(where: { Self.issuing.contains(article.hash(of: $0)) }),
            !verb.contains(where: { Self.negations.contains(article.hash(of: $0)) })
        else { return nil }
        let name = fullName(topic)
        return isKnown(name) ? name : nil
    }

    private static let messageReach = 60
    private static let negations = WordSet("not never didn't didn’t hasn't hasn’t")
    private static let issuing = WordSet(
        "issued issues released releases posted posts published publishes wrote writes signed penned")

    /// The full name, but not Ada Roe's for "Mr Roe", whose title goes with his name then.
    private func name(_ range: Range<Int>, _ mention: String) -> String {
        let title = article.token(at: range.lowerBound) - 1
        guard title >= 0, let gender = Gender(title: article.hash(of: article.tokens[title])),
            article.tokens[title].isA(.capitalised)
        else { return names.fullName(of: mention, before: range.lowerBound) ?? mention }
        let name = names.fullName(of: mention, before: range.lowerBound) { genders[$0] ?? gender == gender }
        if let name { return name }
        let hasNamesake = names.fullName(of: mention, before: range.lowerBound) != nil
        return hasNamesake ? article.text(article.tokens[title].start..<range.upperBound) : mention
    }

    /// Ada Driver for "Driver".
    private func surname(_ phrase: Range<Int>, _ mention: String) -> String? {
        article.tokens(in: phrase).count == 1 ? names.fullName(of: mention, before: phrase.lowerBound) : nil
    }

    /// Whom "the 29-year-old", "the 29-year-old nurse" means: the one who has that age in the text, else the last topic of whom it
    /// gives none.
    private mutating func aged(_ phrase: Range<Int>) -> String? {
        let words = article.tokens(in: phrase)
        guard words.count == 2 || words.count == 3 && article.tokens[words.lowerBound + 2].isA(.role),
            article.tokens[words.lowerBound].isA(.determiner),
            !NameRegistry.indefinite.contains(article.hash(of: article.tokens[words.lowerBound]))
        else { return nil }
        let token = article.tokens[words.lowerBound + 1]
        let word = article.bytes[token.start..<token.end]
        guard word.suffix(Self.aged.utf8.count).elementsEqual(Self.aged.utf8),
            let age = Int(String(decoding: word.dropLast(Self.aged.utf8.count), as: UTF8.self))
        else { return nil }
        if let name = ages.names[age] { return name }
        let topics = topics.near(phrase.lowerBound)
        for topic in topics {
            if let name = person(topic), !ages.known.contains(name) { return name }
        }
        return nil
    }

    // MARK: Pronouns

    /// Whom or what a pronoun stands for: the last topic before it that agrees with it, or the last person quoted where no
    /// topic is near.
    private mutating func antecedent(of pronoun: Range<Int>, in draft: QuotationDraft) -> String? {
        let word = WordHash.of(article.bytes[pronoun])
        let gender = Gender(pronoun: word)
        guard gender != nil || Self.impersonal.contains(word) else { return nil }
        let near = topics.near(pronoun.lowerBound)
        for topic in near {
            guard let gender = topic.gender else { continue }
            let name = fullName(topic)
            if genders[name] ?? gender == gender { genders.show(gender, of: name) }
        }
        guard let gender else {
            if let cue = draft.speech?.cue, Self.reading.contains(WordHash.of(article.bytes[cue])),
                let author = author(of: pronoun)
            {
                return author
            }
            for topic in near {
                if let body = body(topic) { return body }
            }
            return nil
        }
        let before = topics.sentenceBefore(pronoun.lowerBound)
        if let name = asked(before, gender, draft) ?? source(before, gender) { return name }
        let sentence = topics.sentenceStart(of: pronoun.lowerBound)
        let askers =
            before.filter { isAnswered($0, by: draft) }
            + near.filter { $0.asks && $0.name.lowerBound >= sentence }
        var others: Set<String> = []
        for asker in askers { others.insert(person(asker) ?? fullName(asker)) }
        return nearest(near, to: pronoun, gender, besides: others)
            ?? last.flatMap { !others.contains($0) && genders[$0] ?? gender == gender ? $0 : nil }
            ?? met(before, gender, draft)
            // Where nobody else is near, who asks goes on.
            ?? (others.isEmpty ? nil : nearest(near, to: pronoun, gender, besides: []))
    }

    /// The first of some topics that a pronoun agrees with, but for some people.
    private mutating func nearest(
        _ near: [Topic], to pronoun: Range<Int>, _ gender: Gender, besides others: Set<String>
    ) -> String? {
        for topic in near where !leadsUp(topic, to: pronoun) {
            guard let name = person(topic), !others.contains(name), self.gender(of: topic, name) ?? gender == gender
            else { continue }
            if topic.name.lowerBound >= pronoun.lowerBound - Self.sameBreath { genders.show(gender, of: name) }
            return name
        }
        return nil
    }

    /// Whether somebody else answers: Roe in `"Why?" Roe asked.` before another paragraph, the reporter in "A reporter asked why."
    /// before any words; who speaks before "she replied".
    private func isAnswered(_ topic: Topic, by draft: QuotationDraft) -> Bool {
        guard !topic.isObject, !isQuestion(draft), let speech = draft.speech else { return false }
        let isNew = !article.isInOneParagraph(topic.name.lowerBound, draft.segments[0].lowerBound)
        if topic.asks { return isNew || topic.kind == .phrase || hasCalling(topic) }
        guard isNew, topic.isQuoted, let cue = speech.cue else { return false }
        return Self.replying.contains(WordHash.of(article.bytes[cue]))
    }

    /// "The host, Ada Roe", "moderator Ada Roe".
    private func hasCalling(_ topic: Topic) -> Bool {
        let name = article.token(at: topic.name.lowerBound)
        return article.tokens[max(0, name - 3)..<name].contains { Self.askers.contains(article.hash(of: $0)) }
    }

    private static let askers = WordSet(
        "host anchor moderator reporter journalist interviewer correspondent prosecutor")
    private static let replying = WordSet("replied replies responded responds answered answers retorted countered")

    /// Whether only a comma stands between: in `Roe, he said, "is no fool"` somebody else speaks.
    private func leadsUp(_ topic: Topic, to pronoun: Range<Int>) -> Bool {
        let last = article.token(at: pronoun.lowerBound) - 1
        return last > 0 && article.tokens[last].kind == .comma && article.tokens[last - 1].end == topic.name.upperBound
    }

    private static let impersonal = WordSet("it its")

    /// A name's, or a phrase's by its last word: "a Norland man".
    private func gender(of topic: Topic, _ name: String) -> Gender? {
        guard topic.kind == .phrase, let last = article.tokens(in: topic.name).last else { return genders[name] }
        return genders[name] ?? Gender(title: article.hash(of: article.tokens[last]))
    }

    private func fullName(_ topic: Topic) -> String { name(topic.name, article.text(topic.name)) }

    /// Doe, who answers in `Roe asked Doe why he came. "…," he said`, unless the words ask on.
    private mutating func asked(_ before: [Topic], _ gender: Gender, _ draft: QuotationDraft) -> String? {
        guard let asked = before.last(where: \.isAsked), !isQuestion(draft) else { return nil }
        let name = fullName(asked)
        return canBePerson(name) && genders[name] ?? gender == gender ? name : nil
    }

    /// Doe in `That drew a rebuke from Mary Doe. "…," she said`, where nobody else is named.
    private mutating func source(_ before: [Topic], _ gender: Gender) -> String? {
        for topic in before where !topic.isObject {
            if person(topic) != nil { return nil }
        }
        let objects = before.filter(\.isObject)
        guard objects.count == 1, objects[0].isSource else { return nil }
        let name = fullName(objects[0])
        guard name.contains(" "), canBePerson(name), FirstNames.gender(of: article.bytes[objects[0].name]) != nil,
            genders[name] ?? gender == gender
        else { return nil }
        return name
    }

    /// Mrs Doe in `Mr Roe met Mrs Doe. "…," she said`, unless the words speak of her.
    private mutating func met(_ before: [Topic], _ gender: Gender, _ draft: QuotationDraft) -> String? {
        let isOther = before.contains { topic in
            guard !topic.isObject, let name = person(topic), let other = genders[name] else { return false }
            return other != gender
        }
        guard isOther else { return nil }
        for object in before where object.isObject {
            let name = fullName(object)
            guard genders[name] == gender else { continue }
            return canBePerson(name) && !speaks(draft, of: gender) ? name : nil
        }
        return nil
    }

    private func isQuestion(_ draft: QuotationDraft) -> Bool {
        if let cue = draft.speech?.cue, Self.asking.contains(WordHash.of(article.bytes[cue])) { return true }
        return draft.segments.last.map { article.bytes[$0.upperBound - 1] == UInt8(ascii: "?") } ?? false
    }

    /// Whether quoted words have a pronoun of a gender.
    private func speaks(_ draft: QuotationDraft, of gender: Gender) -> Bool {
        draft.segments.contains { segment in
            article.tokens(in: segment).contains { index in
                article.tokens[index].kind == .word
                    && Gender(pronoun: article.hash(of: article.tokens[index])) == gender
            }
        }
    }

    private static let asking = WordSet("ask asks asked asking")
    private static let reading = WordSet("read reads said says")

    private mutating func person(_ topic: Topic) -> String? {
        guard topic.kind == .name else { return topic.speaks ? phrases.person(topic.name) : nil }
        let name = fullName(topic)
        // Of one word alone, "Eastport was quiet", more must be known.
        return canBePerson(name) && (topic.speaks || isKnown(name)) ? name : nil
    }

    private mutating func body(_ topic: Topic) -> String? {
        guard topic.kind == .name else { return phrases.body(topic.name) }
        let name = fullName(topic)
        return topic.speaks && !isKnown(name) || !canBePerson(name) ? name : nil
    }

    private mutating func isKnown(_ name: String) -> Bool {
        name.contains(" ") || genders[name] != nil || ages.known.contains(name) || speaking.contains(name)
    }

    /// Whether "he" or "she" can be meant: not "NNA", not "NNA News". A transcript has whole names in capitals.
    private func canBePerson(_ name: String) -> Bool {
        guard let space = name.utf8.firstIndex(of: UInt8(ascii: " ")) else {
            if Self.places.contains(WordHash.of(name.utf8)), genders[name] == nil { return false }
            return name.unicodeScalars.count <= 2 || !NameRegistry.isInCapitals(name)
        }
        guard !Self.organisations.contains(WordHash.of(NameRegistry.lastWord(of: name))) else { return false }
        let first = name[..<space]
        return first.unicodeScalars.count <= 2 || NameRegistry.isInCapitals(name) || !NameRegistry.isInCapitals(first)
    }

    /// States, countries and firms of one word that are seldom a surname.
    static let places = WordSet(
        "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas"
            + " kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio"
            + " oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming afghanistan america argentina australia"
            + " austria belgium brazil britain canada china colombia cuba denmark egypt england europe france germany greece hungary"
            + " india indonesia iran iraq ireland italy japan kenya libya mexico nigeria norway pakistan poland"
            + " russia scotland spain sweden switzerland syria taiwan turkey ukraine venezuela vietnam yemen amazon facebook google"
            + " instagram microsoft reuters twitter youtube")

    /// What the names of organisations end in.
    private static let organisations = WordSet(
        "news times post herald tribune journal inc inc. corp corp. ltd co co. plc llc systems states nations")
}
