public import StanceKit

/// How a model is trained: with the data, all that decides its bytes. As JSON it is a recipe file.
public struct TrainingRecipe: Sendable, Equatable, Codable {
    /// Which parts the model has.
    public enum Algorithm: String, Sendable, Codable, CaseIterable {
        /// Multinomial logistic regression.
        case logistic
        /// Networks.
        case mlp
        /// Both; the calibration weighs them.
        case ensemble
        /// The best of the three on held-out folds; logistic regression where none is better beyond chance.
        case auto
    }

    /// How labels are weighted.
    public enum ClassWeights: String, Sendable, Codable, CaseIterable {
        /// Every example counts 1.
        case none
        /// An example of label c counts n / (labels · n_c), so that every label has the same weight in all.
        case balanced
    }

    /// What the choice of a label is to do best.
    public enum Decision: String, Sendable, Codable, CaseIterable {
        /// The most right labels: the most probable one, after the class weights.
        case accuracy
        /// The largest mean of the labels' F1, by offsets fitted on held-out folds.
        case macroF1 = "macro-f1"
    }

    /// How the linear part is fitted.
    public struct Logistic: Sendable, Equatable, Codable {
        /// The weight of the penalty (l2 / 2) · ‖W‖².
        public var l2 = 0.1
        /// The optimiser stops when the gradient's norm is at most this part of its first one.
        public var gradientTolerance = 1e-7
    }

    /// How networks are fitted.
    public struct Network: Sendable, Equatable, Codable {
        /// Which features a network sees.
        public enum Input: String, Sendable, Codable, CaseIterable {
            /// Word n-grams alone.
            case words
            /// All features.
            case all
            /// Word vectors: the network is a convolutional one, `TrainingRecipe.convolution`, and not a perceptron.
            case vectors
        }

        /// Which features the network sees.
        public var input = Input.all
        /// The units of each hidden layer; the first are the width of the embeddings.
        public var widths = [16]
        /// The function between layers.
        public var activation = Activation.gelu
        /// How many networks are trained, each with chance of its own; their logits' mean counts.
        public var members = 2
        /// The share of a text's features that is left out at each step.
        public var inputDropout = 0.5
        /// The share of hidden units that is left out at each step.
        public var dropout = 0.3
        /// The most passes over the data; the learning rate's schedule is for as many.
        public var epochs = 10
        /// Examples a step.
        public var batchSize = 64
        /// The largest step size of AdamW (Loshchilov & Hutter 2019).
        public var learningRate = 0.01
        /// The decay of weights at a step, as a part of the step size.
        public var weightDecay = 0.01
        /// The share of all steps in which the step size rises to its largest; it then falls along a cosine to 0.
        public var warmUp = 0.1
        /// The share of each label's mass that is spread over all labels.
        public var labelSmoothing = 0.05
        /// Gradients with a larger norm are scaled down to this one.
        public var gradientClip = 1.0
        /// The share of the training data on which each network watches when to stop; 0 for none.
        public var validationShare = 0.1
        /// How many passes may bring nothing before a network stops and takes its best state.
        public var patience = 4
    }

    /// How a convolutional network over word vectors is fitted.
    public struct Convolution: Sendable, Equatable, Codable {
        /// How many tokens the filters of each group look at, rising.
        public var widths = [1, 3, 5]
        /// The filters of each group; a multiple of 16.
        public var filters = 64
        /// The share of a text's tokens that is left out at each step.
        public var inputDropout = 0.1
        /// The share of filters that is left out at each step.
        public var dropout = 0.3
        /// The passes over the data.
        public var epochs = 4
        /// Examples a step.
        public var batchSize = 64
        /// The largest step size of AdamW (Loshchilov & Hutter 2019).
        public var learningRate = 0.001
        /// The decay of weights at a step, as a part of the step size.
        public var weightDecay = 0.01
        /// The share of all steps in which the step size rises to its largest; it then falls along a cosine to 0.
        public var warmUp = 0.05
    }

    /// The parts of the model.
    public var algorithm = Algorithm.logistic
    /// How text becomes features.
    public var features = FeatureConfiguration()
    /// Features are scaled by the size of their log-count ratios to this power, so that those that set labels apart are
    /// penalised less (Wang & Manning 2012); 0 for no scaling.
    public var logCountRatioPower = 0.5
    /// How the linear part is fitted.
    public var logistic = Logistic()
    /// How networks are fitted.
    public var network = Network()
    /// How a convolutional network is fitted.
    public var convolution = Convolution()
    /// How labels are weighted.
    public var classWeights = ClassWeights.none
    /// What the choice of a label is to do best.
    public var decision = Decision.accuracy
    /// The number of folds on which the calibration is fitted; 0 for none.
    public var calibrationFolds = 5
    /// The seed of everything random.
    public var seed: UInt64 = 0

    /// The default recipe.
    public init() {}
}
