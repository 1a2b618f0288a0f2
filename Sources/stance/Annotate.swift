import ArgumentParser
import CommandLineSupport
import Foundation
import StanceKit

struct Annotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate",
        abstract: "Lets a person label texts in the terminal, one key a label.",
        discussion: """
            EXAMPLES
              stance annotate quotations.csv --output labels.jsonl
              stance annotate suggested.csv --output labels.jsonl --annotator mia \\
                --labels claim,question,other --guidelines guidelines.md

            Digits give labels; u takes the last one back, s skips, g shows the guidelines, q ends; arrow keys, Page Up, \
            Page Down and space move in a long text. Each label is on disk before the next text is shown, as a line \
            {"item", "annotator", "label", "text"}. The same command goes on where you stopped, whatever stopped it. \
            Several annotators may write to one file.

            stance-train reads the file as training data, stance-eval agreement compares annotators. No label of a model is \
            shown: people who see one agree with it more than they would. stance-train suggest picks texts.
            """
    )

    @Argument(help: "Files of texts.", completion: .file())
    var files: [String]

    @Option(help: "The file of the labels, .jsonl: made if it is not there, else added to.", completion: .file())
    var output: String

    @Option(help: "Who labels.")
    var annotator = NSUserName()

    @Option(
        help: ArgumentHelp(
            "The labels, in the order of their keys. (default: the model's labels)", valueName: "a,b,c"))
    var labels: String?

    @Option(help: "A text file that g shows.", completion: .file())
    var guidelines: String?

    @OptionGroup var model: ModelOption

    @Option(help: "How the texts stand in their files. (default: by extension, else lines)")
    var inputFormat: TextFormat?

    @OptionGroup var textField: TextFieldOption
    @OptionGroup var itemField: ItemFieldOption

    func validate() throws {
        try OutputPath.check(output, of: "--output")
        if annotator.isEmpty { throw ValidationError("--annotator takes a name.") }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw StanceError(.noTerminal) }
            let keys = try LabelKeys(labels.map(Self.names) ?? model.classifier().labels)
            let items = try AnnotationItem.read(
                paths: files, format: inputFormat?.recordFormat,
                textField: textField.textField, itemField: itemField.itemField)
            let guidelines = try guidelines.map { path throws(StanceError) in try Self.text(of: path) }
            try WholeFile.refuse(output, among: files)
            let file = try AnnotationFile(path: output, annotator: annotator)
            if file.hasRemovedPart {
                Message.warning("\(output): the last line had been cut short and was removed")
            }
            if let other = file.labels.first(where: { !keys.labels.contains($0.label) }) {
                throw StanceError(
                    .invalidConfiguration(
                        reason: "\(annotator) has given the label '\(other.label)' before, which is not one of: "
                            + keys.labels.joined(separator: ", ") + ". Name all labels, or another --output"),
                    path: output, line: other.line)
            }
            let queue = try AnnotationQueue(items: items, file: file)
            var session = AnnotationSession(queue: queue, annotator: annotator, keys: keys, guidelines: guidelines)
            let end = try session.run()
            let done = session.queue.doneCount
            try? StandardOutput.writeLine(
                Terminal.displayable("\(output): \(done) of \(items.count) labelled by \(annotator)"))
            if case .signal(let number) = end {
                // As others see it, the signal has ended the process.
                if number == SIGINT { throw ExitCode(StanceError.Code.interrupted.rawValue) }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0).withoutSurroundingSpace }
    }

    private static func text(of path: String) throws(StanceError) -> String {
        let reader = try RecordReader(path: path, format: .text)
        guard let block = try reader.nextBlock(), let text = reader.parser.records(of: block).records.first?.text
        else { throw StanceError(.noRecords, path: path) }
        return String(decoding: text, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    }
}
