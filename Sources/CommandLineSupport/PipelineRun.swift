import Dispatch
import LinearAlgebra
import StanceKit
import Synchronization

/// One run of a pipeline: threads take turns at reading, work side by side, and whoever is next in the input's order writes.
final class PipelineRun: Sendable {
    private typealias Item = BlockSource.Item

    private struct Input {
        var source: BlockSource
        /// What was read to learn the columns.
        var waiting: Item?
    }

    /// What has become of a file.
    private struct File {
        var words = 0
        var knownWords = 0
        var records = 0
        var hasFailed = false
        var hasRepairedBytes = false
    }

    private struct Results {
        /// What is done before its turn, by the number of its item.
        var early: [Int: (item: Item, output: RecordPipeline.Output)] = [:]
        var nextNumber = 0
        var files: [File]
        var hasWritten = false
        var done = 0
        /// The first error of all decides the exit code.
        var firstError: StanceError?
        /// Why results can no longer be written.
        var outputError: StanceError?
    }

    private let names: [String]
    private let parallelism: Parallelism
    private let input: Mutex<Input>
    private let results: Mutex<Results>
    /// The file that failed last: since files fail in order, a file that is still being read has failed if it is this one.
    private let failedFile = Atomic<Int>(-1)
    private let hasOutputFailed = Atomic<Bool>(false)
    /// How many more blocks may be on their way, so that memory does not grow behind one that takes long.
    private let room: DispatchSemaphore

    init(paths: [String], source: sending BlockSource, parallelism: Parallelism) {
        names = paths.map(RecordReader.displayName(of:))
        self.parallelism = parallelism
        input = Mutex(Input(source: source))
        results = Mutex(Results(files: Array(repeating: File(), count: paths.count)))
        // Counted up from 0, since one that is given up below its first value ends the process.
        room = DispatchSemaphore(value: 0)
        for _ in 0..<min(parallelism.threads * 4, 64) { room.signal() }
    }

    /// Does the job on all blocks.
    ///
    /// - Throws: an error of writing, or the first of those that ended a file.
    func run(prepare: (_ columns: [String]) -> RecordPipeline.Job) throws {
        if let job = try start(prepare) {
            // A loop for each thread.
            parallelism.forEachChunk(of: parallelism.threads, size: 1) { _ in
                while let item = nextItem() { deliver(item, output(of: item, job), job) }
            }
            try finish(job)
        } else {
            try finish(nil)
        }
    }

    /// Reads on to the first record, whose fields tell the columns.
    ///
    /// - Returns: the job; `nil` if there is no record at all.
    private func start(
        _ prepare: (_ columns: [String]) -> RecordPipeline.Job
    ) throws(StanceError) -> RecordPipeline.Job? {
        while let item = nextItem() {
            guard case .success(let (block, parser)) = item.content,
                let first = parser.records(of: block).records.first
            else {
                deliver(item, output(of: item, nil), nil)
                continue
            }
            input.withLock { $0.waiting = item }
            let job = prepare(first.fields.map(\.name))
            try StandardOutput.write(job.head)
            return job
        }
        return nil
    }

    private func nextItem() -> Item? {
        input.withLock { input in
            if let item = input.waiting.take() { return item }
            room.wait()
            let item = input.source.next { [unowned self] in isOver($0, isWaiting: $1) }
            if item == nil { room.signal() }
            return item
        }
    }

    /// Whether a file is not to be read any further, since it has failed, or nobody takes the results.
    ///
    /// Who waits for input has perhaps nothing to write either, and would not learn that the reader has gone.
    private func isOver(_ file: Int, isWaiting: Bool) -> Bool {
        if hasOutputFailed.load(ordering: .relaxed) || file == failedFile.load(ordering: .relaxed) { return true }
        guard isWaiting, StandardOutput.hasLostReader else { return false }
        results.withLock { failOutput(StanceError(.readerGone), &$0) }
        return true
    }

    /// What comes of a block, `nil` where there is an error instead.
    private func output(of item: Item, _ job: RecordPipeline.Job?) -> RecordPipeline.Output {
        guard case .success(let (block, parser)) = item.content else { return RecordPipeline.Output() }
        let (records, fault) = parser.records(of: block)
        var output = job.map { $0.work(records, item.source) } ?? RecordPipeline.Output()
        output.fault?.place.path = item.source.displayName
        output.fault = output.fault ?? fault
        return output
    }

    /// Takes what came of an item, and writes all whose turn it is.
    private func deliver(_ item: Item, _ output: RecordPipeline.Output, _ job: RecordPipeline.Job?) {
        results.withLock { results in
            results.early[item.number] = (item, output)
            while let (item, output) = results.early.removeValue(forKey: results.nextNumber) {
                results.nextNumber += 1
                if results.outputError == nil { write(output, of: item, job, &results) }
                room.signal()
            }
            // Where results go to the same terminal they are the progress.
            if !Terminal.isOutput { Progress.show("\(results.done) done") }
        }
    }

    private func write(
        _ output: RecordPipeline.Output, of item: Item, _ job: RecordPipeline.Job?, _ results: inout Results
    ) {
        let file = item.source.index
        guard !results.files[file].hasFailed else { return }
        switch item.content {
        case .failure(let error):
            fail(file, error, &results)
        case .success(let (block, _)):
            if block.hasRepairedBytes { results.files[file].hasRepairedBytes = true }
            do throws(StanceError) {
                if output.records > 0, let job {
                    if results.hasWritten { try StandardOutput.write(job.separator) }
                    try StandardOutput.write(output.bytes)
                    results.hasWritten = true
                }
            } catch {
                failOutput(error, &results)
                return
            }
            results.done += output.records
            results.files[file].records += output.records
            results.files[file].words += output.words
            results.files[file].knownWords += output.knownWords
            if let fault = output.fault { fail(file, fault, &results) }
        }
    }

    private func fail(_ file: Int, _ error: StanceError, _ results: inout Results) {
        results.files[file].hasFailed = true
        failedFile.store(file, ordering: .relaxed)
        Message.error(error)
        results.firstError = results.firstError ?? error
    }

    private func failOutput(_ error: StanceError, _ results: inout Results) {
        results.outputError = results.outputError ?? error
        hasOutputFailed.store(true, ordering: .relaxed)
    }

    /// Ends the run: says which files had no records or another language.
    private func finish(_ job: RecordPipeline.Job?) throws {
        try results.withLock { results in
            if let error = results.outputError {
                if let first = results.firstError { throw ReportedError(code: first.code) }
                throw error
            }
            if let job { try StandardOutput.write(job.tail) }
            Progress.clear()
            for (index, name) in names.enumerated() where !results.files[index].hasFailed {
                let file = results.files[index]
                if file.records == 0 { fail(index, StanceError(.noRecords, path: name), &results) }
                if file.hasRepairedBytes { Message.warnOfRepairedBytes(in: name) }
                if file.words >= 20, file.knownWords * 2 < file.words {
                    Message.warning(
                        "\(name): \(100 - 100 * file.knownWords / file.words) % of the words are unknown to the "
                            + "model; is the text in the model's language?")
                }
            }
            if let error = results.firstError { throw ReportedError(code: error.code) }
        }
    }
}
