import Foundation
import Testing

@testable import StanceTraining

@Suite struct RecipeDocumentationTests {
    @Test("docs/Formats.md has every member of a recipe with its default")
    func members() throws {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: project.appendingPathComponent("docs/Formats.md"), encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "## Recipe files\n").last?.components(separatedBy: "\n## ")[0])
        var documented: [String: String] = [:]
        for line in section.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.components(separatedBy: "`")
            documented[cells[1]] = cells[3]
        }
        var expected: [String: Any] = [:]
        func collect(_ members: [String: Any], at path: String) {
            for (name, value) in members {
                if let inner = value as? [String: Any] {
                    collect(inner, at: "\(path)\(name).")
                } else {
                    expected["\(path)\(name)"] = value
                }
            }
        }
        let recipe = try JSONSerialization.jsonObject(with: Data(TrainingRecipe().json)) as? [String: Any]
        collect(try #require(recipe), at: "")
        #expect(documented.keys.sorted() == expected.keys.sorted())
        for (name, value) in documented {
            let found = try JSONSerialization.jsonObject(with: Data("[\(value)]".utf8)) as? NSArray
            #expect(found == NSArray(object: expected[name] ?? NSNull()), "\(name)")
        }
    }
}
