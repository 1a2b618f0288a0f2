/// Finds reported speech without marks: the clause that a verb of saying or thinking governs.
struct IndirectSpeech {
    private let frame: Frame
    private let kinds: [Quotation.Kind?]
    private let finder: AttributionFinder

    private static let fewestWords = 4
    /// Between a verb and its "that" stand at most so many words: "told reporters in Eastport on Monday that".
    private static let longestAddress = 8
    /// Nothing that long is one clause. In bytes.
    private static let longestClause = 2000
    private static let longestMention = 400

    /// - Parameter kinds: the kinds of the frame's spans; a sentence with a quotation in marks reports no more.
    init(_ frame: Frame, kinds: [Quotation.Kind?]) {
        self.frame = frame
        self.kinds = kinds
        finder = AttributionFinder(frame)
    }

    /// At most one a sentence, in order.
    func drafts() -> [QuotationDraft] {
        frame.sentences.compactMap { sentence in
            guard !hasQuotation(sentence) else { return nil }
            let attributions = finder.attributions(in: sentence).filter {
                $0.isExplicit && !$0.isNaming && !frame.items[$0.cue.lowerBound].isA(.besideSpeech)
            }
            for attribution in attributions {
                if let clause = clause(of: attribution, in: sentence) {
                    return draft(clause, attribution)
                }
            }
            return nil
        }
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

    private func clause(of attribution: Attribution, in sentence: Range<Int>) -> Range<Int>? {
        let isAccordingTo = attribution.cue.count == 2
        let end = sentenceEnd(sentence)
        let clause: Range<Int>?
        if attribution.items.lowerBound == sentence.lowerBound, isAccordingTo {
            clause = afterComma(attribution.items.upperBound, end)
        } else if let start = afterThat(attribution, end) {
            clause = start..<end
        } else {
            clause = before(attribution, sentence, end)
        }
        guard let clause, frame.items[clause].count(where: { $0.isWord || $0.isSpan }) >= Self.fewestWords else {
            return nil
        }
        return clause
    }

    /// Past the sentence's full stop.
    private func sentenceEnd(_ sentence: Range<Int>) -> Int {
        var end = sentence.upperBound
        while end > sentence.lowerBound, frame.items[end - 1].isKind(.stop) { end -= 1 }
        return end
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
    private func before(_ attribution: Attribution, _ sentence: Range<Int>, _ end: Int) -> Range<Int>? {
        let last = attribution.items.lowerBound - 1
        guard last > sentence.lowerBound, frame.items[last].isKind(.comma),
            end - attribution.items.upperBound <= Self.longestAddress,
            !frame.items[attribution.items.upperBound..<max(end, attribution.items.upperBound)].contains(where: {
                $0.isA([.auxiliary, .finiteCue]) || $0.isKind(.comma)
            })
        else { return nil }
        var start = sentence.lowerBound
        while start < last, frame.items[start].isKind(.dash) || frame.items[start].isKind(.comma) { start += 1 }
        return start < last ? start..<last : nil
    }
}
