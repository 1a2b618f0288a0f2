/// Two who take turns: after a question and its answer, both of somebody named, a paragraph of nothing but words that asks
/// again is the first one's, and from there on such paragraphs alternate. Other words without a speaker go on with the last.
struct Exchange {
    struct Turn {
        var paragraph: Int
        var speech: Speech
        var asks: Bool
        /// Whether a name stands beside the words.
        var isNamed: Bool
    }

    private var turns: (first: Turn, second: Turn)?
    private var last: Turn?
    private var alternates = false

    /// The one whose turn a paragraph of nothing but words is, nil outside an exchange.
    func speaker(inParagraph paragraph: Int, asks: Bool) -> Speech? {
        guard let turns, turns.second.paragraph == paragraph - 1 else { return nil }
        let isReply = turns.first.asks && asks && turns.first.isNamed && turns.second.isNamed
        return alternates || isReply ? turns.first.speech : nil
    }

    /// Adds the next paragraph with words.
    mutating func add(_ turn: Turn, in article: Article) {
        let expected = speaker(inParagraph: turn.paragraph, asks: turn.asks)
        alternates = expected.map { surname($0, article) == surname(turn.speech, article) } ?? false
        turns = nil
        if let last, last.paragraph == turn.paragraph - 1,
            surname(last.speech, article) != surname(turn.speech, article)
        {
            turns = (last, turn)
        }
        last = turn
    }

    private func surname(_ speech: Speech, _ article: Article) -> ArraySlice<UInt8>? {
        article.bytes[speech.name].split(separator: UInt8(ascii: " ")).last
    }
}
