public import LinearAlgebra
public import StanceKit

/// Reads files block by block, works on several blocks at once, and writes the results in the input's order.
///
/// An error ends the reading of its file: what was good before it is written, the error is reported, and the other
/// files are read all the same.
public struct RecordPipeline {
    /// What work may know of the file its records are from.
    public struct Source: Sendable {
        /// The path as given; `-` is standard input.
        public let path: String
        /// How the records stand in it.
        public let format: RecordFormat
        /// Its place among the files.
        public let index: Int

        /// The file's name in messages.
        var displayName: String { RecordReader.displayName(of: path) }

        /// Where a record is from: the path of a file that is one record, else the path and the line.
        public func origin(of record: Record) -> String {
            format == .text ? path : "\(path):\(record.line)"
        }
    }

    /// What became of a block's records.
    public struct Output: Sendable {
        /// The bytes to write.
        public var bytes: [UInt8] = []
        /// How many records are done.
        public var records = 0
        /// How many words they have.
        public var words = 0
        /// How many of these the model knows: few mean another language.
        public var knownWords = 0
        /// What ended the file before its end; its line is enough, the pipeline knows the file.
        public var fault: StanceError?

        /// Makes an empty output.
        public init() {}

        /// Counts a record, of which these predictions were made.
        public mutating func count(_ predictions: [Prediction?]) {
            records += 1
            words += predictions.reduce(0) { $0 + ($1?.wordCount ?? 0) }
            knownWords += predictions.reduce(0) { $0 + ($1?.knownWordCount ?? 0) }
        }
    }

    /// Turns records of a file into output. Several threads do so at once.
    public typealias Work = @Sendable (_ records: [Record], _ source: Source) -> Output

    /// What is to be done with all files.
    public struct Job: Sendable {
        /// What stands before, between and behind the outputs.
        let head: [UInt8]
        let separator: [UInt8]
        let tail: [UInt8]
        let work: Work

        /// Makes a job.
        ///
        /// - Parameter separator: stands between the outputs of blocks; within one, the work sets it.
        public init(head: [UInt8], separator: [UInt8] = [], tail: [UInt8] = [], work: @escaping Work) {
            self.head = head
            self.separator = separator
            self.tail = tail
            self.work = work
        }
    }

    private let paths: [String]
    private let format: RecordFormat?
    private let fallback: RecordFormat
    private let textField: String
    private let parallelism: Parallelism

    /// Makes a pipeline.
    ///
    /// - Parameters:
    ///   - paths: the files; none means standard input.
    ///   - format: the format of all files; `nil` to tell each by its extension.
    ///   - fallback: the format where the extension tells none.
    public init(
        paths: [String], format: RecordFormat?, fallback: RecordFormat, textField: String, parallelism: Parallelism
    ) {
        self.paths = paths.isEmpty ? ["-"] : paths
        self.format = format
        self.fallback = fallback
        self.textField = textField
        self.parallelism = parallelism
    }

    /// Does a job on all blocks and writes its results to standard output, in order; without records, nothing.
    ///
    /// - Parameter prepare: is called once, with the names of the first record's fields but the text's, before any
    ///   work.
    /// - Throws: an error of writing, and after all files are done the first error that ended one.
    public func run(prepare: (_ columns: [String]) -> Job) throws {
        let source = BlockSource(paths: paths, format: format, fallback: fallback, textField: textField)
        try PipelineRun(paths: paths, source: source, parallelism: parallelism).run(prepare: prepare)
    }
}
