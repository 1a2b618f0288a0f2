import StanceKit
import Testing

@Suite struct WordsTests {
    @Test("Words come in the text's order, in lower case, without marks")
    func order() {
        var words: [String] = []
        Words.forEach(of: Array("The CAT, the cat's \u{201C}E\u{301}tude\u{201D}!".utf8)[...]) { word in
            words.append(String(decoding: word, as: UTF8.self))
        }
        #expect(words == ["the", "cat", "the", "cat's", "étude"])
    }
}
