public import StanceKit

/// Something in a corpus that its owner should look at, and where it is.
public struct CorpusFinding: Sendable, Equatable {
    /// What kind of finding this is; the raw value is its name in JSON Lines.
    public enum Kind: String, Sendable, CaseIterable {
        /// A file or record that cannot be read; the rest of its file was not looked at.
        case broken
        /// Bytes that are not UTF-8.
        case invalidUTF8 = "invalid-utf8"
        /// A record without anything to read.
        case missingText = "missing-text"
        /// A record without a label.
        case missingLabel = "missing-label"
        /// No other label than one, of which nothing can be learnt.
        case singleLabel = "single-label"
        /// A label that occurs once.
        case rareLabel = "rare-label"
        /// A label that differs from another one in case alone.
        case labelVariant = "label-variant"
        /// An id that two records have.
        case duplicateID = "duplicate-id"
        /// A text that has two labels.
        case contradiction
        /// A text that is in two splits.
        case leak
        /// A text that is nearly one of another split.
        case nearDuplicate = "near-duplicate"
        /// A text that is twice in a split, with the same label: a note, not a fault.
        case duplicate
        /// A file of ids and labels without texts: a note.
        case byReference = "by-reference"
        /// A label that is probably wrong: a note too, since a model may err.
        case labelError = "label-error"

        /// Whether this is worth knowing but no fault.
        public var isNote: Bool { self == .duplicate || self == .byReference || self == .labelError }
    }

    /// A label that is probably wrong, and why.
    public struct LabelError: Sendable, Equatable {
        /// The label.
        public var given: String
        /// The one that a model without the text thinks right.
        public var suggested: String
        /// The probability of the label given.
        public var givenProbability: Float
        /// The probability of the label suggested.
        public var suggestedProbability: Float
        /// The words that speak most for the label suggested against the one given; three at most.
        public var words: [String]
        /// The beginning of the text.
        public var text: String

        /// Describes an error.
        public init(
            given: String, suggested: String, givenProbability: Float, suggestedProbability: Float, words: [String],
            text: String
        ) {
            self.given = given
            self.suggested = suggested
            self.givenProbability = givenProbability
            self.suggestedProbability = suggestedProbability
            self.words = words
            self.text = text
        }
    }

    /// What was found.
    public enum Cause: Sendable, Equatable {
        case broken(StanceError.Cause)
        case invalidUTF8
        case missingText
        case missingLabel
        case singleLabel(String)
        case rareLabel(String)
        case labelVariant(String, of: String)
        case duplicateID(String)
        case contradiction(label: String, otherLabel: String)
        case leak(split: String, otherSplit: String)
        case nearDuplicate(similarity: Double, otherSplit: String)
        case duplicate
        case byReference(records: Int)
        case labelError(LabelError)
    }

    /// What was found.
    public var cause: Cause
    /// Where.
    public var place: StanceError.Place
    /// The record that this one clashes with, where there are two.
    public var other: StanceError.Place?

    /// Makes a finding.
    public init(_ cause: Cause, at place: StanceError.Place, and other: StanceError.Place? = nil) {
        self.cause = cause
        self.place = place
        self.other = other
    }

    /// The kind, from the cause.
    public var kind: Kind {
        switch cause {
        case .broken: .broken
        case .invalidUTF8: .invalidUTF8
        case .missingText: .missingText
        case .missingLabel: .missingLabel
        case .singleLabel: .singleLabel
        case .rareLabel: .rareLabel
        case .labelVariant: .labelVariant
        case .duplicateID: .duplicateID
        case .contradiction: .contradiction
        case .leak: .leak
        case .nearDuplicate: .nearDuplicate
        case .duplicate: .duplicate
        case .byReference: .byReference
        case .labelError: .labelError
        }
    }
}
