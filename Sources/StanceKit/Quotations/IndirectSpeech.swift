/// Finds reported speech without marks: the clause that a verb of saying or thinking governs.
struct IndirectSpeech {
    private let frame: Frame
    private let kinds: [Quotation.Kind?]
    private let finder: AttributionFinder

    private static let fewestWords = 3
    /// Between a verb and its "that" stand at most so many words: "told reporters in Eastport on Monday that".
    private static let longestAddress = 8
    /// Nothing that long is one clause. In bytes.
    private static let longestClause = 2000
    private static let longestMention = 400
    /// A trade before a name: "former champion Jane Roe said".
    private static let longestTrade = 6
    /// Verbs that report what is thought or found, and no words.
    private static let reports = WordSet("fear fears feared show shows showed hear hears heard")

    /// - Parameter kinds: the kinds of the frame's spans; a sentence with a quotation in marks reports no more.
    init(_ frame: Frame, kinds: [Quotation.Kind?]) {
        self.frame = frame
        self.kinds = kinds
        finder = AttributionFinder(frame)
    }

    /// At most one a sentence, in order.
    func drafts() -> [QuotationDraft] {
        frame.sentences.compactMap { sentence in
            let sentence = withoutStops(sentence)
            guard !hasQuotation(sentence) else { return nil }
            let attributions = attributions(in: sentence)
            let end = end(of: sentence, attributions)
            for attribution in attributions {
                if let clause = clause(of: attribution, in: sentence, end) {
                    return draft(clause, attribution)
                }
            }
            return nil
        }
    }

    private func attributions(in sentence: Range<Int>) -> [Attribution] {
        let said = finder.attributions(in: sentence).filter {
            $0.isExplicit && !$0.isNaming && !frame.items[$0.cue.lowerBound].isA(.besideSpeech)
        }
        let found = sentence.compactMap { index -> Attribution? in
            guard isReport(index), let mention = finder.reader.subject(before: index, floor: sentence.lowerBound) else {
                return nil
            }
            return Attribution(mention: mention, cue: index..<index + 1, isExplicit: true, isNaming: false)
        }
        guard !found.isEmpty else { return said }
        return (said + found).sorted { $0.cue.lowerBound < $1.cue.lowerBound }
    }

    private func isReport(_ index: Int) -> Bool {
        let token = frame.items[index].token
        return frame.items[index].isWord && token.isCommonWord
            && Self.reports.contains(frame.article.hash(of: token))
    }

    private func hasQuotation(_ sentence: Range<Int>) -> Bool {
        frame.items[sentence].contains { item in item.span.map { kinds[$0] != nil } ?? false }
    }

    private func draft(_ clause: Range<Int>, _ attribution: Attribution) -> QuotationDraft? {
        let bytes = frame.items[clause.lowerBound].token.start..<frame.items[clause.upperBound - 1].token.end
        let speech = Speech(attribution, in: frame)
        guard bytes.count <= Self.longestClause, speech.length <= Self.longestMention else { return nil }
        var reading = Reading(.before, speech)
        reading.features.insert(.before, if: true)
        return QuotationDraft(segments: [bytes], kind: .indirect, speech: speech, confidence: reading.probability)
    }

    // MARK: The clause

    private func clause(of attribution: Attribution, in sentence: Range<Int>, _ end: Int) -> Range<Int>? {
        let isAccordingTo = attribution.cue.count == 2
        let clause: Range<Int>?
        if attribution.items.lowerBound == sentence.lowerBound, isAccordingTo {
            clause = afterComma(attribution.items.upperBound, end)
        } else if let start = afterThat(attribution, end)
            ?? BareClause(frame: frame, reader: finder.reader).start(after: attribution, end: end)
        {
            clause = start..<end
        } else {
            clause = before(attribution, in: sentence)
        }
        guard let clause,
            frame.items[clause].count(where: { $0.isWord || $0.isSpan || $0.isKind(.number) }) >= Self.fewestWords
        else { return nil }
        return clause
    }

    /// Where what the sentence reports ends: before an attribution that ends it.
    private func end(of sentence: Range<Int>, _ attributions: [Attribution]) -> Int {
        guard attributions.count > 1, let last = attributions.last else { return sentence.upperBound }
        return before(last, in: sentence)?.upperBound ?? sentence.upperBound
    }

    private func withoutStops(_ sentence: Range<Int>) -> Range<Int> {
        var end = sentence.upperBound
        while end > sentence.lowerBound, frame.items[end - 1].isKind(.stop) { end -= 1 }
        return sentence.lowerBound..<end
    }

    /// "According to Roe, …".
    private func afterComma(_ start: Int, _ end: Int) -> Range<Int>? {
        guard start < end, let comma = frame.items[start..<end].firstIndex(where: { $0.isKind(.comma) }),
            comma - start <= Self.longestAddress, comma + 1 < end
        else { return nil }
        return comma + 1..<end
    }

    /// "Roe told reporters on Monday that …".
    private func afterThat(_ attribution: Attribution, _ end: Int) -> Int? {
        let start = attribution.items.upperBound
        for index in start..<max(start, min(start + Self.longestAddress, end)) {
            let item = frame.items[index]
            guard item.isWord else { return nil }
            if isThat(item.token) { return index + 1 < end ? index + 1 : nil }
            if item.isA([.finiteCue, .auxiliary, .conjunction]) { return nil }
        }
        return nil
    }

    private func isThat(_ token: Token) -> Bool {
        frame.article.bytes[token.start..<token.end].elementsEqual("that".utf8)
    }

    /// "…, Roe said", "…, according to Roe": the verb and what belongs to it end the sentence.
    private func before(_ attribution: Attribution, in sentence: Range<Int>) -> Range<Int>? {
        let rest = attribution.items.upperBound..<max(sentence.upperBound, attribution.items.upperBound)
        guard let comma = comma(before: attribution, in: sentence), rest.count <= Self.longestAddress,
            !frame.items[rest].contains(where: { $0.isA([.auxiliary, .finiteCue]) || $0.isKind(.comma) }),
            rest.isEmpty || endsAttribution(attribution, frame.items[rest.lowerBound])
        else { return nil }
        var start = frame.datelineEnd(of: sentence)
        while start < comma, frame.items[start].isKind(.dash) || frame.items[start].isKind(.comma) { start += 1 }
        return start < comma ? start..<comma : nil
    }

    /// The comma before an attribution, and before the trade of the one it names.
    private func comma(before attribution: Attribution, in sentence: Range<Int>) -> Int? {
        var last = attribution.items.lowerBound - 1
        while last > sentence.lowerBound, attribution.items.lowerBound - last <= Self.longestTrade,
            frame.items[last].isWord, !frame.items[last].isA(.clauseBreaking)
        {
            last -= 1
        }
        return last > sentence.lowerBound && frame.items[last].isKind(.comma) ? last : nil
    }

    /// Whether what follows an attribution tells to whom or when, and is no object: "told reporters", "said on Monday".
    private func endsAttribution(_ attribution: Attribution, _ next: Frame.Item) -> Bool {
        attribution.cue.count == 2 || BareClause.isTelling(frame.items[attribution.cue.lowerBound], in: frame.article)
            || next.isKind(.colon) || next.isA([.preposition, .adverb, .time, .gerundCue])
    }
}
