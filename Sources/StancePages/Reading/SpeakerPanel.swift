import StanceKit

/// Who said how much of what, with the numbers of the quotations.
struct SpeakerPanel {
    /// The values of each speaker, most quotations first, the unknown one last.
    let values: [[String: Any]]

    init(_ articles: [AnalyzedArticle], labels: [String]) {
        let tally = SpeakerTally(labels: labels)
        for article in articles {
            tally.add(article.statements.map(\.quotation), article.statements.map(\.prediction))
        }
        // The numbers of each speaker's quotations, by label; those without one last.
        var numbers: [String?: [[Int]]] = [:]
        for (index, statement) in articles.lazy.flatMap(\.statements).enumerated() {
            let label = statement.prediction?.labelIndex ?? labels.count
            let empty = [[Int]](repeating: [], count: labels.count + 1)
            numbers[statement.quotation.speaker, default: empty][label].append(index + 1)
        }
        let statements = StatementValues(labels: labels)
        values = tally.speakers().map { speaker in
            let counts = (numbers[speaker.name] ?? []).enumerated().compactMap { label, numbers -> [String: Any]? in
                guard !numbers.isEmpty else { return nil }
                let look =
                    label < labels.count
                    ? statements.look(of: label) : ["look": "unlabelled", "sign": "○", "label": "without a label"]
                return look.merging([
                    "count": label < labels.count ? speaker.counts[label] : numbers.count,
                    "numbers": numbers.map { ["number": $0] },
                ]) { $1 }
            }
            return ["name": speaker.name?.displayable ?? false, "quotations": speaker.quotations, "counts": counts]
        }
    }
}
