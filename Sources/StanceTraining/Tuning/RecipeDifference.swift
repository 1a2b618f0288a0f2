import StanceKit

extension TrainingRecipe {
    /// How the recipe differs from another one in what a search varies, in a line; empty if it does not.
    public func differences(from other: TrainingRecipe) -> String {
        func list(_ widths: [Int]) -> String { widths.map(String.init).joined(separator: "+") }
        func range(_ lengths: FeatureConfiguration.NGramRange?) -> String {
            lengths.map { "\($0.minimum)-\($0.maximum)" } ?? "none"
        }
        let members: [(name: String, value: (TrainingRecipe) -> String)] = [
            ("", { $0.algorithm.rawValue }),
            ("l2", { "\($0.logistic.l2)" }),
            ("ratio power", { "\($0.logCountRatioPower)" }),
            ("words", { range($0.features.wordNGrams) }),
            ("skip", { $0.features.skipGramDistance.map(String.init) ?? "none" }),
            ("characters", { range($0.features.characterNGrams) }),
            ("minimum texts", { "\($0.features.minimumDocumentFrequency)" }),
            ("widths", { list($0.network.widths) }),
            ("input", { $0.network.input.rawValue }),
            ("rate", { "\($0.network.learningRate)" }),
            ("input dropout", { "\($0.network.inputDropout)" }),
            ("dropout", { "\($0.network.dropout)" }),
            ("epochs", { "\($0.hasConvolution ? $0.convolution.epochs : $0.network.epochs)" }),
            ("convolution's dropout", { "\($0.convolution.dropout)" }),
        ]
        return members.compactMap { name, value in
            guard value(self) != value(other) else { return nil }
            return name.isEmpty ? value(self) : "\(name) \(value(self))"
        }.joined(separator: ", ")
    }
}
