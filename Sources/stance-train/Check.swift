import ArgumentParser
import CommandLineSupport
import StanceKit
import StanceTraining

struct Check: ParsableCommand {
    static let examples = """
        EXAMPLES
          stance-train check Data/
          stance-train check train.jsonl dev.jsonl
          stance-train check corpus.csv --format jsonl > findings.jsonl
          stance-train check train.tsv --label-errors
        """

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks a corpus before training: broken records, labels, ids, texts that stand twice.",
        discussion: """
            \(examples)

            Each finding is a line with file and line number; a summary comes last. The findings: what cannot be read, \
            missing texts and labels, labels that occur once or are spelt in two ways, ids that stand twice, texts with \
            two labels, and texts of one split that stand, or nearly stand, in another one (Jaccard similarity of word \
            triples from 0.8 up). A text that stands twice in a split with one label is a note. So is a file that has ids and \
            labels without texts.

            --label-errors adds the labels that are probably wrong (confident learning, Northcutt et al. 2021): those that a \
            model trained without the text, in 5 folds over all splits, doubts. They are advice, not findings.

            Exit codes: 0 nothing found but notes, 65 findings, 64 usage, 66 missing input.
            """
    )

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case text, jsonl
    }

    @Argument(
        help: "Files, and directories whose .tsv, .csv and .jsonl files are read; - is standard input.",
        completion: .file())
    var paths: [String]

    @OptionGroup var fields: LabelledInputOptions

    @Option(help: "The field that holds a record's id, where there is one.")
    var idField = CorpusCheck().idField

    @Option(help: "The field that names a record's split; without it each file is a split.")
    var splitField = CorpusCheck().splitField

    @Flag(help: "Train on the corpus too, and tell which labels are probably wrong.")
    var labelErrors = false

    @Option(help: "How findings are written; jsonl has no summary.")
    var format = OutputFormat.text

    @OptionGroup var threads: ThreadsOption

    func run() throws {
        try ToolRun.reportingErrors {
            if paths.contains("-") { Message.noteIfTyping() }
            var check = CorpusCheck()
            check.format = fields.recordFormat
            check.textField = fields.textField.textField
            check.labelField = fields.labelField
            check.idField = idField
            check.splitField = splitField
            check.findsLabelErrors = labelErrors
            check.parallelism = threads.parallelism
            let report = try check.report(on: paths) { progress in
                switch progress {
                case .reading(let path): Progress.show("reading \(path)")
                case .comparing(let records): Progress.show("comparing \(records) texts")
                case .doubting(let records): Progress.show("cross-validating on \(records) texts")
                }
            }
            Progress.clear()
            if labelErrors, !report.labelErrorsSought {
                let needed = "\(CorpusCheck.fewestTexts) texts and two labels"
                Message.warning("label errors are not sought: that takes \(needed)")
            }
            for finding in report.findings {
                switch format {
                case .text: try StandardOutput.writeLine(Terminal.displayable("\(finding)"))
                case .jsonl: try StandardOutput.write(finding.json + [UInt8(ascii: "\n")])
                }
            }
            if format == .text {
                if !report.findings.isEmpty { try StandardOutput.writeLine("") }
                try StandardOutput.write(Array(report.summary(showing: Terminal.displayable).utf8))
            }
            if !report.isSound { throw ExitCode(StanceError.Code.badData.rawValue) }
        }
    }
}
