import StanceKit

/// The model card that the trainer writes beside a model: what it knows filled in, what only people know left to them.
enum ModelCard {
    static func text(for model: ClassifierModel, _ training: TrainingRecord) -> String {
        let recipe = training.recipe
        let counts = model.labels.map { "| \(cell($0)) | \(training.labelCounts[$0] ?? 0) |" }
        let files = training.files.map { file in
            let kind = file.auxiliary == true ? ", auxiliary" : ""
            return "| \(cell(file.name)) | \(file.records)\(kind) | `\(file.sha256)` |"
        }
        return """
            # Model card

            A text classifier made by Stance \(stanceVersion): \(description(of: model)). `config.json` \
            holds its whole configuration.

            ## Labels

            | label | training examples |
            | --- | --- |
            \(counts.joined(separator: "\n"))

            ## Training data

            | file | records | SHA-256 |
            | --- | --- | --- |
            \(files.joined(separator: "\n"))

            ## Recipe

            Algorithm \(recipe.algorithm.rawValue), penalty l2 \(recipe.logistic.l2), class weights \
            \(recipe.classWeights.rawValue), decision \(recipe.decision.rawValue), seed \(recipe.seed). \
            \(calibration(of: model))

            ## Intended use

            Not stated yet: say what the labels mean, what texts the model is for, and what it must not decide.

            ## Evaluation

            Not stated yet: run `stance-eval --model DIR --test FILE` and put its figures here, with their intervals.

            """
    }

    private static func description(of model: ClassifierModel) -> String {
        if let convolution = model.convolution {
            let network = "a convolutional network over the vectors of \(convolution.wordCount) words"
            return model.algorithm == .mlp
                ? network : "multinomial logistic regression over hashed n-grams and \(network)"
        }
        let count = model.networks.count
        let networks = count == 1 ? "a multilayer perceptron" : "\(count) multilayer perceptrons"
        let kind =
            switch model.algorithm {
            case .logistic: "multinomial logistic regression"
            case .mlp: networks
            case .ensemble: "multinomial logistic regression and \(networks)"
            }
        return "\(kind) over hashed n-grams"
    }

    private static func calibration(of model: ClassifierModel) -> String {
        let items = model.calibration.items
        return items > 0 ? "Calibrated on \(items) examples, each held out in turn." : "Not calibrated."
    }

    /// Text as the cell of a Markdown table: on one line, its bars escaped.
    private static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
    }
}
