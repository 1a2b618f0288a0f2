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
            // `"…," said Roe. "…," she added.`
            if found.isEmpty, let speaker, frame.items[frame.sentences[index].lowerBound].isSpan,
                let pronoun = attributions[index].first, pronoun.isExplicit
            {
                topics[speaker].gender = Gender(pronoun: WordHash.of(frame.article.bytes[pronoun.mention.range]))
            }
            topics += found
            guard !found.isEmpty else { continue }
            speaker = found.count == 1 && found[0].kind == .name && found[0].speaks ? topics.count - 1 : nil
        }
        return topics
    }

    private func topics(ofSentence index: Int) -> [Topic] {
        let sentence = frame.sentences[index]
        var mentions = attributions[index]
            .filter { $0.isExplicit && $0.mention.kind != .pronoun && $0.addressee == nil }
            .map { (mention: $0.mention, speaks: frame.items[$0.cue.lowerBound].isA([.finiteCue, .gerundCue])) }
        for mention in subjects(of: sentence)
        where !mentions.contains(where: { $0.mention.items.overlaps(mention.items) }) {
            mentions.append((mention, hasOffice(mention, in: sentence)))
        }
        // "Roe said she": what a paragraph starts with is told of nobody else.
        let gender = index == 0 ? attributions[index].first.flatMap(genderSaid) : nil
        return mentions.sorted { $0.mention.name.lowerBound < $1.mention.name.lowerBound }.map { found in
            Topic(
                name: found.mention.name, kind: found.mention.kind, speaks: found.speaks,
                gender: found.mention == attributions[index].first?.mention ? gender : nil,
                isReported: isReported(found.mention, inSentence: index))
        }
    }

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
        let isConcerning = Self.concerning.contains(frame.article.hash(of: first.token))
        if isConcerning || first.isA(.conjunction),
            let mention = reader.subject(from: sentence.lowerBound + 1, ceiling: sentence.upperBound),
            mention.kind == .name, mention.items.upperBound < sentence.upperBound
        {
            if isConcerning, frame.items[mention.items.upperBound].isKind(.comma) { return [mention] }
            if !isConcerning { subjects.append(mention) }
        }
        if let leading = reader.leadingSubject(of: sentence), leading.kind != .pronoun {
            subjects.append(owner(of: leading) ?? leading)
        }
        if !subjects.contains(where: { $0.kind == .name }), let introduced = introduced(in: sentence) {
            subjects.append(introduced)
        }
        return subjects
    }

    /// Roe in "Ada Roe's team".
    private func owner(of phrase: Mention) -> Mention? {
        let place = phrase.items.first {
            frame.items[$0].isA(.possessive) && frame.items[$0].isA(.capitalised) && !frame.items[$0].isA(.time)
        }
        guard phrase.kind == .phrase, let place else { return nil }
        let owner = reader.owner(at: place, floor: phrase.items.lowerBound)
        return owner.kind == .name && owner.items.count > 1 ? owner : nil
    }

    /// Roe in "Among them was Ada Roe", "The winner is the baker Ada Roe".
    private func introduced(in sentence: Range<Int>) -> Mention? {
        guard let being = frame.items[sentence.prefix(Self.introductionReach)].firstIndex(where: { $0.isA(.being) }),
            let mention = reader.subject(from: being + 1, ceiling: sentence.upperBound), mention.kind == .name,
            mention.items.count > 1
        else { return nil }
        return mention
    }

    private static let introductionReach = 20

    private static let concerning = WordSet("for to")

    /// "Mayor Roe", "Her husband, Roe,", "The mayor".
    private func hasOffice(_ mention: Mention, in sentence: Range<Int>) -> Bool {
        guard mention.kind == .name else { return frame.items[mention.items.upperBound - 1].isA(.role) }
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
