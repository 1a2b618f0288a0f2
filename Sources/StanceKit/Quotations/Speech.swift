/// Who said a span, and by which verb, in bytes.
struct Speech: Equatable {
    var mention: Range<Int>
    var kind: Mention.Kind
    var cue: Range<Int>?
    /// Whether the cue is a verb that does nothing but report words.
    var isPlain = false
    /// Whether somebody else is about as likely, so that nobody is named.
    var isDoubtful = false
    /// Where the name stands, if not at the mention: the antecedent of "who".
    var name: Range<Int>

    var length: Int { mention.count + name.count + (cue?.count ?? 0) }

    init(_ attribution: Attribution, in frame: Frame) {
        mention = attribution.mention.range
        kind = attribution.mention.kind
        name = attribution.mention.antecedent ?? mention
        let first = frame.items[attribution.cue.lowerBound]
        cue = first.token.start..<frame.items[attribution.cue.upperBound - 1].token.end
        isPlain = first.isA(.plain)
    }

    init(_ subject: Mention) {
        mention = subject.range
        kind = subject.kind
        name = subject.antecedent ?? mention
    }
}

/// How a span came by its speaker.
struct Assignment {
    enum Ground {
        /// Verb and subject right beside the words.
        case adjacent
        /// In the same sentence.
        case sentence
        /// In a sentence or paragraph nearby.
        case neighbour
        case none
    }

    var speech: Speech?
    var ground: Ground
    /// The verb gives a name or judgement instead of introducing speech.
    var isNaming = false
    /// The item after the attribution, when it stands before the words in their sentence.
    var introducedFrom: Int?
    /// How probable it is that this is the speaker, 0 to 1; 0 without one.
    var confidence = 0.0

    /// The speech, unless it is doubtful.
    var named: Speech? { speech.flatMap { $0.isDoubtful ? nil : $0 } }

    static let none = Assignment(speech: nil, ground: .none)
}
