/// Reads the paragraphs of an article in order: what is quoted in each, and who said it.
struct ParagraphReader {
    /// A paragraph with quoted words.
    struct Paragraph {
        var frame: Frame
        var assigner: SpeakerAssignment
        /// One for each span of the frame.
        var assignments: [Assignment]
        var selection: Selection
        /// The kind of each span, nil for one that is no quotation.
        var kinds: [Quotation.Kind?]
        /// The reading by whose turn it is, where two take turns.
        var turn: Reading?
    }

    private let article: Article
    private var finder: SpanFinder
    private var lastSpeech: Speech?
    private var lastSpeechParagraph = -1
    private var exchange = Exchange()

    init(_ article: Article) {
        self.article = article
        finder = SpanFinder(article)
    }

    /// The paragraph with this index, nil if nothing is quoted in it. Paragraphs must come in order.
    mutating func next(_ index: Int) -> Paragraph? {
        let spans = finder.spans(inParagraph: index)
        guard !spans.isEmpty else { return nil }
        let frame = Frame(article, paragraph: article.paragraphs[index], spans: spans)
        let assigner = SpeakerAssignment(frame, signature: signature(below: index, frame))
        let asks = spans.contains { article.bytes[$0.content].contains(UInt8(ascii: "?")) }
        let turn =
            frame.items.count == 1 ? exchange.speaker(inParagraph: index, asks: asks).map { Reading(.turn, $0) } : nil
        let assignments = assigner.assignments { turn ?? running(before: index) }
        let selection = Selection(frame, assignments)
        let kinds = spans.indices.map { selection.kind(of: $0) }
        if let last = kinds.lastIndex(where: { $0 != nil }) {
            lastSpeech = assigner.endsWithColon ? assigner.closingSpeech() : assignments[last].speech
            lastSpeechParagraph = index
            if let speech = lastSpeech {
                let isNamed =
                    assignments.contains { $0.ground == .adjacent && $0.speech == speech } && speech.kind == .name
                exchange.add(.init(paragraph: index, speech: speech, asks: asks, isNamed: isNamed), in: article)
            }
        }
        return Paragraph(
            frame: frame, assigner: assigner, assignments: assignments, selection: selection, kinds: kinds, turn: turn
        )
    }

    private static let longestSignature = 20

    /// "– Commissioner Roe" or "Ada Roe, an engineer" on a line of its own, below a paragraph that ends with quoted words.
    private func signature(below index: Int, _ frame: Frame) -> Speech? {
        guard frame.items.last?.isSpan == true, index + 1 < article.paragraphs.count else { return nil }
        let line = article.paragraphs[index + 1]
        let first = article.tokens[line.lowerBound]
        guard line.count <= Self.longestSignature, first.kind == .dash || first.isNamePart else { return nil }
        let finder = ReadingFinder(Frame(article, paragraph: line, spans: []), signature: nil)
        return first.kind == .dash ? finder.signer(from: 0) : finder.describedSigner()
    }

    /// The reading by the speech right before a paragraph.
    func running(before index: Int) -> Reading? {
        speech(before: index).map { Reading(.running, $0) }
    }

    private func speech(before index: Int) -> Speech? {
        if lastSpeechParagraph == index - 1, let lastSpeech { return lastSpeech }
        guard index > 0, lastSpeechParagraph != index - 1 else { return nil }
        return SpeakerAssignment(Frame(article, paragraph: article.paragraphs[index - 1], spans: [])).closingSpeech()
    }
}
