import Testing

@testable import StanceKit

@Suite struct WordShinglesTests {
    private func hashes(_ text: String, length: Int = 3) -> [UInt64] {
        WordShingles.hashes(of: Array(text.utf8)[...], length: length)
    }

    @Test(
        "Case, marks, white space and the spelling of accents make no difference",
        arguments: [
            ("The café is shut, again.", "the  CAFE\u{301} is shut – again!"),
            ("don’t go there", "Don't go (there)"), ("Well, yes", "well yes…"),
        ])
    func normalised(a: String, b: String) {
        #expect(hashes(a) == hashes(b))
        #expect(!hashes(a).isEmpty)
    }

    @Test(
        "There is one hash for each distinct run of words",
        arguments: [
            ("", 0), ("?! …", 0), ("one", 1), ("one two", 1), ("one two three", 1), ("a b c d e", 3),
            ("a b c a b c a b c", 3),
        ])
    func count(text: String, expected: Int) {
        let found = hashes(text)
        #expect(found.count == expected)
        #expect(found == Set(found).sorted())
    }

    @Test("Other words and another order are other runs")
    func different() {
        let all = ["a b c", "c b a", "a b d", "ab c d", "a bc d", "a b", "b a", "a"].map { hashes($0) }
        #expect(Set(all).count == all.count)
    }

    @Test("Runs go on over the portions in which long texts are read")
    func longText() {
        let words = (0..<10_000).map { "w\($0)" }
        #expect(hashes(words.joined(separator: " ")).count == 9998)
    }
}
