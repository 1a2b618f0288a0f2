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
        if !item.isA([.preposition, .conjunction, .time]), !isGerund(item) {
            let found = subject(from: start, ceiling: sentence.upperBound)
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
            return isTime ? subject(afterCommaFrom: start, reach: 12, in: sentence) : speaking(found)
        }
        return subject(afterCommaFrom: start, reach: 40, in: sentence)
    }

    private func subject(afterCommaFrom start: Int, reach: Int, in sentence: Range<Int>) -> Mention? {
        let limit = min(sentence.upperBound, start + reach)
        guard let comma = frame.items[start..<limit].firstIndex(where: { $0.isKind(.comma) }) else { return nil }
        let found = subject(from: comma + 1, ceiling: sentence.upperBound)
        return found?.kind == .phrase ? found.flatMap(speaking) : found
    }

    /// Where a sentence's own words start: past "But", brackets, dashes and a dateline.
    private func openingEnd(of sentence: Range<Int>) -> Int {
        let items = frame.items
        var start = datelineEnd(of: sentence)
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

    /// "EASTPORT, May 5 (AP) — ".
    private func datelineEnd(of sentence: Range<Int>) -> Int {
        let start = sentence.lowerBound
        guard frame.items[start].isNamePart else { return start }
        let head = frame.items[start..<min(sentence.upperBound, start + 12)]
        guard let dash = head.firstIndex(where: { $0.isKind(.dash) }), frame.items[dash - 1].isKind(.closeBracket)
        else {
            return start
        }
        return dash + 1
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

    private func endsWith(_ token: Token, _ ending: StaticString) -> Bool {
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

    private func isGerund(_ item: Frame.Item) -> Bool {
        item.isWord && item.token.end - item.token.start > 4 && endsWith(item.token, "ing")
    }
}
