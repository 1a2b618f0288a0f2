/// One way to read who said a span.
struct Reading {
    enum Kind: Int {
        /// Verb and subject right after the words: `"…," Roe said`.
        case after
        /// Any verb, right after words that lead on: `"…," Roe pressed`.
        case verbAfter
        /// Before the words in their sentence: `Roe said "…"`.
        case before
        /// Around the one before them: `Roe said that she believed in "…"`.
        case outer
        /// `Roe: "…"`.
        case colon
        /// `"…" - Roe`.
        case signature
        /// At the sentence's end, past other words.
        case trailing
        /// The speech, or the attribution, of the sentence before.
        case previous
        /// The speech of the next sentence.
        case next
        /// The speech of the paragraph before goes on.
        case running
        /// The subject of a sentence without a verb of saying.
        case subject
        /// The turn of one of two who talk.
        case turn
    }

    var kind: Kind
    var speech: Speech
    /// Items between the words and verb or subject; 0 outside the sentence.
    var distance = 0
    var isNaming = false
    /// Those of verb and subject, if it is by an attribution.
    var items: Range<Int>?
    /// The item after the attribution, when it stands before the words in their sentence.
    var introducedFrom: Int?
    /// What speaks for and against it.
    var features = ReadingFeatures()

    init(_ kind: Kind, _ speech: Speech) {
        self.kind = kind
        self.speech = speech
    }

    /// A reading by an attribution in the words' own sentence.
    init(_ kind: Kind, _ attribution: Attribution, at position: Int, in frame: Frame) {
        self.init(kind, Speech(attribution, in: frame))
        isNaming = attribution.isNaming
        let items = attribution.items
        self.items = items
        if items.upperBound <= position {
            introducedFrom = items.upperBound
            distance = position - items.upperBound
        } else {
            distance = max(0, items.lowerBound - position - 1)
        }
        let cue = frame.items[attribution.cue.lowerBound]
        features.insert(.implicitSubject, if: !attribution.isExplicit)
        features.insert(.naming, if: attribution.isNaming)
        features.insert(.gerund, if: cue.isA(.gerundCue))
        features.insert(.baseForm, if: cue.isA(.baseCue) && !cue.isA(.finiteCue))
        features.insert(.nounOfSaying, if: !cue.isA(.cue) && cue.isA(.utterance))
        // A statement "reads", whatever stands beside it.
        let isOfMessage =
            attribution.cue.lowerBound > 0 && frame.items[attribution.cue.lowerBound - 1].isA(.message)
            || frame.items[attribution.mention.items].contains { $0.isA(.message) }
        features.insert(.besideSpeech, if: cue.isA(.besideSpeech) && !isOfMessage)
        let subject = attribution.mention.items.lowerBound
        features.insert(.afterRelative, if: subject > 0 && frame.items[subject - 1].isA(.relative))
    }

    /// The probability that the speaker is right: 0 if the speech that goes on is doubtful.
    var probability: Double { speech.isDoubtful ? 0 : features.probability }

    var ground: Assignment.Ground {
        switch kind {
        case .after, .verbAfter, .colon, .signature: .adjacent
        case .before: distance <= 3 ? .adjacent : .sentence
        case .outer, .trailing: .sentence
        case .previous, .next, .running, .turn: .neighbour
        case .subject: .none
        }
    }

    var assignment: Assignment {
        Assignment(
            speech: speech, ground: ground, isNaming: isNaming, introducedFrom: introducedFrom, confidence: probability)
    }
}
