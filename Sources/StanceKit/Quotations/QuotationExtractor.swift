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
    private let includesIndirect: Bool

    /// Creates an extractor. One serves any number of articles, from any thread.
    ///
    /// - Parameter includesIndirect: whether reported speech without marks is found too.
    public init(includesIndirect: Bool = false) {
        self.includesIndirect = includesIndirect
    }

    /// The quotations of an article in their order, with offsets in Unicode scalars.
    public func quotations(in article: String) -> [Quotation] {
        let article = Article(article)
        let (drafts, topics) = drafts(article)
        guard !drafts.isEmpty else { return [] }
        var resolution = SpeakerResolution(article, topics)
        let speakers = resolution.speakers(of: drafts)
        return ScalarOffsets.quotations(drafts, speakers: speakers, in: article)
    }

    private func drafts(_ article: Article) -> ([QuotationDraft], Topics) {
        var reader = ParagraphReader(article)
        var joiner = QuotationJoiner()
        var indirect: [QuotationDraft] = []
        var topics = Topics(article)
        for index in article.paragraphs.indices {
            let paragraph = reader.next(index)
            if includesIndirect {
                let frame = paragraph?.frame ?? Frame(article, paragraph: article.paragraphs[index], spans: [])
                indirect += IndirectSpeech(frame, kinds: paragraph?.kinds ?? []).drafts()
            }
            guard let paragraph else { continue }
            topics.add(index, paragraph.frame, paragraph.assigner.attributions)
            joiner.add(paragraph.frame, paragraph.assignments, kinds: paragraph.kinds, paragraph.selection)
        }
        guard !indirect.isEmpty else { return (joiner.drafts, topics) }
        let drafts = (joiner.drafts + indirect).sorted { $0.segments[0].lowerBound < $1.segments[0].lowerBound }
        return (drafts, topics)
    }
}
