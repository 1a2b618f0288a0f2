/// A quotation in bytes, before names are resolved.
struct QuotationDraft {
    var segments: [Range<Int>]
    var kind: Quotation.Kind
    var speech: Speech?
    /// How probable it is that the speech is the right one.
    var confidence: Double
}

/// Makes one quotation of the spans that one speech is cut into.
struct QuotationJoiner {
    private(set) var drafts: [QuotationDraft] = []

    /// Adds the spans of the next paragraph; those without a kind are no quotations.
    mutating func add(
        _ frame: Frame, _ assignments: [Assignment], kinds: [Quotation.Kind?], _ selection: Selection
    ) {
        for (index, kind) in kinds.enumerated() {
            guard let kind else { continue }
            let span = frame.spans[index]
            let speech = assignments[index].named
            if let last = drafts.indices.last, joins(index, frame, assignments, kinds, selection) {
                drafts[last].segments.append(span.content)
                if kind == .direct { drafts[last].kind = .direct }
                if drafts[last].speech == nil {
                    drafts[last].speech = speech
                    drafts[last].confidence = assignments[index].confidence
                }
            } else {
                drafts.append(
                    QuotationDraft(
                        segments: [span.content], kind: kind, speech: speech, confidence: assignments[index].confidence)
                )
            }
        }
    }

    private func joins(
        _ index: Int, _ frame: Frame, _ assignments: [Assignment], _ kinds: [Quotation.Kind?], _ selection: Selection
    ) -> Bool {
        let span = frame.spans[index]
        if span.continuesPrevious {
            // A second attribution of its own makes it a second quotation.
            return drafts.last?.speech == nil || assignments[index].ground != .adjacent
        }
        guard index > 0, kinds[index - 1] != nil, kinds[index] == .direct else { return false }
        if span.origin == .resumed || selection.isResumed(index) { return true }
        // `"A," said X. "B."`: nothing but the attribution stands between.
        guard assignments[index].ground == .neighbour, assignments[index - 1].ground == .adjacent,
            assignments[index].speech?.mention == assignments[index - 1].speech?.mention
        else { return false }
        let previous = frame.positions[index - 1]
        let sentence = frame.sentence(of: previous)
        return frame.sentences[sentence].lowerBound == previous
            && frame.sentence(of: frame.positions[index]) == sentence + 1
    }
}
