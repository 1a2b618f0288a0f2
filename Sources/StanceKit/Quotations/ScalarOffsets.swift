/// Turns byte offsets into Unicode scalar offsets, all in one pass over the article.
struct ScalarOffsets {
    private let bytes: [Int]
    private let scalars: [Int]

    init(_ offsets: [Int], in text: [UInt8]) {
        bytes = offsets.sorted()
        scalars = text.withUnsafeBufferPointer { [bytes] text in
            var byte = 0
            var scalar = 0
            return bytes.map { offset in
                // Continuation bytes start no scalar.
                let end = max(byte, min(offset, text.count))
                let passed = UnsafeBufferPointer(rebasing: text[byte..<end])
                scalar += passed.reduce(0) { $0 &+ ($1 & 0xC0 != 0x80 ? 1 : 0) }
                byte = end
                return scalar
            }
        }
    }

    func range(_ range: Range<Int>) -> Range<Int> {
        let lower = scalar(range.lowerBound)
        return lower..<max(lower, scalar(range.upperBound))
    }

    private func scalar(_ byte: Int) -> Int {
        scalars.isEmpty ? 0 : scalars[bytes.dropLast().partitioningIndex { $0 >= byte }]
    }

    /// The finished quotations.
    static func quotations(_ drafts: [QuotationDraft], speakers: [String?], in article: Article) -> [Quotation] {
        let ranges = drafts.flatMap { draft in draft.segments + (draft.speech.map { [$0.mention] } ?? []) }
        let offsets = ScalarOffsets(ranges.flatMap { [$0.lowerBound, $0.upperBound] }, in: article.bytes)
        return zip(drafts, speakers).map { draft, speaker in
            Quotation(
                segments: draft.segments.map(offsets.range),
                kind: draft.kind,
                text: draft.segments.map(article.slice).joined(separator: " "),
                speaker: speaker,
                speakerRange: draft.speech.map { offsets.range($0.mention) },
                cue: draft.speech?.cue.map { article.text($0) },
                speakerConfidence: draft.speech.map { _ in draft.confidence })
        }
    }
}
