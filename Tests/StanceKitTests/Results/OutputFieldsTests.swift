import Testing

@testable import StanceKit

@Suite struct OutputFieldsTests {
    private let fields = OutputFields(written: ["text", "label"])

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    private func value(_ text: String) -> Record.Value { .text(Array(text.utf8)[...]) }

    @Test("A field whose name is written anew moves aside, and no two fall together")
    func names() {
        let names = ["id", "label", "input_label", "input_input_label", "input_id", "text", "Text", "input_"]
        let kept = names.map(fields.name(of:))
        #expect(
            kept == [
                "id", "input_label", "input_input_label", "input_input_input_label", "input_id", "input_text", "Text",
                "input_",
            ])
        #expect(Set(kept).count == names.count)
    }

    @Test("CSV cells stand under their columns; a field without one is an error")
    func csv() throws {
        var output: [UInt8] = []
        let record = Record(
            line: 4, text: [], fields: [.init(name: "b", value: value("x,y")), .init(name: "a", value: value("1"))])
        try fields.appendCSV(record, columns: ["a", "c", "b"], to: &output)
        #expect(text(output) == "1,,\"x,y\",")
        #expect(throws: StanceError(.fieldWithoutColumn("a", columns: ["b"]), line: 4)) {
            try fields.appendCSV(record, columns: ["b"], to: &output)
        }
    }

    @Test("Predictions have the same columns everywhere")
    func probabilities() {
        let columns = ProbabilityColumns(labels: ["a", "b,c"])
        let prediction = Prediction(labelIndex: 1, probabilities: [0.25, 0.75], wordCount: 5, knownWordCount: 5)
        #expect(columns.names == ["label", "probability", "probability_a", "probability_b,c"])
        #expect(
            text(CSVHeader.line(columns.names)) == "label,probability,probability_a,\"probability_b,c\"\n")
        var output: [UInt8] = []
        columns.appendCSV(prediction, to: &output)
        #expect(text(output) == "\"b,c\",0.750000,0.250000,0.750000")
        output = []
        columns.appendCSV(nil, to: &output)
        #expect(text(output) == ",,,")
        output = []
        columns.appendJSON(prediction, to: &output)
        #expect(text(output) == #""label":"b,c","probabilities":{"a":0.250000,"b,c":0.750000}"#)
        output = []
        columns.appendJSON(nil, to: &output)
        #expect(text(output) == #""label":null,"probabilities":null"#)
    }
}
