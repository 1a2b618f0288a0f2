public import ArgumentParser

/// What the texts that people label are called.
public struct ItemFieldOption: ParsableArguments {
    /// The field's name.
    @Option(
        name: .long,
        help: "The field that names each text among all; without it a text is called by file and line (quotes.csv:7).")
    public var itemField = "item"

    /// Makes the option with its default.
    public init() {}
}
