import Testing

@testable import CommandLineSupport

@Suite struct KeyboardTests {
    private func keys(_ text: String) -> [Key] {
        var keyboard = Keyboard()
        return keyboard.keys(of: text.utf8)
    }

    @Test("Each printable ASCII character is a key; other characters are none")
    func characters() {
        #expect(keys("1u ") == [.character("1"), .character("u"), .character(" ")])
        #expect(keys("é水😀\r\t\u{7F}").isEmpty)
        #expect(keys("\u{3}\u{4}\u{1A}") == [.interrupt, .endOfInput, .suspend])
    }

    @Test(
        "A key that sends several bytes is never taken for several keys",
        arguments: [
            ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}OA", [.up]), ("\u{1B}[5~", [.pageUp]),
            ("\u{1B}[6~1", [.pageDown, .character("1")]), ("\u{1B}[C", []), ("\u{1B}[1;5D", []), ("\u{1B}OP", []),
            ("\u{1B}u", []), ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}[<0;10;5M", []),
        ] as [(String, [Key])])
    func sequences(text: String, expected: [Key]) {
        #expect(keys(text) == expected)
        // However the bytes arrive.
        var keyboard = Keyboard()
        #expect(text.utf8.flatMap { keyboard.keys(of: [$0]) } == expected)
        #expect(!keyboard.isWaiting)
    }

    @Test("What is pasted is no key")
    func pasting() {
        var keyboard = Keyboard()
        #expect(keyboard.keys(of: "1\u{1B}[200~12\u{1B}[A3".utf8) == [.character("1")])
        #expect(keyboard.keysAtPause().isEmpty)
        #expect(keyboard.keys(of: "u\u{1B}[20".utf8).isEmpty)
        #expect(keyboard.keys(of: "1~2".utf8) == [.character("2")])
    }

    @Test("An escape that nothing follows is a key; a sequence that is never finished is none")
    func pauses() {
        var keyboard = Keyboard()
        #expect(keyboard.keys(of: [0x1B]).isEmpty && keyboard.isWaiting)
        #expect(keyboard.keysAtPause() == [.escape] && !keyboard.isWaiting)
        #expect(keyboard.keys(of: "\u{1B}[1".utf8).isEmpty && keyboard.keysAtPause().isEmpty)
        #expect(keyboard.keys(of: "2".utf8) == [.character("2")])
    }
}
