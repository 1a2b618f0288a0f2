import ArgumentParser
import CommandLineSupport
import StanceKit
import StanceTraining

struct Suggest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Picks texts for people to label: those of which a model is least sure, or a random sample.",
        discussion: """
            EXAMPLES
              stance-train suggest quotations.csv --method random > sample.csv
              stance-train suggest quotations.csv --labelled sample.csv labels.jsonl \\
                --model my-model --count 200 > batch.csv

            The output has the columns item, text and label (empty), for a spreadsheet or for stance annotate; the first \
            rows are worth most. No label of the model is in it: people who see one agree with it more than they would.

            uncertainty (the default) takes texts between whose two best labels the model is least decided (margin sampling: \
            Scheffer et al. 2001), of the 10 times COUNT most uncertain (Zhdanov 2019) those that are unlike one another \
            (maximal marginal relevance: Carbonell & Goldstein 1998). Texts of the same words count as one. They are good to \
            train on. Never estimate shares or test a model on them: they are the hard cases.

            random takes every text with the same chance. Only from such a sample can shares be estimated (stance-eval \
            estimate) and a model be tested: draw it first, from everything, and name it with --labelled ever after, so that no \
            model is trained on it. A larger COUNT with the same files and seed begins with the texts of the smaller one. With \
            --labelled it is a sample of the other texts: fit for a first model, not for shares of the whole.
            """
    )

    enum Method: String, CaseIterable, ExpressibleByArgument {
        case uncertainty, random
    }

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case csv, tsv
    }

    @Argument(help: "Files of texts; - or nothing for standard input.", completion: .file())
    var files: [String] = []

    @Option(help: "How texts are picked.")
    var method = Method.uncertainty

    @Option(help: "How many texts.")
    var count = 100

    @Option(
        parsing: .upToNextOption,
        help: "Files of texts that are labelled already or given out, and not picked; in the same field, or in text.",
        completion: .file())
    var labelled: [String] = []

    @OptionGroup var model: ModelOption

    @Option(help: "The seed of the random sample, and of the choice between equally uncertain texts.")
    var seed: UInt64 = 0

    @Option(help: "How the texts stand in their files. (default: by extension, else lines)")
    var inputFormat: TextFormat?

    @OptionGroup var textField: TextFieldOption
    @OptionGroup var itemField: ItemFieldOption

    @Option(help: "How the output is written; in TSV a tab or a line end in a text becomes a space.")
    var format = OutputFormat.csv

    @OptionGroup var threads: ThreadsOption

    func validate() throws {
        if !(1...100_000).contains(count) { throw ValidationError("--count takes a number from 1 to 100000.") }
    }

    func run() throws {
        try ToolRun.reportingErrors {
            let method: Suggester.Method = self.method == .random ? .random : .uncertainty(try model.classifier())
            var suggester = Suggester(method: method, count: count)
            suggester.seed = seed
            suggester.format = inputFormat?.recordFormat
            suggester.textField = textField.textField
            suggester.itemField = itemField.itemField
            suggester.parallelism = threads.parallelism
            let paths = files.isEmpty ? ["-"] : files
            if paths.contains("-") { Message.noteIfTyping() }
            let result = try suggester.suggest(from: paths, labelled: labelled) { texts in
                Progress.show("\(texts) read")
            }
            Progress.clear()
            for file in result.repairedFiles { Message.warnOfRepairedBytes(in: file) }
            let table = SuggestionTable(format: format, suggestions: result.suggestions)
            try StandardOutput.write(table.bytes)
            let labelled = result.labelled > 0 ? ", \(result.labelled) of them labelled already" : ""
            Message.note("picked \(result.suggestions.count) of \(result.texts) texts\(labelled)")
        }
    }
}
