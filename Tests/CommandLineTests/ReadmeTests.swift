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

    @Test("The datasheet's counts are those of the files")
    func counts() throws {
        let datasheet = try String(contentsOf: Tool.project.appendingPathComponent("Data/README.md"), encoding: .utf8)
        for name in ["authored/train", "authored/dev", "authored/test", "challenge"] {
            let text = try String(
                contentsOf: Tool.project.appendingPathComponent("Data/\(name).jsonl"), encoding: .utf8)
            let counts = ["\"text\"", "\"neutral\"", "\"reassurance\"", "\"warning\""].map { word in
                String(text.components(separatedBy: word).count - 1)
            }
            #expect(datasheet.contains("| `\(name).jsonl` | \(counts.joined(separator: " | ")) |"))
        }
    }
}
