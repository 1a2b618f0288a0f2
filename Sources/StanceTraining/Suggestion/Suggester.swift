public import LinearAlgebra
public import StanceKit

/// Picks texts for people to label, from many without labels.
///
/// ```swift
/// let suggester = Suggester(method: .uncertainty(classifier), count: 200)
/// let result = try suggester.suggest(from: ["quotations.csv"])
/// ```
/// The same texts, model and seed give the same choice, however many threads work.
public struct Suggester {
    /// How texts are picked.
    public enum Method: Sendable {
        /// Those about which the model is least sure, unlike one another.
        ///
        /// A text is worth 1 - (p₁ - p₂), of the two largest probabilities (margin sampling: Scheffer, Decomain & Wrobel 2001).
        /// The 10 · count most worth are candidates (Zhdanov 2019), among which `DiverseChoice` chooses. Texts of the same
        /// words are one.
        case uncertainty(Classifier)
        /// A simple random sample of the records: each has a random number, the smallest are taken (Fan, Muller & Rezucha
        /// 1962). A larger sample of the same files and seed begins with the smaller one. Equal texts
        /// count as often as they occur.
        case random
    }

    /// What was picked, and from what.
    public struct Result: Sendable {
        /// A text to label.
        public struct Suggestion: Sendable, Equatable {
            /// What it is called.
            public var item: String
            /// The text, in UTF-8.
            public var text: ArraySlice<UInt8>
        }

        /// The texts, those that are to be labelled first in front.
        public var suggestions: [Suggestion] = []
        /// How many records were read that are not blank.
        public var texts = 0
        /// How many of these are labelled already.
        public var labelled = 0
        /// The files with bytes that are not UTF-8.
        public var repairedFiles: [String] = []
    }

    /// How texts are picked.
    public var method: Method
    /// How many.
    public var count: Int
    /// The seed of the sample, and of the choice between equals.
    public var seed: UInt64 = 0
    /// The format of all files, `nil` to tell each by its extension, else lines.
    public var format: RecordFormat?
    /// The field of the text.
    public var textField = "text"
    /// The field that names each text.
    public var itemField = "item"
    /// How many threads work.
    public var parallelism = Parallelism.allCores

    /// How many candidates there are for each text that is picked for its uncertainty.
    static let candidatesPerText = 10

    /// Makes a suggester.
    public init(method: Method, count: Int) {
        precondition(count > 0, "something is picked")
        self.method = method
        self.count = count
    }

    /// Picks texts from files.
    ///
    /// - Parameters:
    ///   - labelled: files whose texts (in the same field, or in `text`) are not to be picked: a random sample is one of the
    ///     others.
    ///   - progress: is called with the number of texts read so far.
    /// - Throws: `StanceError` for the first file or record that is not in order, and for two texts of the choice with the
    ///   same item.
    /// - Complexity: O(bytes) over all threads, and the choice; memory O(10 · count texts + labelled texts · 8 bytes).
    public func suggest(
        from paths: [String], labelled: [String] = [], progress: (_ texts: Int) -> Void = { _ in }
    ) throws(StanceError) -> Result {
        let known = try keys(of: labelled)
        var result = Result()
        var lots = SplitMix64(seed: seed)
        var pool = CandidatePool(capacity: isRandom ? count : count * Self.candidatesPerText)
        for path in paths {
            let reader = try RecordReader(
                path: path, format: format, else: .lines, textField: textField)
            let before = result.texts
            var isRepaired = false
            while true {
                let wave = try nextWave(of: reader)
                if wave.isEmpty { break }
                isRepaired = isRepaired || wave.contains { $0.hasRepairedBytes }
                let parts = parallelism.map(count: wave.count) { judged(wave[$0], reader.parser) }
                for part in parts {
                    for text in part.texts {
                        result.texts += 1
                        var candidate = Candidate(
                            item: "", text: text.record.text,
                            place: StanceError.Place(path: reader.displayName, line: text.record.line),
                            key: text.key, worth: text.worth, lot: lots.next())
                        if isRandom { candidate.key = UInt64(result.texts) }
                        if known.contains(text.key) {
                            result.labelled += 1
                        } else if pool.mayTake(candidate) {
                            candidate.item = try text.record.item(field: itemField, path: path)
                            pool.add(candidate)
                        }
                    }
                    if let fault = part.fault { throw fault }
                }
                progress(result.texts)
            }
            if result.texts == before { throw StanceError(.noRecords, path: reader.displayName) }
            if isRepaired { result.repairedFiles.append(reader.displayName) }
        }
        let chosen = try chosen(of: pool.ranked)
        try requireDistinctItems(chosen)
        result.suggestions = chosen.map { Result.Suggestion(item: $0.item, text: $0.text) }
        return result
    }

    private var isRandom: Bool { if case .random = method { true } else { false } }

    private func chosen(of candidates: [Candidate]) throws(StanceError) -> [Candidate] {
        if isRandom { return candidates }
        return try DiverseChoice.places(of: count, among: candidates).map { candidates[$0] }
    }

    private func requireDistinctItems(_ candidates: [Candidate]) throws(StanceError) {
        var places: [String: StanceError.Place] = [:]
        var texts: [String: ArraySlice<UInt8>] = [:]
        for candidate in candidates {
            defer { texts[candidate.item] = candidate.text }
            if let other = places.updateValue(candidate.place, forKey: candidate.item) {
                let cause: StanceError.Cause =
                    texts[candidate.item] == candidate.text
                    ? .itemTwice(candidate.item, other: other) : .itemOfTwoTexts(candidate.item, other: other)
                throw StanceError(cause, path: candidate.place.path, line: candidate.place.line)
            }
        }
    }

    // MARK: Reading

    /// A record with what is known of it before it is compared with others.
    private struct Judged {
        var record: Record
        var key: UInt64
        var worth: Float
    }

    private func nextWave(of reader: RecordReader) throws(StanceError) -> [RecordBlock] {
        var wave: [RecordBlock] = []
        while wave.count < parallelism.threads * 4, let block = try reader.nextBlock() { wave.append(block) }
        return wave
    }

    private func judged(
        _ block: RecordBlock, _ parser: RecordParser
    ) -> (texts: [Judged], fault: StanceError?) {
        let (records, fault) = parser.records(of: block)
        let readable = records.filter { !$0.isBlank }
        switch method {
        case .random: return (readable.map { Judged(record: $0, key: TextKey.of($0.text), worth: 0) }, fault)
        case .uncertainty(let classifier):
            var workspace = classifier.makeWorkspace()
            let texts = readable.map { record in
                let probabilities = classifier.classify(record.text, using: &workspace).probabilities
                return Judged(
                    record: record, key: TextKey.of(record.text), worth: Self.uncertainty(probabilities))
            }
            return (texts, fault)
        }
    }

    /// 1 less the margin between the two largest probabilities.
    static func uncertainty(_ probabilities: [Float]) -> Float {
        var (first, second): (Float, Float) = (0, 0)
        for probability in probabilities {
            if probability > first { (first, second) = (probability, first) } else { second = max(second, probability) }
        }
        return 1 - (first - second)
    }

    /// What tells the texts of labelled files from others.
    private func keys(of paths: [String]) throws(StanceError) -> Set<UInt64> {
        var keys: Set<UInt64> = []
        for path in paths {
            let format = LabelledText.format(ofPath: path)
            let reader = try RecordReader(path: path, format: format, textField: nil)
            while let block = try reader.nextBlock() {
                let (records, fault) = reader.parser.records(of: block)
                if let fault { throw fault }
                for record in records {
                    do throws(StanceError) {
                        let text = format.hasFields ? try labelledText(of: record, reader.parser) : record.text
                        keys.insert(TextKey.of(text))
                    } catch {
                        throw StanceError(error.cause, path: reader.displayName, line: record.line)
                    }
                }
            }
        }
        return keys
    }

    /// The text of a labelled record: in the field of the other files, or in `text`, as `suggest` and `annotate` call it.
    private func labelledText(of record: Record, _ parser: RecordParser) throws(StanceError) -> ArraySlice<UInt8> {
        let names = record.fields.map(\.name)
        guard let field = [textField, "text"].first(where: names.contains) else { throw parser.noField(textField) }
        return Array((try record.string(of: field) ?? "").utf8)[...]
    }
}
