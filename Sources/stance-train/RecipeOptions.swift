public import ArgumentParser
import CommandLineSupport
import StanceKit
public import StanceTraining

extension TrainingRecipe.Algorithm: ExpressibleByArgument {}
extension TrainingRecipe.ClassWeights: ExpressibleByArgument {}
extension TrainingRecipe.Decision: ExpressibleByArgument {}
extension TuningMetric: ExpressibleByArgument {}

/// The recipe: a file, or the defaults, with some of its members given on the command line.
struct RecipeOptions: ParsableArguments {
    @Option(
        help: "A recipe file (JSON), as tune writes it; members that it leaves out have their defaults.",
        completion: .file())
    var recipe: String?

    @Option(
        help:
            "logistic: fastest; mlp: networks; ensemble: both; auto: the best of them on held-out folds. (default: logistic)"
    )
    var algorithm: TrainingRecipe.Algorithm?

    @Option(help: "The penalty: (l2 / 2) times the sum of squared weights; scikit-learn's C = 1 / l2. (default: 0.1)")
    var l2: Double?

    @Option(help: "none: every example counts 1; balanced: every label counts the same in all. (default: none)")
    var classWeights: TrainingRecipe.ClassWeights?

    @Option(help: "What the choice of labels does best. (default: accuracy)")
    var decision: TrainingRecipe.Decision?

    @Option(help: "Folds on which probabilities are calibrated; 0 for none, which is fastest. (default: 5)")
    var calibrationFolds: Int?

    @Option(help: "The seed of everything random; it is recorded in the model. (default: 0)")
    var seed: UInt64?

    /// The recipe file, if there is one.
    var files: [String] { [recipe].compactMap(\.self) }

    /// The recipe that the options come to.
    ///
    /// - Parameter hasVectors: whether there are word vectors: then the networks are convolutional, and unless an algorithm is named
    ///   logistic regression is joined by them.
    func resolved(hasVectors: Bool) throws(StanceError) -> TrainingRecipe {
        var result =
            try recipe.map { path throws(StanceError) in try TrainingRecipe(contentsOf: path) }
            ?? TrainingRecipe()
        if hasVectors { result.useVectors() }
        if let algorithm { result.algorithm = algorithm }
        if let l2 { result.logistic.l2 = l2 }
        if let classWeights { result.classWeights = classWeights }
        if let decision { result.decision = decision }
        if let calibrationFolds { result.calibrationFolds = calibrationFolds }
        if let seed { result.seed = seed }
        return result
    }
}

extension TrainingRecipe {
    /// Makes networks convolutional ones, and joins logistic regression by one.
    mutating func useVectors() {
        network.input = .vectors
        if algorithm == .logistic { algorithm = .ensemble }
    }
}
