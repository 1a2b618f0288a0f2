/// Everything that can go wrong with what a user or a file contains: a cause, and the place where it lies.
///
/// The wording of every cause is in `StanceError+Description.swift`.
public struct StanceError: Error, Sendable, Equatable {
    /// What kind of failure this is; it decides a tool's exit code.
    public enum Code: Int32, Sendable {
        /// The work could not be done, through no fault of the input: a full disk, no permission to write.
        case failure = 1
        /// The request itself makes no sense.
        case usage = 64
        /// The input is there but is not what it should be.
        case badData = 65
        /// The input is not there, or may not be read.
        case missingInput = 66
        /// The user ended the work (Ctrl-C).
        case interrupted = 130
    }

    /// Where the fault lies, as far as it is known.
    public struct Place: Sendable, Equatable {
        /// The file; "standard input" where there is no path.
        public var path: String?
        /// The line, counted from 1.
        public var line: Int?

        /// Makes a place.
        public init(path: String? = nil, line: Int? = nil) {
            self.path = path
            self.line = line
        }
    }

    /// What went wrong.
    public enum Cause: Sendable, Equatable {
        // Files
        case fileNotFound
        case fileIsDirectory
        case fileUnreadable(reason: String)
        case damagedGzip
        case notText
        case utf32
        case unmarkedUTF16
        case fileUnwritable(reason: String)
        case outputOccupied
        case checkpointOccupied
        case outputIsNoRecipe
        case outputIsInput
        case outputIsNoReport
        case readerGone

        // Records
        case noRecords
        case blankTexts
        case noRecordFiles
        case unterminatedQuote
        case textBehindQuote
        case carriageReturns
        case wrongFieldCount(expected: Int, found: Int)
        case duplicateField(String)
        case unknownField(String, known: [String])
        case fieldIsTheText(String)
        case fieldWithoutColumn(String, columns: [String])
        case missingField(String)
        case fieldIsNotText(String)
        case fieldIsNotTexts(String)
        case fieldIsNotTruthValue(String)
        case malformedJSON(reason: String, byte: Int)
        case jsonArray
        case unlabelledLine
        case severalLabels

        // Labels
        case missingLabel
        case labelNotUTF8(String)
        case notAWeight(String, value: String)
        case weightOutOfRange(String, value: String, from: Double, below: Double)
        case noShares(prefix: String)
        case noWeights(String)
        case singleLabel(String)
        case unknownLabel(String, known: [String])
        case noFeatures(minimumDocumentFrequency: Int)
        case tooManyParameters(labels: Int, features: Int, gigabytes: Int)

        // Evaluation
        case emptyField(String)
        case emptyColumn(String)
        case noPredictions(known: [String])
        case notAProbability(String, value: String)
        case notADistribution(sum: Double)
        case repeatedID(String)
        case repeatedItem(id: String)
        case repeatedFile(String)
        case unmatchedID(String, other: String)
        case differentLengths(found: Int, expected: Int, other: String)
        case differentTruth(item: String, found: String, expected: String, other: String)
        case repeatedRating(item: String, annotator: String)
        case itemLabelledTwice(String)
        case repeatedRow(item: String)
        case notAnnotator(String)
        case singleAnnotator

        // Annotation
        case itemOfTwoTexts(String, other: Place)
        case itemTwice(String, other: Place)
        case secondLabel(item: String, annotator: String, other: Place)

        // Models
        case modelNotFound(searched: [String])
        case malformedModel(reason: String)
        case unsupportedModelVersion(Int, newest: Int)

        // Training
        case malformedRecipe(reason: String)
        case malformedVectors(dimensions: Int?)
        case unrelatedVectors

        // Work
        case interrupted
        case checkpointOfOtherWork
        case damagedCheckpoint

        // Requests
        case noTerminal
        case invalidConfiguration(reason: String)
    }

    /// What went wrong.
    public var cause: Cause
    /// Where.
    public var place: Place

    /// Makes an error of a cause and a place.
    public init(_ cause: Cause, path: String? = nil, line: Int? = nil) {
        self.cause = cause
        place = Place(path: path, line: line)
    }

    /// The kind of failure, from its cause.
    public var code: Code {
        switch cause {
        case .fileUnwritable, .outputOccupied, .checkpointOccupied, .outputIsNoRecipe, .outputIsNoReport,
            .outputIsInput,
            .readerGone:
            .failure
        case .fileNotFound, .fileIsDirectory, .fileUnreadable, .noRecordFiles, .modelNotFound: .missingInput
        case .invalidConfiguration, .noTerminal, .checkpointOfOtherWork, .fieldIsTheText: .usage
        case .interrupted: .interrupted
        default: .badData
        }
    }
}
