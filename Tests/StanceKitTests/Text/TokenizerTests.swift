import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct TokenizerTests {
    private func tokens(_ bytes: [UInt8]) -> [String] {
        var buffer = TokenBuffer()
        var position = 0
        bytes.withUnsafeBufferPointer { Tokenizer.tokenize($0, from: &position, into: &buffer) }
        return buffer.tokens.map { String(decoding: buffer.bytes[$0.start..<$0.end], as: UTF8.self) }
    }

    @Test(
        "Text is cut into lower-case words and single marks",
        arguments: [
            ("", []),
            (" \t\r\n\u{A0}\u{2028}", []),
            ("The dam WILL hold!", ["the", "dam", "will", "hold", "!"]),
            (
                "Don't, won’t; the boys' 'quote'",
                [
                    "don't", ",", "won't", ";", "the", "boys", "'", "'", "quote", "'",
                ]
            ),
            ("3,000 m² at 7:45", ["3", ",", "000", "m²", "at", "7", ":", "45"]),
            ("ÉCOLE Ünïted ΣΊΣΥΦΟΣ Москва", ["école", "ünïted", "σίσυφοσ", "москва"]),
            ("cafe\u{301} CAFE\u{301}s", ["café", "cafés"]),
            ("İstanbul", ["i\u{307}stanbul"]),
            ("\u{958}लम", ["\u{915}\u{93C}लम"]),
            ("\u{1F71}λφα", ["άλφα"]),
            ("“Yes…” – no—way", ["“", "yes", "…", "”", "–", "no", "—", "way"]),
            ("a😀b 👍🏽", ["a", "😀", "b", "👍", "🏽"]),
            ("co\u{AD}operate zero\u{200B}width", ["cooperate", "zerowidth"]),
            ("snake_case @name", ["snake_case", "@", "name"]),
            ("東京は安全", ["東京は安全"]),
            ("\u{301}x \u{FE0F}", ["x"]),
            ("O’Neill's d’ ‘x’", ["o'neill's", "d", "'", "‘", "x", "'"]),
        ] as [(String, [String])])
    func cuts(text: String, expected: [String]) {
        #expect(tokens(Array(text.utf8)) == expected)
    }

    @Test("Invalid bytes count as U+FFFD")
    func invalidBytes() {
        #expect(tokens([0x61, 0xFF, 0x62]) == ["a", "\u{FFFD}", "b"])
        #expect(tokens([0xE2, 0x80]) == ["\u{FFFD}", "\u{FFFD}"])
    }

    @Test("Of many combining marks in a row thirty are kept, and the word goes on behind them")
    func stackedMarks() {
        let kept = "a" + String(repeating: "\u{316}", count: 30)
        let found = tokens(Array("a\(String(repeating: "\u{316}", count: 50_000))b".utf8))
        #expect(found.map { Array($0.utf8) } == [Array("\(kept)b".utf8)])
    }

    @Test("The buffer's bytes have one space at either end of every token")
    func padding() {
        var buffer = TokenBuffer()
        var position = 0
        Array("Go, now".utf8).withUnsafeBufferPointer { Tokenizer.tokenize($0, from: &position, into: &buffer) }
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == " go , now ")
        #expect(buffer.tokens.map(\.isWord) == [true, false, true])
    }

    @Test("Any bytes give valid tokens in order")
    func randomBytes() {
        var generator = SplitMix64(seed: 3)
        let pieces = ["a", "É", "'", "’", "e\u{301}", "😀", " ", "\u{200D}", "가", "\u{1161}", "-"].map { Array($0.utf8) }
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                if Bool.random(using: &generator) {
                    bytes += pieces.randomElement(using: &generator)!
                } else {
                    bytes.append(UInt8.random(in: 0...255, using: &generator))
                }
            }
            var buffer = TokenBuffer()
            var position = 0
            bytes.withUnsafeBufferPointer { Tokenizer.tokenize($0, from: &position, into: &buffer) }
            var end = 0
            for token in buffer.tokens {
                #expect(token.start == end + 1 && token.end > token.start)
                #expect(buffer.bytes[token.start - 1] == 0x20 && buffer.bytes[token.end] == 0x20)
                end = token.end
            }
            #expect(String(validating: buffer.bytes, as: UTF8.self) != nil)
        }
    }
}
