import StanceKit

/// The model card that the trainer writes beside a model: what it knows filled in, what only people know left to them.
enum ModelCard {
    static func text(for configuration: ModelConfiguration) -> String {
        let training = configuration.training
        let counts = configuration.labels.map { "| \(cell($0)) | \(training.labelCounts[$0] ?? 0) |" }
        let files = training.files.map { "| \(cell($0.name)) | \($0.records) | `\($0.sha256)` |" }
        return """
            # Model card

            A text classifier made by Stance \(configuration.stanceVersion): multinomial logistic regression over \
            hashed n-grams. `config.json` holds its whole configuration.

            ## Labels

            | label | training examples |
            | --- | --- |
            \(counts.joined(separator: "\n"))

            ## Training data

            | file | records | SHA-256 |
            | --- | --- | --- |
            \(files.joined(separator: "\n"))

            ## Recipe

            Penalty l2 \(training.l2), class weights \(training.classWeights), seed \(training.seed). L-BFGS took \
            \(training.iterations) steps to an objective of \(training.objective).

            ## Intended use

            Not stated yet: say what the labels mean, what texts the model is for, and what it must not decide.

            ## Evaluation

            Not stated yet: run `stance-eval --model DIR --test FILE` and put its figures here, with their intervals.

            """
    }

    /// Text as the cell of a Markdown table: on one line, its bars escaped.
    private static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
    }
}
