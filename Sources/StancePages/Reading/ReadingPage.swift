import StanceKit

/// Articles as prose, with their quotations marked by stance, who said them at the margin, and why the label is what it is; with
/// a panel by speaker, and an index if there are several.
///
/// Every text from outside is escaped, and its control characters are shown as U+FFFD: whatever an article, a name or a path
/// holds, it is text. The page needs no script, has no address of another place, and no style in its elements: all style is
/// in `style`, so that it can be served under a strict Content-Security-Policy.
///
/// ```swift
/// let article = AnalyzedArticle(origin: "dam.txt", text: text, QuotationExtractor(), classifier)
/// let page = ReadingPage([article], labels: classifier.labels).html
/// ```
public struct ReadingPage: Sendable {
    private let articles: [AnalyzedArticle]
    private let labels: [String]

    /// - Parameter labels: the classifier's labels.
    public init(_ articles: [AnalyzedArticle], labels: [String]) {
        self.articles = articles
        self.labels = labels
    }

    /// A whole HTML document.
    ///
    /// - Complexity: O(characters + quotations · labels).
    public var html: String {
        let body = Self.document.render(["title": title, "summary": summary, "fragment": fragment])
        return PageFrame.html(title: title, style: Self.style(labels: labels), body: body)
    }

    /// What the document holds under its heading, for a page of another kind: elements that need `style`, with headings
    /// from the second rank down.
    public var fragment: String {
        let statements = StatementValues(labels: labels)
        var number = 0
        let values = articles.enumerated().map { index, article -> [String: Any] in
            let first = number + 1
            number += article.statements.count
            return [
                "article": index + 1, "origin": article.origin.displayable,
                "count": Self.count(article.statements.count, "quotation"), "counts": counts(of: article),
                "passages": Passages(article, firstNumber: first, statements).values,
            ]
        }
        return Self.template.render([
            "isIndexed": articles.count > 1, "articles": values,
            "speakers": SpeakerPanel(articles, labels: labels).values,
            "legend": labels.indices.map { statements.look(of: $0) },
            "fewestWords": Classifier.fewestWords,
        ])
    }

    /// The style of the fragment, besides the frame's own, as CSS.
    public static func style(labels: [String]) -> String {
        let palette = Palette(labels: labels)
        let looks = labels.indices.map { ".label-\($0) { --look: var(--label-\($0)); }\n" }
        return palette.css + looks.joined() + PageTemplate.text(PackageResources.reading_css)
    }

    private var title: String {
        articles.count == 1 ? articles[0].origin.displayable : Self.count(articles.count, "article")
    }

    private var summary: String {
        Self.count(articles.reduce(0) { $0 + $1.statements.count }, "quotation")
    }

    private func counts(of article: AnalyzedArticle) -> [[String: Any]] {
        let statements = StatementValues(labels: labels)
        return labels.indices.compactMap { label in
            let count = article.statements.count { $0.prediction?.labelIndex == label }
            return count == 0 ? nil : statements.look(of: label).merging(["number": count]) { $1 }
        }
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static let template = PageTemplate(PackageResources.reading_mustache)
    private static let document = PageTemplate(PackageResources.reading_page_mustache)
}
