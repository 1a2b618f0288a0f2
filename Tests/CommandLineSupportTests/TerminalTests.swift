import CommandLineSupport
import StanceKit
import Testing

@Suite struct TerminalTests {
    @Test(
        "Nothing in a text can command the terminal",
        arguments: [
            ("plain é “q” 😀", "plain é “q” 😀"), ("a\nb\tc\r", "a b c "), ("\u{1B}[31mred", "\u{FFFD}[31mred"),
            ("bell\u{7}del\u{7F}csi\u{9B}", "bell\u{FFFD}del\u{FFFD}csi\u{FFFD}"), ("nul\u{0}", "nul\u{FFFD}"),
            ("dam\u{202E}mad\u{2066}!", "dam\u{FFFD}mad\u{FFFD}!"), ("\u{200F}שלום", "\u{200F}שלום"),
        ])
    func displayable(text: String, shown: String) {
        #expect(Terminal.displayable(text) == shown)
    }

    @Test("Lines break between words")
    func wrapping() {
        #expect(Terminal.wrapped("one two three four", to: 9) == ["one two", "three", "four"])
        #expect(Terminal.wrapped("a verylongword b", to: 6) == ["a", "verylo", "ngword", "b"])
        #expect(Terminal.wrapped("verylongwo rd", to: 6) == ["verylo", "ngwo", "rd"])
        #expect(Terminal.wrapped("水位が上がる a", to: 5) == ["水位", "が上", "がる", "a"])
        #expect(Terminal.wrapped("", to: 9).isEmpty)
        #expect(Terminal.wrapped("  spaces   fold ", to: 20) == ["spaces fold"])
    }

    @Test(
        "Wide characters take two columns, marks on others none",
        arguments: [
            ("", 0), ("abc", 3), ("café", 4), ("cafe\u{301}", 4), ("“q” – …", 7), ("水位", 4), ("한국", 4), ("😀!", 3),
            ("❤\u{FE0F}", 2), ("a\u{200B}b", 2), ("नमस्ते", 4), ("ｗ", 2),
        ])
    func columns(text: String, columns: Int) {
        #expect(Terminal.columns(of: text) == columns)
    }

    @Test("What is cut ends in an ellipsis and is no wider than asked for")
    func cutting() {
        #expect(Terminal.cut("abcdef", to: 6) == "abcdef" && Terminal.cut("abcdef", to: 5) == "abcd…")
        #expect(Terminal.cut("水位が", to: 4) == "水…" && Terminal.cut("水位が", to: 5) == "水位…")
        #expect(Terminal.cut("e\u{301}e\u{301}e\u{301}", to: 2) == "e\u{301}…")
        #expect(Terminal.cut("ab", to: 1) == "…" && Terminal.cut("ab", to: 0).isEmpty)
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
