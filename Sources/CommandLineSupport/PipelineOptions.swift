public import ArgumentParser
public import StanceKit

/// What every command that turns files of texts into results needs to know.
public struct PipelineOptions: ParsableArguments {
    /// The files; none means standard input.
    @Argument(help: "The files; - or nothing for standard input.", completion: .file())
    public var files: [String] = []

    @OptionGroup private var textField: TextFieldOption
    @OptionGroup private var model: ModelOption
    @OptionGroup private var decision: DecisionOptions
    @OptionGroup private var threads: ThreadsOption

    /// Makes the options with their defaults.
    public init() {}

    /// The field that holds the text.
    public var textFieldName: String { textField.textField }

    /// The classifier of the model that is named, or of the first place where one is found.
    public func classifier() throws(StanceError) -> Classifier {
        try model.classifier(rule: decision.rule())
    }

    /// Refuses sets of labels in a format that has no place for them.
    public func refuseSets(unless hasPlace: Bool) throws {
        if decision.coverage != nil, !hasPlace {
            throw ValidationError("--coverage has no place in the counts of --by.")
        }
    }

    /// The pipeline over the files.
    ///
    /// - Parameters:
    ///   - format: the format's name as given, `nil` to tell each file's by its extension.
    ///   - fallback: the format where the extension tells none.
    public func pipeline(format: String?, fallback: RecordFormat) -> RecordPipeline {
        RecordPipeline(
            paths: files, format: format.flatMap(RecordFormat.init(rawValue:)), fallback: fallback,
            textField: textFieldName, parallelism: threads.parallelism)
    }
}

/// Whether labels are explained.
public struct ExplanationOption: ParsableArguments {
    /// Whether labels are explained.
    @Flag(help: "Say what each word adds to the label: set off in a terminal, with weights in JSON.")
    public var explain = false

    /// Makes the option with its default.
    public init() {}

    /// Refuses explanations in a format that has no place for them.
    public func refuse(unless hasPlace: Bool) throws {
        if explain, !hasPlace {
            throw ValidationError("--explain has no place in a table or a count: use --format text or jsonl.")
        }
    }
}
