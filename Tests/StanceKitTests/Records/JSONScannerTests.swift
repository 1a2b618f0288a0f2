import Foundation
import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct JSONScannerTests {
    private func members(_ text: String) throws -> [String: String] {
        let bytes = Array(text.utf8)[...]
        let pairs = try JSONScanner.members(of: bytes).map {
            ($0.name, String(decoding: bytes[$0.value], as: UTF8.self))
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    @Test("Members are found with their values as they are spelt")
    func findsMembers() throws {
        let found = try members(#" { "a" : 1.50e+3 , "b\n\u00e9":"x\"y","c": [1,{"d":[]}, {}] ,"e":null,"f":true } "#)
        #expect(
            found == ["a": "1.50e+3", "b\né": #""x\"y""#, "c": #"[1,{"d":[]}, {}]"#, "e": "null", "f": "true"])
        #expect(try members("{}").isEmpty)
    }

    @Test("Ranges count from the slice's own start")
    func slices() throws {
        let bytes = Array(#"xx{"a":12}"#.utf8)
        let member = try #require(try JSONScanner.members(of: bytes[2...]).first)
        #expect(String(decoding: bytes[member.value], as: UTF8.self) == "12")
    }

    @Test(
        "A fault is named with its place",
        arguments: [
            ("[]", "'{' expected", 1), ("{", "the line ends early", 2), (#"{"a":1"#, "the line ends early", 7),
            (#"{"a" 1}"#, "':' expected", 6), (#"{"a":1,}"#, "'\"' expected", 8), (#"{"a":01}"#, "'}' expected", 7),
            (#"{"a":tru}"#, "a value expected", 6), (#"{"a":"b}"#, "a string is not closed", 9),
            (#"{"a":"\x"}"#, "an unknown escape", 8), (#"{"a":"\u12g4"}"#, "four hex digits expected", 11),
            ("{\"a\":\"\t\"}", "a control character in a string", 7), (#"{"a":[1 2]}"#, "',' expected", 9),
            (#"{"a":[}"#, "a value expected", 7), (#"{"a":1}x"#, "something follows the object", 8),
            (#"{"a":-}"#, "a value expected", 7), (#"{"a":1.}"#, "a value expected", 8),
        ])
    func faults(text: String, reason: String, byte: Int) {
        #expect(throws: StanceError(.malformedJSON(reason: reason, byte: byte))) { try members(text) }
    }

    @Test("Deep nesting is an error, not a crash")
    func depth() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: StanceError.self) { try members(#"{"a":"# + deep) }
        let allowed = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(try members(#"{"a":"# + allowed + "}")["a"] == allowed)
    }

    @Test("It accepts what Foundation accepts, over mutated objects; but no comma before a closing bracket")
    func agreesWithFoundation() throws {
        var generator = SplitMix64(seed: 1)
        let seeds = [#"{"a":[1,2.5e-3,{"b":"c\u00e9\n"}],"d":null}"#, #"{"text":"x","n":-0.5,"t":true,"f":false}"#]
        let alphabet = Array(#"{}[]",:\u0123456789eE+-.truefalsnx "#.utf8)
        var accepted = 0
        for round in 0..<20_000 {
            var bytes = Array(seeds[round % 2].utf8)
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                let position = Int.random(in: 0..<bytes.count, using: &generator)
                let byte = alphabet.randomElement(using: &generator)!
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[position] = byte
                case 1: bytes.insert(byte, at: position)
                default: bytes.remove(at: position)
                }
            }
            let reference = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
            let ours = try? JSONScanner.members(of: bytes[...])
            let text = String(decoding: bytes, as: UTF8.self)
            let hasTrailingComma = text.contains(/,\s*[}\]]/)
            #expect((ours != nil) == (reference != nil) || hasTrailingComma && ours == nil, "\(text)")
            accepted += ours == nil ? 0 : 1
        }
        #expect(accepted > 5000 && accepted < 19_000)
    }

    @Test(
        "Escapes become characters",
        arguments: [
            (#""""#, ""), (#""plain""#, "plain"), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u00e9\u4E2d""#, "é中"), (#""\ud83d\ude00!""#, "😀!"), (#""\ud83d""#, "\u{FFFD}"),
            (#""\ud83dx\udE00""#, "\u{FFFD}x\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""é😀""#, "é😀"),
        ])
    func unescapes(literal: String, text: String) {
        let bytes = JSONScanner.unescaped(Array(literal.utf8)[...])
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}
