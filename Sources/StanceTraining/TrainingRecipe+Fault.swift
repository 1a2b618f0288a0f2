import StanceKit

extension TrainingRecipe {
    /// What makes no sense in the recipe, `nil` if all does.
    var fault: String? {
        if !(logistic.l2 >= 0 && Float(logistic.l2).isFinite) {
            return "the penalty's weight must be a number from 0 up"
        }
        if !(0...2).contains(logCountRatioPower) { return "the log-count ratio's power lies between 0 and 2" }
        if !(logistic.gradientTolerance > 0 && logistic.gradientTolerance < 1) {
            return "the gradient's tolerance lies between 0 and 1"
        }
        if calibrationFolds != 0, !(2...100).contains(calibrationFolds) {
            return "the calibration takes 2 to 100 folds, or 0 for none"
        }
        if calibrationFolds == 0, let useOfFolds { return "\(useOfFolds); there are none" }
        return network.fault ?? (hasConvolution ? convolution.fault : nil)
    }

    /// What the recipe lacks or does not use of the data, `nil` if nothing.
    func fault(with data: TrainingData) -> String? {
        if let fault = lackOfVectors(data) { return fault }
        if !hasConvolution, data.vectors != nil {
            return
                "the recipe has no use for word vectors: its algorithm is \(algorithm.rawValue), its network's input "
                + network.input.rawValue
        }
        return fault
    }

    /// What is said where a convolutional network has no word vectors, `nil` where there are some, or no such network.
    func lackOfVectors(_ data: TrainingData) -> String? {
        guard hasConvolution, data.vectors == nil else { return nil }
        return "the recipe's network sees word vectors, and there are none: name their file with --word-vectors"
    }

    /// What the recipe asks for that is done on calibration folds, beside the calibration; `nil` if nothing.
    var useOfFolds: String? {
        if decision == .macroF1 { return "offsets for macro-F1 are fitted on calibration folds" }
        return algorithm == .auto ? "auto chooses on calibration folds" : nil
    }
}

extension TrainingRecipe.Network {
    /// What makes no sense, `nil` if all does.
    var fault: String? {
        let shares = [inputDropout, dropout, labelSmoothing, validationShare]
        let rules: [(Bool, String)] = [
            (
                (1...8).contains(widths.count) && widths.allSatisfy { (1...1024).contains($0) },
                "a network has 1 to 8 hidden layers of 1 to 1024 units"
            ),
            ((1...64).contains(members), "a model has 1 to 64 networks"),
            (shares.allSatisfy { $0 >= 0 && $0 < 1 }, "a share lies between 0 and 1"),
            (validationShare <= 0.5, "at most half of the data is held out for early stopping"),
            ((0...1).contains(warmUp), "the warm-up's share lies between 0 and 1"),
            ((1...10000).contains(epochs), "there are 1 to 10000 passes"),
            ((1...65536).contains(batchSize), "a batch has 1 to 65536 examples"),
            (learningRate > 0 && learningRate <= 10, "the learning rate lies above 0, up to 10"),
            (weightDecay >= 0 && weightDecay <= 10, "the weight decay lies between 0 and 10"),
            (gradientClip > 0 && gradientClip.isFinite, "the largest norm of a gradient lies above 0"),
            (patience >= 0, "patience is a number of passes from 0 up"),
        ]
        return rules.first { !$0.0 }?.1
    }
}

extension TrainingRecipe.Convolution {
    /// What makes no sense, `nil` if all does.
    var fault: String? {
        let rules: [(Bool, String)] = [
            (
                !widths.isEmpty && widths.allSatisfy { (1...ConvolutionalNetwork.largestWidth).contains($0) }
                    && zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 },
                "filters are from 1 to \(ConvolutionalNetwork.largestWidth) tokens wide, their widths rising"
            ),
            (
                (1...1024).contains(filters) && filters % ConvolutionalNetwork.lanes == 0,
                "there is a multiple of \(ConvolutionalNetwork.lanes) filters of each width, up to 1024"
            ),
            ([inputDropout, dropout].allSatisfy { $0 >= 0 && $0 < 1 }, "a share lies between 0 and 1"),
            ((0...1).contains(warmUp), "the warm-up's share lies between 0 and 1"),
            ((1...10000).contains(epochs), "there are 1 to 10000 passes"),
            ((1...65536).contains(batchSize), "a batch has 1 to 65536 examples"),
            (learningRate > 0 && learningRate <= 10, "the learning rate lies above 0, up to 10"),
            (weightDecay >= 0 && weightDecay <= 10, "the weight decay lies between 0 and 10"),
        ]
        return rules.first { !$0.0 }?.1
    }
}
