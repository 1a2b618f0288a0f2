import ArgumentParser
import CommandLineSupport
import LinearAlgebra
import StanceKit
import StanceTraining

/// The training files, and how examples stand in them.
struct TrainingInputOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .upToNextOption, help: "Files of labelled texts; - is standard input.",
        completion: .file())
    var train: [String]

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Files of examples that only help to fit: nothing is measured or calibrated on them.", completion: .file()
    )
    var auxiliary: [String] = []

    @OptionGroup var fields: LabelledInputOptions

    @Option(help: "The field of a number from 0 up, by which an example counts.")
    var weightField: String?

    @Option(
        help: "Labels are soft: fields whose names begin so hold each label's share (probability_ as classify writes).")
    var softLabels: String?

    @Option(help: "The field of what belongs together (an article, a speaker): no fold parts it.")
    var groupField: String?

    @Option(
        help:
            "A file of word vectors (word2vec's and fastText's text format, or GloVe's): logistic regression is joined by a convolutional network over them.",
        completion: .file())
    var wordVectors: String?

    @OptionGroup var threads: ThreadsOption

    /// All files that are read.
    var files: [String] { train + auxiliary + [wordVectors].compactMap(\.self) }

    /// Reads the files.
    func data() throws(StanceError) -> TrainingData {
        if (train + auxiliary).contains("-") { Message.noteIfTyping() }
        Progress.show("reading")
        var names = fields.fields
        names.weight = weightField
        names.softLabelPrefix = softLabels
        names.group = groupField
        var data = try TrainingData(paths: train, auxiliary: auxiliary, format: fields.recordFormat, fields: names)
        data.vectors = try wordVectors.map { path throws(StanceError) in try WordVectors(contentsOf: path) }
        data.repairedFiles.forEach(Message.warnOfRepairedBytes)
        Message.warnOfCaseVariants(among: data.labels)
        if data.blankCount > 0 {
            Message.warning(
                "\(data.blankCount) \(data.blankCount == 1 ? "record has a blank text and is" : "records have blank texts and are") left out; "
                    + "stance-train check tells where")
        }
        return data
    }

    /// The options that say which files there are and how examples stand in them, as far as they are not the defaults.
    func arguments(withVectors: Bool) -> [String] {
        let options: [(String, String?)] = [
            ("--input-format", fields.inputFormat?.rawValue),
            ("--text-field", fields.textField.textField == "text" ? nil : fields.textField.textField),
            ("--label-field", fields.labelField == "label" ? nil : fields.labelField),
            ("--weight-field", weightField), ("--soft-labels", softLabels), ("--group-field", groupField),
            ("--word-vectors", withVectors ? wordVectors : nil),
        ]
        return ["--train"] + train + (auxiliary.isEmpty ? [] : ["--auxiliary"] + auxiliary)
            + options.flatMap { name, value in value.map { [name, $0] } ?? [] }
    }

    /// The threads that work.
    var parallelism: Parallelism { threads.parallelism }
}
