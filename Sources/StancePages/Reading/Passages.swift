import StanceKit

/// An article cut into its paragraphs, and these into runs inside and outside of quotations.
struct Passages {
    /// A scalar's place in the article's quotations.
    private struct Place: Equatable {
        /// The statement, by its place in the article; -1 outside of all.
        var statement: Int32 = -1
        /// How strongly its word tells, from -`levels` to `levels`.
        var shade: Int8 = 0
    }

    /// How many shades a word can have for the label, and as many against it.
    private static let levels = 3

    private let article: AnalyzedArticle
    private let firstNumber: Int
    private let statements: StatementValues
    private let scalars: [Unicode.Scalar]
    private var places: [Place]

    /// - Parameter firstNumber: the number of the article's first quotation on the page.
    init(_ article: AnalyzedArticle, firstNumber: Int, _ statements: StatementValues) {
        self.article = article
        self.firstNumber = firstNumber
        self.statements = statements
        scalars = Array(article.text.withoutHardWraps.unicodeScalars)
        places = Array(repeating: Place(), count: scalars.count)
        // Where two overlap, words belong to the one that begins last: it is the inner one.
        for index in article.statements.indices { place(index) }
        for index in article.statements.indices { shade(index) }
    }

    private mutating func place(_ index: Int) {
        for segment in article.statements[index].quotation.segments {
            for scalar in segment.clamped(to: scalars.indices) { places[scalar].statement = Int32(index) }
        }
    }

    private mutating func shade(_ index: Int) {
        guard let explanation = article.statements[index].explanation else { return }
        // The quotation's text is its segments joined by one space.
        let positions = Array(article.statements[index].quotation.segments.map(Array.init).joined(separator: [-1]))
        for (span, shade) in zip(explanation.spans, explanation.shades(levels: Self.levels)) {
            for position in positions[span.range.clamped(to: positions.indices)]
            where places.indices.contains(position) && places[position].statement == index {
                places[position].shade = Int8(shade)
            }
        }
    }

    /// The values of each paragraph that has something to show, in order.
    var values: [[String: Any]] {
        var begun = Set<Int32>()
        return paragraphs().map { paragraph in
            let runs = runs(of: paragraph, begun: &begun)
            return ["notes": runs.notes, "runs": runs.values]
        }
    }

    /// The lines with something visible: to the extractor, too, each is a paragraph, unless its end only fills it.
    private func paragraphs() -> [Range<Int>] {
        let lines = scalars.indices.split { "\n\r\u{2028}\u{2029}".unicodeScalars.contains(scalars[$0]) }
        return lines.map { $0.startIndex..<$0.endIndex }.filter { line in
            scalars[line].contains { !$0.properties.isWhitespace }
        }
    }

    private func runs(
        of paragraph: Range<Int>, begun: inout Set<Int32>
    ) -> (values: [[String: Any]], notes: [[String: Any]]) {
        var values: [[String: Any]] = []
        var notes: [[String: Any]] = []
        for run in equalRuns(of: paragraph, by: \.statement) {
            let index = places[run.lowerBound].statement
            guard index >= 0 else {
                values.append(["isQuoted": false, "text": text(run)])
                continue
            }
            let statement = article.statements[Int(index)]
            let isFirst = begun.insert(index).inserted
            var mark = statements.mark(of: statement)
            mark.merge(["isQuoted": true, "isFirst": isFirst, "number": firstNumber + Int(index)]) { $1 }
            mark["words"] = equalRuns(of: run, by: \.shade).map { word -> [String: Any] in
                ["shade": Self.name(ofShade: places[word.lowerBound].shade) ?? false, "text": text(word)]
            }
            values.append(mark)
            if isFirst {
                notes.append(statements.note(of: statement).merging(["number": firstNumber + Int(index)]) { $1 })
            }
        }
        return (values, notes)
    }

    /// The longest runs of scalars that are alike.
    private func equalRuns<Value: Equatable>(of range: Range<Int>, by value: (Place) -> Value) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for scalar in range {
            if let last = runs.last, value(places[last.lowerBound]) == value(places[scalar]) {
                runs[runs.count - 1] = last.lowerBound..<scalar + 1
            } else {
                runs.append(scalar..<scalar + 1)
            }
        }
        return runs
    }

    private static func name(ofShade shade: Int8) -> String? {
        shade == 0 ? nil : shade > 0 ? "for-\(shade)" : "against-\(-shade)"
    }

    private func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text).displayable
    }
}
