/// The full names of an article, by their last word.
struct NameRegistry {
    struct Entry {
        var text: String
        /// Where the name first stands.
        var start: Int
    }

    private var entries: [UInt64: [Entry]] = [:]

    /// So many people of one surname are kept; more make it ambiguous anyway.
    private static let mostNamesakes = 6
    private static let longestName = 200

    init(_ article: Article) {
        let tokens = article.tokens
        var index = 0
        while index < tokens.count {
            guard tokens[index].isNamePart else {
                index += 1
                continue
            }
            var end = index + 1
            while end < tokens.count, tokens[end].kind == .word, end - index < 8 {
                if tokens[end].isNamePart {
                    end += 1
                } else if Self.isPossessiveName(tokens[end]) {
                    end += 1
                    break
                } else if tokens[end].isA(.particle), end + 1 < tokens.count, tokens[end + 1].isNamePart {
                    end += 2
                } else if tokens[end].isA(.particle), end + 2 < tokens.count, tokens[end + 1].isA(.particle),
                    tokens[end + 2].isNamePart
                {
                    end += 3
                } else {
                    break
                }
            }
            add(index..<end, article)
            index = end
        }
    }

    private static func isPossessiveName(_ token: Token) -> Bool {
        token.classes.contains([.capitalised, .possessive])
            && !token.isA([.pronoun, .determiner, .adverb, .time, .conjunction, .preposition])
    }

    private mutating func add(_ run: Range<Int>, _ article: Article) {
        let tokens = article.tokens
        guard run.count > 1, !tokens[run.upperBound - 1].isA([.title, .body, .role, .message]) else { return }
        let title = run.last { tokens[$0].isA([.title, .role]) }
        var start = title.map { $0 + 1 } ?? run.lowerBound
        // "Ambassador to Tokyo Jane Roe": the place goes with the title.
        if title == nil, run.lowerBound > 1, run.count > 2, tokens[run.lowerBound - 1].isA(.preposition),
            tokens[run.lowerBound - 2].isA(.title)
        {
            start += 1
        }
        guard run.upperBound - start > 1, run.upperBound - start < 5 else { return }
        let last = tokens[run.upperBound - 1]
        let end = NameRun.endWithoutPossessive(last, in: article.bytes)
        guard last.start < end, end - tokens[start].start <= Self.longestName else { return }
        let key = Self.key(article.bytes[last.start..<end])
        guard entries[key, default: []].count < Self.mostNamesakes else { return }
        let text = article.text(tokens[start].start..<end)
        guard !entries[key, default: []].contains(where: { $0.text == text }) else { return }
        entries[key, default: []].append(Entry(text: text, start: tokens[start].start))
    }

    /// The one full name that ends in `name`, of those before `position` if there are any.
    func fullName(of name: String, before position: Int) -> String? {
        let suffix = " " + name
        let namesakes = entries[Self.lastWord(of: name)] ?? []
        if name.unicodeScalars.count > 2, Self.isInCapitals(name) {
            // A transcript's label: "BROOK", "ADA BROOK".
            let spelt = namesakes.filter {
                !Self.isInCapitals($0.text) && (" " + $0.text).uppercased().hasSuffix(suffix)
            }
            if let name = one(of: spelt, before: position) { return name }
        }
        return one(of: namesakes.filter { $0.text.hasSuffix(suffix) }, before: position)
    }

    /// The key of a name's last word.
    private static func lastWord(of name: String) -> UInt64 {
        let last = name.utf8.lastIndex(of: 0x20).map { name.utf8.index(after: $0) } ?? name.startIndex
        return key(name.utf8[last...])
    }

    /// One key for a word in whatever case.
    private static func key(_ word: some Collection<UInt8>) -> UInt64 {
        let isASCII = word.allSatisfy { $0 < 0x80 }
        return isASCII ? WordHash.of(word) : WordHash.of(String(decoding: word, as: UTF8.self).uppercased().utf8)
    }

    /// Whether a name has capital letters and no small ones. Scripts without case are not in capitals.
    static func isInCapitals(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        return scalars.contains { ScalarClass.isUppercase($0.value) }
            && !scalars.contains { ScalarClass.isLowercase($0.value) }
    }

    private func one(of all: [Entry], before position: Int) -> String? {
        let before = all.filter { $0.start < position }
        let candidates = before.isEmpty ? all : before
        guard let first = candidates.first else { return nil }
        // "Jane Roe" and "Jane Q. Roe" are one person.
        let isOne = candidates.allSatisfy {
            $0.text.prefix(while: { $0 != " " }) == first.text.prefix(while: { $0 != " " })
        }
        return isOne ? first.text : nil
    }
}
