import Foundation
import StanceKit
import TestSupport
import Testing

@testable import StanceEvaluation

@Suite struct ReportDirectoryTests {
    private static func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test("Page, Markdown, plots and metrics; a second report takes the place of the first")
    func writing() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/deep/report"
            let document = try ReportSamples.evaluation(labels: ["neutral", "reassurance", "warning"]).document
            try ReportDirectory.write(document, to: path)
            let plots = [
                "confusion.svg", "groups-1.svg", "precision-recall-1.svg", "precision-recall-2.svg",
                "precision-recall-3.svg", "reliability.svg",
            ]
            #expect(try Self.names(path) == (plots + ["metrics.csv", "report.html", "report.md"]).sorted())
            let markdown = try String(contentsOfFile: "\(path)/report.md", encoding: .utf8)
            for plot in plots {
                let text = try String(contentsOfFile: "\(path)/\(plot)", encoding: .utf8)
                #expect(ReportSamples.isXML(text) && !text.contains("var("))
                #expect(markdown.contains("](\(plot))"))
            }
            let second = try ReportSamples.evaluation(labels: ["a", "b"], hasProbabilities: false).document
            try ReportDirectory.write(second, to: path)
            #expect(
                try Self.names(path) == ["confusion.svg", "groups-1.svg", "metrics.csv", "report.html", "report.md"])
        }
    }

    @Test(
        "A directory with anything else in it is refused, and keeps it",
        arguments: ["thesis.docx", "report.md", "report.html", "shares-x.svg"])
    func occupied(name: String) throws {
        try withTemporaryFolder { folder in
            try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            let document = try ReportSamples.evaluation(labels: ["a", "b"]).document
            let error = #expect(throws: StanceError.self) { try ReportDirectory.write(document, to: folder) }
            #expect(error?.cause == .outputIsNoReport && error?.code == .failure)
            #expect(try Self.names(folder) == [name])
            #expect(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) == "mine")
        }
    }

    @Test("An empty directory will do; a file will not")
    func emptyOrFile() throws {
        try withTemporaryFolder { folder in
            try ReportDirectory.checkDestination(folder)
            try Data().write(to: URL(fileURLWithPath: "\(folder)/file"))
            #expect(throws: StanceError.self) { try ReportDirectory.checkDestination("\(folder)/file") }
        }
    }
}
