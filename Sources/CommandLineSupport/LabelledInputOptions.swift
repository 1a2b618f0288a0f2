public import ArgumentParser
public import StanceKit

/// How labelled texts stand in files.
public struct LabelledInputOptions: ParsableArguments {
    /// The formats that can hold labels.
    public enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
        case tsv, csv, jsonl, fasttext
    }

    /// The format named, if any.
    @Option(help: "How the files are written. (default: by extension, else fastText lines)")
    public var inputFormat: Format?

    /// Where the text is.
    @OptionGroup public var textField: TextFieldOption

    /// The label's field.
    @Option(name: .long, help: "The field that holds the label (TSV, CSV, JSON Lines).")
    public var labelField = "label"

    /// Makes the options with their defaults.
    public init() {}

    /// The fields named.
    public var fields: LabelledText.Fields {
        LabelledText.Fields(text: textField.textField, label: labelField)
    }

    /// The format named, `nil` if the extension is to tell.
    public var recordFormat: RecordFormat? {
        inputFormat.flatMap { RecordFormat(rawValue: $0.rawValue) }
    }
}
