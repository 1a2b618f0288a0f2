/// The topics of an article, by paragraph.
struct Topics {
    private let article: Article
    /// Those of paragraphs with quoted words, and of others as far as they have been asked for.
    private var found: [Paragraph?]

    private struct Paragraph {
        var topics: [Topic]
        /// Where its sentences start, in bytes.
        var sentences: [Int]

        init(_ frame: Frame, _ attributions: [[Attribution]]) {
            topics = TopicFinder(frame, attributions).topics()
            sentences = frame.sentences.map { frame.items[$0.lowerBound].token.start }
        }
    }

    /// How far back, in tokens, what a pronoun stands for is looked for.
    private static let reach = 300

    init(_ article: Article) {
        self.article = article
        found = Array(repeating: nil, count: article.paragraphs.count)
    }

    /// Adds the topics of a paragraph with quoted words.
    mutating func add(_ paragraph: Int, _ frame: Frame, _ attributions: [[Attribution]]) {
        found[paragraph] = Paragraph(frame, attributions)
    }

    /// The subjects before a place and near it, the last one first, but one who tells of another before that one.
    mutating func near(_ position: Int) -> [Topic] {
        let end = article.token(at: position)
        let floor = max(0, end - Self.reach)
        var near: [Topic] = []
        var paragraph = article.paragraphs.partitioningIndex { $0.upperBound > floor }
        while paragraph < article.paragraphs.count, article.paragraphs[paragraph].lowerBound < end {
            let topics = of(paragraph: paragraph).topics
            let first = topics.partitioningIndex { $0.name.lowerBound >= article.tokens[floor].start }
            let last = topics.partitioningIndex { $0.name.lowerBound >= position }
            near += topics[min(first, last)..<last].filter { !$0.isObject }
            paragraph += 1
        }
        near.reverse()
        for index in near.indices.dropLast().reversed() where near[index].isReported && !near[index + 1].isReported {
            near.swapAt(index, index + 1)
        }
        return near
    }

    /// Where the sentence that holds a place starts.
    mutating func sentenceStart(of position: Int) -> Int {
        let index = article.paragraph(at: position)
        guard index < article.paragraphs.count else { return position }
        let starts = of(paragraph: index).sentences
        return starts[max(0, starts.partitioningIndex { $0 > position } - 1)]
    }

    /// The topics near a place in the sentence before the one that holds it, those who are no subjects among them.
    mutating func sentenceBefore(_ position: Int) -> [Topic] {
        var index = article.paragraph(at: position)
        guard index < article.paragraphs.count else { return [] }
        var starts = of(paragraph: index).sentences
        var next = starts.partitioningIndex { $0 > position } - 1
        var end = starts[max(0, next)]
        if next <= 0, index > 0 {
            index -= 1
            end = article.tokens[article.paragraphs[index].upperBound - 1].end
            starts = of(paragraph: index).sentences
            next = starts.count
        }
        guard next > 0 else { return [] }
        let topics = of(paragraph: index).topics
        let floor = article.tokens[max(0, article.token(at: position) - Self.reach)].start
        let first = topics.partitioningIndex { $0.name.lowerBound >= max(starts[next - 1], floor) }
        let last = topics.partitioningIndex { $0.name.lowerBound >= end }
        return Array(topics[min(first, last)..<last])
    }

    private mutating func of(paragraph index: Int) -> Paragraph {
        if let paragraph = found[index] { return paragraph }
        let frame = Frame(article, paragraph: article.paragraphs[index], spans: [])
        let finder = AttributionFinder(frame)
        let paragraph = Paragraph(frame, frame.sentences.map { finder.attributions(in: $0) })
        found[index] = paragraph
        return paragraph
    }
}
