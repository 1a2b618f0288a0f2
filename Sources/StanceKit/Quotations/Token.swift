/// A word or sign of the article, by UTF-8 byte offsets.
struct Token {
    enum Kind: UInt8 {
        case word, number, comma, stop, colon, semicolon, dash, openBracket, closeBracket, mark, newline, symbol
    }

    var start: Int
    var end: Int
    var kind: Kind
    /// Which quotation mark this is, for tokens of the kind `mark`.
    var glyph = MarkGlyph.straight
    /// What the word can be, for tokens of the kind `word`.
    var classes: WordClass = []

    func isA(_ wordClass: WordClass) -> Bool { !classes.isDisjoint(with: wordClass) }

    /// A capitalised word that can be part of a name.
    var isNamePart: Bool { kind == .word && classes.contains(.capitalised) && !isA(.neverInNames) }

    /// A word that can be a common noun or adjective, as far as the tables know.
    var isCommonWord: Bool {
        (kind == .word || kind == .number) && !classes.contains(.capitalised) && !isA(.neverInPhrases)
    }
}

/// What a word can be. A word may be in several classes: "claims" is a verb and a noun.
struct WordClass: OptionSet {
    let rawValue: UInt32

    static let capitalised = WordClass(rawValue: 1 << 0)
    static let possessive = WordClass(rawValue: 1 << 1)
    static let pronoun = WordClass(rawValue: 1 << 2)
    static let relative = WordClass(rawValue: 1 << 3)
    static let determiner = WordClass(rawValue: 1 << 4)
    static let preposition = WordClass(rawValue: 1 << 5)
    static let conjunction = WordClass(rawValue: 1 << 6)
    static let auxiliary = WordClass(rawValue: 1 << 7)
    static let adverb = WordClass(rawValue: 1 << 8)
    static let time = WordClass(rawValue: 1 << 9)
    /// Stands before a name and is no part of it: "President", "Sen."
    static let title = WordClass(rawValue: 1 << 10)
    /// A person by office or trade: "spokesman", "officials".
    static let role = WordClass(rawValue: 1 << 11)
    /// A body that can speak: "ministry", "company".
    static let body = WordClass(rawValue: 1 << 12)
    /// What a speaker puts out: "statement", "tweet".
    static let message = WordClass(rawValue: 1 << 13)
    /// A lower-case part of a name: "van", "bin".
    static let particle = WordClass(rawValue: 1 << 14)
    static let abbreviation = WordClass(rawValue: 1 << 15)
    /// Verbs of saying by form: "said" and "says", "say", "saying".
    static let finiteCue = WordClass(rawValue: 1 << 16)
    static let baseCue = WordClass(rawValue: 1 << 17)
    static let gerundCue = WordClass(rawValue: 1 << 18)
    /// A verb that may stand before its subject: "said the minister".
    static let invertible = WordClass(rawValue: 1 << 19)
    /// A verb form that is as often a noun: "claims", "report".
    static let nounLike = WordClass(rawValue: 1 << 20)
    /// A verb that gives something a name or a judgement and quotes words rather than clauses: "called".
    static let naming = WordClass(rawValue: 1 << 21)
    /// "was", "been": before a verb of saying they make it passive.
    static let being = WordClass(rawValue: 1 << 22)

    /// A verb of saying only beside the words themselves: "continued".
    static let besideSpeech = WordClass(rawValue: 1 << 23)

    /// "Is sure".
    static let conviction = WordClass(rawValue: 1 << 24)
    /// A noun for words that its owner said: "comment".
    static let utterance = WordClass(rawValue: 1 << 25)
    /// "Entitled": names a work.
    static let titling = WordClass(rawValue: 1 << 27)
    static let possessivePronoun = WordClass(rawValue: 1 << 26)

    /// A verb of the voice: what is shouted is speech, whatever its capitals.
    static let voiced = WordClass(rawValue: 1 << 28)
    /// A verb that reports words and does nothing else, whatever stands around it: "said".
    static let plain = WordClass(rawValue: 1 << 29)

    /// A word that is in no other class and that a cue turns on: "according".
    static let turning = WordClass(rawValue: 1 << 30)

    /// What cues of several words turn on.
    static let phrasalCue: WordClass = [.turning, .conviction, .utterance, .message]
    static let cue: WordClass = [.finiteCue, .baseCue, .gerundCue]
    /// What no description before a name holds.
    static let clauseBreaking: WordClass = [
        .pronoun, .relative, .conjunction, .preposition, .auxiliary, .finiteCue, .gerundCue,
    ]
    static let neverInNames: WordClass = [
        .pronoun, .relative, .determiner, .preposition, .conjunction, .auxiliary, .adverb, .time, .possessive,
    ]
    static let neverInPhrases: WordClass = [
        .pronoun, .relative, .determiner, .preposition, .conjunction, .auxiliary, .adverb, .time, .finiteCue,
        .gerundCue,
    ]
}
