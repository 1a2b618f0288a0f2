/// Names that sign quoted words.
extension ReadingFinder {
    /// The name that a frame starts with, if all the rest is one description of a person: "Ada Roe, an engineer".
    func describedSigner() -> Speech? {
        guard let subject = reader.subject(from: 0, ceiling: frame.items.count), subject.kind == .name,
            subject.items.count > 1
        else { return nil }
        let description = frame.items[subject.items.upperBound...]
        guard description.count(where: { $0.isKind(.comma) }) == 1, description.first?.isKind(.comma) == true,
            description.last?.isKind(.stop) == false,
            description.contains(where: { $0.isA([.role, .title, .body]) }),
            !description.contains(where: { $0.isA([.finiteCue, .auxiliary, .pronoun]) || isOfByline($0.token) })
        else { return nil }
        return Speech(subject)
    }

    /// Those who sign what they write, below the last words of an article.
    private static let byline = WordSet(
        "reporter reporters editor correspondent photographer photographs writer columnist staff news")

    private func isOfByline(_ token: Token) -> Bool {
        Self.byline.contains(frame.article.hash(of: token))
    }

    /// The name after a dash, with nothing but an office after it.
    func signer(from dash: Int) -> Speech? {
        let ceiling = frame.items.count
        guard dash + 1 < ceiling, frame.items[dash].isKind(.dash),
            let subject = reader.subject(from: dash + 1, ceiling: ceiling), subject.kind == .name
        else { return nil }
        let end = subject.items.upperBound
        guard end < ceiling else { return Speech(subject) }
        return frame.items[end].isKind(.comma) || frame.items[end].isKind(.stop) ? Speech(subject) : nil
    }
}
