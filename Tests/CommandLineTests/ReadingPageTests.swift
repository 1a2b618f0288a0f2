import Foundation
import TestSupport
import Testing

/// `analyze --format html`; what the page looks like is tested in a browser.
@Suite struct ReadingPageTests {
    private static let model = Tool.project.path + "/Models/stance-en"

    @Test("One page of all articles, in the order of the files and their records, whatever the threads")
    func order() throws {
        try withTemporaryFolder { folder in
            for number in 0..<7 {
                try "“We open bridge number \(number) today,” said Ada Brook.".write(to: "\(folder)/\(number).txt")
            }
            try "text\nNothing said.\n“The boat will be late today,” said Tom Reed.\n".write(to: "\(folder)/b.csv")
            let names = (0..<7).map { "\($0).txt" }.reversed() + ["b.csv"]
            func page(_ options: String...) throws -> String {
                let result = try Tool.run(
                    "stance", ["analyze", "--model", Self.model, "--format", "html"] + options + names,
                    directory: folder)
                #expect(result.status == 0 && result.error.isEmpty)
                return result.output
            }
            let found = try page()
            let titles = found.matches(of: /<h2 id="title-\d+" dir="auto">(.*?)<\/h2>/).map { String($0.1) }
            #expect(titles == names.dropLast() + ["b.csv:2", "b.csv:3"])
            #expect(found.contains("<h1 dir=\"auto\">9 articles</h1>"))
            #expect(try page("--threads", "1") == found)
        }
    }

    @Test("What could be read is on the page, and the exit code tells of what could not")
    func broken() throws {
        try withTemporaryFolder { folder in
            try "“We open the bridge today,” said Ada Brook.".write(to: "\(folder)/a.txt")
            let arguments = ["analyze", "--model", Self.model, "--format", "html"]
            let some = try Tool.run("stance", arguments + ["missing.txt", "a.txt"], directory: folder)
            #expect(some.status == 66 && some.output.contains("Ada Brook"))
            let none = try Tool.run("stance", arguments + ["missing.txt"], directory: folder)
            #expect(none.status == 66 && none.output.isEmpty)
        }
    }

    @Test("Reported speech is marked too")
    func indirect() throws {
        try withTemporaryFolder { folder in
            try "Ada Brook warned that the old bridge would not hold.".write(to: "\(folder)/a.txt")
            let result = try Tool.run(
                "stance", ["analyze", "--model", Self.model, "--indirect", "--format", "html", "a.txt"],
                directory: folder)
            #expect(result.output.contains("id=\"quotation-1\"") && result.output.contains("Reported, not verbatim."))
        }
    }
}
