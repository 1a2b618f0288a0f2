import StanceKit
import Testing

@Suite struct JSONObjectTests {
    private func object(_ json: String) throws -> JSONObject { try JSONObject(Array(json.utf8)) }

    private func string(_ text: ArraySlice<UInt8>?) -> String? { text.map { String(decoding: $0, as: UTF8.self) } }

    @Test("Members are taken by name, with their escapes undone")
    func members() throws {
        let found = try object(
            #" {"text":"a \"b\" \u00e9","texts": [ "x\\" , "]\"[" ,"" ],"yes":true,"no":false,"other":{"text":1}} "#)
        #expect(found.names == ["text", "texts", "yes", "no", "other"])
        #expect(try string(found.text("text")) == "a \"b\" é")
        #expect(try found.texts("texts")?.map(string) == ["x\\", "]\"[", ""])
        #expect(try found.flag("yes") == true)
        #expect(try found.flag("no") == false)
        #expect(try found.text("missing") == nil)
        #expect(try found.texts("missing") == nil)
        #expect(try found.flag("missing") == nil)
        #expect(try object(#"{"texts":[]}"#).texts("texts") == [])
    }

    @Test(
        "A value of another kind is an error that names the member",
        arguments: ["1", "null", "{}", "[1]", #"["a",["b"]]"#, #"["a",null]"#, "1e999"])
    func kinds(value: String) throws {
        let found = try object(#"{"a":\#(value)}"#)
        #expect(throws: StanceError(.fieldIsNotText("a"))) { try found.text("a") }
        #expect(throws: StanceError(.fieldIsNotTexts("a"))) { try found.texts("a") }
        #expect(throws: StanceError(.fieldIsNotTruthValue("a"))) { try found.flag("a") }
    }

    @Test("What is no JSON object, or not UTF-8, or has a name twice, is refused")
    func malformed() throws {
        for json in ["", "[]", "{", #"{"a":}"#, #"{"a":1}{"#, #"{"a":tru}"#, "{\"a\":\"\u{1}\"}"] {
            #expect(throws: StanceError.self) { try object(json) }
        }
        #expect(throws: StanceError(.malformedJSON(reason: "not UTF-8", byte: 7))) {
            try JSONObject(Array(#"{"a":""#.utf8) + [0xFF] + Array(#""}"#.utf8))
        }
        #expect(throws: StanceError(.duplicateField("a"))) { try object(#"{"a":1,"b":2,"\u0061":3}"#) }
    }
}
