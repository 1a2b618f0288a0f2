import Foundation
import Testing

@Suite struct ReadmeTests {
    @Test("The README shows what the tool prints")
    func example() throws {
        let readme = try String(contentsOf: Tool.project.appendingPathComponent("README.md"), encoding: .utf8)
        let command = "$ .build/release/stance analyze Data/demo-article.txt\n"
        let block = try #require(
            readme.components(separatedBy: command).dropFirst().first?.components(separatedBy: "```").first)
        #expect(try Tool.run("stance", ["analyze", "Data/demo-article.txt"]).output == block)
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 121)
    }
}
