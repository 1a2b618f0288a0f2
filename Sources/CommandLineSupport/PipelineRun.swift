import LinearAlgebra
import StanceKit

/// The state of one run of a pipeline: the blocks that wait for work, and what has become of each file.
struct PipelineRun {
    private struct Item {
        var block: RecordBlock
        var source: RecordPipeline.Source
        var parser: RecordParser
        /// Where the file is in `files`.
        var file: Int
    }

    private struct File {
        var name: String
        var records = 0
        var words = 0
        var knownWords = 0
        var hasFailed = false
        var hasRepairedBytes = false
    }

    private let parallelism: Parallelism
    private var files: [File] = []
    private var wave: [Item] = []
    private var job: RecordPipeline.Job?
    private var hasWritten = false
    private var done = 0
    private var firstError: StanceError?
    /// Whether results can no longer be written.
    private(set) var hasOutputFailed = false

    init(parallelism: Parallelism) {
        self.parallelism = parallelism
    }

    /// Whether there are blocks enough to keep all threads at work.
    var isWaveFull: Bool { wave.count >= min(parallelism.threads * 4, 64) }

    var currentFileHasFailed: Bool { files.last?.hasFailed ?? false }

    mutating func beginFile(named name: String) {
        files.append(File(name: name))
    }

    mutating func add(_ block: RecordBlock, from source: RecordPipeline.Source, parser: RecordParser) {
        if block.hasRepairedBytes { files[files.count - 1].hasRepairedBytes = true }
        wave.append(Item(block: block, source: source, parser: parser, file: files.count - 1))
    }

    /// Ends a file, the current one by default, with an error; the first error decides the exit code.
    mutating func failFile(_ error: StanceError, at index: Int? = nil) {
        if let index = index ?? files.indices.last { files[index].hasFailed = true }
        Message.error(error)
        firstError = firstError ?? error
    }

    private mutating func output(_ bytes: [UInt8]) throws(StanceError) {
        do throws(StanceError) {
            try StandardOutput.write(bytes)
        } catch {
            hasOutputFailed = true
            throw error
        }
    }

    /// Works on the blocks that wait, all threads at once, and writes what comes of them in order.
    mutating func finishWave(
        _ prepare: (_ columns: [String]) -> RecordPipeline.Job
    ) throws(StanceError) {
        let items = wave
        wave = []
        let parsed = parallelism.map(count: items.count) { items[$0].parser.records(of: items[$0].block) }
        if job == nil, let first = parsed.lazy.compactMap(\.records.first).first {
            let prepared = prepare(first.fields.map(\.name))
            try output(prepared.head)
            job = prepared
        }
        let outputs = parallelism.map(count: items.count) { [job] index in
            let (records, fault) = parsed[index]
            var output = job.map { $0.work(records, items[index].source) } ?? RecordPipeline.Output()
            output.fault?.place.path = items[index].source.displayName
            output.fault = output.fault ?? fault
            return output
        }
        for (item, output) in zip(items, outputs) where !files[item.file].hasFailed {
            try write(output, of: item.file)
        }
        // Where results go to the same terminal they are the progress.
        if !Terminal.isOutput { Progress.show("\(done) done") }
    }

    private mutating func write(_ output: RecordPipeline.Output, of file: Int) throws(StanceError) {
        if output.records > 0 {
            if let job, hasWritten { try self.output(job.separator) }
            try self.output(output.bytes)
            hasWritten = true
        }
        done += output.records
        files[file].records += output.records
        files[file].words += output.words
        files[file].knownWords += output.knownWords
        if let fault = output.fault { failFile(fault, at: file) }
    }

    /// Ends the run: says which files had no records or another language.
    ///
    /// - Throws: the first error of all.
    mutating func finish(
        _ prepare: (_ columns: [String]) -> RecordPipeline.Job
    ) throws {
        try finishWave(prepare)
        if let job { try output(job.tail) }
        Progress.clear()
        for (index, file) in files.enumerated() where !file.hasFailed {
            if file.records == 0 { failFile(StanceError(.noRecords, path: file.name), at: index) }
            if file.hasRepairedBytes { Message.warnOfRepairedBytes(in: file.name) }
            if file.words >= 20, file.knownWords * 2 < file.words {
                Message.warning(
                    "\(file.name): \(100 - 100 * file.knownWords / file.words) % of the words are unknown to the "
                        + "model; is the text in the model's language?")
            }
        }
        if let firstError { throw ReportedError(code: firstError.code) }
    }
}
