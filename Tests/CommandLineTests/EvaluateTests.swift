import Foundation
import TestSupport
import Testing

@Suite struct EvaluateTests {
    @Test("JSON has a value and an interval for every metric")
    func json() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            let result = try Tool.run(
                "stance-eval", ["--model", model, "--test", "\(folder)/train.tsv", "--format", "json"])
            #expect(result.status == 0 && result.error.isEmpty)
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
            for name in ["accuracy", "macroF1"] {
                #expect(report[name] as? [String: Double] == ["value": 1, "low": 1, "high": 1])
            }
            let labels = try #require(report["perLabel"] as? [String: [String: Any]])
            #expect(labels.keys.sorted() == ["billing", "shipping"])
            #expect(labels["billing"]?["support"] as? Int == 12)
            let confusion = try #require(report["confusion"] as? [String: Any])
            #expect(confusion["counts"] as? [[Int]] == [[12, 0], [0, 12]])
        }
    }

    @Test("A label that the model does not know is an error with file and line")
    func unknownLabel() throws {
        try withTemporaryFolder { folder in
            let model = try Examples.train(in: folder)
            try "label\ttext\nbilling\tx\nother\ty\n".write(to: "\(folder)/test.tsv")
            let result = try Tool.run("stance-eval", ["--model", model, "--test", "test.tsv"], directory: folder)
            #expect(result.status == 65 && result.output.isEmpty)
            #expect(
                result.error
                    == "error: test.tsv, line 3: the label 'other' is not one of the model's: billing, shipping\n")
        }
    }
}
