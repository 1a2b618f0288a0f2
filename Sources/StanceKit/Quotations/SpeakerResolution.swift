/// Finds the full name behind each mention of a speaker.
struct SpeakerResolution {
    private let article: Article
    private let names: NameRegistry

    /// How far back, in tokens, a body's name or a pronoun's person is looked for.
    private static let reach = 600
    private static let longestName = 200

    init(_ article: Article) {
        self.article = article
        names = NameRegistry(article)
    }

    /// One name a draft, nil without a speaker.
    func speakers(of drafts: [QuotationDraft]) -> [String?] {
        var last: (person: String, mention: Int)?
        return drafts.map { draft in
            guard let speech = draft.speech else { return nil }
            let mention = article.text(speech.name)
            switch speech.kind {
            case .name:
                let name = names.fullName(of: mention, before: speech.name.lowerBound) ?? mention
                last = canBePerson(name) ? (name, speech.name.lowerBound) : nil
                return name
            case .pronoun:
                guard isPersonal(mention) else { return mention }
                let position = speech.name.lowerBound
                let spoke = last.flatMap { $0.mention < position ? token(at: $0.mention) : nil }
                return leadingPerson(before: position, after: spoke) ?? last?.person ?? mention
            case .phrase:
                return body(speech.name) ?? holder(of: speech.name) ?? mention
            }
        }
    }

    private func isPersonal(_ pronoun: String) -> Bool {
        ["he", "she", "his", "her"].contains(pronoun.lowercased())
    }

    /// The person whom the text before a pronoun last made the subject of a sentence or of a verb of saying.
    ///
    /// - Parameter speaker: the token at which the last speaker is named; nobody before that is meant.
    private func leadingPerson(before position: Int, after speaker: Int?) -> String? {
        let end = token(at: position)
        var index = end - 1
        let floor = max(speaker ?? 0, end - Self.reach / 2)
        while index >= floor {
            let token = article.tokens[index]
            guard token.isNamePart, !token.isA([.title, .body, .role]) else {
                index -= 1
                continue
            }
            var start = index
            while start > floor, article.tokens[start - 1].isNamePart { start -= 1 }
            let leads = start == 0 || startsClause(after: article.tokens[start - 1])
            let speaks = index + 1 < end && article.tokens[index + 1].isA(.finiteCue)
            if leads || speaks || start > 0 && article.tokens[start - 1].isA(.finiteCue) {
                guard token.end - token.start <= Self.longestName else { return nil }
                let name = article.text(token.start..<token.end)
                if let full = names.fullName(of: name, before: position), canBePerson(full) { return full }
            }
            index = start - 1
        }
        return nil
    }

    /// Whether "he" or "she" can be meant: not "NNA", not "NNA News". A transcript has whole names in capitals.
    private func canBePerson(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        guard let first = words.first, first.unicodeScalars.count > 2 else { return true }
        return words.count > 1 && NameRegistry.isInCapitals(name) || !NameRegistry.isInCapitals(String(first))
    }

    private func startsClause(after token: Token) -> Bool {
        switch token.kind {
        case .stop, .newline, .mark: true
        default: false
        }
    }

    /// The index of the first token that starts at or after a byte.
    private func token(at position: Int) -> Int {
        var low = 0
        var high = article.tokens.count
        while low < high {
            let middle = (low + high) / 2
            if article.tokens[middle].start < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Bodies

    /// "The ministry", "the diplomatic mission": the body of that kind that was named last.
    private func body(_ mention: Range<Int>) -> String? {
        let first = token(at: mention.lowerBound)
        var last = first
        while last + 1 < article.tokens.count, article.tokens[last + 1].end <= mention.upperBound { last += 1 }
        let words = article.tokens[first...min(last, article.tokens.count - 1)]
        guard words.count >= 2, words.count <= 3, let head = words.last, head.isA(.body),
            words.dropFirst().allSatisfy({ !$0.isA(.capitalised) && $0.kind == .word })
        else { return nil }
        var wanted = [hash(head)]
        if Self.missions.contains(hash(head)), words.count == 2 || hash(words[first + 1]) == Self.diplomatic {
            wanted = Self.missions
        }
        var index = first - 1
        while index >= max(0, first - Self.reach) {
            let token = article.tokens[index]
            if token.isA(.capitalised), token.isA(.body), wanted.contains(hash(token)) {
                return fullBody(around: index)
            }
            index -= 1
        }
        return nil
    }

    /// "The researcher": the person whom the text before last described so: "Ada Brook, a senior researcher".
    private func holder(of mention: Range<Int>) -> String? {
        let first = token(at: mention.lowerBound)
        guard first + 1 < article.tokens.count, article.tokens[first + 1].end == mention.upperBound,
            article.tokens[first].isA(.determiner), article.tokens[first + 1].isA(.role)
        else { return nil }
        let wanted = hash(article.tokens[first + 1])
        var index = first - 1
        while index >= max(0, first - Self.reach) {
            if article.tokens[index].isA(.role), hash(article.tokens[index]) == wanted {
                return person(after: index, before: mention.lowerBound) ?? person(before: index)
            }
            index -= 1
        }
        return nil
    }

    /// "Researcher Ada Brook".
    private func person(after role: Int, before position: Int) -> String? {
        var end = role + 1
        while end < article.tokens.count, end - role < 5, article.tokens[end].isNamePart { end += 1 }
        guard end - role > 1 else { return nil }
        let last = article.tokens[end - 1]
        guard last.end <= position, last.end - last.start <= Self.longestName else { return nil }
        return names.fullName(of: article.text(last.start..<last.end), before: position)
    }

    /// "Ada Brook, a senior researcher".
    private func person(before role: Int) -> String? {
        var index = role - 1
        while index > 0, role - index < 6, article.tokens[index].kind == .word { index -= 1 }
        guard index > 0, article.tokens[index].kind == .comma, article.tokens[index - 1].isNamePart else { return nil }
        let last = article.tokens[index - 1]
        guard last.end - last.start <= Self.longestName else { return nil }
        return names.fullName(of: article.text(last.start..<last.end), before: last.end)
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

    private func hash(_ token: Token) -> UInt64 {
        WordHash.of(article.bytes[token.start..<NameRun.endWithoutPossessive(token, in: article.bytes)])
    }

    private static let missions = ["mission", "embassy", "consulate"].map { WordHash.of($0.utf8) }
    private static let diplomatic = WordHash.of("diplomatic".utf8)
    private static let places = ["of", "in", "for"].map { WordHash.of($0.utf8) }
}
