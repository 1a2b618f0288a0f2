/// Somebody's words in an article, with the one who said them where the article tells.
///
/// Offsets count Unicode scalars (code points) from the start of the article, as Python, brat and W3C selectors do,
/// and leave the quotation marks out. A quotation that its attribution interrupts has several segments.
public struct Quotation: Sendable, Equatable {
    /// How the words stand in the text.
    public enum Kind: String, Sendable {
        /// A sentence or clause that stands as speech of its own.
        case direct
        /// Words in marks inside the reporter's sentence.
        case mixed
        /// Reported speech without marks: the clause after "said that", "according to" and the like.
        case indirect
    }

    /// The ranges of the words, in order, without marks and surrounding white space.
    public var segments: [Range<Int>]
    /// How the words stand in the text.
    public var kind: Kind
    /// The segments' slices of the article joined by one space.
    public var text: String
    /// The speaker's name: resolved to the full name where the article has it, else as mentioned.
    public var speaker: String?
    /// The place where the article names the speaker of this quotation.
    public var speakerRange: Range<Int>?
    /// The verb of saying as written, or "according to".
    public var cue: String?
    /// How probable it is that `speakerRange` is the speaker, 0 to 1; `nil` without a speaker.
    public var speakerConfidence: Double?

    /// Creates a quotation from its parts.
    public init(
        segments: [Range<Int>],
        kind: Kind,
        text: String,
        speaker: String? = nil,
        speakerRange: Range<Int>? = nil,
        cue: String? = nil,
        speakerConfidence: Double? = nil
    ) {
        self.segments = segments
        self.kind = kind
        self.text = text
        self.speaker = speaker
        self.speakerRange = speakerRange
        self.cue = cue
        self.speakerConfidence = speakerConfidence
    }

    /// Where the first segment starts; 0 without segments.
    public var start: Int { segments.first?.lowerBound ?? 0 }

    /// Where the last segment ends; 0 without segments.
    public var end: Int { segments.last?.upperBound ?? 0 }

    /// What is classified: `text` with a final comma made a full stop, as in the training data.
    public var statement: String {
        text.hasSuffix(",") ? String(text.dropLast()) + "." : text
    }
}
