/// The ages that an article gives with names: "Ada Roe, 29, said".
struct Ages {
    /// The name of the one person of an age.
    private(set) var names: [Int: String] = [:]
    /// Whose age is given.
    private(set) var known: Set<String> = []

    private static let longest = 3

    init(_ article: Article, _ registry: NameRegistry) {
        let tokens = article.tokens
        var shared: Set<Int> = []
        for index in tokens.indices.dropFirst(2)
        where tokens[index].kind == .number && tokens[index - 1].kind == .comma && tokens[index - 2].isNamePart {
            guard tokens[index].end - tokens[index].start < Self.longest,
                index + 1 == tokens.count || tokens[index + 1].kind == .comma || tokens[index + 1].kind == .stop,
                let age = Int(article.text(tokens[index].start..<tokens[index].end))
            else { continue }
            let last = tokens[index - 2]
            let mention = article.text(last.start..<last.end)
            let name = registry.fullName(of: mention, before: last.end) ?? mention
            known.insert(name)
            if let other = names.updateValue(name, forKey: age), other != name { shared.insert(age) }
        }
        for age in shared { names[age] = nil }
    }
}
