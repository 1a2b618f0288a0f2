import Foundation
import StanceKit
import StancePages
import TestSupport
import Testing

@testable import StanceEvaluation

@Suite struct ReportDocumentTests {
    private static let stances = ["neutral", "reassurance", "warning"]

    @Test("Page and Markdown have the numbers of the JSON, metrics.csv has them to the last digit")
    func numbers() throws {
        let (report, document) = try ReportSamples.evaluation(labels: Self.stances)
        let read = try JSONDecoder().decode(EvaluationReport.self, from: Data(report.json().utf8))
        let (html, markdown) = (document.html(), document.markdown())
        let rows = try rows(document)
        var checked = 0
        func check(_ estimate: Estimate?, _ key: [String], isShown: Bool = true) throws {
            guard let estimate else { return }
            let cell = "\(estimate.three)<small>[\(estimate.threeLow), \(estimate.threeHigh)]</small>"
            if isShown {
                #expect(html.contains(cell), "\(key)")
                #expect(
                    markdown.contains("\(estimate.three) \\[\(estimate.threeLow), \(estimate.threeHigh)\\]"), "\(key)")
            }
            #expect(try #require(rows[key], "\(key)") == [estimate.value, estimate.low, estimate.high])
            checked += 1
        }
        func check(_ report: EvaluationReport, _ field: String, _ group: String, isShown: Bool) throws {
            for metric in report.overall {
                try check(metric.estimate, [metric.key, "(all)", field, group], isShown: isShown)
            }
            for (label, metrics) in report.perLabel {
                try check(metrics.precision, ["precision", label, field, group])
                try check(metrics.recall, ["recall", label, field, group])
                try check(metrics.f1, ["f1", label, field, group])
                try check(metrics.rocArea, ["rocArea", label, field, group], isShown: isShown)
                try check(metrics.precisionRecallArea, ["precisionRecallArea", label, field, group], isShown: isShown)
                #expect(rows[["support", label, field, group]] == [Double(metrics.support)])
            }
        }
        try check(read, "(all)", "(all)", isShown: true)
        for (value, group) in try #require(read.groups?["who"]) { try check(group, "who", value, isShown: false) }
        #expect(
            checked == 8 + 15 + 2 * 8 + rows.keys.count { $0[2] == "who" && $0[1] != "(all)" && $0[0] != "support" })
    }

    private func rows(_ document: ReportDocument) throws -> [[String]: [Double]] {
        try withTemporaryFolder { folder in
            try ReportDirectory.write(document, to: "\(folder)/r")
            let table = try RecordTable(path: "\(folder)/r/metrics.csv", format: nil)
            let keys = try ["metric", "label", "field", "group"].map { try table.filled($0) }
            let values = try ["value", "low", "high"].map { try table.values(of: $0) }
            return Dictionary(
                uniqueKeysWithValues: table.records.indices.map { row in
                    (keys.map { $0[row] }, values.compactMap { $0[row].flatMap(Double.init) })
                })
        }
    }

    @Test("Hostile labels come out as text, in a page that needs nothing from outside")
    func hostileLabels() throws {
        let document = try ReportSamples.evaluation(labels: ReportSamples.hostile).document
        let html = document.html()
        #expect(!html.contains("<script") && html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!html.contains("http") && !html.contains("src=") && !html.contains("@import"))
        #expect(html.contains("<bdi>אזהרה</bdi>"))
        let drawings = ReportSamples.drawings(in: html)
        #expect(drawings.count == 1 + 1 + 4 + 1)
        for drawing in drawings { #expect(ReportSamples.isXML(drawing)) }
    }

    @Test("In Markdown what could be markup is text, and every row of a table has all its cells")
    func markdown() throws {
        let markdown = try ReportSamples.evaluation(labels: ReportSamples.hostile).document.markdown()
        #expect(!markdown.replacing("\\<", with: "").contains("<"))
        #expect(markdown.contains("\\<script\\>alert(1)\\</script\\>"))
        #expect(markdown.contains("a \\| b \\& \\*c\\* \\`d\\` \\[e\\](f)"))
        #expect(markdown.contains("`` stance-eval 'it'\\''s `here` \\| there' ``"))
        var width: Int?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                width = nil
                continue
            }
            let cells = line.replacing("\\|", with: "").count { $0 == "|" } - 1
            #expect(cells == width ?? cells, "\(line)")
            width = cells
        }
        #expect(markdown.contains("![Reliability diagram](reliability.svg)"))
    }

    @Test("Of many labels the confused pairs stand there, and curves of ten; both are said")
    func manyLabels() throws {
        let labels = (0..<77).map { "label \($0)" }
        let document = try ReportSamples.evaluation(labels: labels, items: 400).document
        let html = document.html()
        #expect(html.contains("A matrix of 77 labels cannot be read: the 30 most frequent confusions"))
        #expect(html.contains("Shown are the 10 most frequent of 77 labels"))
        #expect(ReportSamples.drawings(in: html).count == 1 + 10 + 1)
    }

    @Test(
        "One label, or no probabilities: what there is",
        arguments: [(["only"], true), (["only"], false), (["a", "b"], false)])
    func little(labels: [String], hasProbabilities: Bool) throws {
        let (report, document) = try ReportSamples.evaluation(labels: labels, hasProbabilities: hasProbabilities)
        let html = document.html()
        #expect(html.contains("accuracy") && html.contains("Confusion matrix"))
        #expect(html.contains("Reliability diagram") == hasProbabilities)
        #expect(html.contains("Cohen&#39;s kappa</bdi></td>") == (report.cohenKappa != nil))
        #expect(!html.contains("nan") && !document.markdown().contains("nan"))
    }

    @Test("The digest is that of sha256sum, the command one that a shell reads")
    func provenance() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/p.csv"
            try Data("gold,predicted\nx,x\ny,x\n".utf8).write(to: URL(fileURLWithPath: path))
            let table = try RecordTable(path: path, format: nil)
            #expect(table.sha256 == "941cb39f5d24b3c0aa6686714c6fdb240b00ddf6fe74f60741631995a572f557")
            let provenance = Provenance(
                command: ["stance-eval", "--by", "a b", "", "it's"], files: [.init(table, role: "x")])
            #expect(provenance.commandLine == "stance-eval --by 'a b' '' 'it'\\''s'")
        }
    }
}
