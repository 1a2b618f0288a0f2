public import StanceKit

/// How a model is trained: with the data, all that decides its bytes.
public struct TrainingRecipe: Sendable, Equatable {
    /// How labels are weighted.
    public enum ClassWeights: String, Sendable, CaseIterable {
        /// Every example counts 1.
        case none
        /// An example of label c counts n / (labels · n_c), so that every label has the same weight in all.
        case balanced
    }

    /// How text becomes features.
    public var features = FeatureConfiguration()
    /// The weight of the penalty (l2 / 2) · ‖W‖².
    public var l2 = 0.1
    /// How labels are weighted.
    public var classWeights = ClassWeights.none
    /// The seed of everything random. Logistic regression uses no chance; the seed is recorded.
    public var seed: UInt64 = 0
    /// The optimiser stops when the gradient's norm is at most this part of its first one.
    public var gradientTolerance = 1e-7

    /// The default recipe.
    public init() {}
}
