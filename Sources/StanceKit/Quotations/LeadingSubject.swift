/// The subject of a whole sentence, for words whose own verb of saying has none.
extension MentionReader {
    /// The subject a sentence starts with, past a leading phrase: "On Friday, X took the stage".
    func leadingSubject(of sentence: Range<Int>) -> Mention? {
        let start = openingEnd(of: sentence)
        guard start < sentence.upperBound, !frame.items[start].isSpan else { return nil }
        let item = frame.items[start]
        // A press release's heading: "From Chairwoman Roe:".
        if isFrom(item), sentence.upperBound - start < 12, endsWithColon(sentence) {
            return subject(from: start + 1, ceiling: sentence.upperBound)
        }
        // "Said Roe:".
        if item.isA(.invertible), item.isA(.finiteCue), start + 1 < sentence.upperBound,
            frame.items[start + 1].isNamePart
        {
            return subject(from: start + 1, ceiling: sentence.upperBound)
        }
        if isParticiple(start, in: sentence) { return subject(afterCommaFrom: start, reach: 40, in: sentence) }
        if !item.isA([.preposition, .conjunction, .time]), !isGerund(item) {
            let found = subject(from: start, ceiling: sentence.upperBound)
            // "Last week, Roe took".
            if let found, found.kind == .name, found.items.count == 1, found.items.upperBound < sentence.upperBound,
                frame.items[found.items.upperBound].isA(.time), !frame.items[found.items.upperBound].isA(.capitalised)
            {
                return subject(afterCommaFrom: start, reach: 12, in: sentence)
            }
            guard let found, found.kind == .phrase else {
                return found ?? subject(afterCommaFrom: start, reach: 12, in: sentence)
            }
            // "A few days later, X took the stage".
            let isTime =
                found.items.upperBound < sentence.upperBound
                && frame.items[found.items.upperBound].isA([.adverb, .time])
            // "A statement by the ministry".
            let end = found.items.upperBound
            if end + 1 < sentence.upperBound, frame.items[end - 1].isA(.message), frame.items[end].isA(.preposition),
                let author = subject(from: end + 1, ceiling: sentence.upperBound)
            {
                return author
            }
            if isTime { return subject(afterCommaFrom: start, reach: 12, in: sentence) }
            return apposed(to: found, in: sentence) ?? described(by: found, in: sentence) ?? speaking(found)
        }
        return subjectAfterTime(from: start, in: sentence) ?? subject(afterCommaFrom: start, reach: 40, in: sentence)
    }

    /// Roe in "On Monday Roe took", "In the morning Ada Roe took".
    private func subjectAfterTime(from start: Int, in sentence: Range<Int>) -> Mention? {
        guard frame.items[start].isA(.preposition) else { return nil }
        let first = start + 1 < sentence.upperBound && frame.items[start + 1].isA(.determiner) ? start + 2 : start + 1
        guard first + 1 < sentence.upperBound, frame.items[first].isA(.time) || frame.items[first].isKind(.number),
            let found = subject(from: first + 1, ceiling: sentence.upperBound), found.kind == .name,
            frame.items[first + 1..<max(first + 1, found.items.lowerBound)].allSatisfy({ $0.isA(.title) }),
            found.items.upperBound < sentence.upperBound,
            frame.items[found.items.upperBound].isWord, frame.items[found.items.upperBound].token.isCommonWord
        else { return nil }
        return found
    }

    /// The gender of who moves something of hers: "Roe shook her head", but not "Roe shook her hand".
    func genderMoving(_ subject: Mention, in sentence: Range<Int>) -> Gender? {
        let verb = subject.items.upperBound
        guard subject.kind != .pronoun, verb + 2 < sentence.upperBound, frame.items[verb].isWord,
            Self.moving.contains(frame.article.hash(of: frame.items[verb].token)),
            frame.items[verb + 1].isA(.possessivePronoun),
            Self.bodily.contains(frame.article.hash(of: frame.items[verb + 2].token))
        else { return nil }
        return Gender(pronoun: frame.article.hash(of: frame.items[verb + 1].token))
    }

    private static let moving = WordSet(
        "shook shakes nodded nods raised raises lowered lowers rolled rolls cleared clears bit bites held holds hung scratched"
            + " bowed threw crossed folded rubbed closed shut dropped")
    private static let bodily = WordSet(
        "head tongue voice eyes eyebrow eyebrows shoulders arms fist breath throat")

    /// Roe in "Ada Roe's voice broke".
    func leadingOwner(of sentence: Range<Int>) -> Mention? {
        let start = openingEnd(of: sentence)
        let limit = min(sentence.upperBound, start + Self.longestOffice)
        guard start < limit, let last = frame.items[start..<limit].firstIndex(where: { !$0.isNamePart }),
            frame.items[last].isA(.possessive), frame.items[last].isA(.capitalised), !frame.items[last].isA(.time),
            last + 1 < sentence.upperBound, frame.items[last + 1].isWord, frame.items[last + 1].token.isCommonWord
        else { return nil }
        let owner = owner(at: last, floor: start)
        return owner.kind == .name ? owner : nil
    }

    /// The name in "The head of the union, Ada Roe,", "His challenger, Ada Roe,", but not "The farm, Roe Hill, Doe Lane".
    private func apposed(to phrase: Mention, in sentence: Range<Int>) -> Mention? {
        let start = phrase.items.upperBound
        let limit = min(sentence.upperBound, start + Self.longestOffice)
        guard start < limit, let comma = frame.items[start..<limit].firstIndex(where: { $0.isKind(.comma) }),
            frame.items[start..<comma].allSatisfy({ $0.isWord && !$0.isA([.cue, .auxiliary, .relative]) }),
            let name = subject(from: comma + 1, ceiling: sentence.upperBound), name.kind == .name,
            name.items.upperBound < sentence.upperBound, frame.items[name.items.upperBound].isKind(.comma)
        else { return nil }
        if frame.items[phrase.items.lowerBound..<comma].contains(where: { $0.isA([.role, .title]) }) { return name }
        // Of anything else it says who that is only where it is somebody's, or the name is a person's: "the bar, Roe Hill,".
        let verb = name.items.upperBound + 1
        let isSomebody =
            frame.items[phrase.items].contains { $0.isA([.possessive, .possessivePronoun]) }
            || FirstNames.gender(of: frame.article.bytes[name.range]) != nil
        guard isSomebody, verb < sentence.upperBound, frame.items[verb].isWord, !frame.items[verb].isA(.conjunction)
        else { return nil }
        return frame.items[verb].isNamePart ? nil : name
    }

    /// The name in "A retired farmer, Roe took".
    private func described(by phrase: Mention, in sentence: Range<Int>) -> Mention? {
        let comma = phrase.items.upperBound
        guard comma < sentence.upperBound, frame.items[comma].isKind(.comma),
            NameRegistry.indefinite.contains(frame.article.hash(of: frame.items[phrase.items.lowerBound].token)),
            let name = subject(from: comma + 1, ceiling: sentence.upperBound), name.kind == .name,
            name.items.upperBound < sentence.upperBound, frame.items[name.items.upperBound].isWord
        else { return nil }
        return name
    }

    private static var longestOffice: Int { 10 }

    private func subject(afterCommaFrom start: Int, reach: Int, in sentence: Range<Int>) -> Mention? {
        let limit = min(sentence.upperBound, start + reach)
        // In `On "The Late Show," Roe` the comma is inside the marks.
        let isComma = { (item: Frame.Item) in
            item.isKind(.comma) || item.span.map { frame.spans[$0].endsWithComma(in: frame.article) } ?? false
        }
        guard let comma = frame.items[start..<limit].firstIndex(where: isComma) else { return nil }
        let found = subject(from: comma + 1, ceiling: sentence.upperBound)
        // "On Friday, at a breakfast with farmers, Roe took".
        if found == nil, comma + 1 < limit, frame.items[comma + 1].isA(.preposition) {
            return subject(afterCommaFrom: comma + 1, reach: limit - comma - 1, in: sentence)
        }
        // "Led by Doe, the sheriff of Eastport, Roe took": the phrase says who Doe is.
        if let found, found.kind == .phrase, frame.items[comma - 1].isNamePart, found.items.upperBound < limit {
            return subject(afterCommaFrom: found.items.upperBound, reach: limit - found.items.upperBound, in: sentence)
        }
        // "In Eastport, Ohio, Ada Roe took".
        if let found, found.kind == .name, found.items.count == 1, found.items.upperBound < limit,
            frame.items[comma - 1].isNamePart,
            frame.items[found.items.upperBound].isKind(.comma),
            let name = subject(from: found.items.upperBound + 1, ceiling: sentence.upperBound), name.kind == .name,
            name.items.count > 1, name.items.upperBound < sentence.upperBound,
            frame.items[name.items.upperBound].isWord
        {
            return name
        }
        return found?.kind == .phrase ? found.flatMap(speaking) : found
    }

    /// Where a sentence's own words start: past "But", brackets, dashes and a dateline.
    private func openingEnd(of sentence: Range<Int>) -> Int {
        let items = frame.items
        var start = frame.datelineEnd(of: sentence)
        let limit = min(sentence.upperBound, start + 12)
        while start < limit {
            let item = items[start]
            let isOpening =
                item.isA([.conjunction, .adverb]) || item.isKind(.comma) || item.isKind(.openBracket)
                || item.isKind(.dash)
            guard isOpening, !item.isA(.conjunction) || isCoordinator(item.token) else { break }
            start += 1
        }
        return start
    }

    /// The phrase up to the one who can speak in it: what follows may be a verb. Nil when nothing in it speaks.
    private func speaking(_ phrase: Mention) -> Mention? {
        let items = frame.items
        let speakers: WordClass = [.role, .body, .message, .title]
        let last = phrase.items.upperBound - 1
        let head = phrase.items.first { index in
            guard items[index].isA(speakers), !items[index].isA(.possessive) else { return false }
            return index == last || !items[index + 1].isA(speakers) && !items[index + 1].isNamePart
        }
        let end: Int
        if let head {
            end = head + 1
        } else if items[last].isNamePart {
            end = last + 1
        } else if phrase.items.count > 2, endsWith(items[last].token, "ed") {
            // "The dentist smiled": the phrase ran on into its verb.
            end = last
        } else {
            return nil
        }
        let whole = phrase.items.lowerBound..<end
        return Mention(range: bytes(whole), kind: .phrase, items: whole)
    }

    func endsWith(_ token: Token, _ ending: StaticString) -> Bool {
        guard token.end - token.start > ending.utf8CodeUnitCount else { return false }
        return ending.withUTF8Buffer { buffer in
            frame.article.bytes[(token.end - buffer.count)..<token.end].elementsEqual(buffer)
        }
    }

    private func isFrom(_ item: Frame.Item) -> Bool {
        item.isA(.preposition) && frame.article.bytes[item.token.start..<item.token.end].elementsEqual("From".utf8)
    }

    private func endsWithColon(_ sentence: Range<Int>) -> Bool {
        if frame.items[sentence.upperBound - 1].isKind(.colon) { return true }
        return sentence.upperBound < frame.items.count && frame.items[sentence.upperBound].isKind(.colon)
    }

    private func isCoordinator(_ token: Token) -> Bool {
        token.end - token.start <= 3 && !token.isA(.preposition)
    }

    /// "Asked about it, Roe", "Moved by it, Roe".
    private func isParticiple(_ start: Int, in sentence: Range<Int>) -> Bool {
        let item = frame.items[start]
        guard item.isWord, start + 1 < sentence.upperBound else { return false }
        if item.isA(.finiteCue) { return !frame.items[start + 1].isNamePart }
        return isPastParticiple(start)
    }

    /// "Moved by": with a preposition behind it.
    func isPastParticiple(_ index: Int) -> Bool {
        endsWith(frame.items[index].token, "ed") && frame.items[index + 1].isA(.preposition)
    }

    func isGerund(_ item: Frame.Item) -> Bool {
        item.isWord && item.token.end - item.token.start > 4 && endsWith(item.token, "ing")
    }
}
