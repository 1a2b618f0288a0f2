/// A paragraph as the reporter wrote it around the quotations: each span is one item.
///
/// A class, since all who read it keep it.
final class Frame {
    struct Item {
        var token: Token
        /// Index into `spans` for an item that stands for quoted words.
        var span: Int?

        var isSpan: Bool { span != nil }
        var isWord: Bool { span == nil && token.kind == .word }
        func isA(_ wordClass: WordClass) -> Bool { span == nil && token.isA(wordClass) }
        var isNamePart: Bool { span == nil && token.isNamePart }
        func isKind(_ kind: Token.Kind) -> Bool { span == nil && token.kind == kind }
    }

    let article: Article
    let items: [Item]
    let spans: [Span]
    /// Item index of each span.
    let positions: [Int]
    /// Item ranges, in order, covering all items.
    let sentences: [Range<Int>]

    init(_ article: Article, paragraph: Range<Int>, spans: [Span]) {
        var items: [Item] = []
        var positions: [Int] = []
        items.reserveCapacity(paragraph.count)
        var token = paragraph.lowerBound
        for (index, span) in spans.enumerated() {
            while token < span.tokens.lowerBound {
                items.append(Item(token: article.tokens[token]))
                token += 1
            }
            positions.append(items.count)
            let whole = Token(
                start: article.tokens[span.tokens.lowerBound].start,
                end: article.tokens[span.tokens.upperBound - 1].end, kind: .mark)
            items.append(Item(token: whole, span: index))
            token = span.tokens.upperBound
        }
        while token < paragraph.upperBound {
            items.append(Item(token: article.tokens[token]))
            token += 1
        }
        self.article = article
        self.items = items
        self.spans = spans
        self.positions = positions
        sentences = SentenceEnds.sentences(items, spans: spans, article)
    }

    /// The item after a sentence's dateline, "EASTPORT, May 5 (AP) — ", "NEW EASTPORT, Norland — ", "NEW EASTPORT: ", or its
    /// first one.
    func datelineEnd(of sentence: Range<Int>) -> Int {
        let start = sentence.lowerBound
        guard items[start].isNamePart else { return start }
        let head = items[start..<min(sentence.upperBound, start + Self.longestDateline)]
        guard let sign = head.firstIndex(where: { $0.isKind(.dash) || $0.isKind(.colon) }),
            sign + 1 < sentence.upperBound
        else { return start }
        let isDash = items[sign].isKind(.dash)
        if isDash, items[sign - 1].isKind(.closeBracket) { return sign + 1 }
        let place = items[start..<sign]
        let isPlace =
            isDash
            ? isInCapitals(items[start]) && items[sign + 1].isA(.capitalised)
                && place.allSatisfy {
                    $0.isNamePart || $0.isKind(.comma) || $0.isKind(.stop) || $0.isA([.time, .auxiliary])
                        || $0.isKind(.number)
                }
            : place.count > 1 && place.allSatisfy { $0.isNamePart && isInCapitals($0) }
                && !isInCapitals(items[sign + 1])
        return isPlace ? sign + 1 : start
    }

    private static let longestDateline = 12

    private func isInCapitals(_ item: Item) -> Bool {
        let token = item.token
        guard token.end - token.start > 1 else { return false }
        return NameRegistry.isInCapitals(String(decoding: article.bytes[token.start..<token.end], as: UTF8.self))
    }

    /// The index of the sentence that holds an item.
    func sentence(of item: Int) -> Int {
        sentences.dropLast().partitioningIndex { $0.upperBound > item }
    }
}

/// Cuts a frame into sentences: a quotation's own full stop ends one too, unless its attribution follows.
enum SentenceEnds {
    static func sentences(_ items: [Frame.Item], spans: [Span], _ article: Article) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        for index in items.indices where index + 1 < items.count {
            let ends: Bool
            if let span = items[index].span {
                ends = spanEndsSentence(spans[span], at: index, items, article)
            } else {
                ends =
                    items[index].token.kind == .stop && startsSentence(index + 1, items)
                    && !isNumbering(index, items, article)
                    && !isInDateline(items[start...index], items[index + 1])
                    || keepsStop(items[index].token, article)
                        && items[index + 1].span.map { isSentence(spans[$0], article) } ?? false
            }
            if ends {
                sentences.append(start..<index + 1)
                start = index + 1
            }
        }
        if start < items.count { sentences.append(start..<items.count) }
        return sentences
    }

    /// "EASTPORT, Ohio. —", "EASTPORT, N.D. (AP) —".
    private static func isInDateline(_ head: ArraySlice<Frame.Item>, _ next: Frame.Item) -> Bool {
        guard head.count <= 6, next.isKind(.dash) || next.isKind(.openBracket), let place = head.first, place.isNamePart
        else { return false }
        return head.dropLast().allSatisfy { $0.isNamePart || $0.isKind(.comma) || $0.isKind(.stop) }
            && head.dropFirst().contains { $0.isKind(.comma) }
    }

    /// "No. 3".
    private static func isNumbering(_ stop: Int, _ items: [Frame.Item], _ article: Article) -> Bool {
        stop > 0 && items[stop + 1].isKind(.number) && items[stop - 1].isA(.capitalised)
            && numbering.contains(article.hash(of: items[stop - 1].token))
    }

    private static let numbering = WordSet("no nos")

    /// "Co.", "Jr.", "U.S.", but not the titles that stand before a nickname.
    private static func keepsStop(_ token: Token, _ article: Article) -> Bool {
        token.kind == .word && !token.isA(.title) && article.bytes[token.end - 1] == UInt8(ascii: ".")
    }

    /// Whether quoted words start with a capital and have a sentence's or clause's end mark.
    private static func isSentence(_ span: Span, _ article: Article) -> Bool {
        guard ScalarClass.isUppercase(UTF8Bytes.scalar(in: article.bytes, at: span.content.lowerBound).value) else {
            return false
        }
        return span.endsClause(in: article)
    }

    private static func startsSentence(_ index: Int, _ items: [Frame.Item]) -> Bool {
        let item = items[index]
        if item.isSpan { return true }
        switch item.token.kind {
        case .word: return item.token.classes.contains(.capitalised)
        case .number, .dash, .openBracket, .mark: return true
        default: return false
        }
    }

    private static func spanEndsSentence(
        _ span: Span, at index: Int, _ items: [Frame.Item], _ article: Article
    ) -> Bool {
        let last = span.last(in: article)
        guard case .stop = ScalarClass.of(last), startsSentence(index + 1, items) else { return false }
        // After a full stop a capital starts anew; after "?" or "!" it may be the speaker's name.
        return last == 0x2E ? true : !attributionFollows(index + 1, items, article)
    }

    /// "Ada Roe shot back", but not "Ada Roe fell silent".
    private static func isShotBack(_ words: ArraySlice<Frame.Item>, _ article: Article) -> Bool {
        let verb = words.prefix { $0.isNamePart }.endIndex
        return verb > words.startIndex && verb + 2 == words.endIndex && words.allSatisfy(\.isWord)
            && phrasalVerbs.contains(article.hash(of: words[verb].token))
            && particles.contains(article.hash(of: words[verb + 1].token))
    }

    private static let phrasalVerbs = WordSet(
        "shot fired hit snapped fought went chimed cut piped jumped broke called cried")
    private static let particles = WordSet("back on in up out")

    private static func attributionFollows(_ start: Int, _ items: [Frame.Item], _ article: Article) -> Bool {
        guard !items[start].isSpan else { return false }
        var reach = 6
        for (offset, item) in items[start..<min(start + 20, items.count)].enumerated() where offset < reach {
            if item.isA(.finiteCue) { return true }
            if item.isSpan { return false }
            // "Roe pressed.", "Ada Roe shot back." and nothing more: whatever the verb, she said it.
            if item.token.kind == .stop {
                return offset >= 2 && offset <= 3 && items[start + offset - 1].token.isCommonWord
                    || isShotBack(items[start..<start + offset], article)
            }
            // A description: "Roe, a retired farmer, said".
            if item.token.kind == .comma, items[start + offset - 1].isNamePart { reach = 20 }
        }
        return false
    }
}
