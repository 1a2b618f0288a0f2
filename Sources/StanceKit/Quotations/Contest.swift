/// Whether somebody else may as well have said a span: another one whom its sentence reports.
extension ReadingFinder {
    /// Those looked at on either side, and how far from the reading, in items: more would make long sentences slow.
    private static var nearest: Int { 3 }
    private static var reach: Int { 60 }

    /// `"…," Roe said, according to Doe`, but not "Doe saw it before Roe said": a clause of its own contests nothing.
    func isContested(_ reading: Reading, of span: Int) -> Bool {
        let position = frame.positions[span]
        let items = reading.items ?? position..<position + 1
        let found = attributions[frame.sentence(of: position)]
        guard found.count > 1 else { return false }
        let place = found.partitioningIndex { $0.cue.lowerBound >= items.lowerBound }
        let name = frame.article.lastWord(of: reading.speech.name)
        return found[max(0, place - Self.nearest)..<min(found.count, place + Self.nearest)].contains { other in
            other.isExplicit && !other.isNaming && other.mention.kind != .pronoun
                && frame.article.lastWord(of: other.mention.name) != name
                && contests(other, items, isPronoun: reading.speech.kind == .pronoun)
        }
    }

    private func contests(_ other: Attribution, _ items: Range<Int>, isPronoun: Bool) -> Bool {
        // "According to Doe", but not "according to an affidavit".
        if frame.items[other.cue.lowerBound].isA(.turning) {
            return other.mention.kind == .name
                || !frame.items[other.mention.items].contains {
                    $0.isA(.message) || $0.isWord && Self.documents.contains(frame.article.hash(of: $0.token))
                }
        }
        if other.items.upperBound <= items.lowerBound {
            // "Roe said she": the pronoun is hers.
            if isPronoun || other.mention.antecedent != nil { return false }
            return !isBroken(other.items.upperBound..<items.lowerBound) {
                $0.isKind(.comma) || $0.isKind(.dash) || $0.isKind(.semicolon)
            }
        }
        guard items.upperBound <= other.items.lowerBound else { return !isDescription(other, around: items) }
        return other.mention.antecedent == nil && !isBroken(items.upperBound..<other.items.lowerBound) { _ in false }
    }

    /// Whether one of two stands in a relative clause between the other's subject and verb: "Roe, who advises farmers, said",
    /// `Roe, whom Doe calls "…," said`.
    private func isDescription(_ other: Attribution, around items: Range<Int>) -> Bool {
        func isRelative(_ start: Int) -> Bool { start > 0 && frame.items[start - 1].isA(.relative) }
        if items.lowerBound < other.items.lowerBound, other.items.upperBound <= items.upperBound {
            return other.mention.antecedent != nil || isRelative(other.items.lowerBound)
        }
        return other.items.lowerBound < items.lowerBound && items.upperBound < other.items.upperBound
            && isRelative(items.lowerBound)
    }

    /// What tells of a speech and holds none of its own, besides messages.
    private static let documents = WordSet(
        "affidavit affidavits complaint documents indictment lawsuit papers record records recording transcripts")

    /// Whether another clause begins between two verbs of saying.
    private func isBroken(_ between: Range<Int>, bySign isSign: (Frame.Item) -> Bool) -> Bool {
        between.count > Self.reach
            || frame.items[between].contains { item in
                if item.isA([.conjunction, .relative]) { return frame.article.hash(of: item.token) != WordHash.that }
                return isSign(item) || item.isWord && Self.subordinating.contains(frame.article.hash(of: item.token))
            }
    }

    /// Those that can be prepositions as well.
    private static let subordinating = WordSet("after before since until")
}

extension Article {
    /// The hash of what follows the last space in a name.
    fileprivate func lastWord(of name: Range<Int>) -> UInt64 {
        let end = bytes[name].suffix(Self.longestWord)
        return WordHash.of(end[((end.lastIndex(of: 0x20) ?? end.startIndex - 1) + 1)...])
    }

    private static let longestWord = 40
}
