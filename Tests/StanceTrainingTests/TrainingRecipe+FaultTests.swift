import StanceKit
import Testing

@testable import StanceTraining

@Suite struct TrainingRecipeFaultTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout TrainingRecipe) -> Void

        init(_ reason: String, _ change: @escaping @Sendable (inout TrainingRecipe) -> Void) {
            testDescription = reason
            self.change = change
        }
    }

    private static let share = "a share lies between 0 and 1"
    private static let faults = [
        Fault("the penalty's weight must be a number from 0 up") { $0.logistic.l2 = -0.1 },
        Fault("the penalty's weight must be a number from 0 up") { $0.logistic.l2 = .nan },
        Fault("the log-count ratio's power lies between 0 and 2") { $0.logCountRatioPower = 2.1 },
        Fault("the log-count ratio's power lies between 0 and 2") { $0.logCountRatioPower = .nan },
        Fault("the gradient's tolerance lies between 0 and 1") { $0.logistic.gradientTolerance = 0 },
        Fault("the gradient's tolerance lies between 0 and 1") { $0.logistic.gradientTolerance = 1 },
        Fault("the calibration takes 2 to 100 folds, or 0 for none") { $0.calibrationFolds = 1 },
        Fault("the calibration takes 2 to 100 folds, or 0 for none") { $0.calibrationFolds = 101 },
        Fault("the calibration takes 2 to 100 folds, or 0 for none") { $0.calibrationFolds = -5 },
        Fault("offsets for macro-F1 are fitted on calibration folds; there are none") {
            ($0.decision, $0.calibrationFolds) = (.macroF1, 0)
        },
        Fault("auto chooses on calibration folds; there are none") { ($0.algorithm, $0.calibrationFolds) = (.auto, 0) },
        Fault("a network has 1 to 8 hidden layers of 1 to 1024 units") { $0.network.widths = [] },
        Fault("a network has 1 to 8 hidden layers of 1 to 1024 units") { $0.network.widths = [4, 0] },
        Fault("a network has 1 to 8 hidden layers of 1 to 1024 units") { $0.network.widths = [1025] },
        Fault("a network has 1 to 8 hidden layers of 1 to 1024 units") {
            $0.network.widths = [Int](repeating: 2, count: 9)
        },
        Fault("a model has 1 to 64 networks") { $0.network.members = 0 },
        Fault("a model has 1 to 64 networks") { $0.network.members = 65 },
        Fault(share) { $0.network.inputDropout = 1 }, Fault(share) { $0.network.dropout = -0.1 },
        Fault(share) { $0.network.labelSmoothing = .nan }, Fault(share) { $0.network.validationShare = 1 },
        Fault("at most half of the data is held out for early stopping") { $0.network.validationShare = 0.6 },
        Fault("the warm-up's share lies between 0 and 1") { $0.network.warmUp = 1.1 },
        Fault("there are 1 to 10000 passes") { $0.network.epochs = 0 },
        Fault("a batch has 1 to 65536 examples") { $0.network.batchSize = 0 },
        Fault("the learning rate lies above 0, up to 10") { $0.network.learningRate = 0 },
        Fault("the learning rate lies above 0, up to 10") { $0.network.learningRate = 11 },
        Fault("the weight decay lies between 0 and 10") { $0.network.weightDecay = -1 },
        Fault("the largest norm of a gradient lies above 0") { $0.network.gradientClip = 0 },
        Fault("the largest norm of a gradient lies above 0") { $0.network.gradientClip = .infinity },
        Fault("patience is a number of passes from 0 up") { $0.network.patience = -1 },
    ]

    @Test("a recipe that makes no sense is refused before any work", arguments: faults)
    func refused(fault: Fault) throws {
        var recipe = Corpus.recipe()
        fault.change(&recipe)
        #expect(recipe.fault == fault.testDescription)
        let error = StanceError(.invalidConfiguration(reason: fault.testDescription))
        let watching = Watching()
        #expect(throws: error) {
            try Trainer(recipe: recipe).train(on: Corpus.data(Corpus.lines(9)), monitor: watching.monitor())
        }
        #expect(throws: error) {
            try CrossValidation(recipe: recipe).predictions(on: Corpus.data(Corpus.lines(9)), seed: 0)
        }
        #expect(watching.events.isEmpty)
    }

    @Test("the default recipe has no fault")
    func sound() { #expect(TrainingRecipe().fault == nil) }
}
