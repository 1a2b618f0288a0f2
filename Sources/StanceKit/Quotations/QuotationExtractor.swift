/// Finds the quotations of a news article and who said them.
///
/// ```swift
/// let found = QuotationExtractor().quotations(in: "\"The dam will hold,\" engineer Ada Brook said.")
/// // found[0].text == "The dam will hold,", found[0].speaker == "Ada Brook"
/// ```
///
/// Takes time linear in the article's length, and any text: unbalanced marks cost at worst the quotations of their
/// own paragraph.
public struct QuotationExtractor: Sendable {
    /// Creates an extractor. One serves any number of articles, from any thread.
    public init() {}

    /// The quotations of an article in their order, with offsets in Unicode scalars.
    public func quotations(in article: String) -> [Quotation] {
        let article = Article(article)
        let drafts = Self.drafts(article)
        guard !drafts.isEmpty else { return [] }
        let speakers = SpeakerResolution(article).speakers(of: drafts)
        return ScalarOffsets.quotations(drafts, speakers: speakers, in: article)
    }

    private static func drafts(_ article: Article) -> [QuotationDraft] {
        var finder = SpanFinder(article)
        var joiner = QuotationJoiner()
        var lastSpeech: Speech?
        var lastSpeechParagraph = -1
        for index in article.paragraphs.indices {
            let spans = finder.spans(inParagraph: index)
            guard !spans.isEmpty else { continue }
            let frame = Frame(article, paragraph: article.paragraphs[index], spans: spans)
            let assigner = SpeakerAssignment(frame)
            let assignments = assigner.assignments {
                if lastSpeechParagraph == index - 1, let lastSpeech { return lastSpeech }
                guard index > 0, lastSpeechParagraph != index - 1 else { return nil }
                return SpeakerAssignment(Frame(article, paragraph: article.paragraphs[index - 1], spans: []))
                    .closingSpeech()
            }
            let selection = Selection(frame, assignments)
            let kept = spans.indices.map { selection.kind(of: $0) }
            joiner.add(frame, assignments, kinds: kept, selection)
            if let last = kept.lastIndex(where: { $0 != nil }) {
                lastSpeech = assigner.endsWithColon ? assigner.closingSpeech() : assignments[last].speech
                lastSpeechParagraph = index
            }
        }
        return joiner.drafts
    }
}
