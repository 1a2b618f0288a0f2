import StanceKit
import Testing

@Suite struct QuotationColumnsTests {
    private let columns = QuotationColumns(ProbabilityColumns(labels: ["a", "b"]))

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("All of a quotation is written, under the names of its columns")
    func known() {
        let quotation = Quotation(
            segments: [4..<9, 30..<41], kind: .direct, text: "Stay, \"all\" of you.", speaker: "Ada Brook",
            speakerRange: 12..<21, cue: "said", speakerConfidence: 0.987)
        let prediction = Prediction(labelIndex: 0, probabilities: [0.75, 0.25])
        var output: [UInt8] = []
        columns.appendJSON(quotation, prediction, to: &output)
        let object =
            #"{"text":"Stay, \"all\" of you.","segments":[[4,9],[30,41]],"start":4,"end":41,"kind":"direct","#
            + #""speaker":"Ada Brook","speaker_start":12,"speaker_end":21,"speaker_confidence":0.99,"cue":"said","#
            + #""label":"a","probabilities":{"a":0.750000,"b":0.250000}}"#
        #expect(text(output) == object)
        output = []
        columns.appendCSV(quotation, prediction, to: &output)
        let row =
            #""Stay, ""all"" of you.",4-9 30-41,4,41,direct,Ada Brook,12,21,0.99,said,a,0.750000,0.750000,0.250000"#
        #expect(text(output) == row)
        #expect(columns.names.joined(separator: ",").split(separator: ",").count == 14)
    }

    @Test("What is unknown is null, or an empty cell")
    func unknown() {
        let quotation = Quotation(segments: [0..<4], kind: .mixed, text: "Nope")
        var output: [UInt8] = []
        columns.appendJSON(quotation, nil, to: &output)
        let object =
            #"{"text":"Nope","segments":[[0,4]],"start":0,"end":4,"kind":"mixed","speaker":null,"speaker_start":null,"#
            + #""speaker_end":null,"speaker_confidence":null,"cue":null,"label":null,"probabilities":null}"#
        #expect(text(output) == object)
        output = []
        columns.appendCSV(quotation, nil, to: &output)
        #expect(text(output) == "Nope,0-4,0,4,mixed,,,,,,,,,")
    }
}
