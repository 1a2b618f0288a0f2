import CommandLineSupport
import StanceKit
import Testing

@Suite struct TerminalTests {
    @Test(
        "Nothing in a text can command the terminal",
        arguments: [
            ("plain é “q” 😀", "plain é “q” 😀"), ("a\nb\tc\r", "a b c "), ("\u{1B}[31mred", "\u{FFFD}[31mred"),
            ("bell\u{7}del\u{7F}csi\u{9B}", "bell\u{FFFD}del\u{FFFD}csi\u{FFFD}"), ("nul\u{0}", "nul\u{FFFD}"),
        ])
    func displayable(text: String, shown: String) {
        #expect(Terminal.displayable(text) == shown)
    }

    @Test("Lines break between words")
    func wrapping() {
        #expect(Terminal.wrapped("one two three four", to: 9) == ["one two", "three", "four"])
        #expect(Terminal.wrapped("a verylongword b", to: 6) == ["a", "verylongword", "b"])
        #expect(Terminal.wrapped("", to: 9).isEmpty)
        #expect(Terminal.wrapped("  spaces   fold ", to: 20) == ["spaces fold"])
    }

    @Test("Styles are written only where they are on")
    func styles() {
        #expect(Terminal.styled("x", .bold, .red, isOn: true) == "\u{1B}[1;31mx\u{1B}[0m")
        #expect(Terminal.styled("x", .bold, isOn: false) == "x")
        #expect("ab".padding(to: 4) == "ab  " && "abcde".padding(to: 4) == "abcde")
    }

    @Test("Stances have colours that differ in more than hue; percentages are aligned")
    func labels() {
        #expect(LabelStyle.styled("warning", width: 9, hasColor: true) == "\u{1B}[1;31mwarning  \u{1B}[0m")
        #expect(LabelStyle.styled("reassurance", width: 5, hasColor: true) == "\u{1B}[1;34mreassurance\u{1B}[0m")
        #expect(LabelStyle.styled("neutral", width: 8, hasColor: true) == "neutral ")
        #expect(LabelStyle.styled("warning", width: 9, hasColor: false) == "warning  ")
        #expect([0, 0.096, 0.5, 1].map(LabelStyle.percent) == ["  0%", " 10%", " 50%", "100%"])
    }
}
