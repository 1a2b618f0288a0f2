/// A mention that a later pronoun can stand for: the subject of a sentence, or one who speaks in it.
struct Topic {
    /// In bytes.
    var name: Range<Int>
    var kind: Mention.Kind
    /// Whether the sentence shows that this can speak: a verb of saying, an office or a trade.
    var speaks: Bool
    /// Of the pronoun that the name goes on with: "Roe said she".
    var gender: Gender?
    /// Whether somebody else tells of it: Doe in "Roe said that Doe".
    var isReported = false
    /// Whether it is a name that is no subject: Doe in "Roe met Mrs Doe".
    var isObject = false
    /// Whether it is asked a question, and so answers: Doe in "Roe asked Doe why".
    var isAsked = false
    /// Whether it asks one, and others answer: Roe there, and in `"Why?" Roe asked`.
    var asks = false
    /// Whether it speaks quoted words in its sentence.
    var isQuoted = false
    /// Whether something comes from it: Doe in "That drew a rebuke from Doe", "It was led by Doe".
    var isSource = false
}

/// Finds the topics of a frame.
struct TopicFinder {
    private let frame: Frame
    private let reader: MentionReader
    private let attributions: [[Attribution]]

    /// - Parameter attributions: those of each sentence.
    init(_ frame: Frame, _ attributions: [[Attribution]]) {
        self.frame = frame
        self.attributions = attributions
        reader = MentionReader(frame)
    }

    /// In the order of their places.
    func topics() -> [Topic] {
        var topics: [Topic] = []
        /// The speaker named last, if alone.
        var speaker: Int?
        for index in frame.sentences.indices {
            let found = self.topics(ofSentence: index)
            let first = found.firstIndex { !$0.isObject }
            // `"…," said Roe. "…," she added.`
            if first == nil, let speaker, frame.items[frame.sentences[index].lowerBound].isSpan, quotes(index - 1),
                let pronoun = attributions[index].first, pronoun.isExplicit
            {
                topics[speaker].gender = Gender(pronoun: WordHash.of(frame.article.bytes[pronoun.mention.range]))
            }
            if let first {
                let isAlone = !found[(first + 1)...].contains { !$0.isObject }
                speaker = isAlone && found[first].kind == .name && found[first].speaks ? topics.count + first : nil
            }
            topics += found
        }
        return topics
    }

    private func quotes(_ sentence: Int) -> Bool { frame.items[frame.sentences[sentence]].contains { $0.isSpan } }

    private func topics(ofSentence index: Int) -> [Topic] {
        let sentence = frame.sentences[index]
        // Looked for once, since a sentence may be as long as the article.
        let words = frame.items[sentence].firstIndex { $0.isSpan } ?? sentence.upperBound
        let pronoun = frame.items[sentence].firstIndex(where: isPersonal) ?? sentence.upperBound
        var mentions = attributions[index]
            .filter {
                $0.isExplicit && $0.mention.kind != .pronoun && $0.addressee == nil
                    && !isApposed($0.mention, in: sentence)
            }
            .map {
                (
                    mention: $0.mention, speaks: frame.items[$0.cue.lowerBound].isA([.finiteCue, .gerundCue]),
                    asks: isQuestion($0, in: sentence, firstWords: words)
                )
            }
        for mention in subjects(of: sentence)
        where !mentions.contains(where: { $0.mention.items.overlaps(mention.items) }) {
            mentions.append((mention, hasOffice(mention, in: sentence), false))
        }
        let concerned = concerned(of: sentence)
        // "Roe said she": what a paragraph starts with is told of nobody else.
        let gender = index == 0 ? attributions[index].first.flatMap(genderSaid) : nil
        let subjects = mentions.map { found in
            Topic(
                name: found.mention.name, kind: found.mention.kind, speaks: found.speaks,
                gender: (found.mention == attributions[index].first?.mention ? gender : nil)
                    ?? (found.mention == concerned?.mention ? concerned?.gender : nil)
                        ?? reader.genderMoving(found.mention, in: sentence),
                isReported: isReported(found.mention, inSentence: index), asks: found.asks,
                isQuoted: found.speaks && words < sentence.upperBound)
        }
        let others = objects(of: sentence, besides: mentions.map(\.mention)).map { object in
            Topic(
                name: object.name, kind: .name, speaks: false, isObject: true, isAsked: isAsked(object, in: sentence),
                isSource: isSource(object, in: sentence, firstPronoun: pronoun))
        }
        return (subjects + others).sorted { $0.name.lowerBound < $1.name.lowerBound }
    }

    /// The names in a sentence that are not those of its subjects, and not before a noun: "the Roe campaign".
    private func objects(of sentence: Range<Int>, besides subjects: [Mention]) -> [Mention] {
        var objects: [Mention] = []
        var left = subjects.map(\.items).sorted { $0.lowerBound < $1.lowerBound }[...]
        /// Where the subjects end that start before the name's end.
        var covered = sentence.lowerBound
        var start = frame.datelineEnd(of: sentence)
        while start < sentence.upperBound {
            guard frame.items[start].isNamePart else {
                start += 1
                continue
            }
            var end = start + 1
            while end < sentence.upperBound, frame.items[end].isNamePart { end += 1 }
            while let subject = left.first, subject.lowerBound < end {
                covered = max(covered, subject.upperBound)
                left.removeFirst()
            }
            let name = NameRun(frame.items, start..<end).mention(withDeterminerAfter: start)
            let isAttribute =
                end < sentence.upperBound && frame.items[end].isWord && frame.items[end].token.isCommonWord
            if name.kind == .name, !isAttribute, covered <= start { objects.append(name) }
            start = end
        }
        return objects
    }

    /// Doe in "Roe asked Doe why", but not in "Roe asked Doe to come".
    private func isAsked(_ object: Mention, in sentence: Range<Int>) -> Bool {
        let next = object.items.upperBound
        var verb = object.items.lowerBound - 1
        while verb > sentence.lowerBound, frame.items[verb].isA([.title, .determiner]) { verb -= 1 }
        return verb >= sentence.lowerBound && next < sentence.upperBound && frame.items[verb].isA(.cue)
            && Self.asking.contains(frame.article.hash(of: frame.items[verb].token))
            && Self.questions.contains(frame.article.hash(of: frame.items[next].token))
    }

    /// The one who is named before it: "Roe, a journalist who shouted, said".
    private func isApposed(_ mention: Mention, in sentence: Range<Int>) -> Bool {
        let comma = mention.items.lowerBound - 1
        return mention.antecedent != nil && mention.kind == .phrase && comma > sentence.lowerBound
            && frame.items[comma].isKind(.comma) && frame.items[comma - 1].isNamePart
    }

    /// `"Why?" Roe asked`, "Roe asked why", but not "Roe asked Doe to come".
    private func isQuestion(_ attribution: Attribution, in sentence: Range<Int>, firstWords: Int) -> Bool {
        let cue = attribution.cue.lowerBound
        guard Self.asking.contains(frame.article.hash(of: frame.items[cue].token)) else { return false }
        let behind = frame.items[cue + 1..<min(sentence.upperBound, cue + 1 + Self.questionReach)]
        // "Roe asked himself why", "Roe asked the court whether".
        if behind.prefix(2).contains(where: { $0.isWord && Self.unanswering.contains(frame.article.hash(of: $0.token)) }
        ) {
            return false
        }
        return firstWords < cue
            || behind.contains { $0.isWord && Self.questions.contains(frame.article.hash(of: $0.token)) }
    }

    private static let unanswering = WordSet("himself herself themselves court crowd audience house jury")

    /// "Asked the former mayor of Eastport whether".
    private static let questionReach = 8

    /// Doe in "a rebuke from the union's leader, Mary Doe", "led by Doe", but not "He held a coin praised by Doe".
    private func isSource(_ object: Mention, in sentence: Range<Int>, firstPronoun: Int) -> Bool {
        guard object.items.lowerBound > sentence.lowerBound else { return false }
        var before = object.items.lowerBound - 1
        let floor = max(sentence.lowerBound, before - Self.longestOffice)
        while before > floor,
            frame.items[before].isA([.title, .role, .determiner, .possessive, .possessivePronoun, .capitalised])
                || frame.items[before].isKind(.comma)
        {
            before -= 1
        }
        guard before > sentence.lowerBound, before <= firstPronoun else { return false }
        func isOne(of words: WordSet, _ index: Int) -> Bool {
            frame.items[index].isWord && words.contains(frame.article.hash(of: frame.items[index].token))
        }
        return isOne(of: Self.from, before) && isOne(of: Self.reactions, before - 1)
            || isOne(of: Self.by, before) && isOne(of: Self.receptions, before - 1)
    }

    private func isPersonal(_ item: Frame.Item) -> Bool {
        item.isA(.pronoun) && Gender(pronoun: frame.article.hash(of: item.token)) != nil
    }

    private static let (from, by) = (WordSet("from"), WordSet("by"))
    private static let reactions = WordSet(
        "rebuke criticism praise answer reply response condemnation outcry protest pushback complaint warning support"
            + " applause skepticism scepticism")
    private static let receptions = WordSet(
        "led headed chaired welcomed condemned criticised criticized denounced praised echoed backed opposed rejected"
            + " dismissed championed")
    private static let longestOffice = 6

    private static let asking = WordSet("asked asks asking")
    private static let questions = WordSet("about whether if why how what when where who which")

    /// Doe in "Roe said that Doe".
    private func isReported(_ mention: Mention, inSentence index: Int) -> Bool {
        let place = attributions[index].partitioningIndex { $0.cue.lowerBound >= mention.items.lowerBound }
        return attributions[index][max(0, place - Self.nearestTellers)..<place].contains { teller in
            guard teller.isExplicit, teller.mention.kind != .pronoun, teller.addressee == nil,
                teller.items.upperBound < mention.items.lowerBound
            else { return false }
            return frame.items[teller.items.upperBound..<mention.items.lowerBound].suffix(Self.thatReach).contains {
                $0.isWord && frame.article.hash(of: $0.token) == WordHash.that
            }
        }
    }

    private static let nearestTellers = 2
    /// "That the former mayor of Eastport, Doe".
    private static let thatReach = 8

    /// The sentence's subject, after that of "When Roe came, …"; only Roe in "For Ada Roe, the flood was …".
    private func subjects(of sentence: Range<Int>) -> [Mention] {
        let first = frame.items[sentence.lowerBound]
        var subjects: [Mention] = []
        let concerned = concernedStart(of: sentence)
        let isConcerning = concerned != nil
        if isConcerning || first.isA(.conjunction),
            let mention = reader.subject(
                from: concerned ?? sentence.lowerBound + 1, ceiling: sentence.upperBound),
            mention.kind == .name, mention.items.upperBound < sentence.upperBound
        {
            if isConcerning, frame.items[mention.items.upperBound].isKind(.comma) { return [mention] }
            if !isConcerning { subjects.append(mention) }
        }
        if let leading = reader.leadingSubject(of: sentence) {
            if leading.kind != .pronoun { subjects.append(owner(of: leading) ?? leading) }
            if let example = example(after: leading, in: sentence) { subjects.append(example) }
        } else if let owner = reader.leadingOwner(of: sentence) {
            subjects.append(owner)
        }
        if !subjects.contains(where: { $0.kind == .name }), let introduced = introduced(in: sentence) {
            subjects.append(introduced)
        }
        return subjects
    }

    /// Roe in "Farmers like Ada Roe".
    private func example(after phrase: Mention, in sentence: Range<Int>) -> Mention? {
        let like = phrase.items.upperBound
        guard phrase.kind == .phrase, like + 1 < sentence.upperBound,
            frame.article.hash(of: frame.items[like].token) == Self.like,
            let name = reader.subject(from: like + 1, ceiling: sentence.upperBound), name.kind == .name
        else { return nil }
        return name
    }

    private static let like = WordHash.of("like".utf8)

    /// Roe in "Ada Roe's team", but not in "Ada Roe's mother".
    private func owner(of phrase: Mention) -> Mention? {
        let place = phrase.items.first {
            frame.items[$0].isA(.possessive) && frame.items[$0].isA(.capitalised) && !frame.items[$0].isA(.time)
        }
        guard phrase.kind == .phrase, let place, !frame.items[phrase.items.upperBound - 1].isA(.role) else {
            return nil
        }
        let owner = reader.owner(at: place, floor: phrase.items.lowerBound)
        return owner.kind == .name && owner.items.count > 1 ? owner : nil
    }

    /// Roe in "Among them was Ada Roe", "The winner is the baker Ada Roe".
    private func introduced(in sentence: Range<Int>) -> Mention? {
        guard let being = frame.items[sentence.prefix(Self.introductionReach)].firstIndex(where: { $0.isA(.being) }),
            let mention = reader.subject(from: being + 1, ceiling: sentence.upperBound), mention.kind == .name,
            mention.items.count > 1 || isWho(mention.items.upperBound, in: sentence)
        else { return nil }
        return mention
    }

    private func isWho(_ index: Int, in sentence: Range<Int>) -> Bool {
        index < sentence.upperBound && frame.items[index].isWord
            && frame.article.hash(of: frame.items[index].token) == Self.who
    }

    private static let who = WordHash.of("who".utf8)

    private static let introductionReach = 20

    /// The item after "For", "To" or "As for" at a sentence's start.
    private func concernedStart(of sentence: Range<Int>) -> Int? {
        func hash(_ index: Int) -> UInt64 { frame.article.hash(of: frame.items[index].token) }
        let start = sentence.lowerBound
        if Self.concerning.contains(hash(start)) { return start + 1 }
        guard start + 2 < sentence.upperBound, hash(start) == Self.as, hash(start + 1) == Self.for else { return nil }
        return start + 2
    }

    /// Roe in "As for Roe, she", and the pronoun's gender.
    private func concerned(of sentence: Range<Int>) -> (mention: Mention, gender: Gender)? {
        guard let start = concernedStart(of: sentence), start == sentence.lowerBound + 2,
            let mention = reader.subject(from: start, ceiling: sentence.upperBound), mention.kind == .name
        else { return nil }
        let pronoun = mention.items.upperBound + 1
        guard pronoun < sentence.upperBound, frame.items[pronoun - 1].isKind(.comma), isPersonal(frame.items[pronoun]),
            let gender = Gender(pronoun: frame.article.hash(of: frame.items[pronoun].token))
        else { return nil }
        return (mention, gender)
    }

    private static let concerning = WordSet("for to")
    private static let (`as`, `for`) = (WordHash.of("as".utf8), WordHash.of("for".utf8))

    /// "Mayor Roe", "Her husband, Roe,", "The mayor"; "Roe, who", which a place has none of.
    private func hasOffice(_ mention: Mention, in sentence: Range<Int>) -> Bool {
        let end = mention.items.upperBound
        guard mention.kind == .name else { return frame.items[end - 1].isA(.role) }
        if isWho(end < sentence.upperBound && frame.items[end].isKind(.comma) ? end + 1 : end, in: sentence) {
            return true
        }
        var before = mention.items.lowerBound - 1
        if before > sentence.lowerBound, frame.items[before].isKind(.comma) { before -= 1 }
        return before >= sentence.lowerBound && frame.items[before].isA([.title, .role])
    }

    /// The gender of the pronoun in "Roe said she", "Roe said that he".
    private func genderSaid(_ attribution: Attribution) -> Gender? {
        var next = attribution.items.upperBound
        guard attribution.isExplicit, attribution.mention.kind == .name, next < frame.items.count else { return nil }
        if next + 1 < frame.items.count, frame.items[next].isA(.conjunction) { next += 1 }
        let pronoun = frame.items[next]
        return pronoun.isA(.pronoun) ? Gender(pronoun: frame.article.hash(of: pronoun.token)) : nil
    }
}

extension Mention {
    /// Where the name stands.
    var name: Range<Int> { antecedent ?? range }
}
