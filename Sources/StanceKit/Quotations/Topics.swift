/// The topics of an article, by paragraph.
struct Topics {
    private let article: Article
    /// Those of paragraphs with quoted words, and of others as far as they have been asked for.
    private var found: [[Topic]?]

    /// How far back, in tokens, what a pronoun stands for is looked for.
    private static let reach = 300

    init(_ article: Article) {
        self.article = article
        found = Array(repeating: nil, count: article.paragraphs.count)
    }

    /// Adds the topics of a paragraph with quoted words.
    mutating func add(_ paragraph: Int, _ frame: Frame, _ attributions: [[Attribution]]) {
        found[paragraph] = TopicFinder(frame, attributions).topics()
    }

    /// The topics before a place and near it, the last one first, but one who tells of another before that one.
    mutating func near(_ position: Int) -> [Topic] {
        let end = article.token(at: position)
        let floor = max(0, end - Self.reach)
        var near: [Topic] = []
        var paragraph = article.paragraphs.partitioningIndex { $0.upperBound > floor }
        while paragraph < article.paragraphs.count, article.paragraphs[paragraph].lowerBound < end {
            let topics = topics(ofParagraph: paragraph)
            let first = topics.partitioningIndex { $0.name.lowerBound >= article.tokens[floor].start }
            let last = topics.partitioningIndex { $0.name.lowerBound >= position }
            near += topics[min(first, last)..<last]
            paragraph += 1
        }
        near.reverse()
        for index in near.indices.dropLast().reversed() where near[index].isReported && !near[index + 1].isReported {
            near.swapAt(index, index + 1)
        }
        return near
    }

    private mutating func topics(ofParagraph index: Int) -> [Topic] {
        if let topics = found[index] { return topics }
        let frame = Frame(article, paragraph: article.paragraphs[index], spans: [])
        let finder = AttributionFinder(frame)
        let topics = TopicFinder(frame, frame.sentences.map { finder.attributions(in: $0) }).topics()
        found[index] = topics
        return topics
    }
}
