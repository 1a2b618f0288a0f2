/// Turns byte offsets into Unicode scalar offsets, all in one pass over the article.
struct ScalarOffsets {
    private var scalars: [Int: Int] = [:]

    init(_ offsets: [Int], in bytes: [UInt8]) {
        var byte = 0
        var scalar = 0
        for offset in offsets.sorted() {
            while byte < min(offset, bytes.count) {
                // Continuation bytes start no scalar.
                if bytes[byte] & 0xC0 != 0x80 { scalar += 1 }
                byte += 1
            }
            scalars[offset] = scalar
        }
    }

    func range(_ bytes: Range<Int>) -> Range<Int> {
        let lower = scalars[bytes.lowerBound] ?? 0
        return lower..<max(lower, scalars[bytes.upperBound] ?? lower)
    }

    /// The finished quotations.
    static func quotations(_ drafts: [QuotationDraft], speakers: [String?], in article: Article) -> [Quotation] {
        let ranges = drafts.flatMap { draft in draft.segments + (draft.speech.map { [$0.mention] } ?? []) }
        let offsets = ScalarOffsets(ranges.flatMap { [$0.lowerBound, $0.upperBound] }, in: article.bytes)
        return zip(drafts, speakers).map { draft, speaker in
            Quotation(
                segments: draft.segments.map(offsets.range),
                kind: draft.kind,
                text: draft.segments.map(article.text).joined(separator: " "),
                speaker: speaker,
                speakerRange: draft.speech.map { offsets.range($0.mention) },
                cue: draft.speech?.cue.map { article.text($0) },
                speakerConfidence: draft.speech.map { _ in draft.confidence })
        }
    }
}
